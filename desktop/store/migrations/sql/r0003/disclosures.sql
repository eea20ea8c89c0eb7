CREATE TABLE disclosure (
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  application_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  at INTEGER NOT NULL,
  CONSTRAINT pk_disclosure PRIMARY KEY (account_id, kind, application_id, subject, at),
  CONSTRAINT ck_disclosure_kind CHECK (kind IN ('attachment', 'identity_number', 'export', 'look_up')),
  CONSTRAINT fk_disclosure_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TRIGGER disclosure_insert BEFORE INSERT ON disclosure
WHEN EXISTS (SELECT 1 FROM disclosure d WHERE d.account_id = NEW.account_id AND d.kind = NEW.kind
  AND d.application_id = NEW.application_id AND d.subject = NEW.subject AND d.at = NEW.at)
BEGIN
  SELECT RAISE(IGNORE);
END;

CREATE TRIGGER disclosure_update BEFORE UPDATE ON disclosure
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER disclosure_delete BEFORE DELETE ON disclosure
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;
