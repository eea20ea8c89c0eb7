-- An application that a desk of the unit fills in beside its applicant: row 0 says that it began so, a row with a number
-- that this submission was handed in so.

CREATE TRIGGER beside_insert BEFORE INSERT ON beside
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM beside b WHERE b.application_id = NEW.application_id AND b.submission = NEW.submission)
      THEN RAISE(ABORT, 'TD:taken:beside')
    WHEN NOT EXISTS (SELECT 1 FROM application a
      JOIN membership m ON m.organisation_id = a.unit_id AND m.role = 'unit' AND m.account_id = NEW.account_id
      JOIN account p ON p.id = m.account_id AND p.disabled = 0
      WHERE a.id = NEW.application_id AND a.applicant_id IS NOT NEW.account_id AND a.deleted_at IS NULL
        AND a.status IN ('draft', 'returned')) THEN RAISE(ABORT, 'TD:not_found')
    WHEN NOT EXISTS (SELECT 1 FROM application a JOIN binding g ON g.account_id = a.applicant_id AND g.unit_id = a.unit_id
      WHERE a.id = NEW.application_id AND g.state = 'bound') THEN RAISE(ABORT, 'TD:not_bound')
    WHEN NEW.submission IS NOT 0 AND NOT EXISTS (SELECT 1 FROM beside b JOIN application a ON a.id = b.application_id
      WHERE b.application_id = NEW.application_id AND b.submission = 0 AND NEW.submission = a.submission + 1)
      THEN RAISE(ABORT, 'TD:stale')
  END;
END;

CREATE TRIGGER beside_update BEFORE UPDATE ON beside
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER beside_delete BEFORE DELETE ON beside
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER beside_written AFTER INSERT ON beside
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('beside:' || NEW.application_id, NEW.at, json_object(
    'account', NEW.account_id, 'application', NEW.application_id, 'event', 'beside', 'submission', NEW.submission));
END;

-- What was ticked, also by the desk that fills it in beside the applicant.
DROP TRIGGER self_check_insert;

CREATE TRIGGER self_check_insert BEFORE INSERT ON self_check
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM self_check s WHERE s.application_id = NEW.application_id
      AND s.condition_key = NEW.condition_key) THEN RAISE(ABORT, 'TD:taken:self_check')
    WHEN NOT EXISTS (SELECT 1 FROM application a WHERE a.id = NEW.application_id AND a.status IN ('draft', 'returned')
      AND a.deleted_at IS NULL AND (a.applicant_id = NEW.account_id OR EXISTS (
        SELECT 1 FROM beside b JOIN membership m ON m.organisation_id = a.unit_id AND m.role = 'unit'
        WHERE b.application_id = a.id AND b.submission = 0 AND m.account_id = NEW.account_id)))
      THEN RAISE(ABORT, 'TD:not_found')
  END;
END;
