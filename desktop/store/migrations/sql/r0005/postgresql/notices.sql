-- Notices while they are written, and what may still change of one: desktop.domain.notices has the same rules, the
-- triggers of SQLite too. People write through the functions below, each for the departments whose reviewer they are.

CREATE OR REPLACE FUNCTION notice_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  used boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.id OR n.key = NEW.key) THEN PERFORM refuse('taken:notice'); END IF;
    RETURN NEW;
  END IF;
  used := EXISTS (SELECT 1 FROM application a WHERE a.notice_id = OLD.id);
  PERFORM refuse(CASE
    WHEN (NEW.id, NEW.key) IS DISTINCT FROM (OLD.id, OLD.key) THEN 'direct'
    WHEN EXISTS (SELECT 1 FROM notice_closing c WHERE c.notice_id = OLD.id) AND NOT EXISTS (
      SELECT 1 FROM notice_closing c WHERE c.notice_id = OLD.id AND OLD.closes = c.planned AND NEW.closes = c.closed_at
        AND NEW.changed_at = c.closed_at AND NEW.changed_by = c.closed_by) THEN 'notice_closed'
    WHEN used AND (NEW.title, NEW.content, NEW.opens, NEW.catalogue_key, NEW.catalogue_hash, NEW.issuer_id,
        NEW.reading_seconds) IS DISTINCT FROM (OLD.title, OLD.content, OLD.opens, OLD.catalogue_key, OLD.catalogue_hash,
        OLD.issuer_id, OLD.reading_seconds) THEN 'direct'
    WHEN used AND OLD.closes <= NEW.changed_at THEN 'notice_over'
    WHEN used AND NEW.closes < NEW.changed_at THEN 'notice_end_past'
  END);
  RETURN NEW;
END $$;

CREATE FUNCTION notice_closing_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  found notice;
BEGIN
  SELECT n.* INTO found FROM notice n WHERE n.id = NEW.notice_id;
  PERFORM refuse(CASE
    WHEN EXISTS (SELECT 1 FROM notice_closing c WHERE c.notice_id = NEW.notice_id) THEN 'notice_closed'
    WHEN found.id IS NULL OR NOT holds_now(NEW.closed_by, 'department', found.issuer_id) THEN 'no_such_notice'
    WHEN NEW.planned IS DISTINCT FROM found.closes THEN 'direct'
    WHEN NEW.planned <= NEW.closed_at THEN 'notice_over'
    WHEN found.opens >= NEW.closed_at THEN 'notice_not_begun'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER notice_closing_check BEFORE INSERT ON notice_closing
  FOR EACH ROW EXECUTE FUNCTION notice_closing_check();
CREATE TRIGGER notice_closing_kept BEFORE UPDATE OR DELETE ON notice_closing
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

-- Closing is one row: it moves the end to that moment.
CREATE FUNCTION notice_closing_done() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  UPDATE notice n SET closes = NEW.closed_at, changed_at = NEW.closed_at, changed_by = NEW.closed_by
  WHERE n.id = NEW.notice_id;
  RETURN NULL;
END $$;

CREATE TRIGGER notice_closing_done AFTER INSERT ON notice_closing FOR EACH ROW EXECUTE FUNCTION notice_closing_done();

CREATE FUNCTION notice_draft_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.id, NEW.issuer_id) IS DISTINCT FROM (OLD.id, OLD.issuer_id) THEN PERFORM refuse('direct'); END IF;
    RETURN NEW;
  END IF;
  PERFORM refuse(CASE
    WHEN EXISTS (SELECT 1 FROM notice_draft d WHERE d.id = NEW.id) THEN 'taken:notice_draft'
    WHEN EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.id AND n.issuer_id <> NEW.issuer_id) THEN 'no_such_notice'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER notice_draft_check BEFORE INSERT OR UPDATE ON notice_draft
  FOR EACH ROW EXECUTE FUNCTION notice_draft_check();

-- Whether what everybody sees of a notice may no longer change.
CREATE FUNCTION notice_is_fixed(identity text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM application a WHERE a.notice_id = identity)
    OR EXISTS (SELECT 1 FROM notice_closing c WHERE c.notice_id = identity)
$$;

CREATE FUNCTION notice_file_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.published = 1 AND notice_is_fixed(OLD.notice_id) THEN PERFORM refuse('notice_fixed'); END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    PERFORM refuse(CASE
      WHEN (NEW.notice_id, NEW.sha256, NEW.name, NEW.size, NEW.media_type)
        IS DISTINCT FROM (OLD.notice_id, OLD.sha256, OLD.name, OLD.size, OLD.media_type) THEN 'direct'
      WHEN NEW.published IS DISTINCT FROM OLD.published AND notice_is_fixed(OLD.notice_id) THEN 'notice_fixed'
    END);
    RETURN NEW;
  END IF;
  PERFORM refuse(CASE
    WHEN EXISTS (SELECT 1 FROM notice_file f WHERE f.notice_id = NEW.notice_id AND f.sha256 = NEW.sha256)
      THEN 'taken:notice_file'
    WHEN NEW.published IS DISTINCT FROM 0 THEN 'direct'
    WHEN NOT EXISTS (SELECT 1 FROM notice_draft d WHERE d.id = NEW.notice_id) THEN 'no_such_notice'
    WHEN (SELECT count(*) FROM notice_file f WHERE f.notice_id = NEW.notice_id AND f.drafted = 1) >= 10
      THEN 'notice_file_count'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER notice_file_check BEFORE INSERT OR UPDATE OR DELETE ON notice_file
  FOR EACH ROW EXECUTE FUNCTION notice_file_check();

CREATE FUNCTION notice_file_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  shown integer := CASE TG_OP WHEN 'DELETE' THEN 0 ELSE NEW.published END;
BEGIN
  IF shown IS DISTINCT FROM OLD.published THEN
    PERFORM audit_add('notices', n.changed_at, entry_text(json_build_object(
      'account', n.changed_by, 'event', 'notice_file', 'file', OLD.sha256, 'id', OLD.notice_id,
      'name', sha256_hex(OLD.name), 'published', shown)))
    FROM notice n WHERE n.id = OLD.notice_id;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER notice_file_written AFTER UPDATE OR DELETE ON notice_file
  FOR EACH ROW EXECUTE FUNCTION notice_file_written();

-- A draft of a department of the person's own, held against colleagues who write it at the same moment.
CREATE FUNCTION require_notice_draft(identity text) RETURNS notice_draft
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  found notice_draft;
BEGIN
  PERFORM require_person();
  SELECT d.* INTO found FROM notice_draft d
  WHERE d.id = identity AND d.issuer_id IN (SELECT my_organisations('department')) FOR UPDATE;
  IF found.id IS NULL THEN PERFORM refuse('no_such_notice'); END IF;
  RETURN found;
END $$;

-- The same for a published one; whoever files the first application under it waits, and is waited for.
CREATE FUNCTION require_own_notice(identity text) RETURNS notice
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  found notice;
BEGIN
  PERFORM require_person();
  SELECT n.* INTO found FROM notice n
  WHERE n.id = identity AND n.issuer_id IN (SELECT my_organisations('department')) FOR UPDATE;
  IF found.id IS NULL THEN PERFORM refuse('no_such_notice'); END IF;
  RETURN found;
END $$;

-- `base` is when the state was saved that this one was begun from, 0 where nothing was: with another there meanwhile, it is
-- refused. Without a base it takes the place of whatever is there. Of two states the later is saved later.
CREATE FUNCTION notice_draft_save(identity text, issuer text, new_title text, new_content text, new_opens bigint,
  new_closes bigint, of_catalogue text, seconds integer, base bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_person();
  moment bigint := now_milliseconds();
  there bigint;
BEGIN
  IF issuer IS NULL OR issuer NOT IN (SELECT my_organisations('department')) THEN PERFORM refuse('no_such_notice'); END IF;
  IF EXISTS (SELECT 1 FROM notice_draft d WHERE d.id = identity AND d.issuer_id <> issuer) THEN
    PERFORM refuse('no_such_notice');
  END IF;
  IF EXISTS (SELECT 1 FROM notice_closing c WHERE c.notice_id = identity) THEN PERFORM refuse('notice_closed'); END IF;
  IF notice_is_fixed(identity) THEN PERFORM refuse('notice_fixed'); END IF;
  PERFORM require_text(new_title, 200);
  PERFORM require_text(new_content, 100000);
  PERFORM require_text(of_catalogue, 64);
  IF new_title ~ E'[\\u0001-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]' THEN PERFORM refuse('bad_text'); END IF;
  IF new_content ~ E'[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]' THEN
    PERFORM refuse('bad_text');
  END IF;
  IF seconds IS NULL OR seconds NOT BETWEEN 0 AND 3600 THEN PERFORM refuse('direct'); END IF;
  there := coalesce((SELECT d.saved_at FROM notice_draft d WHERE d.id = identity FOR UPDATE), 0);
  IF base <> there THEN PERFORM refuse('notice_draft_changed'); END IF;
  moment := greatest(moment, there + 1);
  UPDATE notice_draft d SET title = new_title, content = new_content, opens = new_opens, closes = new_closes,
    catalogue_key = of_catalogue, reading_seconds = seconds, saved_at = moment, saved_by = actor
  WHERE d.id = identity;
  IF NOT FOUND THEN
    INSERT INTO notice_draft (id, issuer_id, title, content, opens, closes, catalogue_key, reading_seconds, saved_at,
      saved_by)
    VALUES (identity, issuer, new_title, new_content, new_opens, new_closes, of_catalogue, seconds, moment, actor);
  END IF;
END $$;

CREATE FUNCTION notice_draft_discard(identity text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_notice_draft(identity);
  DELETE FROM notice_file f WHERE f.notice_id = identity AND f.published = 0;
  UPDATE notice_file f SET drafted = 1 WHERE f.notice_id = identity;
  DELETE FROM notice_draft d WHERE d.id = identity;
END $$;

-- Makes what is written the notice that everybody sees; notice_put has the rest of the rules.
CREATE FUNCTION notice_publish(identity text, new_key text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  written notice_draft := require_notice_draft(identity);
  known text := (SELECT n.key FROM notice n WHERE n.id = identity);
BEGIN
  IF written.opens IS NULL OR written.closes IS NULL OR written.closes <= greatest(written.opens, now_milliseconds()) THEN
    PERFORM refuse('notice_end_past');
  END IF;
  PERFORM notice_put(identity, coalesce(known, new_key), written.title, written.content, written.opens, written.closes,
    written.catalogue_key, (SELECT c.hash FROM catalogue c WHERE c.key = written.catalogue_key
      ORDER BY c.changed_at DESC LIMIT 1), written.issuer_id, written.reading_seconds);
  DELETE FROM notice_file f WHERE f.notice_id = identity AND f.drafted = 0;
  UPDATE notice_file f SET published = 1 WHERE f.notice_id = identity AND f.published = 0;
  DELETE FROM notice_draft d WHERE d.id = identity;
END $$;

-- Puts a file beside a draft. Its digest is worked out here: whoever knows one has not got the bytes.
CREATE FUNCTION notice_file_add(identity text, named text, of_type text, data bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  digest text;
BEGIN
  PERFORM require_notice_draft(identity);
  IF notice_is_fixed(identity) THEN PERFORM refuse('notice_fixed'); END IF;
  PERFORM require_line(named, 200);
  IF named ~ E'[/\\\\]' THEN PERFORM refuse('bad_text'); END IF;
  IF data IS NULL OR length(data) NOT BETWEEN 1 AND 20971520 THEN PERFORM refuse('direct'); END IF;
  IF (CASE of_type
      WHEN 'application/pdf' THEN position(E'\\x255044462d'::bytea IN substring(data FROM 1 FOR 1032)) = 0
      WHEN 'image/png' THEN substring(data FROM 1 FOR 8) <> E'\\x89504e470d0a1a0a'::bytea
      WHEN 'image/jpeg' THEN substring(data FROM 1 FOR 2) <> E'\\xffd8'::bytea
      ELSE true END)
  THEN
    PERFORM refuse('direct');
  END IF;
  digest := encode(sha256(data), 'hex');
  PERFORM 1 FROM blob b WHERE b.sha256 = digest FOR KEY SHARE;  -- who lets go of the same bytes now is waited for
  IF NOT EXISTS (SELECT 1 FROM blob b WHERE b.sha256 = digest) THEN
    INSERT INTO blob (sha256, size) VALUES (digest, length(data));
    INSERT INTO blob_chunk (sha256, position, content)
    SELECT digest, p.place, substring(data FROM p.place * 1048576 + 1 FOR 1048576)
    FROM generate_series(0, (length(data) - 1) / 1048576) p(place);
  END IF;
  UPDATE notice_file f SET drafted = 1 WHERE f.notice_id = identity AND f.sha256 = digest;
  IF NOT FOUND THEN
    INSERT INTO notice_file (notice_id, sha256, name, size, media_type, drafted, published, added_at, added_by)
    VALUES (identity, digest, named, length(data), of_type, 1, 0, now_milliseconds(), me());
  END IF;
END $$;

CREATE FUNCTION notice_file_remove(identity text, digest text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_notice_draft(identity);
  DELETE FROM notice_file f WHERE f.notice_id = identity AND f.sha256 = digest AND f.published = 0;
  UPDATE notice_file f SET drafted = 0 WHERE f.notice_id = identity AND f.sha256 = digest;
END $$;

-- Whether the person may have a file: a published one as everybody, one of a draft as a reviewer of its issuer.
CREATE FUNCTION sees_notice_file(identity text, digest text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT me() IS NOT NULL AND EXISTS (
    SELECT 1 FROM notice_file f WHERE f.notice_id = identity AND f.sha256 = digest
      AND (f.published = 1 OR f.notice_id IN (
        SELECT d.id FROM notice_draft d WHERE d.issuer_id IN (SELECT my_organisations('department')))))
$$;

CREATE FUNCTION notice_file_size(identity text, digest text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT b.size FROM blob b WHERE b.sha256 = digest AND sees_notice_file(identity, digest)
$$;

CREATE FUNCTION notice_file_chunk(identity text, digest text, place integer) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT c.content FROM blob_chunk c
  WHERE c.sha256 = digest AND c.position = place AND sees_notice_file(identity, digest)
$$;

CREATE FUNCTION notice_close(identity text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  found notice := require_own_notice(identity);
BEGIN
  INSERT INTO notice_closing (notice_id, planned, closed_at, closed_by)
  VALUES (identity, found.closes, now_milliseconds(), me());
END $$;

CREATE FUNCTION notice_move(identity text, new_closes bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  found notice := require_own_notice(identity);
  moment bigint := now_milliseconds();
BEGIN
  IF EXISTS (SELECT 1 FROM notice_closing c WHERE c.notice_id = identity) THEN PERFORM refuse('notice_closed'); END IF;
  IF found.closes <= moment THEN PERFORM refuse('notice_over'); END IF;
  IF new_closes IS NULL OR new_closes <= greatest(found.opens, moment) THEN PERFORM refuse('notice_end_past'); END IF;
  UPDATE notice n SET closes = new_closes, changed_at = moment, changed_by = me() WHERE n.id = identity;
END $$;
