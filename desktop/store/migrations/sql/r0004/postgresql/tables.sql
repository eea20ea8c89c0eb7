CREATE TABLE applicant (
  account_id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  document_type TEXT COLLATE "C" NOT NULL,
  document_number TEXT COLLATE "C" NOT NULL,
  person_key TEXT COLLATE "C" NOT NULL,
  mobile TEXT COLLATE "C" NOT NULL,
  registered_at BIGINT NOT NULL,
  CONSTRAINT pk_applicant PRIMARY KEY (account_id),
  CONSTRAINT uq_applicant_person_key UNIQUE (person_key),
  CONSTRAINT fk_applicant_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE TABLE binding (
  id TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  unit_id TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  asked_at BIGINT NOT NULL,
  decided_at BIGINT,
  decided_by TEXT COLLATE "C",
  reason TEXT COLLATE "C" DEFAULT '' NOT NULL,
  ended_at BIGINT,
  unseen INTEGER DEFAULT 0 NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_binding PRIMARY KEY (id),
  CONSTRAINT ck_binding_id CHECK (length(id) = 36),
  CONSTRAINT ck_binding_state CHECK (state IN ('pending', 'bound', 'refused', 'unbound', 'withdrawn')),
  CONSTRAINT fk_binding_account_id FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_binding_unit_id FOREIGN KEY(unit_id) REFERENCES organisation (id),
  CONSTRAINT fk_binding_decided_by FOREIGN KEY(decided_by) REFERENCES account (id)
);

CREATE INDEX ix_binding_unit_id_state ON binding (unit_id, state, asked_at);

CREATE UNIQUE INDEX uq_binding_account_id_open ON binding (account_id) WHERE state IN ('pending', 'bound');

CREATE TABLE password_due (
  account_id TEXT COLLATE "C" NOT NULL,
  due INTEGER NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_password_due PRIMARY KEY (account_id),
  CONSTRAINT fk_password_due_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE TABLE recovery_code (
  id TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  made_at BIGINT NOT NULL,
  used_at BIGINT,
  used_by TEXT COLLATE "C",
  CONSTRAINT pk_recovery_code PRIMARY KEY (id),
  CONSTRAINT ck_recovery_code_id CHECK (length(id) = 36),
  CONSTRAINT uq_recovery_code_account_id_digest UNIQUE (account_id, digest),
  CONSTRAINT fk_recovery_code_account_id FOREIGN KEY(account_id) REFERENCES account (id),
  CONSTRAINT fk_recovery_code_used_by FOREIGN KEY(used_by) REFERENCES account (id)
);

