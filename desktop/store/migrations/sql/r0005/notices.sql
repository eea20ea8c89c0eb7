-- Notices while they are written, and what may still change of one: desktop.domain.notices has the same rules.

-- Once an application exists only the end moves, from a time ahead to a time ahead; what was closed stays closed.
DROP TRIGGER notice_fixed;

CREATE TRIGGER notice_fixed BEFORE UPDATE ON notice
BEGIN
  SELECT CASE
    WHEN NEW.id IS NOT OLD.id OR NEW.key IS NOT OLD.key THEN RAISE(ABORT, 'TD:direct')
    WHEN EXISTS (SELECT 1 FROM notice_closing c WHERE c.notice_id = OLD.id) AND NOT EXISTS (
      SELECT 1 FROM notice_closing c WHERE c.notice_id = OLD.id AND OLD.closes = c.planned AND NEW.closes = c.closed_at
        AND NEW.changed_at = c.closed_at AND NEW.changed_by = c.closed_by) THEN RAISE(ABORT, 'TD:notice_closed')
    WHEN EXISTS (SELECT 1 FROM application a WHERE a.notice_id = OLD.id) AND (NEW.title IS NOT OLD.title
      OR NEW.content IS NOT OLD.content OR NEW.opens IS NOT OLD.opens OR NEW.catalogue_key IS NOT OLD.catalogue_key
      OR NEW.catalogue_hash IS NOT OLD.catalogue_hash OR NEW.issuer_id IS NOT OLD.issuer_id
      OR NEW.reading_seconds IS NOT OLD.reading_seconds) THEN RAISE(ABORT, 'TD:direct')
    WHEN EXISTS (SELECT 1 FROM application a WHERE a.notice_id = OLD.id) AND OLD.closes <= NEW.changed_at
      THEN RAISE(ABORT, 'TD:notice_over')
    WHEN EXISTS (SELECT 1 FROM application a WHERE a.notice_id = OLD.id) AND NEW.closes < NEW.changed_at
      THEN RAISE(ABORT, 'TD:notice_end_past')
  END;
END;

-- Closing is one row: it moves the end to that moment.
CREATE TRIGGER notice_closing_insert BEFORE INSERT ON notice_closing
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM notice_closing c WHERE c.notice_id = NEW.notice_id) THEN RAISE(ABORT, 'TD:notice_closed')
    WHEN NOT EXISTS (SELECT 1 FROM notice n JOIN membership m ON m.organisation_id = n.issuer_id
      AND m.role = 'department' AND m.account_id = NEW.closed_by JOIN account a ON a.id = m.account_id AND a.disabled = 0
      WHERE n.id = NEW.notice_id) THEN RAISE(ABORT, 'TD:no_such_notice')
    WHEN NEW.planned IS NOT (SELECT n.closes FROM notice n WHERE n.id = NEW.notice_id) THEN RAISE(ABORT, 'TD:direct')
    WHEN NEW.planned <= NEW.closed_at THEN RAISE(ABORT, 'TD:notice_over')
    WHEN (SELECT n.opens FROM notice n WHERE n.id = NEW.notice_id) >= NEW.closed_at
      THEN RAISE(ABORT, 'TD:notice_not_begun')
  END;
END;

CREATE TRIGGER notice_closing_done AFTER INSERT ON notice_closing
BEGIN
  UPDATE notice SET closes = NEW.closed_at, changed_at = NEW.closed_at, changed_by = NEW.closed_by
  WHERE id = NEW.notice_id;
END;

CREATE TRIGGER notice_closing_update BEFORE UPDATE ON notice_closing
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER notice_closing_delete BEFORE DELETE ON notice_closing
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER notice_draft_insert BEFORE INSERT ON notice_draft
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM notice_draft d WHERE d.id = NEW.id) THEN RAISE(ABORT, 'TD:taken:notice_draft')
    WHEN EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.id AND n.issuer_id IS NOT NEW.issuer_id)
      THEN RAISE(ABORT, 'TD:no_such_notice')
  END;
END;

CREATE TRIGGER notice_draft_fixed BEFORE UPDATE ON notice_draft
WHEN NEW.id IS NOT OLD.id OR NEW.issuer_id IS NOT OLD.issuer_id
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

-- Files: a draft's are its own; those that everybody sees follow it when it is published, and then stay.
CREATE TRIGGER notice_file_insert BEFORE INSERT ON notice_file
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM notice_file f WHERE f.notice_id = NEW.notice_id AND f.sha256 = NEW.sha256)
      THEN RAISE(ABORT, 'TD:taken:notice_file')
    WHEN NEW.published IS NOT 0 THEN RAISE(ABORT, 'TD:direct')
    WHEN NOT EXISTS (SELECT 1 FROM notice_draft d WHERE d.id = NEW.notice_id) THEN RAISE(ABORT, 'TD:no_such_notice')
    WHEN (SELECT count(*) FROM notice_file f WHERE f.notice_id = NEW.notice_id AND f.drafted = 1) >= 10
      THEN RAISE(ABORT, 'TD:notice_file_count')
  END;
END;

CREATE TRIGGER notice_file_fixed BEFORE UPDATE ON notice_file
BEGIN
  SELECT CASE
    WHEN NEW.notice_id IS NOT OLD.notice_id OR NEW.sha256 IS NOT OLD.sha256 OR NEW.name IS NOT OLD.name
      OR NEW.size IS NOT OLD.size OR NEW.media_type IS NOT OLD.media_type THEN RAISE(ABORT, 'TD:direct')
    WHEN NEW.published IS NOT OLD.published AND (EXISTS (
        SELECT 1 FROM application a WHERE a.notice_id = OLD.notice_id)
      OR EXISTS (SELECT 1 FROM notice_closing c WHERE c.notice_id = OLD.notice_id)) THEN RAISE(ABORT, 'TD:notice_fixed')
  END;
END;

CREATE TRIGGER notice_file_delete BEFORE DELETE ON notice_file
WHEN OLD.published = 1 AND (EXISTS (SELECT 1 FROM application a WHERE a.notice_id = OLD.notice_id)
  OR EXISTS (SELECT 1 FROM notice_closing c WHERE c.notice_id = OLD.notice_id))
BEGIN
  SELECT RAISE(ABORT, 'TD:notice_fixed');
END;

CREATE TRIGGER notice_file_published AFTER UPDATE OF published ON notice_file
WHEN NEW.published IS NOT OLD.published
BEGIN
  INSERT INTO audit_append (chain, at, entry)
  SELECT 'notices', n.changed_at, json_object('account', n.changed_by, 'event', 'notice_file', 'file', NEW.sha256,
    'id', NEW.notice_id, 'name', sha256_hex(NEW.name), 'published', NEW.published)
  FROM notice n WHERE n.id = NEW.notice_id;
END;

CREATE TRIGGER notice_file_withdrawn AFTER DELETE ON notice_file
WHEN OLD.published = 1
BEGIN
  INSERT INTO audit_append (chain, at, entry)
  SELECT 'notices', n.changed_at, json_object('account', n.changed_by, 'event', 'notice_file', 'file', OLD.sha256,
    'id', OLD.notice_id, 'name', sha256_hex(OLD.name), 'published', 0)
  FROM notice n WHERE n.id = OLD.notice_id;
END;

-- What was ticked, by the applicant alone and while nothing is submitted.
CREATE TRIGGER self_check_insert BEFORE INSERT ON self_check
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM self_check s WHERE s.application_id = NEW.application_id
      AND s.condition_key = NEW.condition_key) THEN RAISE(ABORT, 'TD:taken:self_check')
    WHEN NOT EXISTS (SELECT 1 FROM application a WHERE a.id = NEW.application_id AND a.applicant_id = NEW.account_id
      AND a.status IN ('draft', 'returned') AND a.deleted_at IS NULL) THEN RAISE(ABORT, 'TD:not_found')
  END;
END;

CREATE TRIGGER self_check_update BEFORE UPDATE ON self_check
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER self_check_delete BEFORE DELETE ON self_check
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;
