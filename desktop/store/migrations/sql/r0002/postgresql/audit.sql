-- The head of every chain but the applications', which bear theirs: whoever appends waits for nobody on another chain.
CREATE TABLE chain_head (
  chain TEXT COLLATE "C" PRIMARY KEY,
  position INTEGER NOT NULL,
  hash TEXT COLLATE "C" NOT NULL
);

-- Appends an entry; its hash. Of an application's chain the caller holds the application's row.
CREATE FUNCTION audit_add(to_chain text, moment bigint, written text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  before text;
  length integer;
  digest text;
BEGIN
  IF starts_with(to_chain, 'application:') THEN
    SELECT a.chain_length, a.chain_hash INTO length, before FROM application a WHERE a.id = substr(to_chain, 13);
    IF NOT FOUND THEN PERFORM refuse('direct'); END IF;
  ELSE
    INSERT INTO chain_head VALUES (to_chain, 0, '') ON CONFLICT DO NOTHING;
    SELECT h.position, h.hash INTO length, before FROM chain_head h WHERE h.chain = to_chain FOR UPDATE;
  END IF;
  digest := sha256_hex(before || written);
  INSERT INTO audit (chain, position, at, entry, previous, hash)
  VALUES (to_chain, length + 1, moment, written, before, digest);
  UPDATE chain_head SET position = length + 1, hash = digest WHERE chain = to_chain;
  RETURN digest;
END $$;

CREATE FUNCTION audit_append_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM audit_add(NEW.chain, NEW.at, NEW.entry);
  RETURN NEW;
END $$;

CREATE TRIGGER audit_append_insert INSTEAD OF INSERT ON audit_append FOR EACH ROW EXECUTE FUNCTION audit_append_insert();

-- Applications' chains grow by decisions, submissions and deletions alone.
CREATE FUNCTION audit_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NEW.ordinal IS NOT NULL OR NEW.hash IS DISTINCT FROM sha256_hex(NEW.previous || NEW.entry)
    OR NEW.position IS DISTINCT FROM (SELECT coalesce(max(u.position), 0) + 1 FROM audit u WHERE u.chain = NEW.chain)
    OR NEW.previous IS DISTINCT FROM coalesce(
      (SELECT u.hash FROM audit u WHERE u.chain = NEW.chain AND u.position = NEW.position - 1), '')
  THEN
    PERFORM refuse('append_only');
  END IF;
  IF starts_with(NEW.chain, 'application:') AND NOT EXISTS (
    SELECT 1 FROM application a
    WHERE a.id = substr(NEW.chain, 13) AND a.chain_length = NEW.position - 1 AND a.chain_hash = NEW.previous
      AND (EXISTS (SELECT 1 FROM decision d WHERE d.application_id = a.id AND d.seq = a.seq)
        OR EXISTS (SELECT 1 FROM submission s WHERE s.application_id = a.id AND s.number = a.submission + 1)
        OR (a.deleted_at IS NULL AND EXISTS (SELECT 1 FROM deletion x WHERE x.application_id = a.id))))
  THEN
    PERFORM refuse('direct');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER audit_check BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_check();

-- An entry gets its place in the order of everything once, after its transaction (audit_order); nothing else changes.
CREATE FUNCTION audit_ordered() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF OLD.ordinal IS NOT NULL OR NEW.ordinal IS NULL
    OR (NEW.chain, NEW.position, NEW.at, NEW.entry, NEW.previous, NEW.hash)
      IS DISTINCT FROM (OLD.chain, OLD.position, OLD.at, OLD.entry, OLD.previous, OLD.hash)
  THEN
    PERFORM refuse('append_only');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER audit_ordered BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_ordered();
CREATE TRIGGER audit_kept BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER audit_whole BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('append_only');

CREATE INDEX ix_audit_unordered ON audit (chain, position, at) WHERE ordinal IS NULL;

-- Gives every entry that is committed by now its place in the order of everything; how many there are in all. Only who
-- asks for a root waits here, one after the other: numbering at once would let one open transaction hold up all others.
-- Times may go back within a chain, by a clock that was set or a workspace that moved house; the order never does.
CREATE FUNCTION audit_order() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  last bigint;
BEGIN
  IF NOT acts_for_all() THEN
    IF me_as('administrator') IS NULL AND me_as('auditor') IS NULL THEN PERFORM refuse('audit_not_allowed'); END IF;
    PERFORM require_present();
  END IF;
  INSERT INTO chain_head VALUES ('*', 0, '') ON CONFLICT DO NOTHING;
  PERFORM 1 FROM chain_head WHERE chain = '*' FOR UPDATE;
  SELECT coalesce(max(ordinal), 0) INTO last FROM audit;
  UPDATE audit u SET ordinal = last + o.place
  FROM (SELECT chain, position, row_number() OVER (ORDER BY reached, chain, position) AS place
    FROM (SELECT chain, position, max(at) OVER (PARTITION BY chain ORDER BY position) AS reached
      FROM audit WHERE ordinal IS NULL) n) o
  WHERE u.chain = o.chain AND u.position = o.position;
  RETURN (SELECT coalesce(max(ordinal), 0) FROM audit);
END $$;

CREATE TRIGGER verdict_frozen BEFORE INSERT OR UPDATE OR DELETE ON verdict
  FOR EACH ROW EXECUTE FUNCTION refuse_change('frozen');
CREATE TRIGGER verdict_whole BEFORE TRUNCATE ON verdict FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('frozen');
