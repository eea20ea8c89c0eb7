-- Everything lies in one schema and belongs to one role that nobody signs in as (desktop.store.postgres.server_roles makes
-- both). Functions name their schema and look nowhere else: what somebody puts into pg_temp shadows nothing.

-- A refusal as desktop.store.refusals reads it; nothing where there is no reason for one.
CREATE FUNCTION refuse(code text) RETURNS void
LANGUAGE plpgsql STRICT SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'TD:%', code USING ERRCODE = 'TD001';
END $$;

CREATE FUNCTION sha256_hex(written text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT encode(sha256(convert_to(written, 'UTF8')), 'hex')
$$;

-- The text of an audit entry: the one way to write these facts that the local workspace has too, and that is hashed.
CREATE FUNCTION entry_text(facts json) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT '{' || string_agg(to_json(f.key)::text || ':' || coalesce(f.value::text, 'null'), ',' ORDER BY f.key COLLATE "C") || '}'
  FROM json_each(facts) f
$$;

CREATE FUNCTION now_milliseconds() RETURNS bigint
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
$$;

-- The day in Asia/Shanghai, which has no other time since 1991.
CREATE FUNCTION shanghai_day(at bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
  SELECT to_char(to_timestamp((at + 8 * 3600 * 1000) / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD')
$$;

-- One that has a day after it, in every program: the calendar of some ends with the year 9999.
CREATE FUNCTION is_day(written text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN written ~ E'^\\d{4}-\\d{2}-\\d{2}$' AND written < '9999-12-31' AND to_char(written::date, 'YYYY-MM-DD') = written;
EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format THEN
  RETURN false;
END $$;

-- Whether a text shows nothing: made of what Python's str.isspace calls spaces.
CREATE FUNCTION is_blank(written text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
  SELECT btrim(written, E'\t\n\u000b\u000c\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005'
    '\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000') = ''
$$;

-- A list of ids as desktop.domain.canonical writes it.
CREATE FUNCTION id_list(ids text[]) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT '[' || coalesce(string_agg(to_json(i.id)::text, ',' ORDER BY i.place), '') || ']'
  FROM unnest(ids) WITH ORDINALITY i(id, place)
$$;

-- The items of a JSON list: what is asked for in one go.
CREATE FUNCTION listed_numbers(listed text) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_agg(e.value::integer) FROM json_array_elements_text(listed::json) e
$$;

CREATE FUNCTION each_text(listed text) RETURNS TABLE (value text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, pg_temp AS $$
  SELECT e.value FROM json_array_elements_text(listed::json) e
$$;

-- For tables of which rows are never changed or removed; the argument is the refusal.
CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM refuse(TG_ARGV[0]);
  RETURN NULL;
END $$;
