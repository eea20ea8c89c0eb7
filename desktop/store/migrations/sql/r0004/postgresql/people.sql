-- Applicants, the codes that let them in again, and passwords that are to be replaced; each person has a chain for that.

CREATE FUNCTION applicant_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM refuse(CASE
    WHEN EXISTS (SELECT 1 FROM applicant a WHERE a.account_id = NEW.account_id) THEN 'taken:applicant'
    WHEN EXISTS (SELECT 1 FROM applicant a WHERE a.person_key = NEW.person_key) THEN 'person_registered'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER applicant_check BEFORE INSERT ON applicant FOR EACH ROW EXECUTE FUNCTION applicant_check();

-- Who has registered is on the audit by what stands for the person.
CREATE FUNCTION applicant_added() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM audit_add('person:' || NEW.account_id, NEW.registered_at, entry_text(json_build_object(
    'account', NEW.account_id, 'event', 'applicant', 'name', sha256_hex(NEW.name), 'person', NEW.person_key)));
  RETURN NULL;
END $$;

CREATE TRIGGER applicant_added AFTER INSERT ON applicant FOR EACH ROW EXECUTE FUNCTION applicant_added();
CREATE TRIGGER applicant_kept BEFORE UPDATE OR DELETE ON applicant
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION recovery_code_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM refuse(CASE
      WHEN EXISTS (SELECT 1 FROM recovery_code c WHERE c.id = NEW.id
        OR (c.account_id = NEW.account_id AND c.digest = NEW.digest)) THEN 'taken:recovery_code'
      WHEN NEW.used_at IS NOT NULL OR NEW.used_by IS NOT NULL THEN 'direct'
    END);
  -- each works once: when it was used, or made void, is written once
  ELSIF OLD.used_at IS NOT NULL OR NEW.used_at IS NULL OR NEW.used_by IS NULL
    OR (NEW.id, NEW.account_id, NEW.digest, NEW.made_at) IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.digest, OLD.made_at)
  THEN
    PERFORM refuse('append_only');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER recovery_code_check BEFORE INSERT OR UPDATE ON recovery_code
  FOR EACH ROW EXECUTE FUNCTION recovery_code_check();

CREATE FUNCTION recovery_code_used() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM audit_add('person:' || NEW.account_id, NEW.used_at, entry_text(json_build_object(
    'account', NEW.used_by, 'event', 'recovery_code', 'id', NEW.id, 'member', NEW.account_id)));
  RETURN NULL;
END $$;

CREATE TRIGGER recovery_code_used AFTER UPDATE ON recovery_code FOR EACH ROW EXECUTE FUNCTION recovery_code_used();
CREATE TRIGGER recovery_code_kept BEFORE DELETE ON recovery_code
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION password_due_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT 1 FROM password_due p WHERE p.account_id = NEW.account_id) THEN
      PERFORM refuse('taken:password_due');
    END IF;
  ELSIF NEW.account_id IS DISTINCT FROM OLD.account_id THEN
    PERFORM refuse('direct');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER password_due_check BEFORE INSERT OR UPDATE ON password_due
  FOR EACH ROW EXECUTE FUNCTION password_due_check();

CREATE FUNCTION password_due_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM audit_add('person:' || NEW.account_id, NEW.changed_at, entry_text(json_build_object(
    'account', NEW.changed_by, 'due', NEW.due, 'event', 'password_due', 'id', NEW.account_id)));
  RETURN NULL;
END $$;

CREATE TRIGGER password_due_written AFTER INSERT OR UPDATE ON password_due
  FOR EACH ROW EXECUTE FUNCTION password_due_written();
CREATE TRIGGER password_due_kept BEFORE DELETE ON password_due
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

-- Whether an account's password is temporary, as `actor` says.
CREATE FUNCTION password_due_set(identity text, is_due integer, actor text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  UPDATE password_due p SET due = is_due, changed_at = now_milliseconds(), changed_by = actor WHERE p.account_id = identity;
  IF NOT FOUND THEN
    INSERT INTO password_due (account_id, due, changed_at, changed_by) VALUES (identity, is_due, now_milliseconds(), actor);
  END IF;
END $$;

CREATE FUNCTION recovery_codes_void(identity text, actor text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  UPDATE recovery_code c SET used_at = now_milliseconds(),
    used_by = coalesce((SELECT a.id FROM account a WHERE a.id = actor), c.account_id)  -- the owner is no account
  WHERE c.account_id = identity AND c.used_at IS NULL
$$;

-- A password that an administrator gives takes the place of all that let anybody in before.
CREATE FUNCTION account_opened() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM recovery_codes_void(NEW.id, NEW.changed_by);
  RETURN NULL;
END $$;

CREATE TRIGGER account_opened AFTER UPDATE OF disabled ON account FOR EACH ROW WHEN (NEW.disabled = 0)
  EXECUTE FUNCTION account_opened();

-- Ten digests, as the program makes them of ten codes; the codes themselves the server sees when they are used.
CREATE FUNCTION recovery_codes_put(identity text, digests text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  listed text[];
BEGIN
  SELECT array_agg(d.value) INTO listed FROM each_text(digests) d(value);
  IF cardinality(listed) IS DISTINCT FROM 10 OR EXISTS (SELECT 1 FROM unnest(listed) d WHERE d !~ '^[0-9a-f]{64}$')
    OR (SELECT count(DISTINCT d) FROM unnest(listed) d) <> 10
  THEN
    PERFORM refuse('direct');
  END IF;
  INSERT INTO recovery_code (id, account_id, digest, made_at)
  SELECT new_identity(), identity, d, now_milliseconds() FROM unnest(listed) d;
END $$;

-- The signed-in person's own: older ones are void. So many that nobody fills the disk with them.
CREATE FUNCTION recovery_codes_renew(digests text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  mine text := me();
BEGIN
  IF mine IS NULL THEN PERFORM refuse('not_found'); END IF;
  PERFORM require_present();
  IF (SELECT count(*) FROM recovery_code c WHERE c.account_id = mine) > 300 THEN PERFORM refuse('too_many_attempts'); END IF;
  PERFORM recovery_codes_void(mine, mine);
  PERFORM recovery_codes_put(mine, digests);
END $$;

-- Another password for a person's login, whose connections end. Belongs to the one role that may.
CREATE FUNCTION login_password(login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_verifier(verifier);
  IF NOT is_person(login) THEN PERFORM refuse('not_found'); END IF;
  EXECUTE format('ALTER ROLE %I PASSWORD %L', login, verifier);
  PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.usename = login AND a.pid <> pg_backend_pid();
END $$;

-- Ends what is connected as a person's login. Belongs to the one role that may.
CREATE FUNCTION login_end(login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF is_person(login) THEN
    PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.usename = login AND a.pid <> pg_backend_pid();
  END IF;
END $$;

-- Asked once a password is replaced or an account is closed, and that is committed: whoever came in meanwhile, still by what
-- let them in before, would stay.
CREATE FUNCTION account_end(identity text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  whose text;
BEGIN
  PERFORM require_administrator();
  SELECT a.login INTO whose FROM account a WHERE a.id = identity;
  IF whose IS NULL THEN PERFORM refuse('not_found'); END IF;
  PERFORM login_end(whose);
END $$;

-- A password for somebody who has shown who they are; codes that somebody else may have are void.
CREATE FUNCTION password_temporary(identity text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_administrator();
  whose text;
BEGIN
  IF identity = me() THEN PERFORM refuse('own_temporary_password'); END IF;
  SELECT a.login INTO whose FROM account a WHERE a.id = identity AND a.disabled = 0;
  -- first: whoever is signed in holds nothing up any more, and what is nobody's login is refused
  PERFORM login_password(whose, verifier);
  PERFORM password_due_set(identity, 1, actor);
  PERFORM recovery_codes_void(identity, actor);
END $$;

-- The signed-in person has chosen a password of their own. Whoever knew the temporary one may have signed in with it.
CREATE FUNCTION password_replaced() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  mine text := me();
BEGIN
  IF mine IS NULL THEN PERFORM refuse('not_found'); END IF;
  PERFORM require_present();
  IF EXISTS (SELECT 1 FROM password_due p WHERE p.account_id = mine AND p.due = 1) THEN
    PERFORM password_due_set(mine, 0, mine);
    PERFORM login_end(session_user::text);
  END IF;
END $$;

-- The login of strangers as it should be: whoever signs in with it can change its password and settings.
CREATE FUNCTION guest_restore(verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_verifier(verifier);
  EXECUTE format('ALTER ROLE talentdesk_guest PASSWORD %L', verifier);
  ALTER ROLE talentdesk_guest RESET ALL;
END $$;

-- Whether strangers may register; opening makes their login work again, whatever somebody did to it.
CREATE FUNCTION registration_set(is_open boolean, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_administrator();
  INSERT INTO setting (key, value) VALUES ('registration', CASE WHEN is_open THEN 'open' ELSE 'closed' END)
  ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
  IF is_open THEN PERFORM guest_restore(verifier); END IF;
END $$;

GRANT CREATE ON SCHEMA talentdesk TO talentdesk_people;
ALTER FUNCTION login_password(text, text) OWNER TO talentdesk_people;
ALTER FUNCTION login_end(text) OWNER TO talentdesk_people;
ALTER FUNCTION guest_restore(text) OWNER TO talentdesk_people;
REVOKE CREATE ON SCHEMA talentdesk FROM talentdesk_people;
