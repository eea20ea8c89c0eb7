-- Units, accounts, notices and catalogues: each change is written with who made it, and goes on its chain.

CREATE FUNCTION organisation_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT 1 FROM organisation o WHERE o.id = NEW.id OR o.code = NEW.code) THEN
      PERFORM refuse('taken:organisation');
    END IF;
  ELSIF (NEW.id, NEW.code, NEW.kind) IS DISTINCT FROM (OLD.id, OLD.code, OLD.kind) THEN
    PERFORM refuse('direct');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER organisation_check BEFORE INSERT OR UPDATE ON organisation
  FOR EACH ROW EXECUTE FUNCTION organisation_check();

CREATE FUNCTION organisation_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM audit_add('units', NEW.changed_at, entry_text(json_build_object(
    'account', NEW.changed_by, 'code', NEW.code, 'event', 'organisation', 'id', NEW.id, 'kind', NEW.kind,
    'name', NEW.name, 'parent', NEW.parent_id)));
  IF TG_OP = 'UPDATE' AND NEW.name IS DISTINCT FROM OLD.name THEN
    UPDATE application a SET unit_name = NEW.name WHERE a.unit_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER organisation_written AFTER INSERT OR UPDATE ON organisation
  FOR EACH ROW EXECUTE FUNCTION organisation_written();
CREATE TRIGGER organisation_kept BEFORE DELETE ON organisation
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION account_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT 1 FROM account a WHERE a.id = NEW.id OR a.login = NEW.login) THEN
      PERFORM refuse('taken:account');
    END IF;
  ELSIF (NEW.id, NEW.login) IS DISTINCT FROM (OLD.id, OLD.login) THEN
    PERFORM refuse('direct');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER account_check BEFORE INSERT OR UPDATE ON account FOR EACH ROW EXECUTE FUNCTION account_check();

-- People are on the audit by their id and digests, so that an auditor proves the register without reading it.
CREATE FUNCTION account_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM audit_add('accounts', NEW.changed_at, entry_text(json_build_object(
    'account', NEW.changed_by, 'disabled', NEW.disabled, 'event', 'account', 'id', NEW.id,
    'login', sha256_hex(NEW.login), 'name', sha256_hex(NEW.name))));
  RETURN NULL;
END $$;

CREATE TRIGGER account_written AFTER INSERT OR UPDATE ON account FOR EACH ROW EXECUTE FUNCTION account_written();
CREATE TRIGGER account_kept BEFORE DELETE ON account FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION membership_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM refuse(CASE
    WHEN EXISTS (SELECT 1 FROM membership m WHERE m.id = NEW.id OR (m.account_id = NEW.account_id AND m.role = NEW.role
      AND m.organisation_id IS NOT DISTINCT FROM NEW.organisation_id)) THEN 'taken:membership'
    WHEN NEW.role IN ('applicant', 'administrator', 'auditor') AND NEW.organisation_id IS NOT NULL THEN 'direct'
    WHEN NEW.role IN ('unit', 'department', 'secretary', 'member') AND NOT EXISTS (
      SELECT 1 FROM organisation o WHERE o.id = NEW.organisation_id
        AND o.kind = CASE NEW.role WHEN 'unit' THEN 'unit' ELSE 'department' END) THEN 'direct'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER membership_check BEFORE INSERT ON membership FOR EACH ROW EXECUTE FUNCTION membership_check();

CREATE FUNCTION membership_added() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM audit_add('accounts', NEW.changed_at, entry_text(json_build_object(
    'account', NEW.changed_by, 'event', 'membership', 'id', NEW.id, 'member', NEW.account_id,
    'organisation', NEW.organisation_id, 'role', NEW.role)));
  RETURN NULL;
END $$;

CREATE TRIGGER membership_added AFTER INSERT ON membership FOR EACH ROW EXECUTE FUNCTION membership_added();
CREATE TRIGGER membership_fixed BEFORE UPDATE ON membership FOR EACH ROW EXECUTE FUNCTION refuse_change('direct');
CREATE TRIGGER membership_kept BEFORE DELETE ON membership FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION catalogue_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT 1 FROM catalogue c WHERE c.hash = NEW.hash) THEN PERFORM refuse('taken:catalogue'); END IF;
  ELSIF (NEW.hash, NEW.key, NEW.content) IS DISTINCT FROM (OLD.hash, OLD.key, OLD.content) THEN
    PERFORM refuse('append_only');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER catalogue_check BEFORE INSERT OR UPDATE ON catalogue FOR EACH ROW EXECUTE FUNCTION catalogue_check();

CREATE FUNCTION catalogue_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM audit_add('catalogues', NEW.changed_at, entry_text(json_build_object(
    'account', NEW.changed_by, 'catalogue', NEW.key, 'content', sha256_hex(NEW.content), 'event', 'catalogue',
    'id', NEW.hash)));
  RETURN NULL;
END $$;

CREATE TRIGGER catalogue_written AFTER INSERT OR UPDATE ON catalogue
  FOR EACH ROW EXECUTE FUNCTION catalogue_written();
CREATE TRIGGER catalogue_kept BEFORE DELETE ON catalogue FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION notice_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.id OR n.key = NEW.key) THEN PERFORM refuse('taken:notice'); END IF;
  ELSIF (NEW.id, NEW.key) IS DISTINCT FROM (OLD.id, OLD.key)
    OR EXISTS (SELECT 1 FROM application a WHERE a.notice_id = OLD.id)
  THEN
    PERFORM refuse('direct');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER notice_check BEFORE INSERT OR UPDATE ON notice FOR EACH ROW EXECUTE FUNCTION notice_check();

CREATE FUNCTION notice_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM audit_add('notices', NEW.changed_at, entry_text(json_build_object(
    'account', NEW.changed_by, 'catalogue', NEW.catalogue_hash, 'closes', NEW.closes, 'content', sha256_hex(NEW.content),
    'event', 'notice', 'id', NEW.id, 'issuer', NEW.issuer_id, 'notice', NEW.key, 'opens', NEW.opens,
    'reading_seconds', NEW.reading_seconds, 'title', sha256_hex(NEW.title))));
  RETURN NULL;
END $$;

CREATE TRIGGER notice_written AFTER INSERT OR UPDATE ON notice FOR EACH ROW EXECUTE FUNCTION notice_written();
CREATE TRIGGER notice_kept BEFORE DELETE ON notice FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION blob_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM blob b WHERE b.sha256 = NEW.sha256) THEN PERFORM refuse('taken:blob'); END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER blob_check BEFORE INSERT ON blob FOR EACH ROW EXECUTE FUNCTION blob_check();
CREATE TRIGGER blob_kept BEFORE UPDATE OR DELETE ON blob FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION blob_chunk_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NEW.position * 1048576::bigint >= (SELECT b.size FROM blob b WHERE b.sha256 = NEW.sha256) THEN
    PERFORM refuse('append_only');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER blob_chunk_check BEFORE INSERT ON blob_chunk FOR EACH ROW EXECUTE FUNCTION blob_chunk_check();
CREATE TRIGGER blob_chunk_kept BEFORE UPDATE OR DELETE ON blob_chunk
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

-- What stands for people would no longer recognise them under another secret.
CREATE FUNCTION setting_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF OLD.key = 'person_secret' OR (TG_OP = 'UPDATE' AND NEW.key IS DISTINCT FROM OLD.key) THEN
    PERFORM refuse('direct');
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER setting_check BEFORE UPDATE OR DELETE ON setting FOR EACH ROW EXECUTE FUNCTION setting_check();
