CREATE TRIGGER application_insert BEFORE INSERT ON application
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM application x WHERE x.id = NEW.id OR (x.unit_id = NEW.unit_id AND x.key = NEW.key)
        OR x.number = NEW.number)
      THEN RAISE(ABORT, 'TD:taken:application')
    WHEN NEW.deleted_at IS NULL AND EXISTS (SELECT 1 FROM application x
      WHERE x.notice_id = NEW.notice_id AND x.person_key = NEW.person_key AND x.deleted_at IS NULL)
      THEN RAISE(ABORT, 'TD:taken:person')
    WHEN (NEW.status, NEW.stage, NEW.returned_from, NEW.submission, NEW.seq, NEW.chain_length, NEW.chain_hash,
        NEW.attachment_count, NEW.finding_count, NEW.straight_back, NEW.changed_since_return)
      IS NOT ('draft', '', '', 0, 0, 0, '', 0, 0, 0, 0) THEN RAISE(ABORT, 'TD:direct')
    WHEN coalesce(NEW.number, NEW.stage_since, NEW.submitted_at, NEW.correction_due, NEW.deleted_at) IS NOT NULL
      THEN RAISE(ABORT, 'TD:direct')
    WHEN NOT EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND n.issuer_id = NEW.issuer_id)
      THEN RAISE(ABORT, 'TD:direct')
    WHEN NOT EXISTS (SELECT 1 FROM organisation o WHERE o.id = NEW.unit_id AND o.kind = 'unit')
      THEN RAISE(ABORT, 'TD:direct')
  END;
END;

-- What the record says moves only with the audit entry that the same write has just appended.
CREATE TRIGGER application_moves BEFORE UPDATE OF status, stage, returned_from, submission, seq, stage_since, submitted_at,
  correction_due, straight_back, updated_at, deleted_at, name, grading_class, standard, service_type, attachment_count,
  finding_count, chain_length, chain_hash ON application
WHEN NEW.chain_length IS NOT OLD.chain_length + 1 OR NOT EXISTS (
  SELECT 1 FROM audit u WHERE u.chain = 'application:' || OLD.id AND u.position = NEW.chain_length
    AND u.previous = OLD.chain_hash AND u.hash IS NEW.chain_hash)
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER application_fixed BEFORE UPDATE OF id, key, unit_id, notice_id, issuer_id, applicant_id, levels, number
  ON application
WHEN NEW.id IS NOT OLD.id
  OR (OLD.number IS NOT NULL AND NEW.number IS NOT OLD.number)
  OR (OLD.submission > 0 AND (NEW.key, NEW.unit_id, NEW.notice_id, NEW.issuer_id, NEW.applicant_id, NEW.levels)
    IS NOT (OLD.key, OLD.unit_id, OLD.notice_id, OLD.issuer_id, OLD.applicant_id, OLD.levels))
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

-- Under UPDATE OR REPLACE a repeated key would otherwise remove the other application.
CREATE TRIGGER application_unique BEFORE UPDATE OF key, unit_id, notice_id, number, person_key ON application
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM application x WHERE x.id <> OLD.id
        AND ((x.unit_id = NEW.unit_id AND x.key = NEW.key) OR x.number = NEW.number))
      THEN RAISE(ABORT, 'TD:taken:application')
    WHEN NEW.deleted_at IS NULL AND EXISTS (SELECT 1 FROM application x WHERE x.id <> OLD.id
        AND x.notice_id = NEW.notice_id AND x.person_key = NEW.person_key AND x.deleted_at IS NULL)
      THEN RAISE(ABORT, 'TD:taken:person')
    WHEN NEW.person_key IS NOT OLD.person_key AND OLD.status NOT IN ('draft', 'returned') THEN RAISE(ABORT, 'TD:direct')
  END;
END;

CREATE TRIGGER application_changed BEFORE UPDATE OF changed_since_return ON application
WHEN NEW.changed_since_return IS NOT OLD.changed_since_return AND NEW.chain_length IS OLD.chain_length
  AND (NEW.changed_since_return IS NOT 1 OR OLD.status <> 'returned')
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER application_delete BEFORE DELETE ON application
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER application_route_insert BEFORE INSERT ON application_route
WHEN EXISTS (SELECT 1 FROM application a WHERE a.id = NEW.application_id AND a.submission > 0)
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER application_route_update BEFORE UPDATE ON application_route
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER application_route_delete BEFORE DELETE ON application_route
WHEN EXISTS (SELECT 1 FROM application a WHERE a.id = OLD.application_id AND a.submission > 0)
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

-- The applicant's first change after a return ends the desk's right to take the return back.
CREATE TRIGGER draft_insert AFTER INSERT ON draft
BEGIN
  UPDATE application SET changed_since_return = 1 WHERE id = NEW.application_id AND status = 'returned';
END;

CREATE TRIGGER draft_update AFTER UPDATE ON draft
BEGIN
  UPDATE application SET changed_since_return = 1 WHERE id = NEW.application_id AND status = 'returned';
END;
