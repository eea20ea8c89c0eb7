-- The moves of a binding, as desktop.domain.bindings has them. Its chain is the applicant's own: nobody who asks holds
-- anybody else up.

-- Whether an account that is open holds a role, at an organisation where one is given.
CREATE FUNCTION holds_now(identity text, held text, at_organisation text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM membership m JOIN account a ON a.id = m.account_id AND a.disabled = 0
    WHERE m.account_id = identity AND m.role = held AND m.organisation_id IS NOT DISTINCT FROM at_organisation)
$$;

CREATE FUNCTION binding_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM refuse(CASE
      WHEN EXISTS (SELECT 1 FROM binding b WHERE b.id = NEW.id) THEN 'taken:binding'
      WHEN (NEW.state, NEW.reason, NEW.unseen, NEW.changed_at, NEW.changed_by)
          IS DISTINCT FROM ('pending', '', 0, NEW.asked_at, NEW.account_id)
        OR NEW.decided_at IS NOT NULL OR NEW.decided_by IS NOT NULL OR NEW.ended_at IS NOT NULL THEN 'direct'
      WHEN NOT EXISTS (SELECT 1 FROM organisation o WHERE o.id = NEW.unit_id AND o.kind = 'unit') THEN 'unknown_unit_code'
      WHEN NOT holds_now(NEW.account_id, 'applicant', NULL) THEN 'no_such_binding'
      WHEN EXISTS (SELECT 1 FROM binding b WHERE b.account_id = NEW.account_id AND b.state IN ('pending', 'bound'))
        THEN 'binding_open'
    END);
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.account_id, NEW.unit_id, NEW.asked_at) IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.unit_id, OLD.asked_at)
  THEN
    PERFORM refuse('append_only');
  END IF;
  IF (NEW.state, NEW.decided_at, NEW.decided_by, NEW.reason, NEW.ended_at, NEW.changed_at, NEW.changed_by) IS NOT DISTINCT FROM
    (OLD.state, OLD.decided_at, OLD.decided_by, OLD.reason, OLD.ended_at, OLD.changed_at, OLD.changed_by)
  THEN
    -- the desk has seen that somebody has left
    IF NEW.unseen IS DISTINCT FROM OLD.unseen AND NEW.unseen IS DISTINCT FROM 0 THEN PERFORM refuse('direct'); END IF;
    RETURN NEW;
  END IF;
  PERFORM refuse(CASE
    WHEN NEW.state IN ('bound', 'refused') AND NOT holds_now(NEW.changed_by, 'unit', OLD.unit_id) THEN 'no_such_binding'
    WHEN NEW.state NOT IN ('bound', 'refused') AND (NEW.changed_by IS DISTINCT FROM OLD.account_id
      OR NOT holds_now(OLD.account_id, 'applicant', NULL)) THEN 'no_such_binding'
    WHEN (OLD.state, NEW.state) NOT IN (('pending', 'bound'), ('pending', 'refused'), ('pending', 'withdrawn'),
      ('bound', 'unbound')) THEN 'binding_over'
    WHEN NEW.state = 'refused' AND (btrim(NEW.reason, E' \t\n\r\u3000') = '' OR length(NEW.reason) > 300)
      THEN 'binding_reason'
    WHEN NEW.state = 'unbound' AND EXISTS (SELECT 1 FROM application a
      WHERE a.applicant_id = OLD.account_id AND a.status = 'submitted' AND a.deleted_at IS NULL) THEN 'binding_submitted'
    WHEN NEW.state IN ('bound', 'refused') AND ((NEW.decided_at, NEW.decided_by, NEW.unseen)
      IS DISTINCT FROM (NEW.changed_at, NEW.changed_by, 0) OR NEW.ended_at IS NOT NULL
      OR (NEW.state = 'bound' AND NEW.reason <> '')) THEN 'direct'
    WHEN NEW.state IN ('unbound', 'withdrawn') AND (NEW.ended_at, NEW.decided_at, NEW.decided_by, NEW.reason, NEW.unseen)
      IS DISTINCT FROM (NEW.changed_at, OLD.decided_at, OLD.decided_by, OLD.reason, (NEW.state = 'unbound')::integer)
      THEN 'direct'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER binding_check BEFORE INSERT OR UPDATE ON binding FOR EACH ROW EXECUTE FUNCTION binding_check();
CREATE TRIGGER binding_kept BEFORE DELETE ON binding FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION binding_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NEW.state IS DISTINCT FROM OLD.state THEN
    PERFORM audit_add('bindings:' || NEW.account_id, NEW.changed_at, entry_text(json_build_object(
      'account', NEW.changed_by, 'event', 'binding', 'id', NEW.id, 'reason', sha256_hex(NEW.reason), 'state', NEW.state,
      'unit', NEW.unit_id)));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER binding_written AFTER INSERT OR UPDATE ON binding FOR EACH ROW EXECUTE FUNCTION binding_written();

-- The signed-in applicant asks a unit; the id is the server's, so that nobody learns whether one of their choice is there.
CREATE FUNCTION binding_ask(unit text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  mine text := me_as('applicant');
  moment bigint := now_milliseconds();
BEGIN
  IF mine IS NULL THEN PERFORM refuse('no_such_binding'); END IF;
  PERFORM require_present();
  -- what was asked and taken back stays in the list of the desk
  IF (SELECT count(*) FROM binding b WHERE b.account_id = mine AND b.asked_at > moment - 86400000) >= 20 THEN
    PERFORM refuse('too_many_attempts');
  END IF;
  INSERT INTO binding (id, account_id, unit_id, state, asked_at, changed_at, changed_by)
  VALUES (new_identity(), mine, unit, 'pending', moment, moment, mine);
END $$;

-- Every further move, by the applicant or by the desk of the unit. What is not theirs is as what is not there, and is not
-- locked.
CREATE FUNCTION binding_move(identity text, target text, said text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  mine text := me();
  moment bigint := now_milliseconds();
  found binding;
BEGIN
  IF mine IS NULL OR target IS NULL THEN PERFORM refuse('no_such_binding'); END IF;
  PERFORM require_present();
  SELECT b.* INTO found FROM binding b WHERE b.id = identity AND CASE
    WHEN target IN ('bound', 'refused') THEN b.unit_id IN (SELECT my_organisations('unit'))
    WHEN target IN ('withdrawn', 'unbound') THEN b.account_id = me_as('applicant')
    ELSE false END
  FOR NO KEY UPDATE;
  IF found.id IS NULL THEN PERFORM refuse('no_such_binding'); END IF;
  IF target IN ('bound', 'refused') THEN
    UPDATE binding b SET state = target, decided_at = moment, decided_by = mine, reason = coalesce(said, ''),
      changed_at = moment, changed_by = mine WHERE b.id = found.id;
  ELSE
    UPDATE binding b SET state = target, ended_at = moment, unseen = (target = 'unbound')::integer, changed_at = moment,
      changed_by = mine WHERE b.id = found.id;
  END IF;
END $$;

-- The desk of the signed-in person has looked at who has left.
CREATE FUNCTION bindings_seen() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_present();
  UPDATE binding b SET unseen = 0 WHERE b.unseen = 1 AND b.unit_id IN (SELECT my_organisations('unit'));
END $$;

-- Who begins an application by themselves is bound to the unit that is to recommend them (guide 3.1). What desks bring in is
-- nobody's, and the owner brings in what was.
CREATE FUNCTION application_of_bound() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NOT acts_for_all() AND NOT EXISTS (SELECT 1 FROM binding b
    WHERE b.account_id = NEW.applicant_id AND b.unit_id = NEW.unit_id AND b.state = 'bound')
  THEN
    PERFORM refuse('not_bound');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER application_of_bound BEFORE INSERT ON application FOR EACH ROW WHEN (NEW.applicant_id IS NOT NULL)
  EXECUTE FUNCTION application_of_bound();

-- Also who announces one, and is told what is known of a person: anybody can sign up as an applicant.
CREATE OR REPLACE FUNCTION new_filing_desks(unit text, notice_asked text) RETURNS SETOF text
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT 'unit' WHERE unit IN (SELECT my_organisations('unit'))
  UNION ALL
  SELECT 'department-' || r.level
  FROM notice n, unnest(registered_route(unit, n.issuer_id)) WITH ORDINALITY r(department, level)
  WHERE n.id = notice_asked AND r.department IN (SELECT my_organisations('department'))
  UNION ALL
  SELECT 'applicant' FROM binding b WHERE b.account_id = me_as('applicant') AND b.unit_id = unit AND b.state = 'bound'
$$;
