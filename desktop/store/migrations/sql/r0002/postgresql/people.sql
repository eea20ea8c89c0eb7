-- Who is at the other end of the connection: the login it was made with, whatever it has turned into since. Every question
-- asks this several times: in plpgsql, whose plans a session keeps, instead of sql, which is planned anew by each of them.

CREATE FUNCTION me() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  RETURN (SELECT a.id FROM account a WHERE a.login = session_user AND a.disabled = 0);
END $$;

-- The same, where the account holds this role.
CREATE FUNCTION me_as(held text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  RETURN (SELECT m.account_id FROM membership m WHERE m.account_id = (SELECT me()) AND m.role = held LIMIT 1);
END $$;

-- The database's owner brings in what others have decided, when a workspace moves house. It is trusted with everything.
CREATE FUNCTION acts_for_all() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_has_role(session_user, 'talentdesk_owner', 'MEMBER')
$$;

-- Who writes must see accounts as they are now: a transaction that keeps to one state knows closed ones as open.
CREATE FUNCTION require_present() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
    PERFORM refuse('isolation');
  END IF;
END $$;

-- The organisations for which the person at the other end holds one of these roles.
CREATE FUNCTION my_organisations(VARIADIC roles text[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 3 SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT m.organisation_id FROM membership m
    WHERE m.account_id = (SELECT me()) AND m.role = ANY (roles) AND m.organisation_id IS NOT NULL;
END $$;

-- What the person at the other end has applied for.
CREATE FUNCTION my_own_lines() RETURNS SETOF integer
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 3 SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT a.line FROM application a WHERE a.applicant_id = (SELECT me_as('applicant'));
END $$;

-- What was deleted after the desks of the person at the other end had decided on it.
CREATE FUNCTION my_deleted_lines() RETURNS SETOF integer
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 3 SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT h.line
    FROM deletion d JOIN application a ON a.id = d.application_id JOIN handled h ON h.line = a.line
    WHERE h.organisation_id = ANY (ARRAY(SELECT my_organisations('unit', 'department', 'secretary')));
END $$;

-- The twin of desktop.store.visibility.readable, for the person at the other end.
CREATE FUNCTION may_read(identity text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM application a
    WHERE a.id = identity
      AND ((a.status <> 'draft' AND a.unit_id IN (SELECT my_organisations('unit')))
        OR (a.status <> 'draft' AND a.route_number IN (
          SELECT d.route_number FROM route_department d WHERE d.department_id IN (SELECT my_organisations('department'))))
        OR (a.reached_committee = 1 AND a.issuer_id IN (SELECT my_organisations('secretary', 'member')))
        OR (a.applicant_id = me()
          AND EXISTS (SELECT 1 FROM membership m WHERE m.account_id = me() AND m.role = 'applicant')))
      AND (a.deleted_at IS NULL OR EXISTS (
        SELECT 1 FROM decision d WHERE d.application_id = a.id
          AND d.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary')))))
$$;

-- Which revision of the schema this is; the table of Alembic lies beside the others.
CREATE FUNCTION schema_revision() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT v.version_num FROM alembic_version v
$$;
