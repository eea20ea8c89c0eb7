CREATE TRIGGER audit_append_insert INSTEAD OF INSERT ON audit_append
BEGIN
  INSERT INTO audit (chain, position, ordinal, at, entry, previous, hash)
  SELECT NEW.chain, head.position + 1, (SELECT coalesce(max(ordinal), 0) + 1 FROM audit), NEW.at, NEW.entry, head.hash,
    sha256_hex(head.hash || NEW.entry)
  FROM (SELECT position, hash FROM audit WHERE chain = NEW.chain
        UNION ALL SELECT 0, ''
        ORDER BY position DESC LIMIT 1) head;
END;

-- Also under INSERT OR REPLACE, where a repeated key would otherwise remove the older row.
CREATE TRIGGER audit_check BEFORE INSERT ON audit
BEGIN
  SELECT CASE
    WHEN NEW.ordinal IS NOT (SELECT coalesce(max(ordinal), 0) + 1 FROM audit) THEN RAISE(ABORT, 'TD:append_only')
    WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM audit WHERE chain = NEW.chain)
      THEN RAISE(ABORT, 'TD:append_only')
    WHEN NEW.previous IS NOT coalesce((SELECT hash FROM audit WHERE chain = NEW.chain AND position = NEW.position - 1), '')
      THEN RAISE(ABORT, 'TD:append_only')
    WHEN NEW.hash IS NOT sha256_hex(NEW.previous || NEW.entry) THEN RAISE(ABORT, 'TD:append_only')
    WHEN substr(NEW.chain, 1, 12) = 'application:' AND NOT EXISTS (
      SELECT 1 FROM application a
      WHERE a.id = substr(NEW.chain, 13) AND a.chain_length = NEW.position - 1 AND a.chain_hash = NEW.previous
        AND (EXISTS (SELECT 1 FROM decision d WHERE d.application_id = a.id AND d.seq = a.seq)
          OR EXISTS (SELECT 1 FROM submission s WHERE s.application_id = a.id AND s.number = a.submission + 1)
          OR (a.deleted_at IS NULL AND EXISTS (SELECT 1 FROM deletion x WHERE x.application_id = a.id))))
      THEN RAISE(ABORT, 'TD:direct')
  END;
END;

CREATE TRIGGER audit_update BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER audit_delete BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER verdict_insert BEFORE INSERT ON verdict
BEGIN
  SELECT RAISE(ABORT, 'TD:frozen');
END;

CREATE TRIGGER verdict_update BEFORE UPDATE ON verdict
BEGIN
  SELECT RAISE(ABORT, 'TD:frozen');
END;

CREATE TRIGGER verdict_delete BEFORE DELETE ON verdict
BEGIN
  SELECT RAISE(ABORT, 'TD:frozen');
END;
