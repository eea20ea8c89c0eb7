-- Generated (python -m desktop.store.migrations.freeze reads): all that people read, a function for
-- each question of desktop.store.queries, with the scope of whoever asks inside. They belong to a role that owns no
-- table and for which the rules of policies.sql say the scope once more.

CREATE FUNCTION read_draft_files_of(asked_application_id text) RETURNS TABLE ("sha256" text)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT draft_file.sha256
FROM draft_file
WHERE draft_file.application_id = $1 AND (EXISTS (SELECT application.id
FROM application
WHERE application.id = draft_file.application_id AND application.applicant_id = (SELECT me_as('applicant') AS me_as_1)))
$read$;

CREATE FUNCTION read_draft_of(asked_application_id text) RETURNS TABLE ("content" text, "saved_at" bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp SET jit = off AS $read$
SELECT draft_content(draft.application_id) AS content, draft.saved_at
FROM draft
WHERE draft.application_id = $1 AND (EXISTS (SELECT application.id
FROM application
WHERE application.id = draft.application_id AND application.applicant_id = (SELECT me_as('applicant') AS me_as_1)))
$read$;

GRANT USAGE, CREATE ON SCHEMA talentdesk TO talentdesk_reader, talentdesk_verifier;

ALTER FUNCTION read_draft_files_of(text) OWNER TO talentdesk_reader;

ALTER FUNCTION read_draft_of(text) OWNER TO talentdesk_reader;

REVOKE CREATE ON SCHEMA talentdesk FROM talentdesk_reader, talentdesk_verifier;

REVOKE ALL ON FUNCTION
  read_draft_files_of(text),
  read_draft_of(text)
  FROM PUBLIC;

GRANT EXECUTE ON FUNCTION
  read_draft_files_of(text),
  read_draft_of(text)
  TO talentdesk_person;

