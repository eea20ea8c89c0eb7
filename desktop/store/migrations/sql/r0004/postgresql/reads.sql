-- Generated (python -m desktop.store.migrations.freeze reads): all that people read, a function for
-- each question of desktop.store.queries, with the scope of whoever asks inside. They belong to a role that owns no
-- table and for which the rules of policies.sql say the scope once more.

CREATE FUNCTION read_desk_binding_counts() RETURNS TABLE ("state" text, "number" integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT binding.state, count(binding.id) AS number
FROM binding
WHERE binding.unit_id IN (SELECT my_organisations('unit') AS id) AND (binding.state = 'pending' OR binding.unseen = 1) GROUP BY binding.state
$read$;

CREATE FUNCTION read_desk_bindings() RETURNS TABLE ("id" text, "unit_id" text, "unit_name" text, "name" text, "document_type" text, "masked_number" text, "mobile" text, "state" text, "asked_at" bigint, "decided_at" bigint, "decided_by" text, "reason" text, "ended_at" bigint, "unseen" integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT binding.id, binding.unit_id, organisation.name AS unit_name, coalesce(applicant.name, account.name) AS name, coalesce(applicant.document_type, '') AS document_type, coalesce(substr(applicant.document_number, 1, CASE WHEN (length(applicant.document_number) >= 16) THEN 4 WHEN (length(applicant.document_number) >= 8) THEN 2 ELSE 0 END) || substr('************************************************************', 1, (length(applicant.document_number) - CASE WHEN (length(applicant.document_number) >= 16) THEN 4 WHEN (length(applicant.document_number) >= 8) THEN 2 ELSE 0 END) - CASE WHEN (length(applicant.document_number) >= 16) THEN 4 WHEN (length(applicant.document_number) >= 8) THEN 2 ELSE 0 END) || substr(applicant.document_number, (length(applicant.document_number) - CASE WHEN (length(applicant.document_number) >= 16) THEN 4 WHEN (length(applicant.document_number) >= 8) THEN 2 ELSE 0 END) + 1, CASE WHEN (length(applicant.document_number) >= 16) THEN 4 WHEN (length(applicant.document_number) >= 8) THEN 2 ELSE 0 END), '') AS masked_number, coalesce(applicant.mobile, '') AS mobile, binding.state, binding.asked_at, binding.decided_at, coalesce(decider.name, '') AS decided_by, binding.reason, binding.ended_at, binding.unseen
FROM binding JOIN organisation ON organisation.id = binding.unit_id JOIN account ON account.id = binding.account_id LEFT OUTER JOIN applicant ON applicant.account_id = binding.account_id LEFT OUTER JOIN account AS decider ON decider.id = binding.decided_by
WHERE binding.unit_id IN (SELECT my_organisations('unit') AS id) ORDER BY binding.asked_at, binding.id
$read$;

CREATE FUNCTION read_own_bindings() RETURNS TABLE ("id" text, "unit_id" text, "unit_code" text, "unit_name" text, "state" text, "asked_at" bigint, "decided_at" bigint, "reason" text, "ended_at" bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT binding.id, binding.unit_id, organisation.code AS unit_code, organisation.name AS unit_name, binding.state, binding.asked_at, binding.decided_at, binding.reason, binding.ended_at
FROM binding JOIN organisation ON organisation.id = binding.unit_id
WHERE binding.account_id = (SELECT me()) ORDER BY binding.asked_at DESC, binding.id DESC
$read$;

CREATE FUNCTION read_own_password_due() RETURNS TABLE ("due" integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT password_due.due
FROM password_due
WHERE password_due.account_id = (SELECT me())
$read$;

CREATE FUNCTION read_own_recovery_codes() RETURNS TABLE ("left" integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT count(recovery_code.id) AS "left"
FROM recovery_code
WHERE recovery_code.account_id = (SELECT me()) AND recovery_code.used_at IS NULL
$read$;

CREATE FUNCTION read_own_registration() RETURNS TABLE ("name" text, "document_type" text, "masked_number" text, "mobile" text, "registered_at" bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT applicant.name, applicant.document_type, substr(applicant.document_number, 1, CASE WHEN (length(applicant.document_number) >= 16) THEN 4 WHEN (length(applicant.document_number) >= 8) THEN 2 ELSE 0 END) || substr('************************************************************', 1, (length(applicant.document_number) - CASE WHEN (length(applicant.document_number) >= 16) THEN 4 WHEN (length(applicant.document_number) >= 8) THEN 2 ELSE 0 END) - CASE WHEN (length(applicant.document_number) >= 16) THEN 4 WHEN (length(applicant.document_number) >= 8) THEN 2 ELSE 0 END) || substr(applicant.document_number, (length(applicant.document_number) - CASE WHEN (length(applicant.document_number) >= 16) THEN 4 WHEN (length(applicant.document_number) >= 8) THEN 2 ELSE 0 END) + 1, CASE WHEN (length(applicant.document_number) >= 16) THEN 4 WHEN (length(applicant.document_number) >= 8) THEN 2 ELSE 0 END) AS masked_number, applicant.mobile, applicant.registered_at
FROM applicant
WHERE applicant.account_id = (SELECT me())
$read$;

CREATE FUNCTION read_own_submitted_application() RETURNS TABLE ("number" text, "unit_name" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.number, application.unit_name
FROM application
WHERE application.applicant_id = (SELECT me()) AND application.status = 'submitted' AND application.deleted_at IS NULL ORDER BY application.line
 LIMIT 1
$read$;

GRANT USAGE, CREATE ON SCHEMA talentdesk TO talentdesk_reader, talentdesk_verifier;

ALTER FUNCTION read_desk_binding_counts() OWNER TO talentdesk_reader;

ALTER FUNCTION read_desk_bindings() OWNER TO talentdesk_reader;

ALTER FUNCTION read_own_bindings() OWNER TO talentdesk_reader;

ALTER FUNCTION read_own_password_due() OWNER TO talentdesk_reader;

ALTER FUNCTION read_own_recovery_codes() OWNER TO talentdesk_reader;

ALTER FUNCTION read_own_registration() OWNER TO talentdesk_reader;

ALTER FUNCTION read_own_submitted_application() OWNER TO talentdesk_reader;

REVOKE CREATE ON SCHEMA talentdesk FROM talentdesk_reader, talentdesk_verifier;

REVOKE ALL ON FUNCTION
  read_desk_binding_counts(),
  read_desk_bindings(),
  read_own_bindings(),
  read_own_password_due(),
  read_own_recovery_codes(),
  read_own_registration(),
  read_own_submitted_application()
  FROM PUBLIC;

GRANT EXECUTE ON FUNCTION
  read_desk_binding_counts(),
  read_desk_bindings(),
  read_own_bindings(),
  read_own_password_due(),
  read_own_recovery_codes(),
  read_own_registration(),
  read_own_submitted_application()
  TO talentdesk_person;

