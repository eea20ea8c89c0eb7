-- The route of an application is now that of its row; triggers and readers know it by the name it had as a table.
DROP TABLE application_route;

CREATE VIEW application_route AS
SELECT a.id AS application_id, d.level, d.department_id
FROM application a JOIN route_department d ON d.route_number = a.route_number;

DROP TRIGGER application_insert;

CREATE TRIGGER application_insert BEFORE INSERT ON application
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM application x WHERE x.line = NEW.line OR x.id = NEW.id
        OR (x.unit_id = NEW.unit_id AND x.key = NEW.key) OR x.number = NEW.number)
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
    WHEN NOT EXISTS (SELECT 1 FROM organisation o WHERE o.id = NEW.unit_id AND o.kind = 'unit' AND o.name = NEW.unit_name)
      THEN RAISE(ABORT, 'TD:direct')
    WHEN NOT EXISTS (SELECT 1 FROM route r WHERE r.number = NEW.route_number AND r.unit_id = NEW.unit_id
        AND r.issuer_id = NEW.issuer_id AND json_array_length(r.departments) = NEW.levels)
      THEN RAISE(ABORT, 'TD:direct')
  END;
END;

DROP TRIGGER application_fixed;

CREATE TRIGGER application_fixed BEFORE UPDATE OF id, key, unit_id, notice_id, issuer_id, route_number, applicant_id, levels,
  number ON application
WHEN NEW.id IS NOT OLD.id
  OR (OLD.number IS NOT NULL AND NEW.number IS NOT OLD.number)
  OR (OLD.submission > 0
    AND (NEW.key, NEW.unit_id, NEW.notice_id, NEW.issuer_id, NEW.route_number, NEW.applicant_id, NEW.levels)
      IS NOT (OLD.key, OLD.unit_id, OLD.notice_id, OLD.issuer_id, OLD.route_number, OLD.applicant_id, OLD.levels))
  OR NOT EXISTS (SELECT 1 FROM route r WHERE r.number = NEW.route_number AND r.unit_id = NEW.unit_id
    AND r.issuer_id = NEW.issuer_id AND json_array_length(r.departments) = NEW.levels)
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

-- Of every column: a change by the name rowid is none of the column line to SQLite.
CREATE TRIGGER application_line BEFORE UPDATE ON application
WHEN NEW.line IS NOT OLD.line
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

-- The list sorts by the name of the unit, so it stands in every application and follows the register.
CREATE TRIGGER application_unit_name BEFORE UPDATE OF unit_name, unit_id ON application
WHEN NEW.unit_name IS NOT (SELECT o.name FROM organisation o WHERE o.id = NEW.unit_id)
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER organisation_renamed AFTER UPDATE OF name ON organisation
WHEN NEW.name IS NOT OLD.name
BEGIN
  UPDATE application SET unit_name = NEW.name WHERE unit_id = NEW.id;
END;

INSERT INTO handled (organisation_id, line)
SELECT DISTINCT d.organisation_id, a.line FROM decision d JOIN application a ON a.id = d.application_id;

CREATE TRIGGER decision_handled AFTER INSERT ON decision
BEGIN
  INSERT INTO handled (organisation_id, line)
  SELECT NEW.organisation_id, a.line FROM application a
  WHERE a.id = NEW.application_id
    AND NOT EXISTS (SELECT 1 FROM handled h WHERE h.organisation_id = NEW.organisation_id AND h.line = a.line);
END;

CREATE TRIGGER handled_insert BEFORE INSERT ON handled
WHEN EXISTS (SELECT 1 FROM handled h WHERE h.organisation_id = NEW.organisation_id AND h.line = NEW.line)
  OR NOT EXISTS (SELECT 1 FROM application a JOIN decision d ON d.application_id = a.id
    WHERE a.line = NEW.line AND d.organisation_id = NEW.organisation_id)
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER handled_update BEFORE UPDATE ON handled
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER handled_delete BEFORE DELETE ON handled
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;
