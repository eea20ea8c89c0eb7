-- Applicants, the codes that let them in again, and passwords that are to be replaced. Each person has a chain for that,
-- so that in a shared database nobody holds up the chain of accounts who may change only their own.

CREATE TRIGGER applicant_insert BEFORE INSERT ON applicant
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM applicant a WHERE a.account_id = NEW.account_id) THEN RAISE(ABORT, 'TD:taken:applicant')
    WHEN EXISTS (SELECT 1 FROM applicant a WHERE a.person_key = NEW.person_key)
      THEN RAISE(ABORT, 'TD:person_registered')
  END;
END;

CREATE TRIGGER applicant_update BEFORE UPDATE ON applicant
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER applicant_delete BEFORE DELETE ON applicant
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

-- Who has registered is on the audit by what stands for the person.
CREATE TRIGGER applicant_added AFTER INSERT ON applicant
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('person:' || NEW.account_id, NEW.registered_at, json_object(
    'account', NEW.account_id, 'event', 'applicant', 'name', sha256_hex(NEW.name), 'person', NEW.person_key));
END;

CREATE TRIGGER recovery_code_insert BEFORE INSERT ON recovery_code
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM recovery_code c WHERE c.id = NEW.id
      OR (c.account_id = NEW.account_id AND c.digest = NEW.digest)) THEN RAISE(ABORT, 'TD:taken:recovery_code')
    WHEN NEW.used_at IS NOT NULL OR NEW.used_by IS NOT NULL THEN RAISE(ABORT, 'TD:direct')
  END;
END;

-- Each works once: when it was used, or made void, is written once.
CREATE TRIGGER recovery_code_update BEFORE UPDATE ON recovery_code
WHEN OLD.used_at IS NOT NULL OR NEW.used_at IS NULL OR NEW.used_by IS NULL OR NEW.id IS NOT OLD.id
  OR NEW.account_id IS NOT OLD.account_id OR NEW.digest IS NOT OLD.digest OR NEW.made_at IS NOT OLD.made_at
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER recovery_code_delete BEFORE DELETE ON recovery_code
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER recovery_code_used AFTER UPDATE ON recovery_code
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('person:' || NEW.account_id, NEW.used_at, json_object(
    'account', NEW.used_by, 'event', 'recovery_code', 'id', NEW.id, 'member', NEW.account_id));
END;

CREATE TRIGGER password_due_insert BEFORE INSERT ON password_due
WHEN EXISTS (SELECT 1 FROM password_due p WHERE p.account_id = NEW.account_id)
BEGIN
  SELECT RAISE(ABORT, 'TD:taken:password_due');
END;

CREATE TRIGGER password_due_fixed BEFORE UPDATE ON password_due
WHEN NEW.account_id IS NOT OLD.account_id
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER password_due_delete BEFORE DELETE ON password_due
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER password_due_added AFTER INSERT ON password_due
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('person:' || NEW.account_id, NEW.changed_at, json_object(
    'account', NEW.changed_by, 'due', NEW.due, 'event', 'password_due', 'id', NEW.account_id));
END;

CREATE TRIGGER password_due_changed AFTER UPDATE ON password_due
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('person:' || NEW.account_id, NEW.changed_at, json_object(
    'account', NEW.changed_by, 'due', NEW.due, 'event', 'password_due', 'id', NEW.account_id));
END;
