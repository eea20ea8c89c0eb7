-- Files of drafts: what an applicant has uploaded for a form belongs to that form until it is submitted. Those of notices are
-- let go with their bytes alike.

-- Bytes stay while an attachment, a form or a notice refers to them.
DROP TRIGGER blob_delete;

CREATE TRIGGER blob_delete BEFORE DELETE ON blob
WHEN EXISTS (SELECT 1 FROM attachment t WHERE t.sha256 = OLD.sha256)
  OR EXISTS (SELECT 1 FROM draft_file f WHERE f.sha256 = OLD.sha256)
  OR EXISTS (SELECT 1 FROM notice_file n WHERE n.sha256 = OLD.sha256)
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

DROP TRIGGER blob_chunk_delete;

CREATE TRIGGER blob_chunk_delete BEFORE DELETE ON blob_chunk
WHEN EXISTS (SELECT 1 FROM attachment t WHERE t.sha256 = OLD.sha256)
  OR EXISTS (SELECT 1 FROM draft_file f WHERE f.sha256 = OLD.sha256)
  OR EXISTS (SELECT 1 FROM notice_file n WHERE n.sha256 = OLD.sha256)
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER draft_file_deleted AFTER DELETE ON draft_file
WHEN NOT EXISTS (SELECT 1 FROM attachment t WHERE t.sha256 = OLD.sha256)
  AND NOT EXISTS (SELECT 1 FROM draft_file f WHERE f.sha256 = OLD.sha256)
  AND NOT EXISTS (SELECT 1 FROM notice_file n WHERE n.sha256 = OLD.sha256)
BEGIN
  DELETE FROM blob_chunk WHERE sha256 = OLD.sha256;
  DELETE FROM blob WHERE sha256 = OLD.sha256;
END;

CREATE TRIGGER notice_file_bytes AFTER DELETE ON notice_file
WHEN NOT EXISTS (SELECT 1 FROM attachment t WHERE t.sha256 = OLD.sha256)
  AND NOT EXISTS (SELECT 1 FROM draft_file f WHERE f.sha256 = OLD.sha256)
  AND NOT EXISTS (SELECT 1 FROM notice_file n WHERE n.sha256 = OLD.sha256)
BEGIN
  DELETE FROM blob_chunk WHERE sha256 = OLD.sha256;
  DELETE FROM blob WHERE sha256 = OLD.sha256;
END;

-- What is submitted has its files as attachments by then, and of what is deleted nothing is filled in any more.
CREATE TRIGGER application_settled AFTER UPDATE OF submission, deleted_at ON application
WHEN NEW.submission IS NOT OLD.submission OR (NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL)
BEGIN
  DELETE FROM draft WHERE application_id = NEW.id;
  DELETE FROM draft_file WHERE application_id = NEW.id;
END;

-- Files of forms begun before.
INSERT INTO draft_file (application_id, sha256, size, added_at)
SELECT DISTINCT d.application_id, b.sha256, b.size, d.saved_at
FROM draft d, json_each(d.content, '$.attachments') e JOIN blob b ON b.sha256 = e.value ->> '$.sha256';
