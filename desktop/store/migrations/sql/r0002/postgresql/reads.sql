-- Generated (python -m desktop.store.migrations.freeze reads): all that people read, a function for
-- each question of desktop.store.queries, with the scope of whoever asks inside. They belong to a role that owns no
-- table and for which the rules of policies.sql say the scope once more.

CREATE FUNCTION read_account_by_login(asked_login text) RETURNS TABLE ("account_id" text, "login" text, "account_name" text, "disabled" integer, "role" text, "id" text, "code" text, "name" text, "kind" text, "parent_id" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT account.id AS account_id, account.login, account.name AS account_name, account.disabled, membership.role, organisation.id, organisation.code, organisation.name, organisation.kind, organisation.parent_id
FROM account LEFT OUTER JOIN membership ON membership.account_id = account.id LEFT OUTER JOIN organisation ON organisation.id = membership.organisation_id
WHERE account.login = $1 AND (account.id = (SELECT me() AS me_1) OR (SELECT me_as('administrator') AS me_as_1) IS NOT NULL) ORDER BY account.login, membership.role, organisation.code
$read$;

CREATE FUNCTION read_accounts() RETURNS TABLE ("account_id" text, "login" text, "account_name" text, "disabled" integer, "role" text, "id" text, "code" text, "name" text, "kind" text, "parent_id" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT account.id AS account_id, account.login, account.name AS account_name, account.disabled, membership.role, organisation.id, organisation.code, organisation.name, organisation.kind, organisation.parent_id
FROM account LEFT OUTER JOIN membership ON membership.account_id = account.id LEFT OUTER JOIN organisation ON organisation.id = membership.organisation_id
WHERE (SELECT me_as('administrator') AS me_as_1) IS NOT NULL ORDER BY account.login, membership.role, organisation.code
$read$;

CREATE FUNCTION read_application_line(asked_application_id text) RETURNS TABLE ("line" integer, "id" text, "key" text, "number" text, "name" text, "unit_id" text, "unit" text, "unit_code" text, "grading_class" text, "standard" text, "service_type" text, "status" text, "stage" text, "submission" integer, "seq" integer, "submitted_at" bigint, "stage_since" bigint, "attachment_count" integer, "finding_count" integer, "opened" boolean, "notice_id" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.line, application.id, application.key, application.number, application.name, application.unit_id, organisation.name AS unit, organisation.code AS unit_code, application.grading_class, application.standard, application.service_type, application.status, application.stage, application.submission, application.seq, application.submitted_at, application.stage_since, application.attachment_count, application.finding_count, EXISTS (SELECT *
FROM application_view
WHERE application_view.account_id = (SELECT me() AS me_1) AND application_view.application_id = application.id) AS opened, application.notice_id
FROM application JOIN organisation ON organisation.id = application.unit_id
WHERE application.id = $1 AND ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id))))
$read$;

CREATE FUNCTION read_attachments_of(asked_submission_id text) RETURNS TABLE ("submission_id" text, "position" integer, "section" text, "record" text, "slot" text, "name" text, "sha256" text, "size" integer, "media_type" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT attachment.submission_id, attachment.position, attachment.section, attachment.record, attachment.slot, attachment.name, attachment.sha256, attachment.size, attachment.media_type
FROM attachment
WHERE attachment.submission_id = $1 AND (EXISTS (SELECT submission.id
FROM submission
WHERE submission.id = attachment.submission_id AND (EXISTS (SELECT application.id
FROM application
WHERE application.id = submission.application_id AND ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id)))))))) ORDER BY attachment.position
$read$;

CREATE FUNCTION read_attachments_opened(asked_application_id text) RETURNS TABLE ("sha256" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT attachment_view.sha256
FROM attachment_view
WHERE attachment_view.account_id = (SELECT me()) AND attachment_view.application_id = $1
$read$;

CREATE FUNCTION read_audit_decisions() RETURNS TABLE ("id" text, "application_id" text, "account_id" text, "action" text, "comment_digest" text, "correction_deadline" text, "decided_at" bigint, "desk" text, "meeting_digest" text, "organisation_id" text, "origin" text, "recorded_at" bigint, "seq" integer, "stage" text, "straight_back" integer, "submission" integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT decision.id, decision.application_id, decision.account_id, decision.action, sha256_hex(decision.comment) AS comment_digest, decision.correction_deadline, decision.decided_at, decision.desk, sha256_hex(decision.meeting) AS meeting_digest, decision.organisation_id, decision.origin, decision.recorded_at, decision.seq, decision.stage, decision.straight_back, decision.submission
FROM decision
WHERE (SELECT me_as('administrator') AS me_as_1) IS NOT NULL OR (SELECT me_as('auditor') AS me_as_2) IS NOT NULL ORDER BY decision.application_id
$read$;

CREATE FUNCTION read_audit_deletions() RETURNS TABLE ("application_id" text, "account_id" text, "desk" text, "recorded_at" bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT deletion.application_id, deletion.account_id, deletion.desk, deletion.recorded_at
FROM deletion
WHERE (SELECT me_as('administrator') AS me_as_1) IS NOT NULL OR (SELECT me_as('auditor') AS me_as_2) IS NOT NULL ORDER BY deletion.application_id
$read$;

CREATE FUNCTION read_audit_entries() RETURNS TABLE ("chain" text, "position" integer, "entry" text, "previous" text, "hash" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT audit.chain, audit.position, audit.entry, audit.previous, audit.hash
FROM audit
WHERE (SELECT me_as('administrator') AS me_as_1) IS NOT NULL OR (SELECT me_as('auditor') AS me_as_2) IS NOT NULL ORDER BY audit.chain, audit.position
$read$;

CREATE FUNCTION read_audit_heads(asked_ordinal integer) RETURNS TABLE ("chain" text, "position" integer, "hash" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT audit.chain, audit.position, audit.hash
FROM audit JOIN (SELECT audit.chain AS chain, max(audit.position) AS position
FROM audit
WHERE audit.ordinal <= $1 GROUP BY audit.chain) AS anon_1 ON anon_1.chain = audit.chain AND audit.position = anon_1.position
WHERE (SELECT me_as('administrator') AS me_as_1) IS NOT NULL OR (SELECT me_as('auditor') AS me_as_2) IS NOT NULL ORDER BY audit.chain
$read$;

CREATE FUNCTION read_audit_ordered() RETURNS TABLE ("number" integer, "highest" integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT anon_1.number, anon_1.highest
FROM (SELECT count(audit.ordinal) AS number, coalesce(max(audit.ordinal), 0) AS highest
FROM audit) AS anon_1
WHERE (SELECT me_as('administrator') AS me_as_1) IS NOT NULL OR (SELECT me_as('auditor') AS me_as_2) IS NOT NULL
$read$;

CREATE FUNCTION read_audit_submissions() RETURNS TABLE ("id" text, "application_id" text, "account_id" text, "catalogue_hash" text, "grading_class" text, "content_digest" text, "desk" text, "findings_digest" text, "pledge" integer, "recorded_at" bigint, "route" text, "number" integer, "submitted_at" bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT submission.id, submission.application_id, submission.account_id, submission.catalogue_hash, submission.grading_class, sha256_hex(submission.content) AS content_digest, submission.desk, sha256_hex(submission.findings) AS findings_digest, submission.pledge, submission.recorded_at, submission.route, submission.number, submission.submitted_at
FROM submission
WHERE (SELECT me_as('administrator') AS me_as_1) IS NOT NULL OR (SELECT me_as('auditor') AS me_as_2) IS NOT NULL ORDER BY submission.application_id
$read$;

CREATE FUNCTION read_audit_until(asked_ordinal integer) RETURNS TABLE ("number" integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT anon_1.number
FROM (SELECT count(*) AS number
FROM audit
WHERE audit.ordinal <= $1) AS anon_1
WHERE (SELECT me_as('administrator') AS me_as_1) IS NOT NULL OR (SELECT me_as('auditor') AS me_as_2) IS NOT NULL
$read$;

CREATE FUNCTION read_audit_wrong_heads() RETURNS TABLE ("id" text, "chain_length" integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.id, application.chain_length
FROM application
WHERE (coalesce((SELECT audit.hash
FROM audit
WHERE audit.chain = ('application:' || application.id) ORDER BY audit.position DESC
 LIMIT 1), '') != application.chain_hash OR (SELECT count(*) AS count_1
FROM audit
WHERE audit.chain = ('application:' || application.id)) != application.chain_length) AND ((SELECT me_as('administrator') AS me_as_1) IS NOT NULL OR (SELECT me_as('auditor') AS me_as_2) IS NOT NULL)
$read$;

CREATE FUNCTION read_catalogue_text(asked_catalogue_hash text) RETURNS TABLE ("content" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT catalogue.content
FROM catalogue
WHERE catalogue.hash = $1 AND (SELECT me() AS me_1) IS NOT NULL
$read$;

CREATE FUNCTION read_catalogues() RETURNS TABLE ("key" text, "hash" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT catalogue.key, catalogue.hash
FROM catalogue
WHERE (SELECT me() AS me_1) IS NOT NULL ORDER BY catalogue.changed_at
$read$;

CREATE FUNCTION read_codes_of(asked_ids text) RETURNS TABLE ("id" text, "text" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT organisation.id, organisation.code AS text
FROM organisation
WHERE organisation.id IN (SELECT anon_1.value
FROM each_text($1) AS anon_1) AND (SELECT me() AS me_1) IS NOT NULL
$read$;

CREATE FUNCTION read_comment_draft_of(asked_application_id text) RETURNS TABLE ("content" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT comment_draft.content
FROM comment_draft
WHERE comment_draft.account_id = (SELECT me()) AND comment_draft.application_id = $1
$read$;

CREATE FUNCTION read_current_catalogue(asked_catalogue_key text) RETURNS TABLE ("hash" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT catalogue.hash
FROM catalogue
WHERE catalogue.key = $1 AND (SELECT me() AS me_1) IS NOT NULL ORDER BY catalogue.changed_at DESC
 LIMIT 1
$read$;

CREATE FUNCTION read_decided_view(asked_application_id text, asked_decision_id text) RETURNS TABLE ("line" integer, "id" text, "key" text, "number" text, "name" text, "unit_id" text, "unit" text, "unit_code" text, "grading_class" text, "standard" text, "service_type" text, "status" text, "stage" text, "submission" integer, "seq" integer, "submitted_at" bigint, "stage_since" bigint, "attachment_count" integer, "finding_count" integer, "opened" boolean, "decision_id" text, "decision_application_id" text, "decision_submission" integer, "decision_seq" integer, "decision_action" text, "decision_stage" text, "decision_desk" text, "decision_organisation_id" text, "decision_account_id" text, "decision_decided_at" bigint, "decision_recorded_at" bigint, "decision_comment" text, "decision_meeting" text, "decision_correction_deadline" text, "decision_straight_back" integer, "decision_origin" text, "decision_organisation" text, "decision_by" text, "decision_login" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.line, application.id, application.key, application.number, application.name, application.unit_id, organisation.name AS unit, organisation.code AS unit_code, application.grading_class, application.standard, application.service_type, application.status, application.stage, application.submission, application.seq, application.submitted_at, application.stage_since, application.attachment_count, application.finding_count, EXISTS (SELECT *
FROM application_view
WHERE application_view.account_id = (SELECT me()) AND application_view.application_id = application.id) AS opened, anon_1.id AS decision_id, anon_1.application_id AS decision_application_id, anon_1.submission AS decision_submission, anon_1.seq AS decision_seq, anon_1.action AS decision_action, anon_1.stage AS decision_stage, anon_1.desk AS decision_desk, anon_1.organisation_id AS decision_organisation_id, anon_1.account_id AS decision_account_id, anon_1.decided_at AS decision_decided_at, anon_1.recorded_at AS decision_recorded_at, anon_1.comment AS decision_comment, anon_1.meeting AS decision_meeting, anon_1.correction_deadline AS decision_correction_deadline, anon_1.straight_back AS decision_straight_back, anon_1.origin AS decision_origin, anon_1.organisation AS decision_organisation, anon_1.by AS decision_by, anon_1.login AS decision_login
FROM application JOIN organisation ON organisation.id = application.unit_id JOIN (SELECT decision.id AS id, decision.application_id AS application_id, decision.submission AS submission, decision.seq AS seq, decision.action AS action, decision.stage AS stage, decision.desk AS desk, decision.organisation_id AS organisation_id, decision.account_id AS account_id, decision.decided_at AS decided_at, decision.recorded_at AS recorded_at, decision.comment AS comment, decision.meeting AS meeting, decision.correction_deadline AS correction_deadline, decision.straight_back AS straight_back, decision.origin AS origin, organisation.name AS organisation, account.name AS by, account.login AS login
FROM decision JOIN organisation ON organisation.id = decision.organisation_id JOIN account ON account.id = decision.account_id
WHERE decision.id = $2 ORDER BY decision.seq) AS anon_1 ON anon_1.application_id = application.id
WHERE application.id = $1 AND ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id))))
$read$;

CREATE FUNCTION read_deciding_view(asked_application_id text) RETURNS TABLE ("line" integer, "id" text, "key" text, "number" text, "name" text, "unit_id" text, "unit" text, "unit_code" text, "grading_class" text, "standard" text, "service_type" text, "status" text, "stage" text, "submission" integer, "seq" integer, "submitted_at" bigint, "stage_since" bigint, "attachment_count" integer, "finding_count" integer, "opened" boolean, "situation_application_id" text, "situation_levels" integer, "situation_status" text, "situation_stage" text, "situation_returned_from" text, "situation_submission" integer, "situation_seq" integer, "situation_notice_closes" bigint, "situation_correction_due" bigint, "situation_changed_since_return" integer, "situation_deleted" integer, "situation_last_action" text, "situation_last_desk" text, "situation_last_submission" integer, "situation_last_recorded_at" bigint, "desks" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.line, application.id, application.key, application.number, application.name, application.unit_id, organisation.name AS unit, organisation.code AS unit_code, application.grading_class, application.standard, application.service_type, application.status, application.stage, application.submission, application.seq, application.submitted_at, application.stage_since, application.attachment_count, application.finding_count, EXISTS (SELECT *
FROM application_view
WHERE application_view.account_id = (SELECT me() AS me_1) AND application_view.application_id = application.id) AS opened, situation.application_id AS situation_application_id, situation.levels AS situation_levels, situation.status AS situation_status, situation.stage AS situation_stage, situation.returned_from AS situation_returned_from, situation.submission AS situation_submission, situation.seq AS situation_seq, situation.notice_closes AS situation_notice_closes, situation.correction_due AS situation_correction_due, situation.changed_since_return AS situation_changed_since_return, situation.deleted AS situation_deleted, situation.last_action AS situation_last_action, situation.last_desk AS situation_last_desk, situation.last_submission AS situation_last_submission, situation.last_recorded_at AS situation_last_recorded_at, (SELECT coalesce(json_object_agg(seat.desk, seat.organisation_id), '{}')::text AS json_group_object_1
FROM seat
WHERE seat.application_id = $1 AND seat.account_id = (SELECT me())) AS desks
FROM application JOIN organisation ON organisation.id = application.unit_id JOIN situation ON application.id = situation.application_id
WHERE application.id = $1 AND ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id))))
$read$;

CREATE FUNCTION read_decision_by_id(asked_decision_id text) RETURNS TABLE ("id" text, "application_id" text, "submission" integer, "seq" integer, "action" text, "stage" text, "desk" text, "organisation_id" text, "account_id" text, "decided_at" bigint, "recorded_at" bigint, "comment" text, "meeting" text, "correction_deadline" text, "straight_back" integer, "origin" text, "organisation" text, "by" text, "login" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT decision.id, decision.application_id, decision.submission, decision.seq, decision.action, decision.stage, decision.desk, decision.organisation_id, decision.account_id, decision.decided_at, decision.recorded_at, decision.comment, decision.meeting, decision.correction_deadline, decision.straight_back, decision.origin, organisation.name AS organisation, account.name AS by, account.login
FROM decision JOIN organisation ON organisation.id = decision.organisation_id JOIN account ON account.id = decision.account_id
WHERE decision.id = $1 AND (EXISTS (SELECT application.id
FROM application
WHERE application.id = decision.application_id AND ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id)))))) ORDER BY decision.seq
$read$;

CREATE FUNCTION read_decisions_of(asked_application_id text) RETURNS TABLE ("id" text, "application_id" text, "submission" integer, "seq" integer, "action" text, "stage" text, "desk" text, "organisation_id" text, "account_id" text, "decided_at" bigint, "recorded_at" bigint, "comment" text, "meeting" text, "correction_deadline" text, "straight_back" integer, "origin" text, "organisation" text, "by" text, "login" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT decision.id, decision.application_id, decision.submission, decision.seq, decision.action, decision.stage, decision.desk, decision.organisation_id, decision.account_id, decision.decided_at, decision.recorded_at, decision.comment, decision.meeting, decision.correction_deadline, decision.straight_back, decision.origin, organisation.name AS organisation, account.name AS by, account.login
FROM decision JOIN organisation ON organisation.id = decision.organisation_id JOIN account ON account.id = decision.account_id
WHERE decision.application_id = $1 AND (EXISTS (SELECT application.id
FROM application
WHERE application.id = decision.application_id AND ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id)))))) ORDER BY decision.seq
$read$;

CREATE FUNCTION read_desks_of(asked_application_id text) RETURNS TABLE ("desk" text, "organisation_id" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT seat.desk, seat.organisation_id
FROM seat
WHERE seat.application_id = $1 AND seat.account_id = (SELECT me()) AND (EXISTS (SELECT application.id
FROM application
WHERE application.id = seat.application_id AND ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id))))))
$read$;

CREATE FUNCTION read_digests_of(asked_application_id text) RETURNS TABLE ("sha256" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT DISTINCT attachment.sha256
FROM attachment JOIN submission ON submission.id = attachment.submission_id
WHERE submission.application_id = $1 AND (EXISTS (SELECT application.id
FROM application
WHERE application.id = submission.application_id AND ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id))))))
$read$;

CREATE FUNCTION read_handled_count() RETURNS TABLE ("count" bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
DECLARE
  found_1 text[];
  found_2 integer[];
  piece_3 text;
  found_4 text[];
  found_5 integer[];
  piece_6 text;
  found_7 text[];
  found_8 integer[];
  piece_9 text;
  found_10 text[];
  found_11 integer[];
  piece_12 text;
  piece_13 text;
  found_14 text[];
BEGIN
  found_1 := nullif(ARRAY(SELECT my_organisations('unit') AS id), '{}');
  IF found_1 IS NOT NULL THEN
    found_2 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.unit_id = ANY (found_1) LIMIT 501), '{}');
  END IF;
  piece_3 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($2)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($1))$asked$ END;
  found_4 := nullif(ARRAY(SELECT my_organisations('department') AS id), '{}');
  IF found_4 IS NOT NULL THEN
    found_5 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) LIMIT 501), '{}');
  END IF;
  piece_6 := CASE WHEN cardinality(found_5) <= 500 THEN $asked$application.route_number = ANY ($4)$asked$
    WHEN found_5 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($3))$asked$ END;
  found_7 := nullif(ARRAY(SELECT my_organisations('secretary', 'member') AS id), '{}');
  IF found_7 IS NOT NULL THEN
    found_8 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_7) LIMIT 501), '{}');
  END IF;
  piece_9 := CASE WHEN cardinality(found_8) <= 500 THEN $asked$application.route_number = ANY ($6)$asked$
    WHEN found_8 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($5))$asked$ END;
  found_10 := nullif(ARRAY(SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL), '{}');
  IF found_10 IS NOT NULL THEN
    found_11 := nullif(ARRAY(SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY (found_10) LIMIT 501), '{}');
  END IF;
  piece_12 := CASE WHEN cardinality(found_11) <= 500 THEN $asked$application.line = ANY ($8)$asked$
    WHEN found_11 IS NOT NULL THEN $asked$application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY ($7))$asked$ END;
  piece_13 := '(' || nullif(concat_ws(' OR ', piece_3 || $asked$ AND application.status_rank > 0$asked$,
    piece_6 || $asked$ AND application.status_rank > 0$asked$,
    piece_9 || $asked$ AND application.reached_committee = 1$asked$,
    piece_12), '') || ')';
  found_14 := nullif(ARRAY(SELECT my_organisations('unit', 'department', 'secretary') AS id), '{}');
  RETURN QUERY EXECUTE $asked$SELECT count(application.line) AS count
FROM application
WHERE application.deleted_at IS NULL AND $asked$ || coalesce(piece_13, 'false') || $asked$ AND (EXISTS (SELECT *
FROM handled
WHERE handled.line = application.line AND handled.organisation_id = ANY ($9)))$asked$
  USING found_1, found_2, found_4, found_5, found_7, found_8, found_10, found_11, found_14;
END
$read$;

CREATE FUNCTION read_id_of(asked_line integer) RETURNS TABLE ("id" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.id
FROM application
WHERE application.line = $1 AND application.deleted_at IS NULL AND (application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT my_organisations('unit') AS id)) AND application.status_rank > 0 OR application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id IN (SELECT my_organisations('department') AS id)) AND application.status_rank > 0 OR application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id IN (SELECT my_organisations('secretary', 'member') AS id)) AND application.reached_committee = 1 OR application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id IN (SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL)))
$read$;

CREATE FUNCTION read_ids_by_key(asked_reference text) RETURNS TABLE ("id" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.id
FROM application
WHERE ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id)))) AND (application.key = $1 OR application.id = $1) ORDER BY application.id
$read$;

CREATE FUNCTION read_ids_by_number(asked_reference text) RETURNS TABLE ("id" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.id
FROM application
WHERE ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id)))) AND application.number = $1 ORDER BY application.id
$read$;

CREATE FUNCTION read_line_of(asked_application_id text) RETURNS TABLE ("line" integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.line
FROM application
WHERE application.id = $1 AND application.deleted_at IS NULL AND (application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT my_organisations('unit') AS id)) AND application.status_rank > 0 OR application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id IN (SELECT my_organisations('department') AS id)) AND application.status_rank > 0 OR application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id IN (SELECT my_organisations('secretary', 'member') AS id)) AND application.reached_committee = 1 OR application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id IN (SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL)))
$read$;

CREATE FUNCTION read_list_among(asked_basket text, asked_classes text, asked_lines text, asked_persons text, asked_service_types text, asked_stage_ranks text, asked_status_ranks text, asked_submitted_before bigint, asked_submitted_from bigint, asked_units text, asked_waiting_before bigint, asked_with_findings integer, asked_words text) RETURNS TABLE ("line" integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
DECLARE
  found_1 text[];
  found_2 integer[];
  piece_3 text;
  found_4 text[];
  found_5 integer[];
  piece_6 text;
  found_7 text[];
  found_8 integer[];
  piece_9 text;
  found_10 text[];
  found_11 integer[];
  piece_12 text;
  piece_13 text;
  piece_14 text;
  found_15 integer[];
  piece_16 text;
  found_17 integer[];
  piece_18 text;
  found_19 integer[];
  piece_20 text;
  found_21 integer[];
  piece_22 text;
  found_23 integer[];
  piece_24 text;
  found_25 text[];
  found_26 integer[];
  piece_27 text;
  piece_28 text;
  piece_29 text;
  found_30 text[];
  piece_31 text;
  piece_32 text;
  piece_33 text;
  piece_34 text;
  found_35 integer[];
  piece_36 text;
  piece_37 text;
  found_38 text[];
  found_39 text[];
  found_40 integer[];
  piece_41 text;
  piece_42 text;
  found_43 integer[];
  piece_44 text;
  piece_45 text;
  piece_46 text;
  found_47 text[];
  piece_48 text;
  found_49 text[];
  piece_50 text;
  piece_51 text;
  piece_52 text;
  piece_53 text;
  piece_54 text;
  piece_55 text;
BEGIN
  found_1 := nullif(ARRAY(SELECT my_organisations('unit') AS id), '{}');
  IF found_1 IS NOT NULL THEN
    found_2 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.unit_id = ANY (found_1) LIMIT 501), '{}');
  END IF;
  piece_3 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($15)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($14))$asked$ END;
  found_4 := nullif(ARRAY(SELECT my_organisations('department') AS id), '{}');
  IF found_4 IS NOT NULL THEN
    found_5 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) LIMIT 501), '{}');
  END IF;
  piece_6 := CASE WHEN cardinality(found_5) <= 500 THEN $asked$application.route_number = ANY ($17)$asked$
    WHEN found_5 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($16))$asked$ END;
  found_7 := nullif(ARRAY(SELECT my_organisations('secretary', 'member') AS id), '{}');
  IF found_7 IS NOT NULL THEN
    found_8 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_7) LIMIT 501), '{}');
  END IF;
  piece_9 := CASE WHEN cardinality(found_8) <= 500 THEN $asked$application.route_number = ANY ($19)$asked$
    WHEN found_8 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($18))$asked$ END;
  found_10 := nullif(ARRAY(SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL), '{}');
  IF found_10 IS NOT NULL THEN
    found_11 := nullif(ARRAY(SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY (found_10) LIMIT 501), '{}');
  END IF;
  piece_12 := CASE WHEN cardinality(found_11) <= 500 THEN $asked$application.line = ANY ($21)$asked$
    WHEN found_11 IS NOT NULL THEN $asked$application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY ($20))$asked$ END;
  piece_13 := '(' || nullif(concat_ws(' OR ', piece_3 || $asked$ AND application.status_rank > 0$asked$,
    piece_6 || $asked$ AND application.status_rank > 0$asked$,
    piece_9 || $asked$ AND application.reached_committee = 1$asked$,
    piece_12), '') || ')';
  piece_14 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($15)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($14))$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_15 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 1 LIMIT 501), '{}');
  END IF;
  piece_16 := CASE WHEN cardinality(found_15) <= 500 THEN $asked$application.route_number = ANY ($22)$asked$
    WHEN found_15 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($16) AND route_department.level = 1)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_17 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 2 LIMIT 501), '{}');
  END IF;
  piece_18 := CASE WHEN cardinality(found_17) <= 500 THEN $asked$application.route_number = ANY ($23)$asked$
    WHEN found_17 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($16) AND route_department.level = 2)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_19 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 3 LIMIT 501), '{}');
  END IF;
  piece_20 := CASE WHEN cardinality(found_19) <= 500 THEN $asked$application.route_number = ANY ($24)$asked$
    WHEN found_19 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($16) AND route_department.level = 3)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_21 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 4 LIMIT 501), '{}');
  END IF;
  piece_22 := CASE WHEN cardinality(found_21) <= 500 THEN $asked$application.route_number = ANY ($25)$asked$
    WHEN found_21 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($16) AND route_department.level = 4)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_23 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 5 LIMIT 501), '{}');
  END IF;
  piece_24 := CASE WHEN cardinality(found_23) <= 500 THEN $asked$application.route_number = ANY ($26)$asked$
    WHEN found_23 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($16) AND route_department.level = 5)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' THEN
    found_25 := nullif(ARRAY(SELECT my_organisations('secretary') AS id), '{}');
  END IF;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_25 IS NOT NULL THEN
    found_26 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_25) LIMIT 501), '{}');
  END IF;
  piece_27 := CASE WHEN cardinality(found_26) <= 500 THEN $asked$application.route_number = ANY ($28)$asked$
    WHEN found_26 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($27))$asked$ END;
  piece_28 := '(' || nullif(concat_ws(' OR ', $asked$application.stage_rank = 1 AND $asked$ || piece_14,
    $asked$application.stage_rank = 2 AND $asked$ || piece_16,
    $asked$application.stage_rank = 3 AND $asked$ || piece_18,
    $asked$application.stage_rank = 4 AND $asked$ || piece_20,
    $asked$application.stage_rank = 5 AND $asked$ || piece_22,
    $asked$application.stage_rank = 6 AND $asked$ || piece_24,
    $asked$application.stage_rank = 7 AND $asked$ || piece_27), '') || ')';
  piece_29 := CASE WHEN $1 = 'to_review' THEN piece_28 END;
  IF NOT ($1 = 'all') AND $1 = 'handled' THEN
    found_30 := nullif(ARRAY(SELECT my_organisations('unit', 'department', 'secretary') AS id), '{}');
  END IF;
  piece_31 := CASE WHEN $1 = 'handled' THEN $asked$EXISTS (SELECT *
FROM handled
WHERE handled.line = application.line AND handled.organisation_id = ANY ($29))$asked$ END;
  piece_32 := CASE WHEN $1 = 'returned' THEN $asked$application.status_rank = 2$asked$ END;
  piece_33 := '(' || nullif(concat_ws(' OR ', piece_29,
    piece_31,
    piece_32), '') || ')';
  piece_34 := CASE WHEN $1 = 'all' THEN 'true' ELSE piece_33 END;
  IF NOT ($10 IS NULL) THEN
    found_35 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT anon_1.value
FROM each_text($10) AS anon_1) LIMIT 501), '{}');
  END IF;
  piece_36 := CASE WHEN cardinality(found_35) <= 500 THEN $asked$application.route_number = ANY ($30)$asked$
    WHEN found_35 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT anon_1.value
FROM each_text($10) AS anon_1))$asked$ END;
  piece_37 := CASE WHEN $10 IS NULL THEN 'true' ELSE piece_36 END;
  IF NOT ($13 IS NULL) THEN
    found_38 := nullif(ARRAY(SELECT common_words($13)), '{}');
  END IF;
  IF NOT ($13 IS NULL) THEN
    found_39 := nullif(ARRAY(SELECT word.value FROM each_text($13) word WHERE (word.value = ANY (found_38)) IS NOT TRUE), '{}');
  END IF;
  IF NOT ($13 IS NULL) AND found_39 IS NOT NULL THEN
    found_40 := nullif(ARRAY(SELECT search_lines(found_39)), '{}');
  END IF;
  piece_41 := CASE WHEN found_38 IS NULL THEN $asked$application.line = ANY ($33)$asked$
    WHEN found_39 IS NULL THEN $asked$(SELECT bool_and(strpos(searched.folded, word.value) > 0 OR strpos(unit.folded, word.value) > 0)
FROM unnest($31) AS word(value), application_search AS searched, route AS way
JOIN organisation AS unit ON unit.id = way.unit_id
WHERE searched.line = application.line AND way.number = application.route_number)$asked$
    ELSE $asked$application.line = ANY ($33)$asked$ || ' AND ' || $asked$(SELECT bool_and(strpos(searched.folded, word.value) > 0 OR strpos(unit.folded, word.value) > 0)
FROM unnest($31) AS word(value), application_search AS searched, route AS way
JOIN organisation AS unit ON unit.id = way.unit_id
WHERE searched.line = application.line AND way.number = application.route_number)$asked$ END;
  piece_42 := CASE WHEN $13 IS NULL THEN 'true' ELSE piece_41 END;
  IF NOT ($4 IS NULL) THEN
    found_43 := nullif(ARRAY(SELECT lines_looked_up($4) AS lines_looked_up_1), '{}');
  END IF;
  piece_44 := CASE WHEN $4 IS NULL THEN 'true' ELSE $asked$application.line = ANY ($34)$asked$ END;
  piece_45 := CASE WHEN $7 IS NULL THEN 'true' ELSE $asked$application.status_rank = ANY (listed_numbers($7))$asked$ END;
  piece_46 := CASE WHEN $6 IS NULL THEN 'true' ELSE $asked$application.stage_rank = ANY (listed_numbers($6))$asked$ END;
  IF NOT ($2 IS NULL) THEN
    found_47 := nullif(ARRAY(SELECT anon_2.value
FROM each_text($2) AS anon_2), '{}');
  END IF;
  piece_48 := CASE WHEN $2 IS NULL THEN 'true' ELSE $asked$application.grading_class = ANY ($35)$asked$ END;
  IF NOT ($5 IS NULL) THEN
    found_49 := nullif(ARRAY(SELECT anon_3.value
FROM each_text($5) AS anon_3), '{}');
  END IF;
  piece_50 := CASE WHEN $5 IS NULL THEN 'true' ELSE $asked$application.service_type = ANY ($36)$asked$ END;
  piece_51 := CASE WHEN $9 IS NULL THEN 'true' ELSE $asked$application.submitted_key >= $9$asked$ END;
  piece_52 := CASE WHEN $8 IS NULL THEN 'true' ELSE $asked$application.submitted_key < $8$asked$ END;
  piece_53 := CASE WHEN $11 IS NULL THEN 'true' ELSE $asked$application.waiting_key < $11$asked$ END;
  piece_54 := CASE WHEN $12 IS NULL OR $12 != 1 THEN 'true' ELSE $asked$application.finding_count > 0$asked$ END;
  piece_55 := CASE WHEN $12 IS NULL OR $12 != 0 THEN 'true' ELSE $asked$application.finding_count = 0$asked$ END;
  RETURN QUERY EXECUTE $asked$SELECT application.line
FROM application
WHERE application.deleted_at IS NULL AND $asked$ || coalesce(piece_13, 'false') || $asked$ AND $asked$ || coalesce(piece_34, 'false') || $asked$ AND $asked$ || coalesce(piece_37, 'false') || $asked$ AND $asked$ || coalesce(piece_42, 'false') || $asked$ AND $asked$ || coalesce(piece_44, 'false') || $asked$ AND $asked$ || coalesce(piece_45, 'false') || $asked$ AND $asked$ || coalesce(piece_46, 'false') || $asked$ AND $asked$ || coalesce(piece_48, 'false') || $asked$ AND $asked$ || coalesce(piece_50, 'false') || $asked$ AND $asked$ || coalesce(piece_51, 'false') || $asked$ AND $asked$ || coalesce(piece_52, 'false') || $asked$ AND $asked$ || coalesce(piece_53, 'false') || $asked$ AND $asked$ || coalesce(piece_54, 'false') || $asked$ AND $asked$ || coalesce(piece_55, 'false') || $asked$ AND application.line = ANY (listed_numbers($3))$asked$
  USING $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, found_1, found_2, found_4, found_5, found_7, found_8, found_10, found_11, found_15, found_17, found_19, found_21, found_23, found_25, found_26, found_30, found_35, found_38, found_39, found_40, found_43, found_47, found_49;
END
$read$;

CREATE FUNCTION read_list_count(asked_basket text, asked_classes text, asked_persons text, asked_service_types text, asked_stage_ranks text, asked_status_ranks text, asked_submitted_before bigint, asked_submitted_from bigint, asked_units text, asked_waiting_before bigint, asked_with_findings integer, asked_words text) RETURNS TABLE ("total" bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
DECLARE
  found_1 text[];
  found_2 integer[];
  piece_3 text;
  found_4 text[];
  found_5 integer[];
  piece_6 text;
  found_7 text[];
  found_8 integer[];
  piece_9 text;
  found_10 text[];
  found_11 integer[];
  piece_12 text;
  piece_13 text;
  piece_14 text;
  found_15 integer[];
  piece_16 text;
  found_17 integer[];
  piece_18 text;
  found_19 integer[];
  piece_20 text;
  found_21 integer[];
  piece_22 text;
  found_23 integer[];
  piece_24 text;
  found_25 text[];
  found_26 integer[];
  piece_27 text;
  piece_28 text;
  piece_29 text;
  found_30 text[];
  piece_31 text;
  piece_32 text;
  piece_33 text;
  piece_34 text;
  found_35 integer[];
  piece_36 text;
  piece_37 text;
  found_38 text[];
  found_39 text[];
  found_40 integer[];
  piece_41 text;
  piece_42 text;
  found_43 integer[];
  piece_44 text;
  piece_45 text;
  piece_46 text;
  found_47 text[];
  piece_48 text;
  found_49 text[];
  piece_50 text;
  piece_51 text;
  piece_52 text;
  piece_53 text;
  piece_54 text;
  piece_55 text;
BEGIN
  found_1 := nullif(ARRAY(SELECT my_organisations('unit') AS id), '{}');
  IF found_1 IS NOT NULL THEN
    found_2 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.unit_id = ANY (found_1) LIMIT 501), '{}');
  END IF;
  piece_3 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($14)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($13))$asked$ END;
  found_4 := nullif(ARRAY(SELECT my_organisations('department') AS id), '{}');
  IF found_4 IS NOT NULL THEN
    found_5 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) LIMIT 501), '{}');
  END IF;
  piece_6 := CASE WHEN cardinality(found_5) <= 500 THEN $asked$application.route_number = ANY ($16)$asked$
    WHEN found_5 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($15))$asked$ END;
  found_7 := nullif(ARRAY(SELECT my_organisations('secretary', 'member') AS id), '{}');
  IF found_7 IS NOT NULL THEN
    found_8 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_7) LIMIT 501), '{}');
  END IF;
  piece_9 := CASE WHEN cardinality(found_8) <= 500 THEN $asked$application.route_number = ANY ($18)$asked$
    WHEN found_8 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($17))$asked$ END;
  found_10 := nullif(ARRAY(SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL), '{}');
  IF found_10 IS NOT NULL THEN
    found_11 := nullif(ARRAY(SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY (found_10) LIMIT 501), '{}');
  END IF;
  piece_12 := CASE WHEN cardinality(found_11) <= 500 THEN $asked$application.line = ANY ($20)$asked$
    WHEN found_11 IS NOT NULL THEN $asked$application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY ($19))$asked$ END;
  piece_13 := '(' || nullif(concat_ws(' OR ', piece_3 || $asked$ AND application.status_rank > 0$asked$,
    piece_6 || $asked$ AND application.status_rank > 0$asked$,
    piece_9 || $asked$ AND application.reached_committee = 1$asked$,
    piece_12), '') || ')';
  piece_14 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($14)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($13))$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_15 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 1 LIMIT 501), '{}');
  END IF;
  piece_16 := CASE WHEN cardinality(found_15) <= 500 THEN $asked$application.route_number = ANY ($21)$asked$
    WHEN found_15 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($15) AND route_department.level = 1)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_17 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 2 LIMIT 501), '{}');
  END IF;
  piece_18 := CASE WHEN cardinality(found_17) <= 500 THEN $asked$application.route_number = ANY ($22)$asked$
    WHEN found_17 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($15) AND route_department.level = 2)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_19 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 3 LIMIT 501), '{}');
  END IF;
  piece_20 := CASE WHEN cardinality(found_19) <= 500 THEN $asked$application.route_number = ANY ($23)$asked$
    WHEN found_19 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($15) AND route_department.level = 3)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_21 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 4 LIMIT 501), '{}');
  END IF;
  piece_22 := CASE WHEN cardinality(found_21) <= 500 THEN $asked$application.route_number = ANY ($24)$asked$
    WHEN found_21 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($15) AND route_department.level = 4)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_23 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 5 LIMIT 501), '{}');
  END IF;
  piece_24 := CASE WHEN cardinality(found_23) <= 500 THEN $asked$application.route_number = ANY ($25)$asked$
    WHEN found_23 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($15) AND route_department.level = 5)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' THEN
    found_25 := nullif(ARRAY(SELECT my_organisations('secretary') AS id), '{}');
  END IF;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_25 IS NOT NULL THEN
    found_26 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_25) LIMIT 501), '{}');
  END IF;
  piece_27 := CASE WHEN cardinality(found_26) <= 500 THEN $asked$application.route_number = ANY ($27)$asked$
    WHEN found_26 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($26))$asked$ END;
  piece_28 := '(' || nullif(concat_ws(' OR ', $asked$application.stage_rank = 1 AND $asked$ || piece_14,
    $asked$application.stage_rank = 2 AND $asked$ || piece_16,
    $asked$application.stage_rank = 3 AND $asked$ || piece_18,
    $asked$application.stage_rank = 4 AND $asked$ || piece_20,
    $asked$application.stage_rank = 5 AND $asked$ || piece_22,
    $asked$application.stage_rank = 6 AND $asked$ || piece_24,
    $asked$application.stage_rank = 7 AND $asked$ || piece_27), '') || ')';
  piece_29 := CASE WHEN $1 = 'to_review' THEN piece_28 END;
  IF NOT ($1 = 'all') AND $1 = 'handled' THEN
    found_30 := nullif(ARRAY(SELECT my_organisations('unit', 'department', 'secretary') AS id), '{}');
  END IF;
  piece_31 := CASE WHEN $1 = 'handled' THEN $asked$EXISTS (SELECT *
FROM handled
WHERE handled.line = application.line AND handled.organisation_id = ANY ($28))$asked$ END;
  piece_32 := CASE WHEN $1 = 'returned' THEN $asked$application.status_rank = 2$asked$ END;
  piece_33 := '(' || nullif(concat_ws(' OR ', piece_29,
    piece_31,
    piece_32), '') || ')';
  piece_34 := CASE WHEN $1 = 'all' THEN 'true' ELSE piece_33 END;
  IF NOT ($9 IS NULL) THEN
    found_35 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT anon_1.value
FROM each_text($9) AS anon_1) LIMIT 501), '{}');
  END IF;
  piece_36 := CASE WHEN cardinality(found_35) <= 500 THEN $asked$application.route_number = ANY ($29)$asked$
    WHEN found_35 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT anon_1.value
FROM each_text($9) AS anon_1))$asked$ END;
  piece_37 := CASE WHEN $9 IS NULL THEN 'true' ELSE piece_36 END;
  IF NOT ($12 IS NULL) THEN
    found_38 := nullif(ARRAY(SELECT common_words($12)), '{}');
  END IF;
  IF NOT ($12 IS NULL) THEN
    found_39 := nullif(ARRAY(SELECT word.value FROM each_text($12) word WHERE (word.value = ANY (found_38)) IS NOT TRUE), '{}');
  END IF;
  IF NOT ($12 IS NULL) AND found_39 IS NOT NULL THEN
    found_40 := nullif(ARRAY(SELECT search_lines(found_39)), '{}');
  END IF;
  piece_41 := CASE WHEN found_38 IS NULL THEN $asked$application.line = ANY ($32)$asked$
    WHEN found_39 IS NULL THEN $asked$(SELECT bool_and(strpos(searched.folded, word.value) > 0 OR strpos(unit.folded, word.value) > 0)
FROM unnest($30) AS word(value), application_search AS searched, route AS way
JOIN organisation AS unit ON unit.id = way.unit_id
WHERE searched.line = application.line AND way.number = application.route_number)$asked$
    ELSE $asked$application.line = ANY ($32)$asked$ || ' AND ' || $asked$(SELECT bool_and(strpos(searched.folded, word.value) > 0 OR strpos(unit.folded, word.value) > 0)
FROM unnest($30) AS word(value), application_search AS searched, route AS way
JOIN organisation AS unit ON unit.id = way.unit_id
WHERE searched.line = application.line AND way.number = application.route_number)$asked$ END;
  piece_42 := CASE WHEN $12 IS NULL THEN 'true' ELSE piece_41 END;
  IF NOT ($3 IS NULL) THEN
    found_43 := nullif(ARRAY(SELECT lines_looked_up($3) AS lines_looked_up_1), '{}');
  END IF;
  piece_44 := CASE WHEN $3 IS NULL THEN 'true' ELSE $asked$application.line = ANY ($33)$asked$ END;
  piece_45 := CASE WHEN $6 IS NULL THEN 'true' ELSE $asked$application.status_rank = ANY (listed_numbers($6))$asked$ END;
  piece_46 := CASE WHEN $5 IS NULL THEN 'true' ELSE $asked$application.stage_rank = ANY (listed_numbers($5))$asked$ END;
  IF NOT ($2 IS NULL) THEN
    found_47 := nullif(ARRAY(SELECT anon_2.value
FROM each_text($2) AS anon_2), '{}');
  END IF;
  piece_48 := CASE WHEN $2 IS NULL THEN 'true' ELSE $asked$application.grading_class = ANY ($34)$asked$ END;
  IF NOT ($4 IS NULL) THEN
    found_49 := nullif(ARRAY(SELECT anon_3.value
FROM each_text($4) AS anon_3), '{}');
  END IF;
  piece_50 := CASE WHEN $4 IS NULL THEN 'true' ELSE $asked$application.service_type = ANY ($35)$asked$ END;
  piece_51 := CASE WHEN $8 IS NULL THEN 'true' ELSE $asked$application.submitted_key >= $8$asked$ END;
  piece_52 := CASE WHEN $7 IS NULL THEN 'true' ELSE $asked$application.submitted_key < $7$asked$ END;
  piece_53 := CASE WHEN $10 IS NULL THEN 'true' ELSE $asked$application.waiting_key < $10$asked$ END;
  piece_54 := CASE WHEN $11 IS NULL OR $11 != 1 THEN 'true' ELSE $asked$application.finding_count > 0$asked$ END;
  piece_55 := CASE WHEN $11 IS NULL OR $11 != 0 THEN 'true' ELSE $asked$application.finding_count = 0$asked$ END;
  RETURN QUERY EXECUTE $asked$SELECT count(application.line) AS total
FROM application
WHERE application.deleted_at IS NULL AND $asked$ || coalesce(piece_13, 'false') || $asked$ AND $asked$ || coalesce(piece_34, 'false') || $asked$ AND $asked$ || coalesce(piece_37, 'false') || $asked$ AND $asked$ || coalesce(piece_42, 'false') || $asked$ AND $asked$ || coalesce(piece_44, 'false') || $asked$ AND $asked$ || coalesce(piece_45, 'false') || $asked$ AND $asked$ || coalesce(piece_46, 'false') || $asked$ AND $asked$ || coalesce(piece_48, 'false') || $asked$ AND $asked$ || coalesce(piece_50, 'false') || $asked$ AND $asked$ || coalesce(piece_51, 'false') || $asked$ AND $asked$ || coalesce(piece_52, 'false') || $asked$ AND $asked$ || coalesce(piece_53, 'false') || $asked$ AND $asked$ || coalesce(piece_54, 'false') || $asked$ AND $asked$ || coalesce(piece_55, 'false')
  USING $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, found_1, found_2, found_4, found_5, found_7, found_8, found_10, found_11, found_15, found_17, found_19, found_21, found_23, found_25, found_26, found_30, found_35, found_38, found_39, found_40, found_43, found_47, found_49;
END
$read$;

CREATE FUNCTION read_list_lines(asked_basket text, asked_classes text, asked_order_by text, asked_persons text, asked_service_types text, asked_stage_ranks text, asked_status_ranks text, asked_submitted_before bigint, asked_submitted_from bigint, asked_units text, asked_waiting_before bigint, asked_with_findings integer, asked_words text) RETURNS TABLE ("lines" text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
DECLARE
  chosen text := CASE asked_order_by
    WHEN 'key ASC' THEN 'application.key ASC, application.line ASC'
    WHEN 'key DESC' THEN 'application.key DESC, application.line DESC'
    WHEN 'number_key ASC' THEN 'application.number_key ASC, application.line ASC'
    WHEN 'number_key DESC' THEN 'application.number_key DESC, application.line DESC'
    WHEN 'name ASC' THEN 'application.name ASC, application.line ASC'
    WHEN 'name DESC' THEN 'application.name DESC, application.line DESC'
    WHEN 'unit_name ASC' THEN 'application.unit_name ASC, application.line ASC'
    WHEN 'unit_name DESC' THEN 'application.unit_name DESC, application.line DESC'
    WHEN 'grading_class ASC' THEN 'application.grading_class ASC, application.line ASC'
    WHEN 'grading_class DESC' THEN 'application.grading_class DESC, application.line DESC'
    WHEN 'standard ASC' THEN 'application.standard ASC, application.line ASC'
    WHEN 'standard DESC' THEN 'application.standard DESC, application.line DESC'
    WHEN 'service_type ASC' THEN 'application.service_type ASC, application.line ASC'
    WHEN 'service_type DESC' THEN 'application.service_type DESC, application.line DESC'
    WHEN 'status_rank ASC' THEN 'application.status_rank ASC, application.line ASC'
    WHEN 'status_rank DESC' THEN 'application.status_rank DESC, application.line DESC'
    WHEN 'stage_rank ASC' THEN 'application.stage_rank ASC, application.line ASC'
    WHEN 'stage_rank DESC' THEN 'application.stage_rank DESC, application.line DESC'
    WHEN 'submitted_key ASC' THEN 'application.submitted_key ASC, application.line ASC'
    WHEN 'submitted_key DESC' THEN 'application.submitted_key DESC, application.line DESC'
    WHEN 'waiting_key DESC' THEN 'application.waiting_key DESC, application.line DESC'
    WHEN 'waiting_key ASC' THEN 'application.waiting_key ASC, application.line ASC'
    WHEN 'attachment_count ASC' THEN 'application.attachment_count ASC, application.line ASC'
    WHEN 'attachment_count DESC' THEN 'application.attachment_count DESC, application.line DESC'
    WHEN 'finding_count ASC' THEN 'application.finding_count ASC, application.line ASC'
    WHEN 'finding_count DESC' THEN 'application.finding_count DESC, application.line DESC' END;
  found_1 text[];
  found_2 integer[];
  piece_3 text;
  found_4 text[];
  found_5 integer[];
  piece_6 text;
  found_7 text[];
  found_8 integer[];
  piece_9 text;
  found_10 text[];
  found_11 integer[];
  piece_12 text;
  piece_13 text;
  piece_14 text;
  found_15 integer[];
  piece_16 text;
  found_17 integer[];
  piece_18 text;
  found_19 integer[];
  piece_20 text;
  found_21 integer[];
  piece_22 text;
  found_23 integer[];
  piece_24 text;
  found_25 text[];
  found_26 integer[];
  piece_27 text;
  piece_28 text;
  piece_29 text;
  found_30 text[];
  piece_31 text;
  piece_32 text;
  piece_33 text;
  piece_34 text;
  found_35 integer[];
  piece_36 text;
  piece_37 text;
  found_38 text[];
  found_39 text[];
  found_40 integer[];
  piece_41 text;
  piece_42 text;
  found_43 integer[];
  piece_44 text;
  piece_45 text;
  piece_46 text;
  found_47 text[];
  piece_48 text;
  found_49 text[];
  piece_50 text;
  piece_51 text;
  piece_52 text;
  piece_53 text;
  piece_54 text;
  piece_55 text;
BEGIN
  found_1 := nullif(ARRAY(SELECT my_organisations('unit') AS id), '{}');
  IF found_1 IS NOT NULL THEN
    found_2 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.unit_id = ANY (found_1) LIMIT 501), '{}');
  END IF;
  piece_3 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($15)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($14))$asked$ END;
  found_4 := nullif(ARRAY(SELECT my_organisations('department') AS id), '{}');
  IF found_4 IS NOT NULL THEN
    found_5 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) LIMIT 501), '{}');
  END IF;
  piece_6 := CASE WHEN cardinality(found_5) <= 500 THEN $asked$application.route_number = ANY ($17)$asked$
    WHEN found_5 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($16))$asked$ END;
  found_7 := nullif(ARRAY(SELECT my_organisations('secretary', 'member') AS id), '{}');
  IF found_7 IS NOT NULL THEN
    found_8 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_7) LIMIT 501), '{}');
  END IF;
  piece_9 := CASE WHEN cardinality(found_8) <= 500 THEN $asked$application.route_number = ANY ($19)$asked$
    WHEN found_8 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($18))$asked$ END;
  found_10 := nullif(ARRAY(SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL), '{}');
  IF found_10 IS NOT NULL THEN
    found_11 := nullif(ARRAY(SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY (found_10) LIMIT 501), '{}');
  END IF;
  piece_12 := CASE WHEN cardinality(found_11) <= 500 THEN $asked$application.line = ANY ($21)$asked$
    WHEN found_11 IS NOT NULL THEN $asked$application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY ($20))$asked$ END;
  piece_13 := '(' || nullif(concat_ws(' OR ', piece_3 || $asked$ AND application.status_rank > 0$asked$,
    piece_6 || $asked$ AND application.status_rank > 0$asked$,
    piece_9 || $asked$ AND application.reached_committee = 1$asked$,
    piece_12), '') || ')';
  piece_14 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($15)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($14))$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_15 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 1 LIMIT 501), '{}');
  END IF;
  piece_16 := CASE WHEN cardinality(found_15) <= 500 THEN $asked$application.route_number = ANY ($22)$asked$
    WHEN found_15 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($16) AND route_department.level = 1)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_17 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 2 LIMIT 501), '{}');
  END IF;
  piece_18 := CASE WHEN cardinality(found_17) <= 500 THEN $asked$application.route_number = ANY ($23)$asked$
    WHEN found_17 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($16) AND route_department.level = 2)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_19 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 3 LIMIT 501), '{}');
  END IF;
  piece_20 := CASE WHEN cardinality(found_19) <= 500 THEN $asked$application.route_number = ANY ($24)$asked$
    WHEN found_19 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($16) AND route_department.level = 3)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_21 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 4 LIMIT 501), '{}');
  END IF;
  piece_22 := CASE WHEN cardinality(found_21) <= 500 THEN $asked$application.route_number = ANY ($25)$asked$
    WHEN found_21 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($16) AND route_department.level = 4)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_23 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 5 LIMIT 501), '{}');
  END IF;
  piece_24 := CASE WHEN cardinality(found_23) <= 500 THEN $asked$application.route_number = ANY ($26)$asked$
    WHEN found_23 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($16) AND route_department.level = 5)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' THEN
    found_25 := nullif(ARRAY(SELECT my_organisations('secretary') AS id), '{}');
  END IF;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_25 IS NOT NULL THEN
    found_26 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_25) LIMIT 501), '{}');
  END IF;
  piece_27 := CASE WHEN cardinality(found_26) <= 500 THEN $asked$application.route_number = ANY ($28)$asked$
    WHEN found_26 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($27))$asked$ END;
  piece_28 := '(' || nullif(concat_ws(' OR ', $asked$application.stage_rank = 1 AND $asked$ || piece_14,
    $asked$application.stage_rank = 2 AND $asked$ || piece_16,
    $asked$application.stage_rank = 3 AND $asked$ || piece_18,
    $asked$application.stage_rank = 4 AND $asked$ || piece_20,
    $asked$application.stage_rank = 5 AND $asked$ || piece_22,
    $asked$application.stage_rank = 6 AND $asked$ || piece_24,
    $asked$application.stage_rank = 7 AND $asked$ || piece_27), '') || ')';
  piece_29 := CASE WHEN $1 = 'to_review' THEN piece_28 END;
  IF NOT ($1 = 'all') AND $1 = 'handled' THEN
    found_30 := nullif(ARRAY(SELECT my_organisations('unit', 'department', 'secretary') AS id), '{}');
  END IF;
  piece_31 := CASE WHEN $1 = 'handled' THEN $asked$EXISTS (SELECT *
FROM handled
WHERE handled.line = application.line AND handled.organisation_id = ANY ($29))$asked$ END;
  piece_32 := CASE WHEN $1 = 'returned' THEN $asked$application.status_rank = 2$asked$ END;
  piece_33 := '(' || nullif(concat_ws(' OR ', piece_29,
    piece_31,
    piece_32), '') || ')';
  piece_34 := CASE WHEN $1 = 'all' THEN 'true' ELSE piece_33 END;
  IF NOT ($10 IS NULL) THEN
    found_35 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT anon_1.value
FROM each_text($10) AS anon_1) LIMIT 501), '{}');
  END IF;
  piece_36 := CASE WHEN cardinality(found_35) <= 500 THEN $asked$application.route_number = ANY ($30)$asked$
    WHEN found_35 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT anon_1.value
FROM each_text($10) AS anon_1))$asked$ END;
  piece_37 := CASE WHEN $10 IS NULL THEN 'true' ELSE piece_36 END;
  IF NOT ($13 IS NULL) THEN
    found_38 := nullif(ARRAY(SELECT common_words($13)), '{}');
  END IF;
  IF NOT ($13 IS NULL) THEN
    found_39 := nullif(ARRAY(SELECT word.value FROM each_text($13) word WHERE (word.value = ANY (found_38)) IS NOT TRUE), '{}');
  END IF;
  IF NOT ($13 IS NULL) AND found_39 IS NOT NULL THEN
    found_40 := nullif(ARRAY(SELECT search_lines(found_39)), '{}');
  END IF;
  piece_41 := CASE WHEN found_38 IS NULL THEN $asked$application.line = ANY ($33)$asked$
    WHEN found_39 IS NULL THEN $asked$(SELECT bool_and(strpos(searched.folded, word.value) > 0 OR strpos(unit.folded, word.value) > 0)
FROM unnest($31) AS word(value), application_search AS searched, route AS way
JOIN organisation AS unit ON unit.id = way.unit_id
WHERE searched.line = application.line AND way.number = application.route_number)$asked$
    ELSE $asked$application.line = ANY ($33)$asked$ || ' AND ' || $asked$(SELECT bool_and(strpos(searched.folded, word.value) > 0 OR strpos(unit.folded, word.value) > 0)
FROM unnest($31) AS word(value), application_search AS searched, route AS way
JOIN organisation AS unit ON unit.id = way.unit_id
WHERE searched.line = application.line AND way.number = application.route_number)$asked$ END;
  piece_42 := CASE WHEN $13 IS NULL THEN 'true' ELSE piece_41 END;
  IF NOT ($4 IS NULL) THEN
    found_43 := nullif(ARRAY(SELECT lines_looked_up($4) AS lines_looked_up_1), '{}');
  END IF;
  piece_44 := CASE WHEN $4 IS NULL THEN 'true' ELSE $asked$application.line = ANY ($34)$asked$ END;
  piece_45 := CASE WHEN $7 IS NULL THEN 'true' ELSE $asked$application.status_rank = ANY (listed_numbers($7))$asked$ END;
  piece_46 := CASE WHEN $6 IS NULL THEN 'true' ELSE $asked$application.stage_rank = ANY (listed_numbers($6))$asked$ END;
  IF NOT ($2 IS NULL) THEN
    found_47 := nullif(ARRAY(SELECT anon_2.value
FROM each_text($2) AS anon_2), '{}');
  END IF;
  piece_48 := CASE WHEN $2 IS NULL THEN 'true' ELSE $asked$application.grading_class = ANY ($35)$asked$ END;
  IF NOT ($5 IS NULL) THEN
    found_49 := nullif(ARRAY(SELECT anon_3.value
FROM each_text($5) AS anon_3), '{}');
  END IF;
  piece_50 := CASE WHEN $5 IS NULL THEN 'true' ELSE $asked$application.service_type = ANY ($36)$asked$ END;
  piece_51 := CASE WHEN $9 IS NULL THEN 'true' ELSE $asked$application.submitted_key >= $9$asked$ END;
  piece_52 := CASE WHEN $8 IS NULL THEN 'true' ELSE $asked$application.submitted_key < $8$asked$ END;
  piece_53 := CASE WHEN $11 IS NULL THEN 'true' ELSE $asked$application.waiting_key < $11$asked$ END;
  piece_54 := CASE WHEN $12 IS NULL OR $12 != 1 THEN 'true' ELSE $asked$application.finding_count > 0$asked$ END;
  piece_55 := CASE WHEN $12 IS NULL OR $12 != 0 THEN 'true' ELSE $asked$application.finding_count = 0$asked$ END;
  RETURN QUERY EXECUTE $asked$SELECT string_agg(ordered.line::text, ',') AS lines
FROM (SELECT application.line AS line
FROM application
WHERE application.deleted_at IS NULL AND $asked$ || coalesce(piece_13, 'false') || $asked$ AND $asked$ || coalesce(piece_34, 'false') || $asked$ AND $asked$ || coalesce(piece_37, 'false') || $asked$ AND $asked$ || coalesce(piece_42, 'false') || $asked$ AND $asked$ || coalesce(piece_44, 'false') || $asked$ AND $asked$ || coalesce(piece_45, 'false') || $asked$ AND $asked$ || coalesce(piece_46, 'false') || $asked$ AND $asked$ || coalesce(piece_48, 'false') || $asked$ AND $asked$ || coalesce(piece_50, 'false') || $asked$ AND $asked$ || coalesce(piece_51, 'false') || $asked$ AND $asked$ || coalesce(piece_52, 'false') || $asked$ AND $asked$ || coalesce(piece_53, 'false') || $asked$ AND $asked$ || coalesce(piece_54, 'false') || $asked$ AND $asked$ || coalesce(piece_55, 'false') || $asked$ ORDER BY $asked$ || chosen || $asked$) AS ordered$asked$
  USING $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, found_1, found_2, found_4, found_5, found_7, found_8, found_10, found_11, found_15, found_17, found_19, found_21, found_23, found_25, found_26, found_30, found_35, found_38, found_39, found_40, found_43, found_47, found_49;
END
$read$;

CREATE FUNCTION read_list_page(asked_basket text, asked_classes text, asked_first bigint, asked_most bigint, asked_order_by text, asked_persons text, asked_service_types text, asked_stage_ranks text, asked_status_ranks text, asked_submitted_before bigint, asked_submitted_from bigint, asked_units text, asked_waiting_before bigint, asked_with_findings integer, asked_words text) RETURNS TABLE ("line" integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
DECLARE
  chosen text := CASE asked_order_by
    WHEN 'key ASC' THEN 'application.key ASC, application.line ASC'
    WHEN 'key DESC' THEN 'application.key DESC, application.line DESC'
    WHEN 'number_key ASC' THEN 'application.number_key ASC, application.line ASC'
    WHEN 'number_key DESC' THEN 'application.number_key DESC, application.line DESC'
    WHEN 'name ASC' THEN 'application.name ASC, application.line ASC'
    WHEN 'name DESC' THEN 'application.name DESC, application.line DESC'
    WHEN 'unit_name ASC' THEN 'application.unit_name ASC, application.line ASC'
    WHEN 'unit_name DESC' THEN 'application.unit_name DESC, application.line DESC'
    WHEN 'grading_class ASC' THEN 'application.grading_class ASC, application.line ASC'
    WHEN 'grading_class DESC' THEN 'application.grading_class DESC, application.line DESC'
    WHEN 'standard ASC' THEN 'application.standard ASC, application.line ASC'
    WHEN 'standard DESC' THEN 'application.standard DESC, application.line DESC'
    WHEN 'service_type ASC' THEN 'application.service_type ASC, application.line ASC'
    WHEN 'service_type DESC' THEN 'application.service_type DESC, application.line DESC'
    WHEN 'status_rank ASC' THEN 'application.status_rank ASC, application.line ASC'
    WHEN 'status_rank DESC' THEN 'application.status_rank DESC, application.line DESC'
    WHEN 'stage_rank ASC' THEN 'application.stage_rank ASC, application.line ASC'
    WHEN 'stage_rank DESC' THEN 'application.stage_rank DESC, application.line DESC'
    WHEN 'submitted_key ASC' THEN 'application.submitted_key ASC, application.line ASC'
    WHEN 'submitted_key DESC' THEN 'application.submitted_key DESC, application.line DESC'
    WHEN 'waiting_key DESC' THEN 'application.waiting_key DESC, application.line DESC'
    WHEN 'waiting_key ASC' THEN 'application.waiting_key ASC, application.line ASC'
    WHEN 'attachment_count ASC' THEN 'application.attachment_count ASC, application.line ASC'
    WHEN 'attachment_count DESC' THEN 'application.attachment_count DESC, application.line DESC'
    WHEN 'finding_count ASC' THEN 'application.finding_count ASC, application.line ASC'
    WHEN 'finding_count DESC' THEN 'application.finding_count DESC, application.line DESC' END;
  found_1 text[];
  found_2 integer[];
  piece_3 text;
  found_4 text[];
  found_5 integer[];
  piece_6 text;
  found_7 text[];
  found_8 integer[];
  piece_9 text;
  found_10 text[];
  found_11 integer[];
  piece_12 text;
  piece_13 text;
  piece_14 text;
  found_15 integer[];
  piece_16 text;
  found_17 integer[];
  piece_18 text;
  found_19 integer[];
  piece_20 text;
  found_21 integer[];
  piece_22 text;
  found_23 integer[];
  piece_24 text;
  found_25 text[];
  found_26 integer[];
  piece_27 text;
  piece_28 text;
  piece_29 text;
  found_30 text[];
  piece_31 text;
  piece_32 text;
  piece_33 text;
  piece_34 text;
  found_35 integer[];
  piece_36 text;
  piece_37 text;
  found_38 text[];
  found_39 text[];
  found_40 integer[];
  piece_41 text;
  piece_42 text;
  found_43 integer[];
  piece_44 text;
  piece_45 text;
  piece_46 text;
  found_47 text[];
  piece_48 text;
  found_49 text[];
  piece_50 text;
  piece_51 text;
  piece_52 text;
  piece_53 text;
  piece_54 text;
  piece_55 text;
BEGIN
  found_1 := nullif(ARRAY(SELECT my_organisations('unit') AS id), '{}');
  IF found_1 IS NOT NULL THEN
    found_2 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.unit_id = ANY (found_1) LIMIT 501), '{}');
  END IF;
  piece_3 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($17)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($16))$asked$ END;
  found_4 := nullif(ARRAY(SELECT my_organisations('department') AS id), '{}');
  IF found_4 IS NOT NULL THEN
    found_5 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) LIMIT 501), '{}');
  END IF;
  piece_6 := CASE WHEN cardinality(found_5) <= 500 THEN $asked$application.route_number = ANY ($19)$asked$
    WHEN found_5 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($18))$asked$ END;
  found_7 := nullif(ARRAY(SELECT my_organisations('secretary', 'member') AS id), '{}');
  IF found_7 IS NOT NULL THEN
    found_8 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_7) LIMIT 501), '{}');
  END IF;
  piece_9 := CASE WHEN cardinality(found_8) <= 500 THEN $asked$application.route_number = ANY ($21)$asked$
    WHEN found_8 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($20))$asked$ END;
  found_10 := nullif(ARRAY(SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL), '{}');
  IF found_10 IS NOT NULL THEN
    found_11 := nullif(ARRAY(SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY (found_10) LIMIT 501), '{}');
  END IF;
  piece_12 := CASE WHEN cardinality(found_11) <= 500 THEN $asked$application.line = ANY ($23)$asked$
    WHEN found_11 IS NOT NULL THEN $asked$application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY ($22))$asked$ END;
  piece_13 := '(' || nullif(concat_ws(' OR ', piece_3 || $asked$ AND application.status_rank > 0$asked$,
    piece_6 || $asked$ AND application.status_rank > 0$asked$,
    piece_9 || $asked$ AND application.reached_committee = 1$asked$,
    piece_12), '') || ')';
  piece_14 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($17)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($16))$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_15 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 1 LIMIT 501), '{}');
  END IF;
  piece_16 := CASE WHEN cardinality(found_15) <= 500 THEN $asked$application.route_number = ANY ($24)$asked$
    WHEN found_15 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($18) AND route_department.level = 1)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_17 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 2 LIMIT 501), '{}');
  END IF;
  piece_18 := CASE WHEN cardinality(found_17) <= 500 THEN $asked$application.route_number = ANY ($25)$asked$
    WHEN found_17 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($18) AND route_department.level = 2)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_19 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 3 LIMIT 501), '{}');
  END IF;
  piece_20 := CASE WHEN cardinality(found_19) <= 500 THEN $asked$application.route_number = ANY ($26)$asked$
    WHEN found_19 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($18) AND route_department.level = 3)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_21 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 4 LIMIT 501), '{}');
  END IF;
  piece_22 := CASE WHEN cardinality(found_21) <= 500 THEN $asked$application.route_number = ANY ($27)$asked$
    WHEN found_21 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($18) AND route_department.level = 4)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_4 IS NOT NULL THEN
    found_23 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 5 LIMIT 501), '{}');
  END IF;
  piece_24 := CASE WHEN cardinality(found_23) <= 500 THEN $asked$application.route_number = ANY ($28)$asked$
    WHEN found_23 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($18) AND route_department.level = 5)$asked$ END;
  IF NOT ($1 = 'all') AND $1 = 'to_review' THEN
    found_25 := nullif(ARRAY(SELECT my_organisations('secretary') AS id), '{}');
  END IF;
  IF NOT ($1 = 'all') AND $1 = 'to_review' AND found_25 IS NOT NULL THEN
    found_26 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_25) LIMIT 501), '{}');
  END IF;
  piece_27 := CASE WHEN cardinality(found_26) <= 500 THEN $asked$application.route_number = ANY ($30)$asked$
    WHEN found_26 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($29))$asked$ END;
  piece_28 := '(' || nullif(concat_ws(' OR ', $asked$application.stage_rank = 1 AND $asked$ || piece_14,
    $asked$application.stage_rank = 2 AND $asked$ || piece_16,
    $asked$application.stage_rank = 3 AND $asked$ || piece_18,
    $asked$application.stage_rank = 4 AND $asked$ || piece_20,
    $asked$application.stage_rank = 5 AND $asked$ || piece_22,
    $asked$application.stage_rank = 6 AND $asked$ || piece_24,
    $asked$application.stage_rank = 7 AND $asked$ || piece_27), '') || ')';
  piece_29 := CASE WHEN $1 = 'to_review' THEN piece_28 END;
  IF NOT ($1 = 'all') AND $1 = 'handled' THEN
    found_30 := nullif(ARRAY(SELECT my_organisations('unit', 'department', 'secretary') AS id), '{}');
  END IF;
  piece_31 := CASE WHEN $1 = 'handled' THEN $asked$EXISTS (SELECT *
FROM handled
WHERE handled.line = application.line AND handled.organisation_id = ANY ($31))$asked$ END;
  piece_32 := CASE WHEN $1 = 'returned' THEN $asked$application.status_rank = 2$asked$ END;
  piece_33 := '(' || nullif(concat_ws(' OR ', piece_29,
    piece_31,
    piece_32), '') || ')';
  piece_34 := CASE WHEN $1 = 'all' THEN 'true' ELSE piece_33 END;
  IF NOT ($12 IS NULL) THEN
    found_35 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT anon_1.value
FROM each_text($12) AS anon_1) LIMIT 501), '{}');
  END IF;
  piece_36 := CASE WHEN cardinality(found_35) <= 500 THEN $asked$application.route_number = ANY ($32)$asked$
    WHEN found_35 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT anon_1.value
FROM each_text($12) AS anon_1))$asked$ END;
  piece_37 := CASE WHEN $12 IS NULL THEN 'true' ELSE piece_36 END;
  IF NOT ($15 IS NULL) THEN
    found_38 := nullif(ARRAY(SELECT common_words($15)), '{}');
  END IF;
  IF NOT ($15 IS NULL) THEN
    found_39 := nullif(ARRAY(SELECT word.value FROM each_text($15) word WHERE (word.value = ANY (found_38)) IS NOT TRUE), '{}');
  END IF;
  IF NOT ($15 IS NULL) AND found_39 IS NOT NULL THEN
    found_40 := nullif(ARRAY(SELECT search_lines(found_39)), '{}');
  END IF;
  piece_41 := CASE WHEN found_38 IS NULL THEN $asked$application.line = ANY ($35)$asked$
    WHEN found_39 IS NULL THEN $asked$(SELECT bool_and(strpos(searched.folded, word.value) > 0 OR strpos(unit.folded, word.value) > 0)
FROM unnest($33) AS word(value), application_search AS searched, route AS way
JOIN organisation AS unit ON unit.id = way.unit_id
WHERE searched.line = application.line AND way.number = application.route_number)$asked$
    ELSE $asked$application.line = ANY ($35)$asked$ || ' AND ' || $asked$(SELECT bool_and(strpos(searched.folded, word.value) > 0 OR strpos(unit.folded, word.value) > 0)
FROM unnest($33) AS word(value), application_search AS searched, route AS way
JOIN organisation AS unit ON unit.id = way.unit_id
WHERE searched.line = application.line AND way.number = application.route_number)$asked$ END;
  piece_42 := CASE WHEN $15 IS NULL THEN 'true' ELSE piece_41 END;
  IF NOT ($6 IS NULL) THEN
    found_43 := nullif(ARRAY(SELECT lines_looked_up($6) AS lines_looked_up_1), '{}');
  END IF;
  piece_44 := CASE WHEN $6 IS NULL THEN 'true' ELSE $asked$application.line = ANY ($36)$asked$ END;
  piece_45 := CASE WHEN $9 IS NULL THEN 'true' ELSE $asked$application.status_rank = ANY (listed_numbers($9))$asked$ END;
  piece_46 := CASE WHEN $8 IS NULL THEN 'true' ELSE $asked$application.stage_rank = ANY (listed_numbers($8))$asked$ END;
  IF NOT ($2 IS NULL) THEN
    found_47 := nullif(ARRAY(SELECT anon_2.value
FROM each_text($2) AS anon_2), '{}');
  END IF;
  piece_48 := CASE WHEN $2 IS NULL THEN 'true' ELSE $asked$application.grading_class = ANY ($37)$asked$ END;
  IF NOT ($7 IS NULL) THEN
    found_49 := nullif(ARRAY(SELECT anon_3.value
FROM each_text($7) AS anon_3), '{}');
  END IF;
  piece_50 := CASE WHEN $7 IS NULL THEN 'true' ELSE $asked$application.service_type = ANY ($38)$asked$ END;
  piece_51 := CASE WHEN $11 IS NULL THEN 'true' ELSE $asked$application.submitted_key >= $11$asked$ END;
  piece_52 := CASE WHEN $10 IS NULL THEN 'true' ELSE $asked$application.submitted_key < $10$asked$ END;
  piece_53 := CASE WHEN $13 IS NULL THEN 'true' ELSE $asked$application.waiting_key < $13$asked$ END;
  piece_54 := CASE WHEN $14 IS NULL OR $14 != 1 THEN 'true' ELSE $asked$application.finding_count > 0$asked$ END;
  piece_55 := CASE WHEN $14 IS NULL OR $14 != 0 THEN 'true' ELSE $asked$application.finding_count = 0$asked$ END;
  RETURN QUERY EXECUTE $asked$SELECT application.line
FROM application
WHERE application.deleted_at IS NULL AND $asked$ || coalesce(piece_13, 'false') || $asked$ AND $asked$ || coalesce(piece_34, 'false') || $asked$ AND $asked$ || coalesce(piece_37, 'false') || $asked$ AND $asked$ || coalesce(piece_42, 'false') || $asked$ AND $asked$ || coalesce(piece_44, 'false') || $asked$ AND $asked$ || coalesce(piece_45, 'false') || $asked$ AND $asked$ || coalesce(piece_46, 'false') || $asked$ AND $asked$ || coalesce(piece_48, 'false') || $asked$ AND $asked$ || coalesce(piece_50, 'false') || $asked$ AND $asked$ || coalesce(piece_51, 'false') || $asked$ AND $asked$ || coalesce(piece_52, 'false') || $asked$ AND $asked$ || coalesce(piece_53, 'false') || $asked$ AND $asked$ || coalesce(piece_54, 'false') || $asked$ AND $asked$ || coalesce(piece_55, 'false') || $asked$ ORDER BY $asked$ || chosen || $asked$
 LIMIT $4 OFFSET $3$asked$
  USING $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, found_1, found_2, found_4, found_5, found_7, found_8, found_10, found_11, found_15, found_17, found_19, found_21, found_23, found_25, found_26, found_30, found_35, found_38, found_39, found_40, found_43, found_47, found_49;
END
$read$;

CREATE FUNCTION read_list_place(asked_application_id text, asked_basket text, asked_classes text, asked_order_by text, asked_persons text, asked_service_types text, asked_stage_ranks text, asked_status_ranks text, asked_submitted_before bigint, asked_submitted_from bigint, asked_units text, asked_waiting_before bigint, asked_with_findings integer, asked_words text) RETURNS TABLE ("place" bigint, "total" bigint, "previous" text, "following" text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
DECLARE
  chosen text := CASE asked_order_by
    WHEN 'key ASC' THEN 'application.key ASC, application.line ASC'
    WHEN 'key DESC' THEN 'application.key DESC, application.line DESC'
    WHEN 'number_key ASC' THEN 'application.number_key ASC, application.line ASC'
    WHEN 'number_key DESC' THEN 'application.number_key DESC, application.line DESC'
    WHEN 'name ASC' THEN 'application.name ASC, application.line ASC'
    WHEN 'name DESC' THEN 'application.name DESC, application.line DESC'
    WHEN 'unit_name ASC' THEN 'application.unit_name ASC, application.line ASC'
    WHEN 'unit_name DESC' THEN 'application.unit_name DESC, application.line DESC'
    WHEN 'grading_class ASC' THEN 'application.grading_class ASC, application.line ASC'
    WHEN 'grading_class DESC' THEN 'application.grading_class DESC, application.line DESC'
    WHEN 'standard ASC' THEN 'application.standard ASC, application.line ASC'
    WHEN 'standard DESC' THEN 'application.standard DESC, application.line DESC'
    WHEN 'service_type ASC' THEN 'application.service_type ASC, application.line ASC'
    WHEN 'service_type DESC' THEN 'application.service_type DESC, application.line DESC'
    WHEN 'status_rank ASC' THEN 'application.status_rank ASC, application.line ASC'
    WHEN 'status_rank DESC' THEN 'application.status_rank DESC, application.line DESC'
    WHEN 'stage_rank ASC' THEN 'application.stage_rank ASC, application.line ASC'
    WHEN 'stage_rank DESC' THEN 'application.stage_rank DESC, application.line DESC'
    WHEN 'submitted_key ASC' THEN 'application.submitted_key ASC, application.line ASC'
    WHEN 'submitted_key DESC' THEN 'application.submitted_key DESC, application.line DESC'
    WHEN 'waiting_key DESC' THEN 'application.waiting_key DESC, application.line DESC'
    WHEN 'waiting_key ASC' THEN 'application.waiting_key ASC, application.line ASC'
    WHEN 'attachment_count ASC' THEN 'application.attachment_count ASC, application.line ASC'
    WHEN 'attachment_count DESC' THEN 'application.attachment_count DESC, application.line DESC'
    WHEN 'finding_count ASC' THEN 'application.finding_count ASC, application.line ASC'
    WHEN 'finding_count DESC' THEN 'application.finding_count DESC, application.line DESC' END;
  found_1 text[];
  found_2 integer[];
  piece_3 text;
  found_4 text[];
  found_5 integer[];
  piece_6 text;
  found_7 text[];
  found_8 integer[];
  piece_9 text;
  found_10 text[];
  found_11 integer[];
  piece_12 text;
  piece_13 text;
  piece_14 text;
  found_15 integer[];
  piece_16 text;
  found_17 integer[];
  piece_18 text;
  found_19 integer[];
  piece_20 text;
  found_21 integer[];
  piece_22 text;
  found_23 integer[];
  piece_24 text;
  found_25 text[];
  found_26 integer[];
  piece_27 text;
  piece_28 text;
  piece_29 text;
  found_30 text[];
  piece_31 text;
  piece_32 text;
  piece_33 text;
  piece_34 text;
  found_35 integer[];
  piece_36 text;
  piece_37 text;
  found_38 text[];
  found_39 text[];
  found_40 integer[];
  piece_41 text;
  piece_42 text;
  found_43 integer[];
  piece_44 text;
  piece_45 text;
  piece_46 text;
  found_47 text[];
  piece_48 text;
  found_49 text[];
  piece_50 text;
  piece_51 text;
  piece_52 text;
  piece_53 text;
  piece_54 text;
  piece_55 text;
BEGIN
  found_1 := nullif(ARRAY(SELECT my_organisations('unit') AS id), '{}');
  IF found_1 IS NOT NULL THEN
    found_2 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.unit_id = ANY (found_1) LIMIT 501), '{}');
  END IF;
  piece_3 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($16)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($15))$asked$ END;
  found_4 := nullif(ARRAY(SELECT my_organisations('department') AS id), '{}');
  IF found_4 IS NOT NULL THEN
    found_5 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) LIMIT 501), '{}');
  END IF;
  piece_6 := CASE WHEN cardinality(found_5) <= 500 THEN $asked$application.route_number = ANY ($18)$asked$
    WHEN found_5 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($17))$asked$ END;
  found_7 := nullif(ARRAY(SELECT my_organisations('secretary', 'member') AS id), '{}');
  IF found_7 IS NOT NULL THEN
    found_8 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_7) LIMIT 501), '{}');
  END IF;
  piece_9 := CASE WHEN cardinality(found_8) <= 500 THEN $asked$application.route_number = ANY ($20)$asked$
    WHEN found_8 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($19))$asked$ END;
  found_10 := nullif(ARRAY(SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL), '{}');
  IF found_10 IS NOT NULL THEN
    found_11 := nullif(ARRAY(SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY (found_10) LIMIT 501), '{}');
  END IF;
  piece_12 := CASE WHEN cardinality(found_11) <= 500 THEN $asked$application.line = ANY ($22)$asked$
    WHEN found_11 IS NOT NULL THEN $asked$application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY ($21))$asked$ END;
  piece_13 := '(' || nullif(concat_ws(' OR ', piece_3 || $asked$ AND application.status_rank > 0$asked$,
    piece_6 || $asked$ AND application.status_rank > 0$asked$,
    piece_9 || $asked$ AND application.reached_committee = 1$asked$,
    piece_12), '') || ')';
  piece_14 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($16)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($15))$asked$ END;
  IF NOT ($2 = 'all') AND $2 = 'to_review' AND found_4 IS NOT NULL THEN
    found_15 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 1 LIMIT 501), '{}');
  END IF;
  piece_16 := CASE WHEN cardinality(found_15) <= 500 THEN $asked$application.route_number = ANY ($23)$asked$
    WHEN found_15 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($17) AND route_department.level = 1)$asked$ END;
  IF NOT ($2 = 'all') AND $2 = 'to_review' AND found_4 IS NOT NULL THEN
    found_17 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 2 LIMIT 501), '{}');
  END IF;
  piece_18 := CASE WHEN cardinality(found_17) <= 500 THEN $asked$application.route_number = ANY ($24)$asked$
    WHEN found_17 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($17) AND route_department.level = 2)$asked$ END;
  IF NOT ($2 = 'all') AND $2 = 'to_review' AND found_4 IS NOT NULL THEN
    found_19 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 3 LIMIT 501), '{}');
  END IF;
  piece_20 := CASE WHEN cardinality(found_19) <= 500 THEN $asked$application.route_number = ANY ($25)$asked$
    WHEN found_19 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($17) AND route_department.level = 3)$asked$ END;
  IF NOT ($2 = 'all') AND $2 = 'to_review' AND found_4 IS NOT NULL THEN
    found_21 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 4 LIMIT 501), '{}');
  END IF;
  piece_22 := CASE WHEN cardinality(found_21) <= 500 THEN $asked$application.route_number = ANY ($26)$asked$
    WHEN found_21 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($17) AND route_department.level = 4)$asked$ END;
  IF NOT ($2 = 'all') AND $2 = 'to_review' AND found_4 IS NOT NULL THEN
    found_23 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 5 LIMIT 501), '{}');
  END IF;
  piece_24 := CASE WHEN cardinality(found_23) <= 500 THEN $asked$application.route_number = ANY ($27)$asked$
    WHEN found_23 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($17) AND route_department.level = 5)$asked$ END;
  IF NOT ($2 = 'all') AND $2 = 'to_review' THEN
    found_25 := nullif(ARRAY(SELECT my_organisations('secretary') AS id), '{}');
  END IF;
  IF NOT ($2 = 'all') AND $2 = 'to_review' AND found_25 IS NOT NULL THEN
    found_26 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_25) LIMIT 501), '{}');
  END IF;
  piece_27 := CASE WHEN cardinality(found_26) <= 500 THEN $asked$application.route_number = ANY ($29)$asked$
    WHEN found_26 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($28))$asked$ END;
  piece_28 := '(' || nullif(concat_ws(' OR ', $asked$application.stage_rank = 1 AND $asked$ || piece_14,
    $asked$application.stage_rank = 2 AND $asked$ || piece_16,
    $asked$application.stage_rank = 3 AND $asked$ || piece_18,
    $asked$application.stage_rank = 4 AND $asked$ || piece_20,
    $asked$application.stage_rank = 5 AND $asked$ || piece_22,
    $asked$application.stage_rank = 6 AND $asked$ || piece_24,
    $asked$application.stage_rank = 7 AND $asked$ || piece_27), '') || ')';
  piece_29 := CASE WHEN $2 = 'to_review' THEN piece_28 END;
  IF NOT ($2 = 'all') AND $2 = 'handled' THEN
    found_30 := nullif(ARRAY(SELECT my_organisations('unit', 'department', 'secretary') AS id), '{}');
  END IF;
  piece_31 := CASE WHEN $2 = 'handled' THEN $asked$EXISTS (SELECT *
FROM handled
WHERE handled.line = application.line AND handled.organisation_id = ANY ($30))$asked$ END;
  piece_32 := CASE WHEN $2 = 'returned' THEN $asked$application.status_rank = 2$asked$ END;
  piece_33 := '(' || nullif(concat_ws(' OR ', piece_29,
    piece_31,
    piece_32), '') || ')';
  piece_34 := CASE WHEN $2 = 'all' THEN 'true' ELSE piece_33 END;
  IF NOT ($11 IS NULL) THEN
    found_35 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT anon_1.value
FROM each_text($11) AS anon_1) LIMIT 501), '{}');
  END IF;
  piece_36 := CASE WHEN cardinality(found_35) <= 500 THEN $asked$application.route_number = ANY ($31)$asked$
    WHEN found_35 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT anon_1.value
FROM each_text($11) AS anon_1))$asked$ END;
  piece_37 := CASE WHEN $11 IS NULL THEN 'true' ELSE piece_36 END;
  IF NOT ($14 IS NULL) THEN
    found_38 := nullif(ARRAY(SELECT common_words($14)), '{}');
  END IF;
  IF NOT ($14 IS NULL) THEN
    found_39 := nullif(ARRAY(SELECT word.value FROM each_text($14) word WHERE (word.value = ANY (found_38)) IS NOT TRUE), '{}');
  END IF;
  IF NOT ($14 IS NULL) AND found_39 IS NOT NULL THEN
    found_40 := nullif(ARRAY(SELECT search_lines(found_39)), '{}');
  END IF;
  piece_41 := CASE WHEN found_38 IS NULL THEN $asked$application.line = ANY ($34)$asked$
    WHEN found_39 IS NULL THEN $asked$(SELECT bool_and(strpos(searched.folded, word.value) > 0 OR strpos(unit.folded, word.value) > 0)
FROM unnest($32) AS word(value), application_search AS searched, route AS way
JOIN organisation AS unit ON unit.id = way.unit_id
WHERE searched.line = application.line AND way.number = application.route_number)$asked$
    ELSE $asked$application.line = ANY ($34)$asked$ || ' AND ' || $asked$(SELECT bool_and(strpos(searched.folded, word.value) > 0 OR strpos(unit.folded, word.value) > 0)
FROM unnest($32) AS word(value), application_search AS searched, route AS way
JOIN organisation AS unit ON unit.id = way.unit_id
WHERE searched.line = application.line AND way.number = application.route_number)$asked$ END;
  piece_42 := CASE WHEN $14 IS NULL THEN 'true' ELSE piece_41 END;
  IF NOT ($5 IS NULL) THEN
    found_43 := nullif(ARRAY(SELECT lines_looked_up($5) AS lines_looked_up_1), '{}');
  END IF;
  piece_44 := CASE WHEN $5 IS NULL THEN 'true' ELSE $asked$application.line = ANY ($35)$asked$ END;
  piece_45 := CASE WHEN $8 IS NULL THEN 'true' ELSE $asked$application.status_rank = ANY (listed_numbers($8))$asked$ END;
  piece_46 := CASE WHEN $7 IS NULL THEN 'true' ELSE $asked$application.stage_rank = ANY (listed_numbers($7))$asked$ END;
  IF NOT ($3 IS NULL) THEN
    found_47 := nullif(ARRAY(SELECT anon_2.value
FROM each_text($3) AS anon_2), '{}');
  END IF;
  piece_48 := CASE WHEN $3 IS NULL THEN 'true' ELSE $asked$application.grading_class = ANY ($36)$asked$ END;
  IF NOT ($6 IS NULL) THEN
    found_49 := nullif(ARRAY(SELECT anon_3.value
FROM each_text($6) AS anon_3), '{}');
  END IF;
  piece_50 := CASE WHEN $6 IS NULL THEN 'true' ELSE $asked$application.service_type = ANY ($37)$asked$ END;
  piece_51 := CASE WHEN $10 IS NULL THEN 'true' ELSE $asked$application.submitted_key >= $10$asked$ END;
  piece_52 := CASE WHEN $9 IS NULL THEN 'true' ELSE $asked$application.submitted_key < $9$asked$ END;
  piece_53 := CASE WHEN $12 IS NULL THEN 'true' ELSE $asked$application.waiting_key < $12$asked$ END;
  piece_54 := CASE WHEN $13 IS NULL OR $13 != 1 THEN 'true' ELSE $asked$application.finding_count > 0$asked$ END;
  piece_55 := CASE WHEN $13 IS NULL OR $13 != 0 THEN 'true' ELSE $asked$application.finding_count = 0$asked$ END;
  RETURN QUERY EXECUTE $asked$SELECT placed.place, placed.total, placed.previous, placed.following
FROM (SELECT application.id AS id, row_number() OVER (ORDER BY $asked$ || chosen || $asked$) - 1 AS place, count(*) OVER () AS total, lag(application.id) OVER (ORDER BY $asked$ || chosen || $asked$) AS previous, lead(application.id) OVER (ORDER BY $asked$ || chosen || $asked$) AS following
FROM application
WHERE application.deleted_at IS NULL AND $asked$ || coalesce(piece_13, 'false') || $asked$ AND $asked$ || coalesce(piece_34, 'false') || $asked$ AND $asked$ || coalesce(piece_37, 'false') || $asked$ AND $asked$ || coalesce(piece_42, 'false') || $asked$ AND $asked$ || coalesce(piece_44, 'false') || $asked$ AND $asked$ || coalesce(piece_45, 'false') || $asked$ AND $asked$ || coalesce(piece_46, 'false') || $asked$ AND $asked$ || coalesce(piece_48, 'false') || $asked$ AND $asked$ || coalesce(piece_50, 'false') || $asked$ AND $asked$ || coalesce(piece_51, 'false') || $asked$ AND $asked$ || coalesce(piece_52, 'false') || $asked$ AND $asked$ || coalesce(piece_53, 'false') || $asked$ AND $asked$ || coalesce(piece_54, 'false') || $asked$ AND $asked$ || coalesce(piece_55, 'false') || $asked$) AS placed
WHERE placed.id = $1$asked$
  USING $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, found_1, found_2, found_4, found_5, found_7, found_8, found_10, found_11, found_15, found_17, found_19, found_21, found_23, found_25, found_26, found_30, found_35, found_38, found_39, found_40, found_43, found_47, found_49;
END
$read$;

CREATE FUNCTION read_names_of(asked_ids text) RETURNS TABLE ("id" text, "text" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT organisation.id, organisation.name AS text
FROM organisation
WHERE organisation.id IN (SELECT anon_1.value
FROM each_text($1) AS anon_1) AND (SELECT me() AS me_1) IS NOT NULL
$read$;

CREATE FUNCTION read_navigation_kinds() RETURNS TABLE ("of_route" integer, "rank" integer, "grading_class" text, "filed" bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
DECLARE
  found_1 text[];
  found_2 integer[];
  piece_3 text;
  found_4 text[];
  found_5 integer[];
  piece_6 text;
  found_7 text[];
  found_8 integer[];
  piece_9 text;
  found_10 text[];
  found_11 integer[];
  piece_12 text;
  piece_13 text;
BEGIN
  found_1 := nullif(ARRAY(SELECT my_organisations('unit') AS id), '{}');
  IF found_1 IS NOT NULL THEN
    found_2 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.unit_id = ANY (found_1) LIMIT 501), '{}');
  END IF;
  piece_3 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($2)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($1))$asked$ END;
  found_4 := nullif(ARRAY(SELECT my_organisations('department') AS id), '{}');
  IF found_4 IS NOT NULL THEN
    found_5 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) LIMIT 501), '{}');
  END IF;
  piece_6 := CASE WHEN cardinality(found_5) <= 500 THEN $asked$application.route_number = ANY ($4)$asked$
    WHEN found_5 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($3))$asked$ END;
  found_7 := nullif(ARRAY(SELECT my_organisations('secretary', 'member') AS id), '{}');
  IF found_7 IS NOT NULL THEN
    found_8 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_7) LIMIT 501), '{}');
  END IF;
  piece_9 := CASE WHEN cardinality(found_8) <= 500 THEN $asked$application.route_number = ANY ($6)$asked$
    WHEN found_8 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($5))$asked$ END;
  found_10 := nullif(ARRAY(SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL), '{}');
  IF found_10 IS NOT NULL THEN
    found_11 := nullif(ARRAY(SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY (found_10) LIMIT 501), '{}');
  END IF;
  piece_12 := CASE WHEN cardinality(found_11) <= 500 THEN $asked$application.line = ANY ($8)$asked$
    WHEN found_11 IS NOT NULL THEN $asked$application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY ($7))$asked$ END;
  piece_13 := '(' || nullif(concat_ws(' OR ', piece_3 || $asked$ AND application.status_rank > 0$asked$,
    piece_6 || $asked$ AND application.status_rank > 0$asked$,
    piece_9 || $asked$ AND application.reached_committee = 1$asked$,
    piece_12), '') || ')';
  RETURN QUERY EXECUTE $asked$WITH counts AS
(SELECT application.route_number AS route_number, application.stage_rank AS stage_rank, application.status_rank AS status_rank, application.grading_class AS grading_class, count(*) AS count
FROM application
WHERE application.deleted_at IS NULL AND $asked$ || coalesce(piece_13, 'false') || $asked$ GROUP BY application.route_number, application.stage_rank, application.status_rank, application.grading_class)
 SELECT 0 AS of_route, counts.status_rank AS rank, counts.grading_class, CAST(sum(counts.count) AS BIGINT) AS filed
FROM counts GROUP BY counts.status_rank, counts.grading_class UNION ALL SELECT 1 AS anon_1, counts.route_number, '' AS anon_2, CAST(sum(counts.count) AS BIGINT) AS filed
FROM counts GROUP BY counts.route_number$asked$
  USING found_1, found_2, found_4, found_5, found_7, found_8, found_10, found_11;
END
$read$;

CREATE FUNCTION read_newest_submission() RETURNS TABLE ("submitted_key" bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.submitted_key
FROM application
WHERE application.deleted_at IS NULL AND (application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT my_organisations('unit') AS id)) AND application.status_rank > 0 OR application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id IN (SELECT my_organisations('department') AS id)) AND application.status_rank > 0 OR application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id IN (SELECT my_organisations('secretary', 'member') AS id)) AND application.reached_committee = 1 OR application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id IN (SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL))) AND application.submitted_key >= 0 ORDER BY application.submitted_key DESC
 LIMIT 1
$read$;

CREATE FUNCTION read_newest_submission_before(asked_begins bigint) RETURNS TABLE ("submitted_key" bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.submitted_key
FROM application
WHERE application.deleted_at IS NULL AND (application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT my_organisations('unit') AS id)) AND application.status_rank > 0 OR application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id IN (SELECT my_organisations('department') AS id)) AND application.status_rank > 0 OR application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id IN (SELECT my_organisations('secretary', 'member') AS id)) AND application.reached_committee = 1 OR application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id IN (SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL))) AND application.submitted_key >= 0 AND $1 > application.submitted_key ORDER BY application.submitted_key DESC
 LIMIT 1
$read$;

CREATE FUNCTION read_notice_by_id(asked_notice_id text) RETURNS TABLE ("id" text, "key" text, "title" text, "content" text, "opens" bigint, "closes" bigint, "catalogue_key" text, "catalogue_hash" text, "issuer_id" text, "reading_seconds" integer, "changed_at" bigint, "changed_by" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT notice.id, notice.key, notice.title, notice.content, notice.opens, notice.closes, notice.catalogue_key, notice.catalogue_hash, notice.issuer_id, notice.reading_seconds, notice.changed_at, notice.changed_by
FROM notice
WHERE notice.id = $1 AND (SELECT me() AS me_1) IS NOT NULL ORDER BY notice.opens DESC, notice.key
$read$;

CREATE FUNCTION read_notice_by_key(asked_notice_key text) RETURNS TABLE ("id" text, "key" text, "title" text, "content" text, "opens" bigint, "closes" bigint, "catalogue_key" text, "catalogue_hash" text, "issuer_id" text, "reading_seconds" integer, "changed_at" bigint, "changed_by" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT notice.id, notice.key, notice.title, notice.content, notice.opens, notice.closes, notice.catalogue_key, notice.catalogue_hash, notice.issuer_id, notice.reading_seconds, notice.changed_at, notice.changed_by
FROM notice
WHERE notice.key = $1 AND (SELECT me() AS me_1) IS NOT NULL ORDER BY notice.opens DESC, notice.key
$read$;

CREATE FUNCTION read_notice_in_use(asked_notice_id text) RETURNS TABLE ("in_use" boolean)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT notice_used($1) AS in_use
$read$;

CREATE FUNCTION read_notices() RETURNS TABLE ("id" text, "key" text, "title" text, "content" text, "opens" bigint, "closes" bigint, "catalogue_key" text, "catalogue_hash" text, "issuer_id" text, "reading_seconds" integer, "changed_at" bigint, "changed_by" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT notice.id, notice.key, notice.title, notice.content, notice.opens, notice.closes, notice.catalogue_key, notice.catalogue_hash, notice.issuer_id, notice.reading_seconds, notice.changed_at, notice.changed_by
FROM notice
WHERE (SELECT me() AS me_1) IS NOT NULL ORDER BY notice.opens DESC, notice.key
$read$;

CREATE FUNCTION read_organisation_by_code(asked_code text) RETURNS TABLE ("id" text, "code" text, "name" text, "kind" text, "parent_id" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT organisation.id, organisation.code, organisation.name, organisation.kind, organisation.parent_id
FROM organisation
WHERE organisation.code = $1 AND (SELECT me() AS me_1) IS NOT NULL
$read$;

CREATE FUNCTION read_organisations() RETURNS TABLE ("id" text, "code" text, "name" text, "kind" text, "parent_id" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT organisation.id, organisation.code, organisation.name, organisation.kind, organisation.parent_id
FROM organisation
WHERE (SELECT me() AS me_1) IS NOT NULL ORDER BY organisation.code
$read$;

CREATE FUNCTION read_original_checks(asked_application_id text, asked_organisations text) RETURNS TABLE ("sha256" text, "name" text, "verified_at" bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT original_check.sha256, account.name, original_check.verified_at
FROM original_check JOIN account ON account.id = original_check.account_id
WHERE original_check.application_id = $1 AND original_check.organisation_id IN (SELECT anon_1.value
FROM each_text($2) AS anon_1) AND original_check.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id) AND (EXISTS (SELECT application.id
FROM application
WHERE application.id = original_check.application_id AND ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id)))))) ORDER BY original_check.verified_at DESC
$read$;

CREATE FUNCTION read_parents() RETURNS TABLE ("id" text, "parent_id" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT organisation.id, organisation.parent_id
FROM organisation
WHERE (SELECT me() AS me_1) IS NOT NULL
$read$;

CREATE FUNCTION read_phrases() RETURNS TABLE ("text" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT phrase.text
FROM phrase
WHERE phrase.account_id = (SELECT me()) ORDER BY phrase.position
$read$;

CREATE FUNCTION read_route_of(asked_application_id text) RETURNS TABLE ("id" text, "code" text, "name" text, "kind" text, "parent_id" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT organisation.id, organisation.code, organisation.name, organisation.kind, organisation.parent_id
FROM organisation JOIN route_department ON route_department.department_id = organisation.id JOIN application ON application.route_number = route_department.route_number
WHERE application.id = $1 AND ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id)))) ORDER BY route_department.level
$read$;

CREATE FUNCTION read_rows_of(asked_lines text) RETURNS TABLE ("line" integer, "id" text, "key" text, "number" text, "name" text, "unit_id" text, "unit" text, "unit_code" text, "grading_class" text, "standard" text, "service_type" text, "status" text, "stage" text, "submission" integer, "seq" integer, "submitted_at" bigint, "stage_since" bigint, "attachment_count" integer, "finding_count" integer, "opened" boolean)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT application.line, application.id, application.key, application.number, application.name, application.unit_id, organisation.name AS unit, organisation.code AS unit_code, application.grading_class, application.standard, application.service_type, application.status, application.stage, application.submission, application.seq, application.submitted_at, application.stage_since, application.attachment_count, application.finding_count, EXISTS (SELECT *
FROM application_view
WHERE application_view.account_id = (SELECT me() AS me_1) AND application_view.application_id = application.id) AS opened
FROM application JOIN organisation ON organisation.id = application.unit_id
WHERE application.line = ANY (listed_numbers($1)) AND application.deleted_at IS NULL AND (application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id IN (SELECT my_organisations('unit') AS id)) AND application.status_rank > 0 OR application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id IN (SELECT my_organisations('department') AS id)) AND application.status_rank > 0 OR application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id IN (SELECT my_organisations('secretary', 'member') AS id)) AND application.reached_committee = 1 OR application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id IN (SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL)))
$read$;

CREATE FUNCTION read_saved_filters() RETURNS TABLE ("id" text, "name" text, "query" text, "saved_at" bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT saved_filter.id, saved_filter.name, saved_filter.query, saved_filter.saved_at
FROM saved_filter
WHERE saved_filter.account_id = (SELECT me()) ORDER BY saved_filter.saved_at, saved_filter.id
$read$;

CREATE FUNCTION read_setting_of(asked_setting_key text) RETURNS TABLE ("value" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT setting.value
FROM setting
WHERE setting.key = $1 AND setting.key IN ('name', 'registration') AND (SELECT me() AS me_1) IS NOT NULL
$read$;

CREATE FUNCTION read_situation_of(asked_application_id text) RETURNS TABLE ("situation_application_id" text, "situation_levels" integer, "situation_status" text, "situation_stage" text, "situation_returned_from" text, "situation_submission" integer, "situation_seq" integer, "situation_notice_closes" bigint, "situation_correction_due" bigint, "situation_changed_since_return" integer, "situation_deleted" integer, "situation_last_action" text, "situation_last_desk" text, "situation_last_submission" integer, "situation_last_recorded_at" bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT situation.application_id AS situation_application_id, situation.levels AS situation_levels, situation.status AS situation_status, situation.stage AS situation_stage, situation.returned_from AS situation_returned_from, situation.submission AS situation_submission, situation.seq AS situation_seq, situation.notice_closes AS situation_notice_closes, situation.correction_due AS situation_correction_due, situation.changed_since_return AS situation_changed_since_return, situation.deleted AS situation_deleted, situation.last_action AS situation_last_action, situation.last_desk AS situation_last_desk, situation.last_submission AS situation_last_submission, situation.last_recorded_at AS situation_last_recorded_at
FROM situation
WHERE situation.application_id = $1 AND (EXISTS (SELECT application.id
FROM application
WHERE application.id = situation.application_id AND ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id))))))
$read$;

CREATE FUNCTION read_submissions_of(asked_application_id text) RETURNS TABLE ("id" text, "application_id" text, "number" integer, "content" text, "content_hash" text, "catalogue_hash" text, "grading_class" text, "findings" text, "route" text, "pledge" integer, "desk" text, "account_id" text, "submitted_at" bigint, "recorded_at" bigint, "importer" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT submission.id, submission.application_id, submission.number, content_shown(submission.id) AS content, '' AS content_hash, submission.catalogue_hash, submission.grading_class, submission.findings, submission.route, submission.pledge, submission.desk, submission.account_id, submission.submitted_at, submission.recorded_at, account.name AS importer
FROM submission JOIN account ON account.id = submission.account_id
WHERE submission.application_id = $1 AND (EXISTS (SELECT application.id
FROM application
WHERE application.id = submission.application_id AND ((application.route_number IN (SELECT route.number
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
WHERE decision.application_id = application.id AND decision.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary') AS id)))))) ORDER BY submission.number
$read$;

CREATE FUNCTION read_to_review() RETURNS TABLE ("count" bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
DECLARE
  found_1 text[];
  found_2 integer[];
  piece_3 text;
  found_4 text[];
  found_5 integer[];
  piece_6 text;
  found_7 text[];
  found_8 integer[];
  piece_9 text;
  found_10 text[];
  found_11 integer[];
  piece_12 text;
  piece_13 text;
  piece_14 text;
  found_15 integer[];
  piece_16 text;
  found_17 integer[];
  piece_18 text;
  found_19 integer[];
  piece_20 text;
  found_21 integer[];
  piece_22 text;
  found_23 integer[];
  piece_24 text;
  found_25 text[];
  found_26 integer[];
  piece_27 text;
  piece_28 text;
BEGIN
  found_1 := nullif(ARRAY(SELECT my_organisations('unit') AS id), '{}');
  IF found_1 IS NOT NULL THEN
    found_2 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.unit_id = ANY (found_1) LIMIT 501), '{}');
  END IF;
  piece_3 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($2)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($1))$asked$ END;
  found_4 := nullif(ARRAY(SELECT my_organisations('department') AS id), '{}');
  IF found_4 IS NOT NULL THEN
    found_5 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) LIMIT 501), '{}');
  END IF;
  piece_6 := CASE WHEN cardinality(found_5) <= 500 THEN $asked$application.route_number = ANY ($4)$asked$
    WHEN found_5 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($3))$asked$ END;
  found_7 := nullif(ARRAY(SELECT my_organisations('secretary', 'member') AS id), '{}');
  IF found_7 IS NOT NULL THEN
    found_8 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_7) LIMIT 501), '{}');
  END IF;
  piece_9 := CASE WHEN cardinality(found_8) <= 500 THEN $asked$application.route_number = ANY ($6)$asked$
    WHEN found_8 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($5))$asked$ END;
  found_10 := nullif(ARRAY(SELECT mine
FROM me_as('applicant') AS mine
WHERE mine IS NOT NULL), '{}');
  IF found_10 IS NOT NULL THEN
    found_11 := nullif(ARRAY(SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY (found_10) LIMIT 501), '{}');
  END IF;
  piece_12 := CASE WHEN cardinality(found_11) <= 500 THEN $asked$application.line = ANY ($8)$asked$
    WHEN found_11 IS NOT NULL THEN $asked$application.line IN (SELECT own.line
FROM application AS own
WHERE own.applicant_id = ANY ($7))$asked$ END;
  piece_13 := '(' || nullif(concat_ws(' OR ', piece_3 || $asked$ AND application.status_rank > 0$asked$,
    piece_6 || $asked$ AND application.status_rank > 0$asked$,
    piece_9 || $asked$ AND application.reached_committee = 1$asked$,
    piece_12), '') || ')';
  piece_14 := CASE WHEN cardinality(found_2) <= 500 THEN $asked$application.route_number = ANY ($2)$asked$
    WHEN found_2 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.unit_id = ANY ($1))$asked$ END;
  IF found_4 IS NOT NULL THEN
    found_15 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 1 LIMIT 501), '{}');
  END IF;
  piece_16 := CASE WHEN cardinality(found_15) <= 500 THEN $asked$application.route_number = ANY ($9)$asked$
    WHEN found_15 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($3) AND route_department.level = 1)$asked$ END;
  IF found_4 IS NOT NULL THEN
    found_17 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 2 LIMIT 501), '{}');
  END IF;
  piece_18 := CASE WHEN cardinality(found_17) <= 500 THEN $asked$application.route_number = ANY ($10)$asked$
    WHEN found_17 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($3) AND route_department.level = 2)$asked$ END;
  IF found_4 IS NOT NULL THEN
    found_19 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 3 LIMIT 501), '{}');
  END IF;
  piece_20 := CASE WHEN cardinality(found_19) <= 500 THEN $asked$application.route_number = ANY ($11)$asked$
    WHEN found_19 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($3) AND route_department.level = 3)$asked$ END;
  IF found_4 IS NOT NULL THEN
    found_21 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 4 LIMIT 501), '{}');
  END IF;
  piece_22 := CASE WHEN cardinality(found_21) <= 500 THEN $asked$application.route_number = ANY ($12)$asked$
    WHEN found_21 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($3) AND route_department.level = 4)$asked$ END;
  IF found_4 IS NOT NULL THEN
    found_23 := nullif(ARRAY(SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY (found_4) AND route_department.level = 5 LIMIT 501), '{}');
  END IF;
  piece_24 := CASE WHEN cardinality(found_23) <= 500 THEN $asked$application.route_number = ANY ($13)$asked$
    WHEN found_23 IS NOT NULL THEN $asked$application.route_number IN (SELECT route_department.route_number
FROM route_department
WHERE route_department.department_id = ANY ($3) AND route_department.level = 5)$asked$ END;
  found_25 := nullif(ARRAY(SELECT my_organisations('secretary') AS id), '{}');
  IF found_25 IS NOT NULL THEN
    found_26 := nullif(ARRAY(SELECT route.number
FROM route
WHERE route.issuer_id = ANY (found_25) LIMIT 501), '{}');
  END IF;
  piece_27 := CASE WHEN cardinality(found_26) <= 500 THEN $asked$application.route_number = ANY ($15)$asked$
    WHEN found_26 IS NOT NULL THEN $asked$application.route_number IN (SELECT route.number
FROM route
WHERE route.issuer_id = ANY ($14))$asked$ END;
  piece_28 := '(' || nullif(concat_ws(' OR ', $asked$application.stage_rank = 1 AND $asked$ || piece_14,
    $asked$application.stage_rank = 2 AND $asked$ || piece_16,
    $asked$application.stage_rank = 3 AND $asked$ || piece_18,
    $asked$application.stage_rank = 4 AND $asked$ || piece_20,
    $asked$application.stage_rank = 5 AND $asked$ || piece_22,
    $asked$application.stage_rank = 6 AND $asked$ || piece_24,
    $asked$application.stage_rank = 7 AND $asked$ || piece_27), '') || ')';
  RETURN QUERY EXECUTE $asked$SELECT count(application.line) AS count
FROM application
WHERE application.deleted_at IS NULL AND $asked$ || coalesce(piece_13, 'false') || $asked$ AND $asked$ || coalesce(piece_28, 'false')
  USING found_1, found_2, found_4, found_5, found_7, found_8, found_10, found_11, found_15, found_17, found_19, found_21, found_23, found_25, found_26;
END
$read$;

CREATE FUNCTION read_units_of_routes() RETURNS TABLE ("number" integer, "id" text, "name" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT route.number, organisation.id, organisation.name
FROM route JOIN organisation ON organisation.id = route.unit_id
WHERE (SELECT me() AS me_1) IS NOT NULL ORDER BY organisation.code
$read$;

GRANT USAGE, CREATE ON SCHEMA talentdesk TO talentdesk_reader, talentdesk_verifier;

ALTER FUNCTION read_account_by_login(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_accounts() OWNER TO talentdesk_reader;

ALTER FUNCTION read_application_line(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_attachments_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_attachments_opened(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_audit_decisions() OWNER TO talentdesk_verifier;

ALTER FUNCTION read_audit_deletions() OWNER TO talentdesk_verifier;

ALTER FUNCTION read_audit_entries() OWNER TO talentdesk_verifier;

ALTER FUNCTION read_audit_heads(integer) OWNER TO talentdesk_verifier;

ALTER FUNCTION read_audit_ordered() OWNER TO talentdesk_verifier;

ALTER FUNCTION read_audit_submissions() OWNER TO talentdesk_verifier;

ALTER FUNCTION read_audit_until(integer) OWNER TO talentdesk_verifier;

ALTER FUNCTION read_audit_wrong_heads() OWNER TO talentdesk_verifier;

ALTER FUNCTION read_catalogue_text(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_catalogues() OWNER TO talentdesk_reader;

ALTER FUNCTION read_codes_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_comment_draft_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_current_catalogue(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_decided_view(text, text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_deciding_view(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_decision_by_id(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_decisions_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_desks_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_digests_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_handled_count() OWNER TO talentdesk_reader;

ALTER FUNCTION read_id_of(integer) OWNER TO talentdesk_reader;

ALTER FUNCTION read_ids_by_key(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_ids_by_number(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_line_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_list_among(text, text, text, text, text, text, text, bigint, bigint, text, bigint, integer, text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_list_count(text, text, text, text, text, text, bigint, bigint, text, bigint, integer, text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_list_lines(text, text, text, text, text, text, text, bigint, bigint, text, bigint, integer, text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_list_page(text, text, bigint, bigint, text, text, text, text, text, bigint, bigint, text, bigint, integer, text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_list_place(text, text, text, text, text, text, text, text, bigint, bigint, text, bigint, integer, text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_names_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_navigation_kinds() OWNER TO talentdesk_reader;

ALTER FUNCTION read_newest_submission() OWNER TO talentdesk_reader;

ALTER FUNCTION read_newest_submission_before(bigint) OWNER TO talentdesk_reader;

ALTER FUNCTION read_notice_by_id(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_notice_by_key(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_notice_in_use(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_notices() OWNER TO talentdesk_reader;

ALTER FUNCTION read_organisation_by_code(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_organisations() OWNER TO talentdesk_reader;

ALTER FUNCTION read_original_checks(text, text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_parents() OWNER TO talentdesk_reader;

ALTER FUNCTION read_phrases() OWNER TO talentdesk_reader;

ALTER FUNCTION read_route_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_rows_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_saved_filters() OWNER TO talentdesk_reader;

ALTER FUNCTION read_setting_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_situation_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_submissions_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_to_review() OWNER TO talentdesk_reader;

ALTER FUNCTION read_units_of_routes() OWNER TO talentdesk_reader;

REVOKE CREATE ON SCHEMA talentdesk FROM talentdesk_reader, talentdesk_verifier;

REVOKE ALL ON FUNCTION
  read_account_by_login(text),
  read_accounts(),
  read_application_line(text),
  read_attachments_of(text),
  read_attachments_opened(text),
  read_audit_decisions(),
  read_audit_deletions(),
  read_audit_entries(),
  read_audit_heads(integer),
  read_audit_ordered(),
  read_audit_submissions(),
  read_audit_until(integer),
  read_audit_wrong_heads(),
  read_catalogue_text(text),
  read_catalogues(),
  read_codes_of(text),
  read_comment_draft_of(text),
  read_current_catalogue(text),
  read_decided_view(text, text),
  read_deciding_view(text),
  read_decision_by_id(text),
  read_decisions_of(text),
  read_desks_of(text),
  read_digests_of(text),
  read_handled_count(),
  read_id_of(integer),
  read_ids_by_key(text),
  read_ids_by_number(text),
  read_line_of(text),
  read_list_among(text, text, text, text, text, text, text, bigint, bigint, text, bigint, integer, text),
  read_list_count(text, text, text, text, text, text, bigint, bigint, text, bigint, integer, text),
  read_list_lines(text, text, text, text, text, text, text, bigint, bigint, text, bigint, integer, text),
  read_list_page(text, text, bigint, bigint, text, text, text, text, text, bigint, bigint, text, bigint, integer, text),
  read_list_place(text, text, text, text, text, text, text, text, bigint, bigint, text, bigint, integer, text),
  read_names_of(text),
  read_navigation_kinds(),
  read_newest_submission(),
  read_newest_submission_before(bigint),
  read_notice_by_id(text),
  read_notice_by_key(text),
  read_notice_in_use(text),
  read_notices(),
  read_organisation_by_code(text),
  read_organisations(),
  read_original_checks(text, text),
  read_parents(),
  read_phrases(),
  read_route_of(text),
  read_rows_of(text),
  read_saved_filters(),
  read_setting_of(text),
  read_situation_of(text),
  read_submissions_of(text),
  read_to_review(),
  read_units_of_routes()
  FROM PUBLIC;

GRANT EXECUTE ON FUNCTION
  read_account_by_login(text),
  read_accounts(),
  read_application_line(text),
  read_attachments_of(text),
  read_attachments_opened(text),
  read_audit_decisions(),
  read_audit_deletions(),
  read_audit_entries(),
  read_audit_heads(integer),
  read_audit_ordered(),
  read_audit_submissions(),
  read_audit_until(integer),
  read_audit_wrong_heads(),
  read_catalogue_text(text),
  read_catalogues(),
  read_codes_of(text),
  read_comment_draft_of(text),
  read_current_catalogue(text),
  read_decided_view(text, text),
  read_deciding_view(text),
  read_decision_by_id(text),
  read_decisions_of(text),
  read_desks_of(text),
  read_digests_of(text),
  read_handled_count(),
  read_id_of(integer),
  read_ids_by_key(text),
  read_ids_by_number(text),
  read_line_of(text),
  read_list_among(text, text, text, text, text, text, text, bigint, bigint, text, bigint, integer, text),
  read_list_count(text, text, text, text, text, text, bigint, bigint, text, bigint, integer, text),
  read_list_lines(text, text, text, text, text, text, text, bigint, bigint, text, bigint, integer, text),
  read_list_page(text, text, bigint, bigint, text, text, text, text, text, bigint, bigint, text, bigint, integer, text),
  read_list_place(text, text, text, text, text, text, text, text, bigint, bigint, text, bigint, integer, text),
  read_names_of(text),
  read_navigation_kinds(),
  read_newest_submission(),
  read_newest_submission_before(bigint),
  read_notice_by_id(text),
  read_notice_by_key(text),
  read_notice_in_use(text),
  read_notices(),
  read_organisation_by_code(text),
  read_organisations(),
  read_original_checks(text, text),
  read_parents(),
  read_phrases(),
  read_route_of(text),
  read_rows_of(text),
  read_saved_filters(),
  read_setting_of(text),
  read_situation_of(text),
  read_submissions_of(text),
  read_to_review(),
  read_units_of_routes()
  TO talentdesk_person;

