CREATE TABLE account (
  id TEXT COLLATE "C" NOT NULL,
  login TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  disabled INTEGER DEFAULT 0 NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_account PRIMARY KEY (id),
  CONSTRAINT ck_account_id CHECK (length(id) = 36),
  CONSTRAINT uq_account_login UNIQUE (login)
);

CREATE TABLE audit (
  chain TEXT COLLATE "C" NOT NULL,
  position INTEGER NOT NULL,
  ordinal BIGINT,
  at BIGINT NOT NULL,
  entry TEXT COLLATE "C" NOT NULL,
  previous TEXT COLLATE "C" NOT NULL,
  hash TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_audit PRIMARY KEY (chain, position),
  CONSTRAINT uq_audit_ordinal UNIQUE (ordinal)
);

CREATE TABLE blob (
  sha256 TEXT COLLATE "C" NOT NULL,
  size INTEGER NOT NULL,
  CONSTRAINT pk_blob PRIMARY KEY (sha256),
  CONSTRAINT ck_blob_sha256 CHECK (length(sha256) = 64)
);

CREATE TABLE catalogue (
  hash TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  content TEXT COLLATE "C" NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_catalogue PRIMARY KEY (hash),
  CONSTRAINT ck_catalogue_hash CHECK (length(hash) = 64)
);

CREATE INDEX ix_catalogue_key_changed_at ON catalogue (key, changed_at);

CREATE TABLE number_series (
  year INTEGER NOT NULL,
  issuer TEXT COLLATE "C" NOT NULL,
  last INTEGER NOT NULL,
  CONSTRAINT pk_number_series PRIMARY KEY (year, issuer)
);

CREATE TABLE organisation (
  id TEXT COLLATE "C" NOT NULL,
  code TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  parent_id TEXT COLLATE "C",
  changed_at BIGINT NOT NULL,
  changed_by TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_organisation PRIMARY KEY (id),
  CONSTRAINT ck_organisation_id CHECK (length(id) = 36),
  CONSTRAINT uq_organisation_code UNIQUE (code),
  CONSTRAINT ck_organisation_kind CHECK (kind IN ('unit', 'department')),
  CONSTRAINT fk_organisation_parent_id FOREIGN KEY(parent_id) REFERENCES organisation (id)
);

CREATE INDEX ix_organisation_parent_id ON organisation (parent_id);

CREATE TABLE setting (
  key TEXT COLLATE "C" NOT NULL,
  value TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_setting PRIMARY KEY (key)
);

CREATE TABLE verdict (
  levels INTEGER NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  stage TEXT COLLATE "C" NOT NULL,
  action TEXT COLLATE "C" NOT NULL,
  desk TEXT COLLATE "C" NOT NULL,
  to_status TEXT COLLATE "C" NOT NULL,
  to_stage TEXT COLLATE "C" NOT NULL,
  straight_back_stage TEXT COLLATE "C" NOT NULL,
  recorded_stage TEXT COLLATE "C" NOT NULL,
  condition TEXT COLLATE "C" NOT NULL,
  comment_required INTEGER DEFAULT 0 NOT NULL,
  meeting_required INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_verdict PRIMARY KEY (levels, status, stage, action, desk)
);

CREATE TABLE blob_chunk (
  sha256 TEXT COLLATE "C" NOT NULL,
  position INTEGER NOT NULL,
  content BYTEA NOT NULL,
  CONSTRAINT pk_blob_chunk PRIMARY KEY (sha256, position),
  CONSTRAINT ck_blob_chunk_content CHECK (length(content) BETWEEN 1 AND 1048576),
  CONSTRAINT fk_blob_chunk_sha256 FOREIGN KEY(sha256) REFERENCES blob (sha256)
);

CREATE TABLE disclosure (
  account_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_disclosure PRIMARY KEY (account_id, kind, application_id, subject, at),
  CONSTRAINT ck_disclosure_kind CHECK (kind IN ('attachment', 'identity_number', 'export', 'look_up')),
  CONSTRAINT fk_disclosure_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE TABLE membership (
  id TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  organisation_id TEXT COLLATE "C",
  changed_at BIGINT NOT NULL,
  changed_by TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_membership PRIMARY KEY (id),
  CONSTRAINT ck_membership_id CHECK (length(id) = 36),
  CONSTRAINT ck_membership_role CHECK (role IN ('applicant', 'unit', 'department', 'member', 'secretary', 'administrator', 'auditor')),
  CONSTRAINT fk_membership_account_id FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_membership_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);

CREATE INDEX ix_membership_organisation_id_role ON membership (organisation_id, role, account_id);

CREATE UNIQUE INDEX uq_membership_account_id_role_organisation_id ON membership (account_id, role, coalesce(organisation_id, ''));

CREATE TABLE notice (
  id TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C" NOT NULL,
  content TEXT COLLATE "C" NOT NULL,
  opens BIGINT NOT NULL,
  closes BIGINT NOT NULL,
  catalogue_key TEXT COLLATE "C" NOT NULL,
  catalogue_hash TEXT COLLATE "C" NOT NULL,
  issuer_id TEXT COLLATE "C" NOT NULL,
  reading_seconds INTEGER NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_notice PRIMARY KEY (id),
  CONSTRAINT ck_notice_id CHECK (length(id) = 36),
  CONSTRAINT uq_notice_key UNIQUE (key),
  CONSTRAINT ck_notice_window CHECK (opens < closes),
  CONSTRAINT fk_notice_catalogue_hash FOREIGN KEY(catalogue_hash) REFERENCES catalogue (hash),
  CONSTRAINT fk_notice_issuer_id FOREIGN KEY(issuer_id) REFERENCES organisation (id)
);

CREATE TABLE phrase (
  account_id TEXT COLLATE "C" NOT NULL,
  position INTEGER NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_phrase PRIMARY KEY (account_id, position),
  CONSTRAINT fk_phrase_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE TABLE route (
  number INTEGER GENERATED ALWAYS AS IDENTITY,
  unit_id TEXT COLLATE "C" NOT NULL,
  issuer_id TEXT COLLATE "C" NOT NULL,
  departments TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_route PRIMARY KEY (number),
  CONSTRAINT uq_route_unit_id_departments UNIQUE (unit_id, departments),
  CONSTRAINT fk_route_unit_id FOREIGN KEY(unit_id) REFERENCES organisation (id),
  CONSTRAINT fk_route_issuer_id FOREIGN KEY(issuer_id) REFERENCES organisation (id)
);

CREATE TABLE saved_filter (
  id TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  query TEXT COLLATE "C" NOT NULL,
  saved_at BIGINT NOT NULL,
  CONSTRAINT pk_saved_filter PRIMARY KEY (id),
  CONSTRAINT ck_saved_filter_id CHECK (length(id) = 36),
  CONSTRAINT uq_saved_filter_account_id_name UNIQUE (account_id, name),
  CONSTRAINT fk_saved_filter_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE TABLE application (
  line INTEGER GENERATED ALWAYS AS IDENTITY,
  id TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  unit_id TEXT COLLATE "C" NOT NULL,
  unit_name TEXT COLLATE "C" NOT NULL,
  notice_id TEXT COLLATE "C" NOT NULL,
  issuer_id TEXT COLLATE "C" NOT NULL,
  route_number INTEGER NOT NULL,
  applicant_id TEXT COLLATE "C",
  levels INTEGER NOT NULL,
  number TEXT COLLATE "C",
  person_key TEXT COLLATE "C",
  status TEXT COLLATE "C" DEFAULT 'draft' NOT NULL,
  stage TEXT COLLATE "C" DEFAULT '' NOT NULL,
  returned_from TEXT COLLATE "C" DEFAULT '' NOT NULL,
  submission INTEGER DEFAULT 0 NOT NULL,
  seq INTEGER DEFAULT 0 NOT NULL,
  stage_since BIGINT,
  submitted_at BIGINT,
  correction_due BIGINT,
  straight_back INTEGER DEFAULT 0 NOT NULL,
  changed_since_return INTEGER DEFAULT 0 NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  name TEXT COLLATE "C" DEFAULT '' NOT NULL,
  grading_class TEXT COLLATE "C" DEFAULT '' NOT NULL,
  standard TEXT COLLATE "C" DEFAULT '' NOT NULL,
  service_type TEXT COLLATE "C" DEFAULT '' NOT NULL,
  attachment_count INTEGER DEFAULT 0 NOT NULL,
  finding_count INTEGER DEFAULT 0 NOT NULL,
  search_text TEXT COLLATE "C" DEFAULT '' NOT NULL,
  chain_length INTEGER DEFAULT 0 NOT NULL,
  chain_hash TEXT COLLATE "C" DEFAULT '' NOT NULL,
  status_rank INTEGER GENERATED ALWAYS AS ((CASE status WHEN 'draft' THEN 0 WHEN 'submitted' THEN 1 WHEN 'returned' THEN 2 WHEN 'approved' THEN 3 WHEN 'terminated' THEN 4 END)::integer) STORED NOT NULL,
  stage_rank INTEGER GENERATED ALWAYS AS ((CASE stage WHEN '' THEN 0 WHEN 'unit' THEN 1 WHEN 'department-1' THEN 2 WHEN 'department-2' THEN 3 WHEN 'department-3' THEN 4 WHEN 'department-4' THEN 5 WHEN 'department-5' THEN 6 WHEN 'committee' THEN 7 END)::integer) STORED NOT NULL,
  reached_committee INTEGER GENERATED ALWAYS AS ((stage = 'committee' OR status = 'approved' OR (status = 'terminated' AND returned_from = 'committee'))::integer) STORED NOT NULL,
  number_key TEXT COLLATE "C" GENERATED ALWAYS AS (coalesce(number, '')) STORED NOT NULL,
  submitted_key BIGINT GENERATED ALWAYS AS (coalesce(submitted_at, -1)) STORED NOT NULL,
  waiting_key BIGINT GENERATED ALWAYS AS (coalesce(stage_since, 253402300799999)) STORED NOT NULL,
  CONSTRAINT pk_application PRIMARY KEY (line),
  CONSTRAINT uq_application_id UNIQUE (id),
  CONSTRAINT uq_application_unit_id_key UNIQUE (unit_id, key),
  CONSTRAINT uq_application_number UNIQUE (number),
  CONSTRAINT ck_application_id CHECK (length(id) = 36),
  CONSTRAINT ck_application_status CHECK (status IN ('draft', 'submitted', 'returned', 'approved', 'terminated')),
  CONSTRAINT ck_application_levels CHECK (levels BETWEEN 1 AND 5),
  CONSTRAINT ck_application_stage CHECK ((status = 'submitted') = (stage <> '')),
  CONSTRAINT ck_application_stage_since CHECK ((status = 'submitted') = (stage_since IS NOT NULL)),
  CONSTRAINT fk_application_unit_id FOREIGN KEY(unit_id) REFERENCES organisation (id),
  CONSTRAINT fk_application_notice_id FOREIGN KEY(notice_id) REFERENCES notice (id),
  CONSTRAINT fk_application_issuer_id FOREIGN KEY(issuer_id) REFERENCES organisation (id),
  CONSTRAINT fk_application_route_number FOREIGN KEY(route_number) REFERENCES route (number),
  CONSTRAINT fk_application_applicant_id FOREIGN KEY(applicant_id) REFERENCES account (id)
);

CREATE INDEX ix_application_applicant_id ON application (applicant_id);

CREATE INDEX ix_application_by_attachment_count ON application (attachment_count, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_finding_count ON application (finding_count, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, deleted_at);

CREATE INDEX ix_application_by_grading_class ON application (grading_class, line, route_number, status_rank, stage_rank, reached_committee, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_key ON application (key, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_name ON application (name, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_number_key ON application (number_key, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_service_type ON application (service_type, line, route_number, status_rank, stage_rank, reached_committee, grading_class, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_stage_rank ON application (stage_rank, line, route_number, status_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_standard ON application (standard, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_status_rank ON application (status_rank, line, route_number, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_submitted_key ON application (submitted_key, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_unit_name ON application (unit_name, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_waiting_key ON application (waiting_key, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, finding_count, deleted_at);

CREATE INDEX ix_application_person_key ON application (person_key);

CREATE INDEX ix_application_route ON application (route_number, stage_rank, status_rank, grading_class, reached_committee, service_type, submitted_key, waiting_key, finding_count, deleted_at) INCLUDE (line);

CREATE UNIQUE INDEX uq_application_person ON application (notice_id, person_key) WHERE deleted_at IS NULL;

CREATE TABLE route_department (
  route_number INTEGER NOT NULL,
  level INTEGER NOT NULL,
  department_id TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_route_department PRIMARY KEY (route_number, level),
  CONSTRAINT fk_route_department_route_number FOREIGN KEY(route_number) REFERENCES route (number),
  CONSTRAINT fk_route_department_department_id FOREIGN KEY(department_id) REFERENCES organisation (id)
);

CREATE INDEX ix_route_department_department_id ON route_department (department_id, level, route_number);

CREATE TABLE application_view (
  account_id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  opened_at BIGINT NOT NULL,
  CONSTRAINT pk_application_view PRIMARY KEY (account_id, application_id),
  CONSTRAINT fk_application_view_account_id FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_application_view_application_id FOREIGN KEY(application_id) REFERENCES application (id)
);

CREATE TABLE attachment_view (
  account_id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  sha256 TEXT COLLATE "C" NOT NULL,
  opened_at BIGINT NOT NULL,
  CONSTRAINT pk_attachment_view PRIMARY KEY (account_id, application_id, sha256),
  CONSTRAINT fk_attachment_view_account_id FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_attachment_view_application_id FOREIGN KEY(application_id) REFERENCES application (id)
);

CREATE TABLE comment_draft (
  account_id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  content TEXT COLLATE "C" NOT NULL,
  saved_at BIGINT NOT NULL,
  CONSTRAINT pk_comment_draft PRIMARY KEY (account_id, application_id),
  CONSTRAINT fk_comment_draft_account_id FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_comment_draft_application_id FOREIGN KEY(application_id) REFERENCES application (id)
);

CREATE TABLE decision (
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  submission INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  action TEXT COLLATE "C" NOT NULL,
  stage TEXT COLLATE "C" NOT NULL,
  desk TEXT COLLATE "C" NOT NULL,
  organisation_id TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  decided_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  comment TEXT COLLATE "C" NOT NULL,
  meeting TEXT COLLATE "C" NOT NULL,
  correction_deadline TEXT COLLATE "C",
  straight_back INTEGER NOT NULL,
  origin TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_decision PRIMARY KEY (id),
  CONSTRAINT ck_decision_id CHECK (length(id) = 36),
  CONSTRAINT uq_decision_application_id_seq UNIQUE (application_id, seq),
  CONSTRAINT ck_decision_action CHECK (action IN ('confirm', 'pass', 'return', 'terminate', 'withdraw')),
  CONSTRAINT ck_decision_comment CHECK (length(comment) <= 2000),
  CONSTRAINT ck_decision_meeting CHECK (length(meeting) <= 100),
  CONSTRAINT ck_decision_straight_back CHECK (straight_back IN (0, 1)),
  CONSTRAINT fk_decision_application_id FOREIGN KEY(application_id) REFERENCES application (id),
  CONSTRAINT fk_decision_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT fk_decision_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE INDEX ix_decision_organisation_id ON decision (organisation_id, application_id);

CREATE TABLE deletion (
  application_id TEXT COLLATE "C" NOT NULL,
  desk TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  recorded_at BIGINT NOT NULL,
  CONSTRAINT pk_deletion PRIMARY KEY (application_id),
  CONSTRAINT fk_deletion_application_id FOREIGN KEY(application_id) REFERENCES application (id),
  CONSTRAINT fk_deletion_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE TABLE draft (
  application_id TEXT COLLATE "C" NOT NULL,
  content TEXT COLLATE "C" NOT NULL,
  saved_at BIGINT NOT NULL,
  CONSTRAINT pk_draft PRIMARY KEY (application_id),
  CONSTRAINT fk_draft_application_id FOREIGN KEY(application_id) REFERENCES application (id)
);

CREATE TABLE handled (
  organisation_id TEXT COLLATE "C" NOT NULL,
  line INTEGER NOT NULL,
  CONSTRAINT pk_handled PRIMARY KEY (organisation_id, line),
  CONSTRAINT fk_handled_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT fk_handled_line FOREIGN KEY(line) REFERENCES application (line)
);

CREATE TABLE original_check (
  application_id TEXT COLLATE "C" NOT NULL,
  sha256 TEXT COLLATE "C" NOT NULL,
  organisation_id TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  verified_at BIGINT NOT NULL,
  CONSTRAINT pk_original_check PRIMARY KEY (application_id, sha256, organisation_id),
  CONSTRAINT fk_original_check_application_id FOREIGN KEY(application_id) REFERENCES application (id),
  CONSTRAINT fk_original_check_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT fk_original_check_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE TABLE submission (
  id TEXT COLLATE "C" NOT NULL,
  application_id TEXT COLLATE "C" NOT NULL,
  number INTEGER NOT NULL,
  content TEXT COLLATE "C" NOT NULL,
  content_hash TEXT COLLATE "C" NOT NULL,
  catalogue_hash TEXT COLLATE "C" NOT NULL,
  grading_class TEXT COLLATE "C" NOT NULL,
  findings TEXT COLLATE "C" NOT NULL,
  route TEXT COLLATE "C" NOT NULL,
  pledge INTEGER NOT NULL,
  desk TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  submitted_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  CONSTRAINT pk_submission PRIMARY KEY (id),
  CONSTRAINT ck_submission_id CHECK (length(id) = 36),
  CONSTRAINT uq_submission_application_id_number UNIQUE (application_id, number),
  CONSTRAINT ck_submission_pledge CHECK (pledge = 1),
  CONSTRAINT ck_submission_number CHECK (number >= 1),
  CONSTRAINT fk_submission_application_id FOREIGN KEY(application_id) REFERENCES application (id),
  CONSTRAINT fk_submission_catalogue_hash FOREIGN KEY(catalogue_hash) REFERENCES catalogue (hash),
  CONSTRAINT fk_submission_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE TABLE attachment (
  submission_id TEXT COLLATE "C" NOT NULL,
  position INTEGER NOT NULL,
  section TEXT COLLATE "C" NOT NULL,
  record TEXT COLLATE "C",
  slot TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  sha256 TEXT COLLATE "C" NOT NULL,
  size INTEGER NOT NULL,
  media_type TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_attachment PRIMARY KEY (submission_id, position),
  CONSTRAINT fk_attachment_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id),
  CONSTRAINT fk_attachment_sha256 FOREIGN KEY(sha256) REFERENCES blob (sha256)
);

CREATE INDEX ix_attachment_sha256 ON attachment (sha256, submission_id);

