-- The registers that people keep through the program: administrators organisations, catalogues and the workspace's name,
-- the reviewers of a department its notices. Who wrote and when, the server knows; the triggers put it on the audit.

-- Adds an organisation, or gives the one with this id its new name and parent; whether anything changed.
CREATE FUNCTION organisation_put(identity text, new_code text, new_name text, new_kind text, above text)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_administrator();
BEGIN
  PERFORM require_line(new_code, 64);
  PERFORM require_line(new_name, 200);
  IF new_kind = 'unit' AND new_code !~ '^[0-9A-Z]{18}$' THEN PERFORM refuse('bad_text'); END IF;
  -- of ASCII only what stands in words, and . and -
  IF new_code ~ E'[\\u0001-\\u002c\\u002f\\u003a-\\u0040\\u005b-\\u005e\\u0060\\u007b-\\u007f]' THEN
    PERFORM refuse('bad_text');
  END IF;
  IF new_kind = 'unit' AND above IS NULL THEN PERFORM refuse('direct'); END IF;
  IF above IS NOT NULL AND NOT EXISTS (SELECT 1 FROM organisation o WHERE o.id = above AND o.kind = 'department') THEN
    PERFORM refuse('direct');
  END IF;
  IF EXISTS (SELECT 1 FROM organisation o WHERE o.id = identity AND o.code = new_code AND o.name = new_name
    AND o.kind = new_kind AND o.parent_id IS NOT DISTINCT FROM above)
  THEN
    RETURN false;
  END IF;
  UPDATE organisation o SET code = new_code, name = new_name, kind = new_kind, parent_id = above,
    changed_at = now_milliseconds(), changed_by = actor
  WHERE o.id = identity;
  IF NOT FOUND THEN
    INSERT INTO organisation (id, code, name, kind, parent_id, changed_at, changed_by)
    VALUES (identity, new_code, new_name, new_kind, above, now_milliseconds(), actor);
  END IF;
  RETURN true;
END $$;

-- The twin of what desktop.services.organisation_plan says of a whole table: departments hang together without a circle,
-- five at most one above the other. Asked when all is written, since a table may turn things round on its way; by then
-- whoever writes holds the head of the chain, so that nobody else turns them meanwhile.
CREATE FUNCTION organisation_hung() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  upwards integer;
  below integer;
BEGIN
  WITH RECURSIVE way (parent_id, departments) AS (
    SELECT o.parent_id, (o.kind = 'department')::integer FROM organisation o WHERE o.id = NEW.id
    UNION ALL
    SELECT o.parent_id, w.departments + 1 FROM way w JOIN organisation o ON o.id = w.parent_id WHERE w.departments <= 5)
  SELECT max(w.departments) INTO upwards FROM way w;
  WITH RECURSIVE hanging (id, levels) AS (
    SELECT NEW.id, 0
    UNION ALL
    SELECT o.id, h.levels + 1 FROM hanging h JOIN organisation o ON o.parent_id = h.id AND o.kind = 'department'
    WHERE h.levels <= 5)
  SELECT max(h.levels) INTO below FROM hanging h;
  IF upwards + below > 5 THEN PERFORM refuse('direct'); END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER organisation_hung AFTER INSERT OR UPDATE ON organisation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisation_hung();

-- Publishes a notice of the person's own department under the catalogue that is current, or changes one of its own. Its
-- row is held against whoever files the first application under it, which ends all changing (notice_check).
CREATE FUNCTION notice_put(identity text, new_key text, new_title text, new_content text, new_opens bigint,
  new_closes bigint, of_catalogue text, of_hash text, issuer text, seconds integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_person();
BEGIN
  IF issuer IS NULL OR issuer NOT IN (SELECT my_organisations('department')) THEN PERFORM refuse('not_allowed'); END IF;
  IF EXISTS (SELECT 1 FROM notice n WHERE n.id = identity AND n.issuer_id <> issuer) THEN
    PERFORM refuse('not_allowed');
  END IF;
  PERFORM require_line(new_key, 64);
  PERFORM require_line(new_title, 200);
  PERFORM require_text(new_content, 100000);
  IF is_blank(new_content) THEN PERFORM refuse('bad_text'); END IF;
  IF new_content ~ E'[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]' THEN
    PERFORM refuse('bad_text');
  END IF;
  IF seconds NOT BETWEEN 0 AND 3600 THEN PERFORM refuse('direct'); END IF;
  -- the years 1 to 9999, which every program can show: one that cannot would show no notices at all
  IF new_opens < -62135596800000 OR new_closes >= 253402214400000 THEN PERFORM refuse('direct'); END IF;
  IF of_hash IS DISTINCT FROM (
    SELECT c.hash FROM catalogue c WHERE c.key = of_catalogue ORDER BY c.changed_at DESC LIMIT 1)
  THEN
    PERFORM refuse('direct');
  END IF;
  PERFORM 1 FROM notice n WHERE n.id = identity FOR UPDATE;
  UPDATE notice n SET key = new_key, title = new_title, content = new_content, opens = new_opens, closes = new_closes,
    catalogue_key = of_catalogue, catalogue_hash = of_hash, reading_seconds = seconds,
    changed_at = now_milliseconds(), changed_by = actor
  WHERE n.id = identity;
  IF NOT FOUND THEN
    INSERT INTO notice (id, key, title, content, opens, closes, catalogue_key, catalogue_hash, issuer_id, reading_seconds,
      changed_at, changed_by)
    VALUES (identity, new_key, new_title, new_content, new_opens, new_closes, of_catalogue, of_hash, issuer, seconds,
      now_milliseconds(), actor);
  END IF;
END $$;

-- Whether an application is filed under a notice of the person's own department: also one that is hidden from them.
CREATE FUNCTION notice_used(identity text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM notice n JOIN application a ON a.notice_id = n.id
    WHERE n.id = identity AND n.issuer_id IN (SELECT my_organisations('department')))
$$;

-- Makes a catalogue the current one of its key; whether it was not that already. Times decide which is current, so this one
-- is later than all of the key, also than those of a workspace that moved in with a clock ahead of the server's.
CREATE FUNCTION catalogue_activate(digest text, new_key text, written text, named text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_administrator();
  moment bigint;
BEGIN
  IF digest IS NULL OR digest !~ '^[0-9a-f]{64}$' THEN PERFORM refuse('direct'); END IF;
  IF new_key IS NULL OR new_key !~ '^[A-Za-z0-9._-]{1,64}$' THEN PERFORM refuse('direct'); END IF;
  PERFORM require_text(written, 8388608);
  PERFORM require_text(named, 255);
  IF EXISTS (SELECT 1 FROM catalogue c WHERE c.hash = digest AND c.key <> new_key) THEN PERFORM refuse('direct'); END IF;
  IF digest = (SELECT c.hash FROM catalogue c WHERE c.key = new_key ORDER BY c.changed_at DESC LIMIT 1) THEN
    RETURN false;
  END IF;
  moment := greatest(now_milliseconds(), (SELECT max(c.changed_at) + 1 FROM catalogue c WHERE c.key = new_key));
  UPDATE catalogue c SET changed_at = moment, changed_by = actor WHERE c.hash = digest;
  IF NOT FOUND THEN
    INSERT INTO catalogue (hash, key, source, content, changed_at, changed_by)
    VALUES (digest, new_key, named, written, moment, actor);
  END IF;
  RETURN true;
END $$;

-- Of the facts of the workspace as a whole administrators give it its name; all others are the owner's.
CREATE FUNCTION setting_put(which text, new_value text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_administrator();
  IF which IS DISTINCT FROM 'name' THEN PERFORM refuse('direct'); END IF;
  PERFORM require_text(new_value, 100);
  INSERT INTO setting (key, value) VALUES (which, new_value) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
END $$;

GRANT EXECUTE ON FUNCTION organisation_put(text, text, text, text, text),
  notice_put(text, text, text, text, bigint, bigint, text, text, text, integer), catalogue_activate(text, text, text, text),
  setting_put(text, text) TO talentdesk_person;
GRANT EXECUTE ON FUNCTION notice_used(text) TO talentdesk_reader;
