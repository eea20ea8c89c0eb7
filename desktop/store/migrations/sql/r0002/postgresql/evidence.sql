-- Attachment bytes, whole identity numbers, whole dossiers and what is found by a number leave in two steps: what is going
-- to be given is put on record, and what is on record is given in a later transaction. Given at once, it would be known
-- even where the record of it was rolled back.

ALTER TABLE disclosure ADD COLUMN made_by xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE TRIGGER disclosure_kept BEFORE UPDATE OR DELETE ON disclosure
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER disclosure_whole BEFORE TRUNCATE ON disclosure
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION disclose(what text, of_application text, of_subject text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  INSERT INTO disclosure (account_id, kind, application_id, subject, at)
  VALUES (me(), what, of_application, of_subject, now_milliseconds()) ON CONFLICT DO NOTHING
$$;

-- Whether this was put on record for the person at the other end, by a transaction that is over and not by this one.
CREATE FUNCTION is_disclosed(what text, of_application text, of_subject text, since bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM disclosure d
    WHERE d.account_id = me() AND d.kind = what AND d.application_id = of_application AND d.subject = of_subject
      AND d.at >= since AND d.made_by IS DISTINCT FROM pg_current_xact_id_if_assigned())
$$;

-- What is put on record each time is given for a minute.
CREATE FUNCTION a_minute_ago() RETURNS bigint
LANGUAGE sql VOLATILE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT now_milliseconds() - 60000
$$;

-- On the audit too, in a chain of the person's own: nobody waits here for anybody else.
CREATE FUNCTION disclosure_audited(facts json) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT audit_add('disclosures:' || me(), now_milliseconds(), entry_text(facts))
$$;

-- Knowing a digest opens nothing: the bytes must belong to this very application.
CREATE FUNCTION encloses(of_application text, digest text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM attachment t JOIN submission s ON s.id = t.submission_id
    WHERE t.sha256 = digest AND s.application_id = of_application)
$$;

-- The bytes are fetched ahead of the reader and again and again: the first time counts.
CREATE FUNCTION attachment_disclose(of_application text, digest text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_present();
  IF NOT may_read(of_application) OR NOT encloses(of_application, digest) THEN PERFORM refuse('not_found'); END IF;
  IF NOT EXISTS (
    SELECT 1 FROM disclosure d
    WHERE d.account_id = me() AND d.kind = 'attachment' AND d.application_id = of_application AND d.subject = digest)
  THEN
    PERFORM disclose('attachment', of_application, digest);
  END IF;
END $$;

-- How many bytes there are, NULL where they are not given.
CREATE FUNCTION attachment_size(of_application text, digest text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT b.size FROM blob b
  WHERE b.sha256 = digest AND may_read(of_application)
    AND is_disclosed('attachment', of_application, digest, 0)
$$;

CREATE FUNCTION attachment_chunk(of_application text, digest text, place integer) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT c.content FROM blob_chunk c
  WHERE c.sha256 = digest AND c.position = place AND may_read(of_application)
    AND is_disclosed('attachment', of_application, digest, 0)
$$;

-- The twin of desktop.domain.identity_number.mask_identity_number.
CREATE FUNCTION masked_number(number text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT left(number, k.kept) || repeat('*', length(number) - 2 * k.kept) || right(number, k.kept)
  FROM (SELECT CASE WHEN length(number) >= 16 THEN 4 WHEN length(number) >= 8 THEN 2 ELSE 0 END) k(kept)
$$;

-- What an application states with every number in its place (desktop.domain.known_keys: SECRET_FIELDS) masked.
CREATE FUNCTION masked_content(content text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT CASE WHEN jsonb_typeof(whole #> '{sections,basic}') IS DISTINCT FROM 'array' THEN content
    ELSE jsonb_set(whole, '{sections,basic}', coalesce((
      SELECT jsonb_agg(CASE WHEN jsonb_typeof(record) = 'object' AND record ->> 'document_number' IS NOT NULL
          THEN jsonb_set(record, '{document_number}', to_jsonb(masked_number(record ->> 'document_number')))
          ELSE record END ORDER BY place)
      FROM jsonb_array_elements(whole #> '{sections,basic}') WITH ORDINALITY e(record, place)), '[]'))::text END
  FROM (SELECT content::jsonb) c(whole)
$$;

-- A submission as people read it: the role that reads for them may not look at the content itself.
CREATE FUNCTION content_shown(of_submission text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT masked_content(s.content) FROM submission s WHERE s.id = of_submission AND may_read(s.application_id)
$$;

CREATE FUNCTION number_stated(of_application text, in_submission integer) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT s.content::jsonb #>> '{sections,basic,0,document_number}' FROM submission s
  WHERE s.application_id = of_application AND s.number = in_submission
$$;

-- Whether two submissions state different numbers, which may look the same when they are masked.
CREATE FUNCTION identity_number_differs(of_application text, older integer, newer integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT may_read(of_application)
    AND number_stated(of_application, older) IS DISTINCT FROM number_stated(of_application, newer)
$$;

CREATE FUNCTION identity_number_disclose(of_application text, in_submission integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_present();
  IF NOT may_read(of_application) OR NOT EXISTS (
    SELECT 1 FROM submission s WHERE s.application_id = of_application AND s.number = in_submission)
  THEN
    PERFORM refuse('not_found');
  END IF;
  PERFORM disclose('identity_number', of_application, in_submission::text);
  PERFORM disclosure_audited(json_build_object(
    'account', me(), 'application', of_application, 'event', 'identity_number', 'submission', in_submission));
END $$;

CREATE FUNCTION identity_number(of_application text, in_submission integer) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT number_stated(of_application, in_submission)
  WHERE may_read(of_application)
    AND is_disclosed('identity_number', of_application, in_submission::text, a_minute_ago())
$$;

-- Dossiers leave by whoever may read the application other than as its committee.
CREATE FUNCTION may_export(identity text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT may_read(identity) AND EXISTS (
    SELECT 1 FROM application a
    WHERE a.id = identity
      AND (a.unit_id IN (SELECT my_organisations('unit'))
        OR a.route_number IN (
          SELECT d.route_number FROM route_department d WHERE d.department_id IN (SELECT my_organisations('department')))
        OR a.applicant_id = me_as('applicant')))
$$;

CREATE FUNCTION export_disclose(of_application text, in_submission integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_present();
  IF NOT may_read(of_application) OR NOT EXISTS (
    SELECT 1 FROM submission s WHERE s.application_id = of_application AND s.number = in_submission)
  THEN
    PERFORM refuse('not_found');
  END IF;
  IF NOT may_export(of_application) THEN PERFORM refuse('not_allowed'); END IF;
  PERFORM disclose('export', of_application, in_submission::text);
  PERFORM disclosure_audited(json_build_object(
    'account', me(), 'application', of_application, 'event', 'export', 'submission', in_submission));
END $$;

CREATE FUNCTION exported_content(of_application text, in_submission integer) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT s.content FROM submission s
  WHERE s.application_id = of_application AND s.number = in_submission AND may_export(of_application)
    AND is_disclosed('export', of_application, in_submission::text, a_minute_ago())
$$;

-- A search for somebody by a whole identity number. What stands for the person stays in here.
CREATE FUNCTION person_look_up(number text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  person text := person_key_of(number);
BEGIN
  PERFORM require_present();
  -- who sees no application has nothing to search, and may audit: what is on record of them tells what stands for a person
  IF NOT EXISTS (SELECT 1 FROM membership m WHERE m.account_id = me() AND m.role NOT IN ('administrator', 'auditor')) THEN
    PERFORM refuse('not_allowed');
  END IF;
  IF coalesce(normalised_document_number(number), '') !~ '^[0-9]{17}[0-9X]$' THEN PERFORM refuse('malformed'); END IF;
  PERFORM disclose('look_up', '', person);
  PERFORM disclosure_audited(json_build_object('account', me(), 'event', 'lookup', 'person', person));
END $$;

-- The lines of applications of persons whose numbers have been looked up. Called by functions that read and that show of
-- them what whoever asks may read.
CREATE FUNCTION lines_looked_up(numbers text) RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER ROWS 5 SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  WITH asked AS MATERIALIZED (SELECT person_key_of(n.value) AS person FROM each_text(numbers) n)
  SELECT a.line FROM asked JOIN application a ON a.person_key = asked.person
  WHERE is_disclosed('look_up', '', asked.person, 0)
$$;

GRANT EXECUTE ON FUNCTION attachment_disclose(text, text), attachment_size(text, text), attachment_chunk(text, text, integer),
  identity_number_differs(text, integer, integer), identity_number_disclose(text, integer), identity_number(text, integer),
  export_disclose(text, integer), exported_content(text, integer), person_look_up(text) TO talentdesk_person;
GRANT EXECUTE ON FUNCTION content_shown(text), lines_looked_up(text) TO talentdesk_reader;
