-- The applicant's form: what is filled in, and the files uploaded for it, which belong to that form alone. The triggers of
-- SQLite say the same of what is kept.

-- Bytes stay while an attachment, a form or a notice refers to them.
CREATE FUNCTION bytes_are_held(digest text) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM attachment t WHERE t.sha256 = digest)
    OR EXISTS (SELECT 1 FROM draft_file f WHERE f.sha256 = digest)
    OR EXISTS (SELECT 1 FROM notice_file n WHERE n.sha256 = digest)
$$;

CREATE FUNCTION bytes_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF bytes_are_held(OLD.sha256) THEN PERFORM refuse('append_only'); END IF;
  RETURN OLD;
END $$;

DROP TRIGGER blob_kept ON blob;
CREATE TRIGGER blob_kept BEFORE UPDATE ON blob FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER blob_held BEFORE DELETE ON blob FOR EACH ROW EXECUTE FUNCTION bytes_check();
DROP TRIGGER blob_chunk_kept ON blob_chunk;
CREATE TRIGGER blob_chunk_kept BEFORE UPDATE ON blob_chunk FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER blob_chunk_held BEFORE DELETE ON blob_chunk FOR EACH ROW EXECUTE FUNCTION bytes_check();

-- Who is about to refer to the same bytes holds their row, and is waited for before it is asked whether anybody does.
CREATE FUNCTION bytes_let_go() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM 1 FROM blob b WHERE b.sha256 = OLD.sha256 FOR UPDATE;
  IF NOT bytes_are_held(OLD.sha256) THEN
    DELETE FROM blob_chunk c WHERE c.sha256 = OLD.sha256;
    DELETE FROM blob b WHERE b.sha256 = OLD.sha256;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER draft_file_deleted AFTER DELETE ON draft_file FOR EACH ROW EXECUTE FUNCTION bytes_let_go();
CREATE TRIGGER notice_file_deleted AFTER DELETE ON notice_file FOR EACH ROW EXECUTE FUNCTION bytes_let_go();

-- What is submitted has its files as attachments by then, and of what is deleted nothing is filled in any more.
CREATE FUNCTION application_settled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  DELETE FROM draft d WHERE d.application_id = NEW.id;
  DELETE FROM draft_file f WHERE f.application_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER application_settled AFTER UPDATE OF submission, deleted_at ON application FOR EACH ROW
  WHEN (NEW.submission <> OLD.submission OR (NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL))
  EXECUTE FUNCTION application_settled();

-- Whether the application is the own of the person at the other end, who may read it, or they fill it in beside its applicant.
CREATE FUNCTION is_own(identity text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT may_read(identity)
    AND EXISTS (SELECT 1 FROM application a WHERE a.id = identity AND a.applicant_id = me_as('applicant'))
    OR assists(identity)
$$;

-- Whether its form is given to the person at the other end: a desk beside the applicant has put on record that it reads it.
CREATE FUNCTION form_is_given(identity text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT is_own(identity) AND (NOT assists(identity) OR is_disclosed('identity_number', identity, '0', 0))
$$;

-- Also what the form of the applicant holds already; the desk of the unit sends its own.
CREATE OR REPLACE FUNCTION bytes_at_hand(of_application text, digest text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM upload u WHERE u.transaction = pg_current_xact_id() AND u.sha256 = digest)
    OR EXISTS (SELECT 1 FROM submission x JOIN attachment t ON t.submission_id = x.id
      WHERE x.application_id = of_application AND t.sha256 = digest AND may_read(of_application))
    OR (is_own(of_application)
      AND EXISTS (SELECT 1 FROM draft_file f WHERE f.application_id = of_application AND f.sha256 = digest))
$$;

-- A form as it is kept: a content, and beside it the catalogue that it was begun by.
CREATE FUNCTION is_form(filled jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF jsonb_typeof(filled) IS DISTINCT FROM 'object' THEN RETURN false; END IF;
  IF filled ? 'catalogue' AND NOT EXISTS (
    SELECT 1 FROM catalogue c WHERE filled -> 'catalogue' = to_jsonb(c.hash))
  THEN
    RETURN false;
  END IF;
  RETURN is_content(filled - 'catalogue');
END $$;

-- The digests of the files that a form names.
CREATE FUNCTION files_of_form(filled jsonb) RETURNS SETOF text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT e.value ->> 'sha256' FROM jsonb_array_elements(filled -> 'attachments') e
$$;

-- A new application of this applicant under the intent, with what is filled in; its id. Whoever has registered begins none in
-- the place of another person, who could then begin none under that notice.
CREATE FUNCTION draft_begin(i filing_intent, applicant text, filled_text text, class text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  filled jsonb;
  identity text;
BEGIN
  PERFORM refuse(CASE
    WHEN filled_text IS NULL OR octet_length(filled_text) > 4 << 20 THEN 'malformed'
    WHEN class IS NULL OR length(class) > 10 THEN 'malformed'
  END);
  filled := filled_text::jsonb;
  PERFORM refuse(CASE
    WHEN NOT is_form(filled) THEN 'malformed'
    WHEN filled ->> 'unit' IS DISTINCT FROM (SELECT o.code FROM organisation o WHERE o.id = i.unit_id) THEN 'not_announced'
    WHEN person_key_in(number_in(filled)) IS DISTINCT FROM i.person_key THEN 'not_announced'
    WHEN EXISTS (SELECT 1 FROM applicant p WHERE p.account_id = applicant AND p.person_key <> i.person_key)
      THEN 'other_person'
    WHEN jsonb_array_length(filled -> 'attachments') > 0 THEN 'blob_missing'
  END);
  identity := application_begin(i, applicant, filled, class);
  INSERT INTO draft (application_id, content, saved_at) VALUES (identity, filled_text, now_milliseconds());
  RETURN identity;
END $$;

-- An applicant begins an application and keeps what is filled in; its id.
CREATE FUNCTION draft_start(intent text, filled_text text, class text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  i filing_intent%ROWTYPE;
BEGIN
  PERFORM require_filer();
  i := intent_of(intent);
  IF me_as('applicant') IS NULL THEN PERFORM refuse('not_allowed'); END IF;
  RETURN draft_begin(i, me(), filled_text, class);
END $$;

-- The own application, locked, where it may be filled in now.
CREATE FUNCTION own_to_fill_in(identity text) RETURNS application
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  a application%ROWTYPE;
BEGIN
  PERFORM require_filer();
  IF NOT assists(identity) THEN PERFORM require_own(identity); END IF;
  SELECT * INTO a FROM application x WHERE x.id = identity FOR NO KEY UPDATE;
  PERFORM refuse(CASE
    WHEN a.status NOT IN ('draft', 'returned') OR a.deleted_at IS NOT NULL THEN 'not_allowed'
    WHEN a.correction_due <= now_milliseconds() THEN 'correction_overdue'
  END);
  RETURN a;
END $$;

-- What has been sent in this transaction belongs to the form from here on, whether or not the form names it yet.
CREATE FUNCTION draft_attach(identity text, digest text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  sent upload%ROWTYPE;
BEGIN
  PERFORM own_to_fill_in(identity);
  SELECT * INTO sent FROM upload u WHERE u.transaction = pg_current_xact_id() AND u.sha256 = digest;
  PERFORM refuse(CASE
    WHEN sent.sha256 IS NULL THEN 'blob_missing'
    WHEN (SELECT count(*) FROM draft_file f WHERE f.application_id = identity) >= 500 THEN 'form_files_full'
    WHEN (SELECT coalesce(sum(f.size), 0) FROM draft_file f WHERE f.application_id = identity) + sent.size > 1 << 29
      THEN 'form_files_full'
  END);
  INSERT INTO draft_file (application_id, sha256, size, added_at) VALUES (identity, digest, sent.size, now_milliseconds())
  ON CONFLICT DO NOTHING;
  DELETE FROM upload u WHERE u.transaction = pg_current_xact_id() AND u.sha256 = digest;
END $$;

-- Which state of a form is kept: whoever keeps another says which they started from.
CREATE FUNCTION form_state(a application) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT coalesce((SELECT sha256_hex(d.content) FROM draft d WHERE d.application_id = a.id), 'submission-' || a.submission)
$$;

-- Keeps the newest state of the form, begun from `base`; when that was. A file that it no longer names goes with its bytes,
-- one that no form has named yet after ten minutes: it may have been uploaded while this state was on its way.
CREATE FUNCTION draft_save(identity text, filled_text text, base text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  a application%ROWTYPE;
  filled jsonb;
  before jsonb;
  moment bigint := now_milliseconds();
BEGIN
  SELECT * INTO a FROM own_to_fill_in(identity);
  IF filled_text IS NULL OR octet_length(filled_text) > 4 << 20 OR NOT is_form(filled_text::jsonb) THEN
    PERFORM refuse('malformed');
  END IF;
  filled := filled_text::jsonb;
  before := (SELECT d.content::jsonb FROM draft d WHERE d.application_id = identity);
  PERFORM refuse(CASE
    WHEN filled ->> 'unit' IS DISTINCT FROM (SELECT o.code FROM organisation o WHERE o.id = a.unit_id) THEN 'malformed'
    WHEN base IS DISTINCT FROM form_state(a) THEN 'draft_changed'
    WHEN EXISTS (SELECT 1 FROM files_of_form(filled) f(sha256) WHERE NOT EXISTS (
        SELECT 1 FROM draft_file d WHERE d.application_id = identity AND d.sha256 = f.sha256)
      AND NOT encloses(identity, f.sha256)) THEN 'blob_missing'
  END);
  INSERT INTO draft (application_id, content, saved_at) VALUES (identity, filled_text, moment)
  ON CONFLICT (application_id) DO UPDATE SET content = EXCLUDED.content, saved_at = EXCLUDED.saved_at;
  DELETE FROM draft_file d
  WHERE d.application_id = identity AND d.sha256 NOT IN (SELECT files_of_form(filled))
    AND (d.added_at < moment - 600000 OR d.sha256 IN (SELECT files_of_form(before)));
  RETURN moment;
END $$;

-- What is filled in, to its applicant and who is beside them: the role that reads for people may not look at it itself.
CREATE FUNCTION draft_content(of_application text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT d.content FROM draft d WHERE d.application_id = of_application AND form_is_given(of_application)
$$;

-- What was submitted last, whole, to be filled in further: it is the applicant's own, and theirs to change now.
CREATE FUNCTION form_submitted(identity text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT s.content FROM application a JOIN submission s ON s.application_id = a.id AND s.number = a.submission
  WHERE a.id = identity AND a.status = 'returned' AND form_is_given(identity)
$$;

-- Bytes of the form's own files, given to nobody but its applicant and who is beside them.
CREATE FUNCTION draft_file_size(of_application text, digest text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT f.size FROM draft_file f WHERE f.application_id = of_application AND f.sha256 = digest AND form_is_given(of_application)
$$;

CREATE FUNCTION draft_file_chunk(of_application text, digest text, place integer) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT c.content FROM draft_file f JOIN blob_chunk c ON c.sha256 = f.sha256
  WHERE f.application_id = of_application AND f.sha256 = digest AND c.position = place AND form_is_given(of_application)
$$;
