-- Bytes on their way in: what a person sends is gathered within their transaction, hashed here, and stored for a submission
-- of that transaction alone. Nobody is told whether the same bytes are stored already: who files sends them, always.

-- Nothing of these outlives a transaction, so nothing of them need be written to the log.
CREATE UNLOGGED TABLE upload_chunk (
  transaction XID8 NOT NULL,
  position INTEGER NOT NULL,
  content BYTEA NOT NULL,
  CONSTRAINT pk_upload_chunk PRIMARY KEY (transaction, position)
);

ALTER TABLE upload_chunk ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE UNLOGGED TABLE upload (
  transaction XID8 NOT NULL,
  sha256 TEXT COLLATE "C" NOT NULL,
  size INTEGER NOT NULL,
  CONSTRAINT pk_upload PRIMARY KEY (transaction, sha256)
);

-- Who may file anything at all, of accounts as they are now.
CREATE FUNCTION require_filer() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_present();
  IF NOT EXISTS (SELECT 1 FROM membership m WHERE m.account_id = me() AND m.role IN ('applicant', 'unit', 'department')) THEN
    PERFORM refuse('not_allowed');
  END IF;
END $$;

-- The next MiB of a file, or its last part. The digest is made of the whole at once, so the whole has a limit.
CREATE FUNCTION upload_chunk(part bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  before upload_chunk%ROWTYPE;
BEGIN
  PERFORM require_filer();
  SELECT * INTO before FROM upload_chunk c WHERE c.transaction = pg_current_xact_id() ORDER BY c.position DESC LIMIT 1;
  PERFORM refuse(CASE
    WHEN part IS NULL OR length(part) NOT BETWEEN 1 AND 1048576 THEN 'bad_chunk'
    WHEN length(before.content) <> 1048576 THEN 'bad_chunk'
    WHEN before.position >= 63 THEN 'upload_too_large'
  END);
  INSERT INTO upload_chunk VALUES (pg_current_xact_id(), coalesce(before.position + 1, 0), part);
END $$;

-- The file is whole; its digest. From here on a submission of this transaction may refer to it.
CREATE FUNCTION upload_end() RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  whole bytea;
  digest text;
  stored bigint := 0;
BEGIN
  PERFORM require_filer();
  SELECT string_agg(c.content, '' ORDER BY c.position) INTO whole FROM upload_chunk c WHERE c.transaction = pg_current_xact_id();
  PERFORM refuse(CASE
    WHEN whole IS NULL THEN 'bad_chunk'
    WHEN length(whole) + (SELECT coalesce(sum(u.size), 0) FROM upload u WHERE u.transaction = pg_current_xact_id()) > 1 << 30
      THEN 'upload_too_large'
  END);
  digest := encode(sha256(whole), 'hex');
  PERFORM 1 FROM blob b WHERE b.sha256 = digest FOR KEY SHARE;  -- which stays until this transaction is over
  IF NOT FOUND THEN
    BEGIN
      INSERT INTO blob (sha256, size) VALUES (digest, length(whole)) ON CONFLICT DO NOTHING;
      GET DIAGNOSTICS stored = ROW_COUNT;
    EXCEPTION WHEN SQLSTATE 'TD001' THEN NULL;  -- another transaction has stored the same meanwhile
    END;
  END IF;
  IF stored > 0 THEN
    INSERT INTO blob_chunk (sha256, position, content)
    SELECT digest, c.position, c.content FROM upload_chunk c WHERE c.transaction = pg_current_xact_id() ORDER BY c.position;
  END IF;
  INSERT INTO upload VALUES (pg_current_xact_id(), digest, length(whole)) ON CONFLICT DO NOTHING;
  DELETE FROM upload_chunk c WHERE c.transaction = pg_current_xact_id();
  RETURN digest;
END $$;

-- Asked when the transaction is to be kept: bytes that no submission refers to would be nobody's.
CREATE FUNCTION upload_used() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM upload u WHERE u.transaction = pg_current_xact_id())
    OR EXISTS (SELECT 1 FROM upload_chunk c WHERE c.transaction = pg_current_xact_id())
  THEN
    PERFORM refuse('upload_unused');
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER upload_used AFTER INSERT ON upload DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION upload_used();
CREATE CONSTRAINT TRIGGER upload_chunk_used AFTER INSERT ON upload_chunk DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.position = 0) EXECUTE FUNCTION upload_used();

GRANT EXECUTE ON FUNCTION upload_chunk(bytea), upload_end() TO talentdesk_person;
