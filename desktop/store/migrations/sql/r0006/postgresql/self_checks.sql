-- 条件自检 once more at 提交 of an applicant's own form. What a catalogue asks is kept in values beside it
-- (desktop.domain.condition_terms), as PostgreSQL cannot read catalogues; desktop.domain.self_check asks the same.

CREATE TABLE catalogue_terms (
  catalogue_hash TEXT COLLATE "C" NOT NULL REFERENCES catalogue (hash),
  terms JSONB NOT NULL,
  CONSTRAINT pk_catalogue_terms PRIMARY KEY (catalogue_hash)
);

CREATE TRIGGER catalogue_terms_kept BEFORE UPDATE OR DELETE ON catalogue_terms
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION are_terms(listed jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF has_shape(listed, ARRAY['ticked array', 'ages object', 'contract object?', 'waiting object?']) IS NOT TRUE THEN
    RETURN false;
  END IF;
  RETURN NOT EXISTS (SELECT 1 FROM jsonb_array_elements(listed -> 'ticked') t WHERE jsonb_typeof(t.value) <> 'string')
    AND NOT EXISTS (SELECT 1 FROM jsonb_each(listed -> 'ages') a WHERE jsonb_typeof(a.value) <> 'number')
    AND NOT EXISTS (SELECT 1 FROM jsonb_path_query(listed, 'strict $.**') v(value)
      WHERE jsonb_typeof(v.value) = 'number' AND v.value::text !~ E'^\\d{1,3}$')
    AND (listed -> 'contract' = 'null' OR has_shape(listed -> 'contract', ARRAY['years number', 'months number']))
    AND (listed -> 'waiting' = 'null' OR has_shape(listed -> 'waiting', ARRAY['approved number', 'terminated number']));
END $$;

-- By whoever activates the catalogue; what is known stays as it is.
CREATE FUNCTION catalogue_terms_put(digest text, terms_text text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_administrator();
  PERFORM require_text(terms_text, 1048576);
  IF NOT EXISTS (SELECT 1 FROM catalogue c WHERE c.hash = digest) THEN PERFORM refuse('not_found'); END IF;
  IF NOT are_terms(terms_text::jsonb) THEN PERFORM refuse('malformed'); END IF;
  INSERT INTO catalogue_terms (catalogue_hash, terms) VALUES (digest, terms_text::jsonb) ON CONFLICT DO NOTHING;
END $$;

-- The day that a text writes, NULL where it writes none.
CREATE FUNCTION day_written(written text) RETURNS date
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF written !~ E'^\\d{4}-\\d{2}-\\d{2}$' THEN RETURN NULL; END IF;
  RETURN make_date(left(written, 4)::integer, substr(written, 6, 2)::integer, right(written, 2)::integer);
EXCEPTION WHEN datetime_field_overflow THEN
  RETURN NULL;
END $$;

CREATE FUNCTION years_after(day date, years integer) RETURNS date
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
  SELECT least((day + make_interval(years => years))::date, DATE '9999-12-31')
$$;

-- When the last review of the person of an application ended so; the one that is handed in has no end.
CREATE FUNCTION last_outcome_of(of_application text, outcome text) RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT max(shanghai_day(d.recorded_at)::date)
  FROM application mine
  JOIN application a ON a.person_key = mine.person_key AND a.status = outcome AND a.deleted_at IS NULL
  JOIN decision d ON d.application_id = a.id AND d.seq = a.seq - 1
  WHERE mine.id = of_application
$$;

-- Whether a condition that can be computed speaks against what is filled in on that day.
CREATE FUNCTION conditions_fail(of_application text, basic jsonb, terms jsonb, today date) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  born date := day_written(basic ->> 'birth_date');
  oldest integer := (terms -> 'ages' ->> (basic ->> 'standard'))::integer;
  begun date := day_written(basic ->> 'contract_start');
  ended date := day_written(basic ->> 'contract_end');
  stated date := CASE basic ->> 'service_type' WHEN '晋升认定' THEN day_written(basic ->> 'current_class_date') END;
  months jsonb := basic -> 'months_per_year';
BEGIN
  IF stated > today THEN stated := NULL; END IF;
  RETURN coalesce(born <= today AND extract(year FROM today) - extract(year FROM born)
      - (to_char(today, 'MM-DD') < to_char(born, 'MM-DD'))::integer > oldest, false)
    OR coalesce(basic ->> 'employment_form' = '全职' AND begun <= ended
      AND ended + 1 < years_after(begun, (terms #>> '{contract,years}')::integer), false)
    OR coalesce(basic ->> 'employment_form' = '柔性引进' AND jsonb_typeof(months) = 'number'
      AND months::numeric < (terms #>> '{contract,months}')::integer, false)
    OR coalesce(today < years_after(greatest(stated, last_outcome_of(of_application, 'approved')),
      (terms #>> '{waiting,approved}')::integer), false)
    OR coalesce(today < years_after(last_outcome_of(of_application, 'terminated'),
      (terms #>> '{waiting,terminated}')::integer), false);
END $$;

-- Whoever hands in their own is still bound to the unit that is to recommend them (guide 3.1), has ticked what they confirm,
-- and meets what can be computed; who is filed for beside a desk likewise. A desk that files somebody's
-- dossier has no ticks: the pledge in it stands for them, and the findings say what was computed.
CREATE FUNCTION submission_of_applicant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  asked jsonb := (SELECT c.terms FROM catalogue_terms c WHERE c.catalogue_hash = NEW.catalogue_hash);
BEGIN
  IF acts_for_all() THEN RETURN NEW; END IF;  -- the owner brings in what was
  IF NEW.desk = 'unit' AND NOT EXISTS (
    SELECT 1 FROM beside b WHERE b.application_id = NEW.application_id AND b.submission = NEW.number)
  THEN
    RETURN NEW;
  END IF;
  -- who ends the binding at the same moment is waited for, and finds what is handed in by then
  PERFORM 1 FROM application a JOIN binding b ON b.account_id = a.applicant_id AND b.unit_id = a.unit_id
    WHERE a.id = NEW.application_id AND b.state = 'bound' FOR SHARE OF b;
  IF NOT FOUND THEN PERFORM refuse('not_bound'); END IF;
  PERFORM refuse(CASE
    WHEN asked IS NULL THEN 'self_check_unknown'
    WHEN conditions_fail(NEW.application_id, NEW.content::jsonb #> '{sections,basic,0}', asked,
      shanghai_day(NEW.submitted_at)::date) THEN 'self_check_failed'
    WHEN EXISTS (SELECT 1 FROM jsonb_array_elements_text(asked -> 'ticked') t(key) WHERE NOT EXISTS (
      SELECT 1 FROM self_check s WHERE s.application_id = NEW.application_id AND s.condition_key = t.key))
      THEN 'self_check_open'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER submission_of_applicant BEFORE INSERT ON submission FOR EACH ROW WHEN (NEW.desk IN ('applicant', 'unit'))
  EXECUTE FUNCTION submission_of_applicant();
