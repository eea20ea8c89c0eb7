-- Applications coming in from people. The database makes ids and numbers, finds the route, and takes time, account and person
-- from what it knows; what the catalogue says of a content (findings, class, words to search) is the claim of who files.

-- Every code of desktop.domain.findings.
CREATE FUNCTION finding_codes() RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT ARRAY['section_required', 'one_of_sections_required', 'too_many_records', 'required', 'not_allowed', 'bad_text',
    'too_long', 'bad_choice', 'bad_date', 'bad_number', 'out_of_range', 'date_order', 'future_date', 'period_overlap',
    'document_check_digit', 'document_birth_mismatch', 'document_sex_mismatch', 'unit_check_character', 'unknown_standard',
    'promotion_not_higher', 'condition_age', 'condition_contract', 'condition_waiting_period', 'attachment_missing',
    'attachment_too_many', 'attachment_too_large', 'attachment_format']
$$;

-- Whether a value has these keys and no others, with values of these kinds, null where `?` stands behind.
CREATE FUNCTION has_shape(value jsonb, parts text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN jsonb_typeof(value) IS DISTINCT FROM 'object' THEN false ELSE
    (SELECT count(*) FROM jsonb_object_keys(value)) = cardinality(parts) AND NOT EXISTS (
      SELECT 1 FROM unnest(parts) p(part)
      WHERE coalesce(jsonb_typeof(value -> split_part(part, ' ', 1)), 'none') <> rtrim(split_part(part, ' ', 2), '?')
        AND NOT (part LIKE '%?' AND value -> split_part(part, ' ', 1) = 'null')) END
$$;

-- Whether readers can read it: the form in which desktop.domain.content writes an application. Whether it is complete, and
-- whether its catalogue knows the fields, is not asked here.
CREATE FUNCTION is_content(filed jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF has_shape(filed, ARRAY['unit string', 'sections object', 'attachments array']) IS NOT TRUE THEN RETURN false; END IF;
  IF EXISTS (SELECT 1 FROM jsonb_each(filed -> 'sections') s WHERE jsonb_typeof(s.value) <> 'array') THEN RETURN false; END IF;
  IF EXISTS (SELECT 1 FROM jsonb_each(filed -> 'sections') s, jsonb_array_elements(s.value) r
    WHERE jsonb_typeof(r.value) <> 'object')
  THEN
    RETURN false;
  END IF;
  RETURN jsonb_array_length(filed -> 'attachments') <= 500
    AND NOT EXISTS (
      SELECT 1 FROM jsonb_each(filed -> 'sections') s, jsonb_array_elements(s.value) r, jsonb_each(r.value) f
      WHERE jsonb_typeof(f.value) IN ('object', 'array'))
    AND NOT EXISTS (
      SELECT 1 FROM jsonb_array_elements(filed -> 'attachments') e
      WHERE NOT has_shape(e.value, ARRAY['section string', 'record string?', 'slot string', 'name string',
          'sha256 string', 'size number', 'media_type string'])
        OR e.value ->> 'sha256' !~ '^[0-9a-f]{64}$' OR e.value ->> 'size' !~ E'^\\d{1,9}$'
        OR e.value ->> 'media_type' NOT IN ('application/pdf', 'image/jpeg', 'image/png'));
END $$;

-- Whether nothing in it steers a screen or hides what is read, as desktop.domain.visible_text has it, no name of a file is a
-- path, and no number is beyond what every reader keeps exactly.
CREATE FUNCTION reads_plainly(filed jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT NOT EXISTS (
      SELECT 1 FROM jsonb_path_query(filed, 'strict $.**') v(value)
      WHERE CASE jsonb_typeof(v.value)
        WHEN 'string' THEN replace(v.value #>> '{}', E'\r\n', E'\n')
          ~ E'[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]'
        WHEN 'number' THEN abs(v.value::numeric) > 9007199254740991 END)
    AND NOT EXISTS (
      SELECT 1 FROM jsonb_array_elements(filed -> 'attachments') e
      WHERE e.value ->> 'name' ~ E'[/\\\\\\u0009\\u000a\\u2028\\u2029]' OR e.value ->> 'name' IN ('', '.', '..'))
$$;

CREATE FUNCTION are_findings(listed jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF jsonb_typeof(listed) IS DISTINCT FROM 'array' THEN RETURN false; END IF;
  IF EXISTS (SELECT 1 FROM jsonb_array_elements(listed) e WHERE NOT has_shape(e.value, ARRAY['code string', 'severity string',
    'section string', 'record string?', 'field string?', 'slot string?', 'arguments object']))
  THEN
    RETURN false;
  END IF;
  RETURN NOT EXISTS (
    SELECT 1 FROM jsonb_array_elements(listed) e
    WHERE e.value ->> 'code' <> ALL (finding_codes()) OR e.value ->> 'severity' NOT IN ('error', 'warning')
      OR EXISTS (SELECT 1 FROM jsonb_each(e.value -> 'arguments') a WHERE jsonb_typeof(a.value) NOT IN ('string', 'number')));
END $$;

-- An id as desktop.store.records.identity makes them.
CREATE FUNCTION new_identity() RETURNS text
LANGUAGE sql VOLATILE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT left(m.hex, 8) || '-' || right(m.hex, 4) || '-7' || substr(m.random, 16)
  FROM (SELECT lpad(to_hex(now_milliseconds()), 12, '0'), gen_random_uuid()::text) m(hex, random)
$$;

-- The document number of a content, as it is typed.
CREATE FUNCTION number_in(filed jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE jsonb_typeof(filed #> '{sections,basic,0,document_number}') WHEN 'string' THEN
    filed #>> '{sections,basic,0,document_number}' END
$$;

-- Whether a line of a text holds the number, however both are written. Short ones are in many a text by chance.
CREATE FUNCTION tells_number(written text, number text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT length(normalised_document_number(number)) >= 6 AND EXISTS (
    SELECT 1 FROM string_to_table(written, E'\n') line
    WHERE strpos(normalised_document_number(line), normalised_document_number(number)) > 0)
$$;

-- The questions of desktop.services.filing.check_filing that the triggers do not ask, in its order.
CREATE FUNCTION filing_refusal(a application, n notice, submitted bigint, moment bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT (CASE
    WHEN a.deleted_at IS NOT NULL THEN 'application_deleted'
    WHEN a.id IS NOT NULL AND a.notice_id <> n.id THEN 'other_notice'
    WHEN submitted > moment + 5 * 60 * 1000 THEN 'in_the_future'
    WHEN a.id IS NOT NULL AND a.status NOT IN ('draft', 'returned') THEN 'not_returned'
    WHEN submitted >= a.correction_due THEN 'correction_overdue'
    WHEN submitted BETWEEN n.opens AND n.closes THEN NULL
    WHEN a.status IS DISTINCT FROM 'returned' THEN 'outside_window'
    WHEN shanghai_day(submitted) < shanghai_day(s.last_recorded_at) THEN 'not_an_answer'
  END)
  FROM (VALUES (1)) one LEFT JOIN situation s ON s.application_id = a.id
$$;

-- The number of the unit's route over these departments, which is made where there is none yet.
CREATE FUNCTION route_numbered(unit text, departments_listed text[]) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  INSERT INTO route (unit_id, issuer_id, departments)
  SELECT unit, departments_listed[cardinality(departments_listed)], id_list(departments_listed)
  WHERE NOT EXISTS (SELECT 1 FROM route r WHERE r.unit_id = unit AND r.departments = id_list(departments_listed))
  ON CONFLICT DO NOTHING;
  RETURN (SELECT r.number FROM route r WHERE r.unit_id = unit AND r.departments = id_list(departments_listed));
END $$;

-- A new application under the intent, a draft until it is submitted; its id.
CREATE FUNCTION application_begin(i filing_intent, applicant text, filed jsonb, class text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  n notice%ROWTYPE;
  departments_found text[];
  identity text := new_identity();
  taken text;
BEGIN
  SELECT * INTO n FROM notice x WHERE x.id = i.notice_id;
  departments_found := registered_route(i.unit_id, n.issuer_id);
  PERFORM refuse(CASE
    WHEN departments_found IS NULL THEN 'no_route'
    WHEN cardinality(departments_found) > 5 THEN 'route_too_long'
  END);
  INSERT INTO application (id, key, unit_id, unit_name, notice_id, issuer_id, route_number, applicant_id, levels,
    person_key, updated_at, name, grading_class, standard, service_type)
  SELECT identity, i.key, o.id, o.name, n.id, n.issuer_id, route_numbered(o.id, departments_found), applicant,
    cardinality(departments_found), i.person_key, now_milliseconds(), coalesce(filed #>> '{sections,basic,0,name}', ''),
    class, coalesce(filed #>> '{sections,basic,0,standard}', ''), coalesce(filed #>> '{sections,basic,0,service_type}', '')
  FROM organisation o WHERE o.id = i.unit_id;
  RETURN identity;
EXCEPTION WHEN unique_violation THEN
  GET STACKED DIAGNOSTICS taken = CONSTRAINT_NAME;  -- its own message would show what stands for the person
  PERFORM refuse(CASE taken WHEN 'uq_application_person' THEN 'taken:person' ELSE 'taken:application' END);
END $$;

-- The next number of the issuer's series of the year in which it was submitted.
CREATE FUNCTION next_number(issuer text, submitted bigint) RETURNS text
LANGUAGE sql VOLATILE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  INSERT INTO number_series AS s (year, issuer, last)
  SELECT left(shanghai_day(submitted), 4)::integer, left(o.code, 4), 1 FROM organisation o WHERE o.id = $1
  ON CONFLICT (year, issuer) DO UPDATE SET last = s.last + 1
  RETURNING s.year || '-' || s.issuer || '-' || lpad(s.last::text, greatest(6, length(s.last::text)), '0')
$$;

-- Whether a submission of the application by the person at the other end may refer to bytes: they have sent them in this
-- transaction, or the application has them and they may read it.
CREATE FUNCTION bytes_at_hand(of_application text, digest text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM upload u WHERE u.transaction = pg_current_xact_id() AND u.sha256 = digest)
    OR EXISTS (SELECT 1 FROM submission x JOIN attachment t ON t.submission_id = x.id
      WHERE x.application_id = of_application AND t.sha256 = digest AND may_read(of_application))
$$;

-- Files the next submission of the unit's application that the intent names, which is begun with it where there is none; its
-- id. Everything a submission consists of is this one call, so that nothing half-filed can be kept.
CREATE FUNCTION application_file(intent text, at_desk text, submission_number integer, filed_text text, class text,
  found_text text, search text, submitted bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  i filing_intent%ROWTYPE;
  a application%ROWTYPE;
  n notice%ROWTYPE;
  filed jsonb;
  taken text;
BEGIN
  PERFORM require_filer();
  i := intent_of(intent);
  -- the desks of what is there, whatever the registry says since; an applicant begins their own with a draft
  SELECT * INTO a FROM application x WHERE x.unit_id = i.unit_id AND x.key = i.key;
  PERFORM refuse(CASE
    WHEN a.id IS NOT NULL AND at_desk NOT IN (SELECT d.desk FROM filing_desks(a.id) d) THEN 'not_allowed'
    WHEN a.id IS NULL AND (at_desk = 'applicant' OR at_desk NOT IN (SELECT new_filing_desks(i.unit_id, i.notice_id)))
      THEN 'not_allowed'
  END);
  IF a.id IS NOT NULL THEN SELECT * INTO a FROM application x WHERE x.id = a.id FOR NO KEY UPDATE; END IF;
  SELECT * INTO n FROM notice x WHERE x.id = i.notice_id;
  PERFORM refuse(CASE
    WHEN filed_text IS NULL OR octet_length(filed_text) > 4 << 20 THEN 'malformed'
    WHEN found_text IS NULL OR octet_length(found_text) > 1 << 20 THEN 'malformed'
    WHEN search IS NULL OR length(search) > 10000 THEN 'malformed'
    WHEN class IS NULL OR length(class) > 10 THEN 'malformed'
    WHEN submitted IS NULL THEN 'malformed'
  END);
  filed := filed_text::jsonb;
  PERFORM refuse(CASE
    WHEN NOT is_content(filed) THEN 'malformed'
    WHEN NOT reads_plainly(filed) THEN 'malformed'
    WHEN NOT are_findings(found_text::jsonb) THEN 'malformed'
    WHEN tells_number(search, number_in(filed)) THEN 'identity_number'
    WHEN person_key_in(number_in(filed)) IS DISTINCT FROM i.person_key THEN 'not_announced'
  END);
  IF at_desk = 'applicant' THEN
    submitted := now_milliseconds();  -- a desk says when a dossier was handed in, whoever hands in their own does so now
    IF a.status = 'draft' AND submitted NOT BETWEEN n.opens AND n.closes THEN PERFORM refuse('not_in_window'); END IF;
  END IF;
  PERFORM refuse(filing_refusal(a, n, submitted, now_milliseconds()));
  IF a.id IS NULL THEN
    a.id := application_begin(i, NULL, '{}', '');
  END IF;
  IF EXISTS (
    SELECT 1 FROM jsonb_array_elements(filed -> 'attachments') e
    WHERE NOT bytes_at_hand(a.id, e.value ->> 'sha256'))
  THEN
    PERFORM refuse('blob_missing');
  END IF;
  BEGIN
    UPDATE application x SET person_key = i.person_key, search_text = search,
      number = coalesce(x.number, next_number(x.issuer_id, submitted))
    WHERE x.id = a.id;
  EXCEPTION WHEN unique_violation THEN
    GET STACKED DIAGNOSTICS taken = CONSTRAINT_NAME;
    PERFORM refuse(CASE taken WHEN 'uq_application_person' THEN 'taken:person' ELSE 'taken:application' END);
  END;
  INSERT INTO submission (id, application_id, number, content, content_hash, catalogue_hash, grading_class, findings, route,
    pledge, desk, account_id, submitted_at, recorded_at)
  VALUES (new_identity(), a.id, submission_number, filed_text, sha256_hex(filed_text), n.catalogue_hash, class, found_text,
    route_of(a.id), 1, at_desk, me(), submitted, now_milliseconds());
  DELETE FROM upload u WHERE u.transaction = pg_current_xact_id()
    AND u.sha256 IN (SELECT e.value ->> 'sha256' FROM jsonb_array_elements(filed -> 'attachments') e);
  RETURN a.id;
END $$;

-- Asked before the application is locked, so that whoever else reads it holds up nobody.
CREATE FUNCTION require_own(identity text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM refuse(CASE
    WHEN NOT may_read(identity) THEN 'not_found'
    WHEN NOT EXISTS (SELECT 1 FROM application a WHERE a.id = identity AND a.applicant_id = me_as('applicant')) THEN 'not_allowed'
  END);
END $$;

-- By its applicant, as the table of verdicts says: the trigger asks it.
CREATE FUNCTION application_delete(identity text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_filer();
  PERFORM require_own(identity);
  INSERT INTO deletion (application_id, desk, account_id, recorded_at) VALUES (identity, 'applicant', me(), now_milliseconds());
END $$;

GRANT EXECUTE ON FUNCTION application_file(text, text, integer, text, text, text, text, bigint), application_delete(text)
  TO talentdesk_person;
