CREATE TABLE saved_filter (
  id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  "query" TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  CONSTRAINT pk_saved_filter PRIMARY KEY (id),
  CONSTRAINT ck_saved_filter_id CHECK (length(id) = 36),
  CONSTRAINT uq_saved_filter_account_id_name UNIQUE (account_id, name),
  CONSTRAINT fk_saved_filter_account_id FOREIGN KEY(account_id) REFERENCES account (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE handled (
  organisation_id TEXT NOT NULL,
  line INTEGER NOT NULL,
  CONSTRAINT pk_handled PRIMARY KEY (organisation_id, line),
  CONSTRAINT fk_handled_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT fk_handled_line FOREIGN KEY(line) REFERENCES application (line)
)
 WITHOUT ROWID,
 STRICT;

