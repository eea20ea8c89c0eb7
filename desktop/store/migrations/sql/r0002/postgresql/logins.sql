-- Making and closing logins. These functions belong to the one role that may; nobody can sign in as it or become it, and
-- only the functions of the schema's owner, which ask who is acting, may call them.

-- Whether a login was made for a person: in the group itself, as only its keeper lets in, and able to do nothing more.
-- Being in it through another role does not count, since on PostgreSQL 15 everybody may let others into their own.
CREATE FUNCTION is_person(login text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM pg_roles r JOIN pg_auth_members m ON m.member = r.oid AND m.roleid = 'talentdesk_person'::regrole
    WHERE r.rolname = login AND NOT pg_has_role(r.oid, 'talentdesk_owner', 'MEMBER')
      AND NOT (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls))
$$;

CREATE FUNCTION require_verifier(verifier text) RETURNS void
LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF verifier IS NULL
    OR verifier !~ E'^SCRAM-SHA-256\\$\\d{4,7}:[A-Za-z0-9+/]{16,}={0,2}\\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$'
  THEN
    PERFORM refuse('bad_verifier');
  END IF;
END $$;

CREATE FUNCTION login_make(login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF login IS NULL OR login !~ '^[a-z][a-z0-9_.-]{0,62}$' OR starts_with(login, 'pg_') OR starts_with(login, 'talentdesk_') THEN
    PERFORM refuse('bad_login');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = login) THEN
    PERFORM require_verifier(verifier);
    EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT '
      'CONNECTION LIMIT 9 PASSWORD %L IN ROLE talentdesk_person', login, verifier);
  ELSIF NOT is_person(login) THEN
    PERFORM refuse('taken:login');  -- somebody of the server's, and no person of a shared database
  END IF;
END $$;

-- At once, open connections included. An account may bear a login of the server's that is no person's: it stays as it is.
CREATE FUNCTION login_close(login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF is_person(login) THEN
    EXECUTE format('ALTER ROLE %I NOLOGIN', login);
    PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.usename = login AND a.pid <> pg_backend_pid();
  END IF;
END $$;

CREATE FUNCTION login_open(login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM login_make(login, verifier);
  PERFORM require_verifier(verifier);
  EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', login, verifier);
END $$;

GRANT USAGE, CREATE ON SCHEMA talentdesk TO talentdesk_people;
GRANT EXECUTE ON FUNCTION refuse(text) TO talentdesk_people;
ALTER FUNCTION is_person(text) OWNER TO talentdesk_people;
ALTER FUNCTION require_verifier(text) OWNER TO talentdesk_people;
ALTER FUNCTION login_make(text, text) OWNER TO talentdesk_people;
ALTER FUNCTION login_close(text) OWNER TO talentdesk_people;
ALTER FUNCTION login_open(text, text) OWNER TO talentdesk_people;
REVOKE CREATE ON SCHEMA talentdesk FROM talentdesk_people;

-- The account of whoever is acting, where it may keep the registers: an administrator, or the owner for all.
CREATE FUNCTION require_administrator() RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM membership m WHERE m.account_id = me() AND m.role = 'administrator') AND NOT acts_for_all() THEN
    PERFORM refuse('administrator_only');
  END IF;
  IF NOT acts_for_all() THEN PERFORM require_present(); END IF;
  RETURN coalesce(me(), 'owner');
END $$;

-- A new account and its login; `verifier` is what the server compares a password with, never the password.
CREATE FUNCTION account_add(identity text, new_login text, person text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_administrator();
BEGIN
  PERFORM login_make(new_login, verifier);
  INSERT INTO account (id, login, name, changed_at, changed_by)
  VALUES (identity, new_login, person, now_milliseconds(), actor);
END $$;

CREATE FUNCTION account_rename(identity text, person text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_administrator();
BEGIN
  UPDATE account a SET name = person, changed_at = now_milliseconds(), changed_by = actor WHERE a.id = identity;
  IF NOT FOUND THEN PERFORM refuse('not_found'); END IF;
END $$;

-- The last administrator stays, or nobody could ever let anybody in again.
CREATE FUNCTION account_close(identity text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_administrator();
  closed text;
BEGIN
  INSERT INTO chain_head VALUES ('accounts', 0, '') ON CONFLICT DO NOTHING;
  PERFORM 1 FROM chain_head h WHERE h.chain = 'accounts' FOR UPDATE;  -- two administrators closing each other
  IF NOT EXISTS (SELECT 1 FROM membership m JOIN account a ON a.id = m.account_id AND a.disabled = 0
    WHERE m.role = 'administrator' AND a.id <> identity)
  THEN
    PERFORM refuse('last_administrator');
  END IF;
  UPDATE account a SET disabled = 1, changed_at = now_milliseconds(), changed_by = actor
  WHERE a.id = identity AND a.disabled = 0 RETURNING a.login INTO closed;
  IF closed IS NOT NULL THEN PERFORM login_close(closed); END IF;
END $$;

-- Also an account that is open, whose login is new or gets another password: that is on the audit as well.
CREATE FUNCTION account_reopen(identity text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_administrator();
  opened text;
BEGIN
  SELECT a.login INTO opened FROM account a WHERE a.id = identity;
  IF opened IS NULL THEN PERFORM refuse('not_found'); END IF;
  UPDATE account a SET disabled = 0, changed_at = now_milliseconds(), changed_by = actor WHERE a.id = identity;
  PERFORM login_open(opened, verifier);
END $$;

-- Whether it was given: who holds the role already keeps it as it is.
CREATE FUNCTION membership_add(identity text, of_account text, new_role text, at_organisation text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_administrator();
BEGIN
  IF EXISTS (SELECT 1 FROM membership m WHERE m.account_id = of_account AND m.role = new_role
    AND m.organisation_id IS NOT DISTINCT FROM at_organisation)
  THEN
    RETURN false;
  END IF;
  INSERT INTO membership (id, account_id, role, organisation_id, changed_at, changed_by)
  VALUES (identity, of_account, new_role, at_organisation, now_milliseconds(), actor);
  RETURN true;
END $$;
