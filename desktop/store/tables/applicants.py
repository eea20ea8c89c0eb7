"""Applicants as persons of the program: who they are, the codes that let them in again, and their binding to a unit.

`REVISION` marks what came with the fourth revision of the schema.
"""

from typing import Any, Final

from sqlalchemy import Index, Table, UniqueConstraint
from sqlalchemy import text as sql

from desktop.domain.bindings import OPEN, BindingState
from desktop.store.tables.columns import CLUSTERED, flag, identity, metadata, moment, one_of, reference, text

REVISION: Final[dict[str, Any]] = {"info": {"revision": "0004"}}
_OPEN = sql("state IN ('{}', '{}')".format(*OPEN))

applicant = Table(
    "applicant",
    metadata,
    reference("account_id", "account.id", primary_key=True),
    text("name"),
    text("document_type"),
    text("document_number"),
    text("person_key"),
    text("mobile"),
    moment("registered_at"),
    UniqueConstraint("person_key"),
    **CLUSTERED,
    **REVISION,
)
"""One account a person: `person_key` stands for the person in this workspace, whatever kind the document is."""

recovery_code = Table(
    "recovery_code",
    metadata,
    *identity(),
    reference("account_id", "account.id"),
    text("digest"),
    moment("made_at"),
    moment("used_at", nullable=True),
    reference("used_by", "account.id", nullable=True),
    UniqueConstraint("account_id", "digest"),
    **CLUSTERED,
    **REVISION,
)
"""Codes that set a forgotten password anew, each once; who voids one is said too."""

password_due = Table(
    "password_due",
    metadata,
    reference("account_id", "account.id", primary_key=True),
    flag("due", default=None),
    moment("changed_at"),
    text("changed_by"),
    **CLUSTERED,
    **REVISION,
)
"""Whose password is a temporary one, to be replaced at the next sign-in."""

binding = Table(
    "binding",
    metadata,
    *identity(),
    reference("account_id", "account.id"),
    reference("unit_id", "organisation.id"),
    text("state"),
    moment("asked_at"),
    moment("decided_at", nullable=True),
    reference("decided_by", "account.id", nullable=True),
    text("reason", default=""),
    moment("ended_at", nullable=True),
    flag("unseen"),
    moment("changed_at"),
    text("changed_by"),
    one_of("state", BindingState),
    **CLUSTERED,
    **REVISION,
)
"""`ended_at` is when the applicant withdrew or unbound it, `unseen` whether the desk is still to be told."""
Index(
    "uq_binding_account_id_open",
    binding.c.account_id,
    unique=True,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
Index("ix_binding_unit_id_state", binding.c.unit_id, binding.c.state, binding.c.asked_at)
