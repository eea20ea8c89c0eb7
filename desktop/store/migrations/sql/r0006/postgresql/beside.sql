-- An application that a desk of the unit fills in beside its applicant, whose own it is: row 0 of `beside` says that it began
-- so, a row with a number that this submission was handed in so. The triggers of SQLite say the same of the rows.

-- The applications that the person at the other end fills in now for whoever is beside them.
CREATE FUNCTION my_assisted_lines() RETURNS SETOF integer
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER ROWS 3 SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT a.line FROM beside b JOIN application a ON a.id = b.application_id
    JOIN binding g ON g.account_id = a.applicant_id AND g.unit_id = a.unit_id
    WHERE b.submission = 0 AND a.unit_id IN (SELECT my_organisations('unit')) AND a.applicant_id <> (SELECT me())
      AND a.status IN ('draft', 'returned') AND a.deleted_at IS NULL AND g.state = 'bound';
END $$;

CREATE FUNCTION assists(identity text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM application a WHERE a.id = identity AND a.line IN (SELECT my_assisted_lines()))
$$;

-- What a desk fills in so states numbers whole: it is given once that is on record, as that of submission 0.
CREATE FUNCTION form_disclose(identity text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_present();
  IF NOT assists(identity) THEN
    PERFORM refuse('not_found');
  END IF;
  PERFORM disclose('identity_number', identity, '0');
  PERFORM disclosure_audited(json_build_object(
    'account', me(), 'application', identity, 'event', 'identity_number', 'submission', 0));
END $$;

-- What the person at the other end has applied for, or fills in so: read one by one, and listed for its applicant alone.
CREATE OR REPLACE FUNCTION my_own_lines() RETURNS SETOF integer
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER ROWS 3 SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT a.line FROM application a WHERE a.applicant_id = (SELECT me_as('applicant'))
    UNION SELECT l.line FROM my_assisted_lines() l(line);
END $$;

CREATE FUNCTION beside_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM refuse(CASE
    WHEN EXISTS (SELECT 1 FROM beside b WHERE b.application_id = NEW.application_id AND b.submission = NEW.submission)
      THEN 'taken:beside'
    WHEN NOT EXISTS (SELECT 1 FROM application a WHERE a.id = NEW.application_id AND a.applicant_id <> NEW.account_id
      AND a.deleted_at IS NULL AND a.status IN ('draft', 'returned') AND holds_now(NEW.account_id, 'unit', a.unit_id))
      THEN 'not_found'
    WHEN NOT EXISTS (SELECT 1 FROM application a JOIN binding g ON g.account_id = a.applicant_id AND g.unit_id = a.unit_id
      WHERE a.id = NEW.application_id AND g.state = 'bound') THEN 'not_bound'
    WHEN NEW.submission <> 0 AND NOT EXISTS (SELECT 1 FROM beside b JOIN application a ON a.id = b.application_id
      WHERE b.application_id = NEW.application_id AND b.submission = 0 AND NEW.submission = a.submission + 1) THEN 'stale'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER beside_check BEFORE INSERT ON beside FOR EACH ROW EXECUTE FUNCTION beside_check();
CREATE TRIGGER beside_kept BEFORE UPDATE OR DELETE ON beside FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION beside_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM audit_add('beside:' || NEW.application_id, NEW.at, entry_text(json_build_object(
    'account', NEW.account_id, 'application', NEW.application_id, 'event', 'beside', 'submission', NEW.submission)));
  RETURN NULL;
END $$;

CREATE TRIGGER beside_written AFTER INSERT ON beside FOR EACH ROW EXECUTE FUNCTION beside_written();

-- A desk begins an application of somebody who is bound to its unit and beside it; its id.
CREATE FUNCTION draft_start_beside(intent text, of_binding text, filled_text text, class text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  i filing_intent%ROWTYPE;
  whose text;
  identity text;
BEGIN
  PERFORM require_filer();
  i := intent_of(intent);
  whose := (SELECT g.account_id FROM binding g WHERE g.id = of_binding AND g.unit_id = i.unit_id AND g.state = 'bound'
    AND g.unit_id IN (SELECT my_organisations('unit')) AND g.account_id <> me());
  IF whose IS NULL THEN PERFORM refuse('no_such_binding'); END IF;
  identity := draft_begin(i, whose, filled_text, class);
  INSERT INTO beside (application_id, submission, account_id, at) VALUES (identity, 0, me(), now_milliseconds());
  RETURN identity;
END $$;

-- Files what a desk has filled in beside the applicant, and puts on record that it was so: both or neither.
CREATE FUNCTION application_file_beside(intent text, submission_number integer, filed_text text, class text,
  found_text text, search text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  i filing_intent%ROWTYPE;
  a application%ROWTYPE;
  moment bigint := now_milliseconds();
BEGIN
  PERFORM require_filer();
  i := intent_of(intent);
  SELECT * INTO a FROM application x WHERE x.unit_id = i.unit_id AND x.key = i.key AND assists(x.id);
  PERFORM refuse(CASE
    WHEN EXISTS (SELECT 1 FROM applicant p WHERE p.account_id = a.applicant_id AND p.person_key IS DISTINCT FROM i.person_key)
      THEN 'other_person'
    WHEN a.status = 'draft' AND NOT EXISTS (
      SELECT 1 FROM notice n WHERE n.id = a.notice_id AND moment BETWEEN n.opens AND n.closes) THEN 'not_in_window'
  END);
  -- which finds nothing where there is no such application that they assist with
  INSERT INTO beside (application_id, submission, account_id, at) VALUES (a.id, submission_number, me(), moment);
  RETURN application_file(intent, 'unit', submission_number, filed_text, class, found_text, search, moment);
END $$;
