-- What is told before an application is filed. Whether a person has another application, and when earlier ones came to
-- their end, is told for numbers that somebody was about to file, and that they were is on record before: an intent counts
-- when its transaction is over, so that nobody asks and takes the question back.

CREATE TABLE filing_intent (
  id TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  unit_id TEXT COLLATE "C" NOT NULL,
  notice_id TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  person_key TEXT COLLATE "C",
  announced_at BIGINT NOT NULL,
  transaction XID8 NOT NULL,
  CONSTRAINT pk_filing_intent PRIMARY KEY (id),
  CONSTRAINT fk_filing_intent_account_id FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT fk_filing_intent_unit_id FOREIGN KEY (unit_id) REFERENCES organisation (id)
);
-- Notices are never removed; a reference would hold one against its reviewers for as long as somebody announces.

CREATE TRIGGER filing_intent_kept BEFORE UPDATE OR DELETE ON filing_intent
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER filing_intent_whole BEFORE TRUNCATE ON filing_intent
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('append_only');

-- The twin of desktop.domain.route: the departments from the unit's own to the issuer, nothing where they do not lead there.
CREATE FUNCTION registered_route(unit text, issuer text) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  found text[] := '{}';
  above text := unit;
BEGIN
  LOOP
    above := (SELECT o.parent_id FROM organisation o WHERE o.id = above);
    IF above IS NULL OR above = ANY (found) THEN RETURN NULL; END IF;
    found := found || above;
    IF above = issuer THEN RETURN found; END IF;
  END LOOP;
END $$;

-- Whether the person at the other end sits at a desk from which the application may be filed, were it a draft that they may not read.
CREATE FUNCTION may_file(identity text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM seat t WHERE t.application_id = identity AND t.account_id = me() AND t.desk <> 'secretary')
$$;

-- The desks from which the person at the other end would file something new for the unit under the notice.
CREATE FUNCTION new_filing_desks(unit text, notice_asked text) RETURNS SETOF text
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT 'unit' WHERE unit IN (SELECT my_organisations('unit'))
  UNION ALL
  SELECT 'department-' || r.level
  FROM notice n, unnest(registered_route(unit, n.issuer_id)) WITH ORDINALITY r(department, level)
  WHERE n.id = notice_asked AND r.department IN (SELECT my_organisations('department'))
  UNION ALL
  SELECT 'applicant' WHERE me_as('applicant') IS NOT NULL
$$;

-- Says that an application is about to be filed; `document_number` is that of its content, or nothing.
CREATE FUNCTION filing_announce(unit text, notice_asked text, application_key text, document_number text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  identity text := gen_random_uuid()::text;
BEGIN
  PERFORM require_filer();
  PERFORM refuse(CASE
    WHEN application_key IS NULL OR application_key !~ '^[A-Za-z0-9._-]{1,64}$' THEN 'malformed'
    WHEN length(document_number) > 1000 THEN 'malformed'
    WHEN NOT EXISTS (SELECT 1 FROM notice n WHERE n.id = notice_asked) THEN 'not_found'
    WHEN NOT EXISTS (SELECT 1 FROM organisation o WHERE o.id = unit AND o.kind = 'unit') THEN 'not_found'
    WHEN NOT EXISTS (SELECT 1 FROM new_filing_desks(unit, notice_asked)) AND NOT EXISTS (
      SELECT 1 FROM application a WHERE a.unit_id = unit AND a.key = application_key AND may_file(a.id)) THEN 'not_allowed'
  END);
  INSERT INTO filing_intent (id, account_id, unit_id, notice_id, key, person_key, announced_at, transaction)
  VALUES (identity, me(), unit, notice_asked, application_key, person_key_in(document_number), now_milliseconds(),
    pg_current_xact_id());
  RETURN identity;
END $$;

-- What stands for the person of a number that is typed, nothing where nothing is typed.
CREATE FUNCTION person_key_in(document_number text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT CASE WHEN normalised_document_number(document_number) <> '' THEN person_key_of(document_number) END
$$;

-- The intent of that id, where the person at the other end has had it for less than two hours, and it is on record.
CREATE FUNCTION intent_of(identity text) RETURNS filing_intent
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  found filing_intent%ROWTYPE;
BEGIN
  SELECT * INTO found FROM filing_intent i
  WHERE i.id = identity AND i.account_id = me() AND i.announced_at > now_milliseconds() - 2 * 3600 * 1000
    AND i.transaction IS DISTINCT FROM pg_current_xact_id_if_assigned();
  IF found.id IS NULL THEN PERFORM refuse('not_announced'); END IF;
  RETURN found;
END $$;

-- Whether the person of an intent has another application under its notice.
CREATE FUNCTION has_another(i filing_intent) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM application a WHERE a.notice_id = i.notice_id AND a.person_key = i.person_key
    AND a.deleted_at IS NULL AND (a.unit_id, a.key) <> (i.unit_id, i.key))
$$;

-- That, and the days on which the person's last success and last failure came about: what waiting periods are counted from.
-- The hash of the content that is there is for who has named its person: it would tell whether a guessed number is right.
CREATE FUNCTION filing_answer(identity text) RETURNS TABLE (
  another boolean, last_approved bigint, last_terminated bigint, content_hash text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  i filing_intent%ROWTYPE;
BEGIN
  PERFORM require_filer();
  i := intent_of(identity);
  -- whoever has signed up by themselves is told of themselves
  IF EXISTS (SELECT 1 FROM applicant p WHERE p.account_id = me() AND p.person_key IS DISTINCT FROM i.person_key)
    AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.account_id = me() AND m.role IN ('unit', 'department'))
  THEN
    RETURN QUERY SELECT false, NULL::bigint, NULL::bigint, '';
    RETURN;
  END IF;
  RETURN QUERY
  SELECT has_another(i), max(e.day) FILTER (WHERE e.status = 'approved'), max(e.day) FILTER (WHERE e.status = 'terminated'),
    coalesce((SELECT x.content_hash FROM application a
      JOIN submission x ON x.application_id = a.id AND x.number = a.submission
      WHERE a.unit_id = i.unit_id AND a.key = i.key AND a.person_key IS NOT DISTINCT FROM i.person_key AND may_file(a.id)), '')
  FROM (
    SELECT a.status, (d.recorded_at + 8 * 3600000) / 86400000 * 86400000 - 8 * 3600000
    FROM application a JOIN decision d ON d.application_id = a.id AND d.seq = a.seq - 1
    WHERE a.person_key = i.person_key AND a.deleted_at IS NULL AND (a.unit_id, a.key) <> (i.unit_id, i.key)
      AND a.status IN ('approved', 'terminated')) e(status, day);
END $$;

-- A second application of a person under a notice was tried; where there is none, nothing is written.
CREATE FUNCTION filing_attempt(identity text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  i filing_intent%ROWTYPE;
BEGIN
  PERFORM require_filer();
  i := intent_of(identity);
  IF has_another(i) THEN
    PERFORM disclosure_audited(json_build_object(
      'account', i.account_id,
      'event', 'second_application',
      'notice', (SELECT n.key FROM notice n WHERE n.id = i.notice_id),
      'person', i.person_key,
      'unit', (SELECT o.code FROM organisation o WHERE o.id = i.unit_id)));
  END IF;
END $$;

-- The unit's application of this key, for whoever may file it: also one that they may not read, as an applicant's draft.
CREATE FUNCTION filing_known(asked_key text, asked_unit_id text) RETURNS TABLE (
  id text, notice_id text, number text, situation_application_id text, situation_levels integer,
  situation_status text, situation_stage text, situation_returned_from text, situation_submission integer,
  situation_seq integer, situation_notice_closes bigint, situation_correction_due bigint,
  situation_changed_since_return integer, situation_deleted integer, situation_last_action text, situation_last_desk text,
  situation_last_submission integer, situation_last_recorded_at bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT a.id, a.notice_id, a.number, s.application_id, s.levels, s.status, s.stage, s.returned_from,
    s.submission, s.seq, s.notice_closes, s.correction_due, s.changed_since_return, s.deleted, s.last_action, s.last_desk,
    s.last_submission, s.last_recorded_at
  FROM application a JOIN situation s ON s.application_id = a.id
  WHERE a.unit_id = asked_unit_id AND a.key = asked_key AND may_file(a.id)
$$;

-- The desks from which the person at the other end may file an application, each with the organisation it is of.
CREATE FUNCTION filing_desks(asked_application_id text) RETURNS TABLE (desk text, organisation_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT t.desk, t.organisation_id FROM seat t
  WHERE t.application_id = asked_application_id AND t.account_id = me() AND t.desk <> 'secretary'
$$;

GRANT EXECUTE ON FUNCTION filing_announce(text, text, text, text), filing_answer(text), filing_attempt(text),
  filing_known(text, text), filing_desks(text) TO talentdesk_person;
