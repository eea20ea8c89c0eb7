CREATE TABLE account (
  id TEXT NOT NULL,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  disabled INTEGER DEFAULT 0 NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  CONSTRAINT pk_account PRIMARY KEY (id),
  CONSTRAINT ck_account_id CHECK (length(id) = 36),
  CONSTRAINT uq_account_login UNIQUE (login)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE audit (
  chain TEXT NOT NULL,
  position INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  at INTEGER NOT NULL,
  entry TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT pk_audit PRIMARY KEY (chain, position),
  CONSTRAINT uq_audit_ordinal UNIQUE (ordinal)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE blob (
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  CONSTRAINT pk_blob PRIMARY KEY (sha256),
  CONSTRAINT ck_blob_sha256 CHECK (length(sha256) = 64)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE catalogue (
  hash TEXT NOT NULL,
  "key" TEXT NOT NULL,
  source TEXT NOT NULL,
  content TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  CONSTRAINT pk_catalogue PRIMARY KEY (hash),
  CONSTRAINT ck_catalogue_hash CHECK (length(hash) = 64)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_catalogue_key_changed_at ON catalogue ("key", changed_at);

CREATE TABLE number_series (
  year INTEGER NOT NULL,
  issuer TEXT NOT NULL,
  last INTEGER NOT NULL,
  CONSTRAINT pk_number_series PRIMARY KEY (year, issuer)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE organisation (
  id TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  parent_id TEXT,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  CONSTRAINT pk_organisation PRIMARY KEY (id),
  CONSTRAINT ck_organisation_id CHECK (length(id) = 36),
  CONSTRAINT uq_organisation_code UNIQUE (code),
  CONSTRAINT ck_organisation_kind CHECK (kind IN ('unit', 'department')),
  CONSTRAINT fk_organisation_parent_id FOREIGN KEY(parent_id) REFERENCES organisation (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_organisation_parent_id ON organisation (parent_id);

CREATE TABLE setting (
  "key" TEXT NOT NULL,
  value TEXT NOT NULL,
  CONSTRAINT pk_setting PRIMARY KEY ("key")
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE verdict (
  levels INTEGER NOT NULL,
  status TEXT NOT NULL,
  stage TEXT NOT NULL,
  action TEXT NOT NULL,
  desk TEXT NOT NULL,
  to_status TEXT NOT NULL,
  to_stage TEXT NOT NULL,
  straight_back_stage TEXT NOT NULL,
  recorded_stage TEXT NOT NULL,
  condition TEXT NOT NULL,
  comment_required INTEGER DEFAULT 0 NOT NULL,
  meeting_required INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_verdict PRIMARY KEY (levels, status, stage, action, desk)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE blob_chunk (
  sha256 TEXT NOT NULL,
  position INTEGER NOT NULL,
  content BLOB NOT NULL,
  CONSTRAINT pk_blob_chunk PRIMARY KEY (sha256, position),
  CONSTRAINT ck_blob_chunk_content CHECK (length(content) BETWEEN 1 AND 1048576),
  CONSTRAINT fk_blob_chunk_sha256 FOREIGN KEY(sha256) REFERENCES blob (sha256)
)
 STRICT;

CREATE TABLE membership (
  id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  role TEXT NOT NULL,
  organisation_id TEXT,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  CONSTRAINT pk_membership PRIMARY KEY (id),
  CONSTRAINT ck_membership_id CHECK (length(id) = 36),
  CONSTRAINT ck_membership_role CHECK (role IN ('applicant', 'unit', 'department', 'member', 'secretary', 'administrator', 'auditor')),
  CONSTRAINT fk_membership_account_id FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_membership_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_membership_organisation_id_role ON membership (organisation_id, role, account_id);

CREATE UNIQUE INDEX uq_membership_account_id_role_organisation_id ON membership (account_id, role, coalesce(organisation_id, ''));

CREATE TABLE notice (
  id TEXT NOT NULL,
  "key" TEXT NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  opens INTEGER NOT NULL,
  closes INTEGER NOT NULL,
  catalogue_key TEXT NOT NULL,
  catalogue_hash TEXT NOT NULL,
  issuer_id TEXT NOT NULL,
  reading_seconds INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  CONSTRAINT pk_notice PRIMARY KEY (id),
  CONSTRAINT ck_notice_id CHECK (length(id) = 36),
  CONSTRAINT uq_notice_key UNIQUE ("key"),
  CONSTRAINT ck_notice_window CHECK (opens < closes),
  CONSTRAINT fk_notice_catalogue_hash FOREIGN KEY(catalogue_hash) REFERENCES catalogue (hash),
  CONSTRAINT fk_notice_issuer_id FOREIGN KEY(issuer_id) REFERENCES organisation (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE phrase (
  account_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  CONSTRAINT pk_phrase PRIMARY KEY (account_id, position),
  CONSTRAINT fk_phrase_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE application (
  id TEXT NOT NULL,
  "key" TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  notice_id TEXT NOT NULL,
  issuer_id TEXT NOT NULL,
  applicant_id TEXT,
  levels INTEGER NOT NULL,
  number TEXT,
  person_key TEXT,
  status TEXT DEFAULT 'draft' NOT NULL,
  stage TEXT DEFAULT '' NOT NULL,
  returned_from TEXT DEFAULT '' NOT NULL,
  submission INTEGER DEFAULT 0 NOT NULL,
  seq INTEGER DEFAULT 0 NOT NULL,
  stage_since INTEGER,
  submitted_at INTEGER,
  correction_due INTEGER,
  straight_back INTEGER DEFAULT 0 NOT NULL,
  changed_since_return INTEGER DEFAULT 0 NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  name TEXT DEFAULT '' NOT NULL,
  grading_class TEXT DEFAULT '' NOT NULL,
  standard TEXT DEFAULT '' NOT NULL,
  service_type TEXT DEFAULT '' NOT NULL,
  attachment_count INTEGER DEFAULT 0 NOT NULL,
  finding_count INTEGER DEFAULT 0 NOT NULL,
  search_text TEXT DEFAULT '' NOT NULL,
  chain_length INTEGER DEFAULT 0 NOT NULL,
  chain_hash TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_application PRIMARY KEY (id),
  CONSTRAINT ck_application_id CHECK (length(id) = 36),
  CONSTRAINT uq_application_unit_id_key UNIQUE (unit_id, "key"),
  CONSTRAINT uq_application_number UNIQUE (number),
  CONSTRAINT ck_application_status CHECK (status IN ('draft', 'submitted', 'returned', 'approved', 'terminated')),
  CONSTRAINT ck_application_levels CHECK (levels BETWEEN 1 AND 5),
  CONSTRAINT ck_application_stage CHECK ((status = 'submitted') = (stage <> '')),
  CONSTRAINT ck_application_stage_since CHECK ((status = 'submitted') = (stage_since IS NOT NULL)),
  CONSTRAINT fk_application_unit_id FOREIGN KEY(unit_id) REFERENCES organisation (id),
  CONSTRAINT fk_application_notice_id FOREIGN KEY(notice_id) REFERENCES notice (id),
  CONSTRAINT fk_application_issuer_id FOREIGN KEY(issuer_id) REFERENCES organisation (id),
  CONSTRAINT fk_application_applicant_id FOREIGN KEY(applicant_id) REFERENCES account (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_application_applicant_id ON application (applicant_id, id);

CREATE INDEX ix_application_issuer_stage ON application (issuer_id, status, stage, id);

CREATE INDEX ix_application_stage ON application (status, stage, stage_since, id);

CREATE INDEX ix_application_submitted_at ON application (submitted_at, id);

CREATE INDEX ix_application_unit_stage ON application (unit_id, status, stage, stage_since, id);

CREATE INDEX ix_application_unit_submitted_at ON application (unit_id, submitted_at, id);

CREATE UNIQUE INDEX uq_application_person ON application (notice_id, person_key) WHERE deleted_at IS NULL;

CREATE TABLE application_route (
  application_id TEXT NOT NULL,
  level INTEGER NOT NULL,
  department_id TEXT NOT NULL,
  CONSTRAINT pk_application_route PRIMARY KEY (application_id, level),
  CONSTRAINT fk_application_route_application_id FOREIGN KEY(application_id) REFERENCES application (id),
  CONSTRAINT fk_application_route_department_id FOREIGN KEY(department_id) REFERENCES organisation (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_application_route_department_id ON application_route (department_id, application_id);

CREATE TABLE application_view (
  account_id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  CONSTRAINT pk_application_view PRIMARY KEY (account_id, application_id),
  CONSTRAINT fk_application_view_account_id FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_application_view_application_id FOREIGN KEY(application_id) REFERENCES application (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE attachment_view (
  account_id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  CONSTRAINT pk_attachment_view PRIMARY KEY (account_id, application_id, sha256),
  CONSTRAINT fk_attachment_view_account_id FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_attachment_view_application_id FOREIGN KEY(application_id) REFERENCES application (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE comment_draft (
  account_id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  content TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  CONSTRAINT pk_comment_draft PRIMARY KEY (account_id, application_id),
  CONSTRAINT fk_comment_draft_account_id FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_comment_draft_application_id FOREIGN KEY(application_id) REFERENCES application (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE decision (
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  submission INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  action TEXT NOT NULL,
  stage TEXT NOT NULL,
  desk TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  comment TEXT NOT NULL,
  meeting TEXT NOT NULL,
  correction_deadline TEXT,
  straight_back INTEGER NOT NULL,
  origin TEXT NOT NULL,
  CONSTRAINT pk_decision PRIMARY KEY (id),
  CONSTRAINT ck_decision_id CHECK (length(id) = 36),
  CONSTRAINT uq_decision_application_id_seq UNIQUE (application_id, seq),
  CONSTRAINT ck_decision_action CHECK (action IN ('confirm', 'pass', 'return', 'terminate', 'withdraw')),
  CONSTRAINT ck_decision_comment CHECK (length(comment) <= 2000 AND instr(comment, char(0)) = 0),
  CONSTRAINT ck_decision_meeting CHECK (length(meeting) <= 100 AND instr(meeting, char(0)) = 0),
  CONSTRAINT ck_decision_straight_back CHECK (straight_back IN (0, 1)),
  CONSTRAINT fk_decision_application_id FOREIGN KEY(application_id) REFERENCES application (id),
  CONSTRAINT fk_decision_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT fk_decision_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_decision_organisation_id ON decision (organisation_id, application_id);

CREATE TABLE deletion (
  application_id TEXT NOT NULL,
  desk TEXT NOT NULL,
  account_id TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  CONSTRAINT pk_deletion PRIMARY KEY (application_id),
  CONSTRAINT fk_deletion_application_id FOREIGN KEY(application_id) REFERENCES application (id),
  CONSTRAINT fk_deletion_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE draft (
  application_id TEXT NOT NULL,
  content TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  CONSTRAINT pk_draft PRIMARY KEY (application_id),
  CONSTRAINT fk_draft_application_id FOREIGN KEY(application_id) REFERENCES application (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE original_check (
  application_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  verified_at INTEGER NOT NULL,
  CONSTRAINT pk_original_check PRIMARY KEY (application_id, sha256, organisation_id),
  CONSTRAINT fk_original_check_application_id FOREIGN KEY(application_id) REFERENCES application (id),
  CONSTRAINT fk_original_check_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT fk_original_check_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE submission (
  id TEXT NOT NULL,
  application_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  content TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  catalogue_hash TEXT NOT NULL,
  grading_class TEXT NOT NULL,
  findings TEXT NOT NULL,
  route TEXT NOT NULL,
  pledge INTEGER NOT NULL,
  desk TEXT NOT NULL,
  account_id TEXT NOT NULL,
  submitted_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  CONSTRAINT pk_submission PRIMARY KEY (id),
  CONSTRAINT ck_submission_id CHECK (length(id) = 36),
  CONSTRAINT uq_submission_application_id_number UNIQUE (application_id, number),
  CONSTRAINT ck_submission_pledge CHECK (pledge = 1),
  CONSTRAINT ck_submission_number CHECK (number >= 1),
  CONSTRAINT fk_submission_application_id FOREIGN KEY(application_id) REFERENCES application (id),
  CONSTRAINT fk_submission_catalogue_hash FOREIGN KEY(catalogue_hash) REFERENCES catalogue (hash),
  CONSTRAINT fk_submission_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE attachment (
  submission_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  section TEXT NOT NULL,
  record TEXT,
  slot TEXT NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  CONSTRAINT pk_attachment PRIMARY KEY (submission_id, position),
  CONSTRAINT fk_attachment_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id),
  CONSTRAINT fk_attachment_sha256 FOREIGN KEY(sha256) REFERENCES blob (sha256)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_attachment_sha256 ON attachment (sha256, submission_id);

