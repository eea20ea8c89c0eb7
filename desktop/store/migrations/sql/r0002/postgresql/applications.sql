CREATE FUNCTION route_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  departments jsonb := NEW.departments::jsonb;
BEGIN
  IF jsonb_array_length(departments) NOT BETWEEN 1 AND 5 OR NEW.issuer_id IS DISTINCT FROM departments ->> -1 THEN
    PERFORM refuse('direct');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER route_check BEFORE INSERT ON route FOR EACH ROW EXECUTE FUNCTION route_check();

CREATE FUNCTION route_added() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  INSERT INTO route_department (route_number, level, department_id)
  SELECT NEW.number, e.level, e.department FROM jsonb_array_elements_text(NEW.departments::jsonb)
    WITH ORDINALITY e(department, level);
  RETURN NULL;
END $$;

CREATE TRIGGER route_added AFTER INSERT ON route FOR EACH ROW EXECUTE FUNCTION route_added();
CREATE TRIGGER route_kept BEFORE UPDATE OR DELETE ON route FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION route_department_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NEW.department_id IS DISTINCT FROM (
    SELECT r.departments::jsonb ->> (NEW.level - 1) FROM route r WHERE r.number = NEW.route_number)
  THEN
    PERFORM refuse('direct');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER route_department_check BEFORE INSERT ON route_department
  FOR EACH ROW EXECUTE FUNCTION route_department_check();
CREATE TRIGGER route_department_kept BEFORE UPDATE OR DELETE ON route_department
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

-- Whether a route is one of this unit's to this issuer, of so many levels.
CREATE FUNCTION route_fits(a application) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM route r WHERE r.number = a.route_number AND r.unit_id = a.unit_id
    AND r.issuer_id = a.issuer_id AND jsonb_array_length(r.departments::jsonb) = a.levels)
$$;

CREATE FUNCTION application_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM refuse(CASE
    WHEN EXISTS (SELECT 1 FROM application x WHERE x.id = NEW.id OR (x.unit_id = NEW.unit_id AND x.key = NEW.key)
        OR x.number = NEW.number) THEN 'taken:application'
    WHEN NEW.deleted_at IS NULL AND EXISTS (SELECT 1 FROM application x
      WHERE x.notice_id = NEW.notice_id AND x.person_key = NEW.person_key AND x.deleted_at IS NULL) THEN 'taken:person'
    WHEN (NEW.status, NEW.stage, NEW.returned_from, NEW.submission, NEW.seq, NEW.chain_length, NEW.chain_hash,
        NEW.attachment_count, NEW.finding_count, NEW.straight_back, NEW.changed_since_return)
      IS DISTINCT FROM ('draft', '', '', 0, 0, 0, '', 0, 0, 0, 0) THEN 'direct'
    WHEN NEW.number IS NOT NULL
      OR coalesce(NEW.stage_since, NEW.submitted_at, NEW.correction_due, NEW.deleted_at) IS NOT NULL THEN 'direct'
    WHEN NOT EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND n.issuer_id = NEW.issuer_id) THEN 'direct'
    WHEN NOT EXISTS (SELECT 1 FROM organisation o
      WHERE o.id = NEW.unit_id AND o.kind = 'unit' AND o.name = NEW.unit_name) THEN 'direct'
    WHEN NOT route_fits(NEW) THEN 'direct'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER application_insert BEFORE INSERT ON application FOR EACH ROW EXECUTE FUNCTION application_insert();

-- What the record says moves only with the audit entry that the same write has just appended.
CREATE FUNCTION application_moves() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NEW.chain_length IS DISTINCT FROM OLD.chain_length + 1 OR NOT EXISTS (
    SELECT 1 FROM audit u WHERE u.chain = 'application:' || OLD.id AND u.position = NEW.chain_length
      AND u.previous = OLD.chain_hash AND u.hash = NEW.chain_hash)
  THEN
    PERFORM refuse('direct');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER application_moves BEFORE UPDATE OF status, stage, returned_from, submission, seq, stage_since, submitted_at,
  correction_due, straight_back, updated_at, deleted_at, name, grading_class, standard, service_type, attachment_count,
  finding_count, chain_length, chain_hash ON application FOR EACH ROW EXECUTE FUNCTION application_moves();

CREATE FUNCTION application_fixed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF (NEW.line, NEW.id) IS DISTINCT FROM (OLD.line, OLD.id)
    OR (OLD.number IS NOT NULL AND NEW.number IS DISTINCT FROM OLD.number)
    OR (OLD.submission > 0
      AND (NEW.key, NEW.unit_id, NEW.notice_id, NEW.issuer_id, NEW.route_number, NEW.applicant_id, NEW.levels)
        IS DISTINCT FROM
        (OLD.key, OLD.unit_id, OLD.notice_id, OLD.issuer_id, OLD.route_number, OLD.applicant_id, OLD.levels))
    OR NOT route_fits(NEW)
  THEN
    PERFORM refuse('direct');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER application_fixed BEFORE UPDATE OF line, id, key, unit_id, notice_id, issuer_id, route_number, applicant_id,
  levels, number ON application FOR EACH ROW EXECUTE FUNCTION application_fixed();

CREATE FUNCTION application_unique() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM refuse(CASE
    WHEN EXISTS (SELECT 1 FROM application x WHERE x.id <> OLD.id
        AND ((x.unit_id = NEW.unit_id AND x.key = NEW.key) OR x.number = NEW.number)) THEN 'taken:application'
    WHEN NEW.deleted_at IS NULL AND EXISTS (SELECT 1 FROM application x WHERE x.id <> OLD.id
        AND x.notice_id = NEW.notice_id AND x.person_key = NEW.person_key AND x.deleted_at IS NULL) THEN 'taken:person'
    WHEN NEW.person_key IS DISTINCT FROM OLD.person_key AND OLD.status NOT IN ('draft', 'returned') THEN 'direct'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER application_unique BEFORE UPDATE OF key, unit_id, notice_id, number, person_key ON application
  FOR EACH ROW EXECUTE FUNCTION application_unique();

CREATE FUNCTION application_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NEW.changed_since_return IS DISTINCT FROM OLD.changed_since_return AND NEW.chain_length = OLD.chain_length
    AND (NEW.changed_since_return IS DISTINCT FROM 1 OR OLD.status <> 'returned')
  THEN
    PERFORM refuse('direct');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER application_changed BEFORE UPDATE OF changed_since_return ON application
  FOR EACH ROW EXECUTE FUNCTION application_changed();

-- The list sorts by the name of the unit, so it stands in every application and follows the register.
CREATE FUNCTION application_unit_name() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NEW.unit_name IS DISTINCT FROM (SELECT o.name FROM organisation o WHERE o.id = NEW.unit_id) THEN
    PERFORM refuse('direct');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER application_unit_name BEFORE UPDATE OF unit_name, unit_id ON application
  FOR EACH ROW EXECUTE FUNCTION application_unit_name();
CREATE TRIGGER application_kept BEFORE DELETE ON application
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER application_whole BEFORE TRUNCATE ON application
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('append_only');

-- The applicant's first change after a return ends the desk's right to take the return back.
CREATE FUNCTION draft_saved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  UPDATE application a SET changed_since_return = 1
  WHERE a.id = NEW.application_id AND a.status = 'returned' AND a.changed_since_return = 0;
  RETURN NULL;
END $$;

CREATE TRIGGER draft_saved AFTER INSERT OR UPDATE ON draft FOR EACH ROW EXECUTE FUNCTION draft_saved();
