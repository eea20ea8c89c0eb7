-- Making and closing logins. These functions belong to the one role that may; nobody can sign in as it or become it, and
-- only the functions of the schema's owner, which ask who is acting, may call them.

CREATE FUNCTION login_make(login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  known pg_roles%ROWTYPE;
BEGIN
  IF login !~ '^[a-z][a-z0-9_.-]{0,62}$' OR starts_with(login, 'pg_') OR starts_with(login, 'talentdesk_') THEN
    PERFORM refuse('bad_login');
  END IF;
  SELECT * INTO known FROM pg_roles r WHERE r.rolname = login;
  IF NOT FOUND THEN
    IF verifier IS NULL OR verifier !~ '^SCRAM-SHA-256\$\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
      PERFORM refuse('bad_verifier');
    END IF;
    EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT '
      'CONNECTION LIMIT 9 PASSWORD %L IN ROLE talentdesk_person', login, verifier);
  ELSIF known.rolsuper OR known.rolcreaterole OR known.rolcreatedb OR known.rolreplication OR known.rolbypassrls
    OR NOT pg_has_role(login, 'talentdesk_person', 'MEMBER')
  THEN
    PERFORM refuse('taken:login');  -- somebody of the server's, and no person of a shared database
  END IF;
END $$;

-- At once, open connections included. An account that has moved in may have no login yet.
CREATE FUNCTION login_close(login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles r
    WHERE r.rolname = login AND pg_has_role(r.oid, 'talentdesk_person', 'MEMBER'))
  THEN
    RETURN;
  END IF;
  EXECUTE format('ALTER ROLE %I NOLOGIN', login);
  PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.usename = login;
END $$;

CREATE FUNCTION login_open(login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF verifier IS NULL OR verifier !~ '^SCRAM-SHA-256\$\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
    PERFORM refuse('bad_verifier');
  END IF;
  PERFORM login_make(login, verifier);  -- where it has none yet; never another's of the server
  EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', login, verifier);
END $$;

GRANT USAGE, CREATE ON SCHEMA talentdesk TO talentdesk_people;
GRANT EXECUTE ON FUNCTION refuse(text) TO talentdesk_people;
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

CREATE FUNCTION account_reopen(identity text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_administrator();
  opened text;
BEGIN
  UPDATE account a SET disabled = 0, changed_at = now_milliseconds(), changed_by = actor
  WHERE a.id = identity RETURNING a.login INTO opened;
  IF opened IS NULL THEN PERFORM refuse('not_found'); END IF;
  PERFORM login_open(opened, verifier);
END $$;

CREATE FUNCTION membership_add(identity text, of_account text, new_role text, at_organisation text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_administrator();
BEGIN
  INSERT INTO membership (id, account_id, role, organisation_id, changed_at, changed_by)
  VALUES (identity, of_account, new_role, at_organisation, now_milliseconds(), actor);
END $$;
