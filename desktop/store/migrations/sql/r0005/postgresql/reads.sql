-- Generated (python -m desktop.store.migrations.freeze reads): all that people read, a function for
-- each question of desktop.store.queries, with the scope of whoever asks inside. They belong to a role that owns no
-- table and for which the rules of policies.sql say the scope once more.

CREATE FUNCTION read_notice_closings() RETURNS TABLE ("notice_id" text, "planned" bigint, "closed_at" bigint, "closed_by" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT notice_closing.notice_id, notice_closing.planned, notice_closing.closed_at, account.name AS closed_by
FROM notice_closing JOIN account ON account.id = notice_closing.closed_by
WHERE (SELECT me() AS me_1) IS NOT NULL ORDER BY notice_closing.closed_at
$read$;

CREATE FUNCTION read_notice_drafts() RETURNS TABLE ("id" text, "issuer_id" text, "title" text, "content" text, "opens" bigint, "closes" bigint, "catalogue_key" text, "reading_seconds" integer, "saved_at" bigint, "saved_by" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT notice_draft.id, notice_draft.issuer_id, notice_draft.title, notice_draft.content, notice_draft.opens, notice_draft.closes, notice_draft.catalogue_key, notice_draft.reading_seconds, notice_draft.saved_at, account.name AS saved_by
FROM notice_draft JOIN account ON account.id = notice_draft.saved_by
WHERE notice_draft.issuer_id IN (SELECT my_organisations('department') AS id) ORDER BY notice_draft.saved_at DESC, notice_draft.id
$read$;

CREATE FUNCTION read_notice_files(asked_notice_id text) RETURNS TABLE ("notice_id" text, "sha256" text, "name" text, "size" integer, "media_type" text, "drafted" integer, "published" integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT notice_file.notice_id, notice_file.sha256, notice_file.name, notice_file.size, notice_file.media_type, notice_file.drafted, notice_file.published
FROM notice_file
WHERE notice_file.notice_id = $1 AND (notice_file.published = 1 OR notice_file.notice_id IN (SELECT notice_draft.id
FROM notice_draft
WHERE notice_draft.issuer_id IN (SELECT my_organisations('department') AS id))) ORDER BY notice_file.added_at, notice_file.sha256
$read$;

CREATE FUNCTION read_own_applications() RETURNS TABLE ("id" text, "number" text, "notice_id" text, "unit" text, "unit_id" text, "grading_class" text, "standard" text, "status" text, "stage" text, "submission" integer, "submitted_at" bigint, "correction_due" bigint, "updated_at" bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.id, application.number, application.notice_id, organisation.name AS unit, application.unit_id, application.grading_class, application.standard, application.status, application.stage, application.submission, application.submitted_at, application.correction_due, application.updated_at
FROM application JOIN organisation ON organisation.id = application.unit_id
WHERE application.applicant_id = (SELECT me()) AND application.deleted_at IS NULL ORDER BY application.updated_at DESC, application.id
$read$;

CREATE FUNCTION read_own_person() RETURNS TABLE ("name" text, "document_type" text, "document_number" text, "mobile" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT applicant.name, applicant.document_type, applicant.document_number, applicant.mobile
FROM applicant
WHERE applicant.account_id = (SELECT me())
$read$;

CREATE FUNCTION read_self_check_of(asked_application_id text) RETURNS TABLE ("condition_key" text, "catalogue_hash" text, "ticked_at" bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT self_check.condition_key, notice.catalogue_hash, self_check.ticked_at
FROM self_check JOIN application ON application.id = self_check.application_id JOIN notice ON notice.id = application.notice_id
WHERE self_check.application_id = $1 AND ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id)))) ORDER BY self_check.ticked_at, self_check.condition_key
$read$;

GRANT USAGE, CREATE ON SCHEMA talentdesk TO talentdesk_reader, talentdesk_verifier;

ALTER FUNCTION read_notice_closings() OWNER TO talentdesk_reader;

ALTER FUNCTION read_notice_drafts() OWNER TO talentdesk_reader;

ALTER FUNCTION read_notice_files(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_own_applications() OWNER TO talentdesk_reader;

ALTER FUNCTION read_own_person() OWNER TO talentdesk_reader;

ALTER FUNCTION read_self_check_of(text) OWNER TO talentdesk_reader;

REVOKE CREATE ON SCHEMA talentdesk FROM talentdesk_reader, talentdesk_verifier;

REVOKE ALL ON FUNCTION
  read_notice_closings(),
  read_notice_drafts(),
  read_notice_files(text),
  read_own_applications(),
  read_own_person(),
  read_self_check_of(text)
  FROM PUBLIC;

GRANT EXECUTE ON FUNCTION
  read_notice_closings(),
  read_notice_drafts(),
  read_notice_files(text),
  read_own_applications(),
  read_own_person(),
  read_self_check_of(text)
  TO talentdesk_person;

