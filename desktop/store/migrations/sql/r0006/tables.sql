CREATE TABLE beside (
  application_id TEXT NOT NULL,
  submission INTEGER NOT NULL,
  account_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  CONSTRAINT pk_beside PRIMARY KEY (application_id, submission),
  CONSTRAINT fk_beside_application_id FOREIGN KEY(application_id) REFERENCES application (id),
  CONSTRAINT fk_beside_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE draft_file (
  application_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  added_at INTEGER NOT NULL,
  CONSTRAINT pk_draft_file PRIMARY KEY (application_id, sha256),
  CONSTRAINT fk_draft_file_application_id FOREIGN KEY(application_id) REFERENCES application (id),
  CONSTRAINT fk_draft_file_sha256 FOREIGN KEY(sha256) REFERENCES blob (sha256)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_draft_file_sha256 ON draft_file (sha256);

