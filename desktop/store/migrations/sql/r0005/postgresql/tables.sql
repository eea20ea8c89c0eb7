CREATE TABLE notice_draft (
  id TEXT COLLATE "C" NOT NULL,
  issuer_id TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C" NOT NULL,
  content TEXT COLLATE "C" NOT NULL,
  opens BIGINT,
  closes BIGINT,
  catalogue_key TEXT COLLATE "C" NOT NULL,
  reading_seconds INTEGER NOT NULL,
  saved_at BIGINT NOT NULL,
  saved_by TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_notice_draft PRIMARY KEY (id),
  CONSTRAINT ck_notice_draft_id CHECK (length(id) = 36),
  CONSTRAINT fk_notice_draft_issuer_id FOREIGN KEY(issuer_id) REFERENCES organisation (id),
  CONSTRAINT fk_notice_draft_saved_by FOREIGN KEY(saved_by) REFERENCES account (id)
);

CREATE INDEX ix_notice_draft_issuer_id ON notice_draft (issuer_id);

CREATE TABLE notice_file (
  notice_id TEXT COLLATE "C" NOT NULL,
  sha256 TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  size INTEGER NOT NULL,
  media_type TEXT COLLATE "C" NOT NULL,
  drafted INTEGER DEFAULT 0 NOT NULL,
  published INTEGER DEFAULT 0 NOT NULL,
  added_at BIGINT NOT NULL,
  added_by TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_notice_file PRIMARY KEY (notice_id, sha256),
  CONSTRAINT ck_notice_file_listed CHECK (drafted + published > 0),
  CONSTRAINT fk_notice_file_sha256 FOREIGN KEY(sha256) REFERENCES blob (sha256),
  CONSTRAINT fk_notice_file_added_by FOREIGN KEY(added_by) REFERENCES account (id)
);

CREATE TABLE notice_closing (
  notice_id TEXT COLLATE "C" NOT NULL,
  planned BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  closed_by TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_notice_closing PRIMARY KEY (notice_id),
  CONSTRAINT fk_notice_closing_notice_id FOREIGN KEY(notice_id) REFERENCES notice (id),
  CONSTRAINT fk_notice_closing_closed_by FOREIGN KEY(closed_by) REFERENCES account (id)
);

CREATE TABLE self_check (
  application_id TEXT COLLATE "C" NOT NULL,
  condition_key TEXT COLLATE "C" NOT NULL,
  ticked_at BIGINT NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_self_check PRIMARY KEY (application_id, condition_key),
  CONSTRAINT fk_self_check_application_id FOREIGN KEY(application_id) REFERENCES application (id),
  CONSTRAINT fk_self_check_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

