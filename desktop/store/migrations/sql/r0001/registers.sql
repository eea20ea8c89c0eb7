-- Units, accounts, notices and catalogues: each change is written with who made it, and goes on its chain.

CREATE TRIGGER organisation_insert BEFORE INSERT ON organisation
WHEN EXISTS (SELECT 1 FROM organisation o WHERE o.id = NEW.id OR o.code = NEW.code)
BEGIN
  SELECT RAISE(ABORT, 'TD:taken:organisation');
END;

CREATE TRIGGER organisation_fixed BEFORE UPDATE ON organisation
WHEN NEW.id IS NOT OLD.id OR NEW.code IS NOT OLD.code OR NEW.kind IS NOT OLD.kind
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER organisation_delete BEFORE DELETE ON organisation
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER organisation_added AFTER INSERT ON organisation
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('units', NEW.changed_at, json_object(
    'account', NEW.changed_by, 'code', NEW.code, 'event', 'organisation', 'id', NEW.id, 'kind', NEW.kind,
    'name', NEW.name, 'parent', NEW.parent_id));
END;

CREATE TRIGGER organisation_changed AFTER UPDATE ON organisation
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('units', NEW.changed_at, json_object(
    'account', NEW.changed_by, 'code', NEW.code, 'event', 'organisation', 'id', NEW.id, 'kind', NEW.kind,
    'name', NEW.name, 'parent', NEW.parent_id));
END;

CREATE TRIGGER account_insert BEFORE INSERT ON account
WHEN EXISTS (SELECT 1 FROM account a WHERE a.id = NEW.id OR a.login = NEW.login)
BEGIN
  SELECT RAISE(ABORT, 'TD:taken:account');
END;

CREATE TRIGGER account_fixed BEFORE UPDATE ON account
WHEN NEW.id IS NOT OLD.id OR NEW.login IS NOT OLD.login
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER account_delete BEFORE DELETE ON account
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

-- People are on the audit by their id and digests, so that an auditor proves the register without reading it.
CREATE TRIGGER account_added AFTER INSERT ON account
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('accounts', NEW.changed_at, json_object(
    'account', NEW.changed_by, 'disabled', NEW.disabled, 'event', 'account', 'id', NEW.id,
    'login', sha256_hex(NEW.login), 'name', sha256_hex(NEW.name)));
END;

CREATE TRIGGER account_changed AFTER UPDATE ON account
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('accounts', NEW.changed_at, json_object(
    'account', NEW.changed_by, 'disabled', NEW.disabled, 'event', 'account', 'id', NEW.id,
    'login', sha256_hex(NEW.login), 'name', sha256_hex(NEW.name)));
END;

CREATE TRIGGER membership_insert BEFORE INSERT ON membership
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM membership m WHERE m.id = NEW.id OR (m.account_id = NEW.account_id AND m.role = NEW.role
      AND coalesce(m.organisation_id, '') = coalesce(NEW.organisation_id, ''))) THEN RAISE(ABORT, 'TD:taken:membership')
    WHEN NEW.role IN ('applicant', 'administrator', 'auditor') AND NEW.organisation_id IS NOT NULL
      THEN RAISE(ABORT, 'TD:direct')
    WHEN NEW.role IN ('unit', 'department', 'secretary', 'member') AND NOT EXISTS (
      SELECT 1 FROM organisation o WHERE o.id = NEW.organisation_id
        AND o.kind = CASE NEW.role WHEN 'unit' THEN 'unit' ELSE 'department' END) THEN RAISE(ABORT, 'TD:direct')
  END;
END;

CREATE TRIGGER membership_update BEFORE UPDATE ON membership
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER membership_delete BEFORE DELETE ON membership
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER membership_added AFTER INSERT ON membership
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('accounts', NEW.changed_at, json_object(
    'account', NEW.changed_by, 'event', 'membership', 'id', NEW.id, 'member', NEW.account_id,
    'organisation', NEW.organisation_id, 'role', NEW.role));
END;

CREATE TRIGGER catalogue_insert BEFORE INSERT ON catalogue
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM catalogue c WHERE c.hash = NEW.hash) THEN RAISE(ABORT, 'TD:taken:catalogue')
  END;
END;

CREATE TRIGGER catalogue_fixed BEFORE UPDATE ON catalogue
WHEN NEW.hash IS NOT OLD.hash OR NEW.key IS NOT OLD.key OR NEW.content IS NOT OLD.content
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER catalogue_delete BEFORE DELETE ON catalogue
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER catalogue_added AFTER INSERT ON catalogue
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('catalogues', NEW.changed_at, json_object(
    'account', NEW.changed_by, 'catalogue', NEW.key, 'content', sha256_hex(NEW.content), 'event', 'catalogue',
    'id', NEW.hash));
END;

CREATE TRIGGER catalogue_activated AFTER UPDATE ON catalogue
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('catalogues', NEW.changed_at, json_object(
    'account', NEW.changed_by, 'catalogue', NEW.key, 'content', sha256_hex(NEW.content), 'event', 'catalogue',
    'id', NEW.hash));
END;

CREATE TRIGGER notice_insert BEFORE INSERT ON notice
WHEN EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.id OR n.key = NEW.key)
BEGIN
  SELECT RAISE(ABORT, 'TD:taken:notice');
END;

CREATE TRIGGER notice_fixed BEFORE UPDATE ON notice
WHEN NEW.id IS NOT OLD.id OR NEW.key IS NOT OLD.key
  OR EXISTS (SELECT 1 FROM application a WHERE a.notice_id = OLD.id)
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER notice_delete BEFORE DELETE ON notice
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER notice_added AFTER INSERT ON notice
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('notices', NEW.changed_at, json_object(
    'account', NEW.changed_by, 'catalogue', NEW.catalogue_hash, 'closes', NEW.closes, 'content', sha256_hex(NEW.content),
    'event', 'notice', 'id', NEW.id, 'issuer', NEW.issuer_id, 'notice', NEW.key, 'opens', NEW.opens,
    'reading_seconds', NEW.reading_seconds, 'title', sha256_hex(NEW.title)));
END;

CREATE TRIGGER notice_changed AFTER UPDATE ON notice
BEGIN
  INSERT INTO audit_append (chain, at, entry) VALUES ('notices', NEW.changed_at, json_object(
    'account', NEW.changed_by, 'catalogue', NEW.catalogue_hash, 'closes', NEW.closes, 'content', sha256_hex(NEW.content),
    'event', 'notice', 'id', NEW.id, 'issuer', NEW.issuer_id, 'notice', NEW.key, 'opens', NEW.opens,
    'reading_seconds', NEW.reading_seconds, 'title', sha256_hex(NEW.title)));
END;

CREATE TRIGGER blob_insert BEFORE INSERT ON blob
WHEN EXISTS (SELECT 1 FROM blob b WHERE b.sha256 = NEW.sha256)
BEGIN
  SELECT RAISE(ABORT, 'TD:taken:blob');
END;

CREATE TRIGGER blob_update BEFORE UPDATE ON blob
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER blob_delete BEFORE DELETE ON blob
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

-- A chunk written by its hidden row number would replace another one.
CREATE TRIGGER blob_chunk_insert BEFORE INSERT ON blob_chunk
WHEN EXISTS (SELECT 1 FROM blob_chunk c WHERE c.sha256 = NEW.sha256 AND c.position = NEW.position)
  OR EXISTS (SELECT 1 FROM blob_chunk c WHERE c.rowid = NEW.rowid)
  OR NEW.position * 1048576 >= (SELECT b.size FROM blob b WHERE b.sha256 = NEW.sha256)
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER blob_chunk_update BEFORE UPDATE ON blob_chunk
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER blob_chunk_delete BEFORE DELETE ON blob_chunk
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

-- What stands for people would no longer recognise them under another secret.
CREATE TRIGGER setting_insert BEFORE INSERT ON setting
WHEN NEW.key = 'person_secret' AND EXISTS (SELECT 1 FROM setting s WHERE s.key = NEW.key)
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER setting_update BEFORE UPDATE ON setting
WHEN OLD.key = 'person_secret' OR NEW.key IS NOT OLD.key
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER setting_delete BEFORE DELETE ON setting
WHEN OLD.key = 'person_secret'
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;
