-- Generated (python -m desktop.store.migrations.freeze reads): all that people read, a function for
-- each question of desktop.store.queries, with the scope of whoever asks inside. They belong to a role that owns no
-- table and for which the rules of policies.sql say the scope once more.

CREATE FUNCTION read_beside_forms(asked_binding_id text) RETURNS TABLE ("id" text, "notice_id" text, "status" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.id, application.notice_id, application.status
FROM binding JOIN application ON application.applicant_id = binding.account_id AND application.unit_id = binding.unit_id JOIN beside ON beside.application_id = application.id AND beside.submission = 0
WHERE binding.id = $1 AND binding.state = 'bound' AND application.status IN ('draft', 'returned') AND application.deleted_at IS NULL AND binding.unit_id IN (SELECT my_organisations('unit') AS id) ORDER BY application.updated_at DESC, application.id
$read$;

CREATE FUNCTION read_beside_of(asked_application_id text) RETURNS TABLE ("submission" integer, "by" text, "at" bigint, "bound" integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT beside.submission, account.name AS by, beside.at, CASE WHEN (EXISTS (SELECT *
FROM binding
WHERE binding.account_id = application.applicant_id AND binding.unit_id = application.unit_id AND binding.state = 'bound')) THEN 1 ELSE 0 END AS bound
FROM beside JOIN account ON account.id = beside.account_id JOIN application ON application.id = beside.application_id
WHERE beside.application_id = $1 AND (EXISTS (SELECT application.id
FROM application
WHERE application.id = beside.application_id AND ((application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT my_organisations('unit') AS id)) AND application.status_rank > 0 OR application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id IN (SELECT my_organisations('department') AS id)) AND application.status_rank > 0 OR application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id IN (SELECT my_organisations('secretary', 'member') AS id)) AND application.reached_committee = 1 OR application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id IN (SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL))) OR application.line IN (SELECT my_own_lines() AS my_own_lines_1)) AND (application.deleted_at IS NULL OR (EXISTS (SELECT *
FROM decision
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id)))))) ORDER BY beside.submission
$read$;

CREATE FUNCTION read_draft_files_of(asked_application_id text) RETURNS TABLE ("sha256" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT draft_file.sha256
FROM draft_file
WHERE draft_file.application_id = $1 AND (EXISTS (SELECT application.id
FROM application
WHERE application.id = draft_file.application_id AND application.line IN (SELECT my_own_lines() AS my_own_lines_1)))
$read$;

CREATE FUNCTION read_draft_of(asked_application_id text) RETURNS TABLE ("content" text, "saved_at" bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT draft_content(draft.application_id) AS content, draft.saved_at
FROM draft
WHERE draft.application_id = $1 AND (EXISTS (SELECT application.id
FROM application
WHERE application.id = draft.application_id AND application.line IN (SELECT my_own_lines() AS my_own_lines_1)))
$read$;

GRANT USAGE, CREATE ON SCHEMA talentdesk TO talentdesk_reader, talentdesk_verifier;

ALTER FUNCTION read_beside_forms(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_beside_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_draft_files_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_draft_of(text) OWNER TO talentdesk_reader;

REVOKE CREATE ON SCHEMA talentdesk FROM talentdesk_reader, talentdesk_verifier;

REVOKE ALL ON FUNCTION
  read_beside_forms(text),
  read_beside_of(text),
  read_draft_files_of(text),
  read_draft_of(text)
  FROM PUBLIC;

GRANT EXECUTE ON FUNCTION
  read_beside_forms(text),
  read_beside_of(text),
  read_draft_files_of(text),
  read_draft_of(text)
  TO talentdesk_person;

