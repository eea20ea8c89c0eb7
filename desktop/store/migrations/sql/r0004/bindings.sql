-- The moves of a binding, as desktop.domain.bindings has them. Its chain is the applicant's own, so that in a shared
-- database nobody who asks holds anybody else up.

CREATE TRIGGER binding_insert BEFORE INSERT ON binding
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM binding b WHERE b.id = NEW.id) THEN RAISE(ABORT, 'TD:taken:binding')
    WHEN NEW.state IS NOT 'pending' OR NEW.decided_at IS NOT NULL OR NEW.decided_by IS NOT NULL OR NEW.reason IS NOT ''
      OR NEW.ended_at IS NOT NULL OR NEW.unseen IS NOT 0 OR NEW.changed_at IS NOT NEW.asked_at
      OR NEW.changed_by IS NOT NEW.account_id THEN RAISE(ABORT, 'TD:direct')
    WHEN NOT EXISTS (SELECT 1 FROM organisation o WHERE o.id = NEW.unit_id AND o.kind = 'unit')
      THEN RAISE(ABORT, 'TD:unknown_unit_code')
    WHEN NOT EXISTS (SELECT 1 FROM membership m JOIN account a ON a.id = m.account_id AND a.disabled = 0
      WHERE m.account_id = NEW.account_id AND m.role = 'applicant') THEN RAISE(ABORT, 'TD:no_such_binding')
    WHEN EXISTS (SELECT 1 FROM binding b WHERE b.account_id = NEW.account_id AND b.state IN ('pending', 'bound'))
      THEN RAISE(ABORT, 'TD:binding_open')
  END;
END;

CREATE TRIGGER binding_fixed BEFORE UPDATE ON binding
WHEN NEW.id IS NOT OLD.id OR NEW.account_id IS NOT OLD.account_id OR NEW.unit_id IS NOT OLD.unit_id
  OR NEW.asked_at IS NOT OLD.asked_at
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER binding_moves BEFORE UPDATE OF state, decided_at, decided_by, reason, ended_at, changed_at, changed_by
  ON binding
BEGIN
  SELECT CASE
    WHEN NEW.state IN ('bound', 'refused') AND NOT EXISTS (
      SELECT 1 FROM membership m JOIN account a ON a.id = m.account_id AND a.disabled = 0
      WHERE m.account_id = NEW.changed_by AND m.role = 'unit' AND m.organisation_id = OLD.unit_id)
      THEN RAISE(ABORT, 'TD:no_such_binding')
    WHEN NEW.state NOT IN ('bound', 'refused') AND (NEW.changed_by IS NOT OLD.account_id OR NOT EXISTS (
      SELECT 1 FROM membership m JOIN account a ON a.id = m.account_id AND a.disabled = 0
      WHERE m.account_id = OLD.account_id AND m.role = 'applicant')) THEN RAISE(ABORT, 'TD:no_such_binding')
    WHEN (OLD.state, NEW.state) NOT IN (VALUES ('pending', 'bound'), ('pending', 'refused'), ('pending', 'withdrawn'),
      ('bound', 'unbound')) THEN RAISE(ABORT, 'TD:binding_over')
    WHEN NEW.state = 'refused' AND (trim(NEW.reason, char(9, 10, 13, 32, 12288)) = '' OR length(NEW.reason) > 300)
      THEN RAISE(ABORT, 'TD:binding_reason')
    WHEN NEW.state = 'unbound' AND EXISTS (SELECT 1 FROM application a
      WHERE a.applicant_id = OLD.account_id AND a.status = 'submitted' AND a.deleted_at IS NULL)
      THEN RAISE(ABORT, 'TD:binding_submitted')
    WHEN NEW.state IN ('bound', 'refused') AND (NEW.decided_at IS NOT NEW.changed_at
      OR NEW.decided_by IS NOT NEW.changed_by OR NEW.ended_at IS NOT NULL OR NEW.unseen IS NOT 0
      OR (NEW.state = 'bound' AND NEW.reason IS NOT '')) THEN RAISE(ABORT, 'TD:direct')
    WHEN NEW.state IN ('unbound', 'withdrawn') AND (NEW.ended_at IS NOT NEW.changed_at
      OR NEW.decided_at IS NOT OLD.decided_at OR NEW.decided_by IS NOT OLD.decided_by OR NEW.reason IS NOT OLD.reason
      OR NEW.unseen IS NOT (NEW.state = 'unbound')) THEN RAISE(ABORT, 'TD:direct')
  END;
END;

-- The desk has seen that somebody has left.
CREATE TRIGGER binding_seen BEFORE UPDATE OF unseen ON binding
WHEN NEW.state IS OLD.state AND NEW.unseen IS NOT OLD.unseen AND NEW.unseen IS NOT 0
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER binding_delete BEFORE DELETE ON binding
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER binding_asked AFTER INSERT ON binding
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('bindings:' || NEW.account_id, NEW.changed_at, json_object(
    'account', NEW.changed_by, 'event', 'binding', 'id', NEW.id, 'reason', sha256_hex(NEW.reason), 'state', NEW.state,
    'unit', NEW.unit_id));
END;

CREATE TRIGGER binding_moved AFTER UPDATE OF state ON binding
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('bindings:' || NEW.account_id, NEW.changed_at, json_object(
    'account', NEW.changed_by, 'event', 'binding', 'id', NEW.id, 'reason', sha256_hex(NEW.reason), 'state', NEW.state,
    'unit', NEW.unit_id));
END;
