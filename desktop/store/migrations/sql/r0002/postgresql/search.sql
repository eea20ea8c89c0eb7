-- What a search looks through: for every application the text of its search folded as desktop.store.search_grams folds
-- it, and every character and pair of neighbours in it, by which an index finds any part of it.
CREATE TABLE application_search (
  line INTEGER NOT NULL,
  folded TEXT COLLATE "C" NOT NULL,
  grams TEXT[] COLLATE "C" NOT NULL,
  CONSTRAINT pk_application_search PRIMARY KEY (line),
  CONSTRAINT fk_application_search_line FOREIGN KEY (line) REFERENCES application (line)
);

CREATE INDEX ix_application_search_grams ON application_search USING gin (grams);

-- Capitals beyond ASCII are folded as far as the server's language knows them.
CREATE FUNCTION search_folded(written text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT translate(lower(normalize(written, NFKC)), E'!"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~',
    '！＂＃＄％＆＇（）＊＋，－．／：；＜＝＞？＠［＼］＾＿｀｛｜｝～')
$$;

CREATE FUNCTION search_grams(folded text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT substr(folded, place, width)), '{}')
  FROM generate_series(1, length(folded)) place, generate_series(1, 2) width
  WHERE substr(folded, place, width) !~ E'\\s' AND place + width - 1 <= length(folded)
$$;

-- Thousands of units are looked through for every word, so they are folded once.
ALTER TABLE organisation ADD COLUMN folded TEXT COLLATE "C"
  GENERATED ALWAYS AS (search_folded(name || E'\n' || code)) STORED NOT NULL;

CREATE FUNCTION application_searched() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  text_folded text := search_folded(concat_ws(E'\n', NEW.search_text, NEW.number, NEW.key));
BEGIN
  INSERT INTO application_search VALUES (NEW.line, text_folded, search_grams(text_folded))
  ON CONFLICT (line) DO UPDATE SET folded = EXCLUDED.folded, grams = EXCLUDED.grams;
  RETURN NULL;
END $$;

CREATE TRIGGER application_searched AFTER INSERT OR UPDATE OF search_text, number, key ON application
  FOR EACH ROW EXECUTE FUNCTION application_searched();

-- Those of these folded words that so many applications or units hold, about a hundredth, that they are better looked for in
-- the rows of a list than looked up: as a sample of 256 lines says. Of a small workspace none. For who sits at no desk all of
-- them: their list is what they have applied for, and the work of looking up would tell them who else has.
CREATE FUNCTION common_words(words text) RETURNS SETOF text
LANGUAGE sql STABLE ROWS 1 SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  WITH newest AS MATERIALIZED (SELECT max(s.line)::bigint AS line FROM application_search s),
  sample AS MATERIALIZED (
    SELECT s.folded FROM generate_series(1, 256) n
    JOIN application_search s ON s.line = (SELECT newest.line FROM newest WHERE newest.line > 20000) * n / 256)
  SELECT word.value FROM each_text(words) word
  WHERE NOT EXISTS (SELECT my_organisations('unit', 'department', 'secretary', 'member'))
    OR (SELECT count(*) FROM sample s WHERE strpos(s.folded, word.value) > 0) >= 3
    OR (SELECT newest.line > 20000 FROM newest) AND (
      SELECT count(*) FILTER (WHERE strpos(o.folded, word.value) > 0) > count(*) / 100 FROM organisation o)
$$;

-- The lines whose own text or whose unit's name or code holds each of these folded words. Called by functions that read:
-- their role sees no more than whoever asks.
CREATE FUNCTION search_lines(words text[]) RETURNS SETOF integer
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT hit.line
  FROM unnest(words) word(value), LATERAL (
    SELECT s.line FROM application_search s
    WHERE s.grams @> CASE length(word.value) WHEN 1 THEN ARRAY[word.value] ELSE
        (SELECT array_agg(substr(word.value, place, 2)) FROM generate_series(1, length(word.value) - 1) place) END
      AND strpos(s.folded, word.value) > 0
    UNION
    SELECT a.line FROM application a WHERE a.route_number IN (
      SELECT r.number FROM route r JOIN organisation o ON o.id = r.unit_id
      WHERE strpos(o.folded, word.value) > 0)) hit
  GROUP BY hit.line
  HAVING count(DISTINCT word.value) = (SELECT count(DISTINCT each.value) FROM unnest(words) each(value))
$$;
