"""Attachments of submissions, the bytes behind them, and what readers and desks have done with them."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Table, Text

from desktop.store.tables.columns import CLUSTERED, STRICT, Moment, metadata, moment, number, one_of, reference, text

CHUNK_BYTES = 1024 * 1024


class DisclosureKind(StrEnum):
    """What is on record as given to somebody; its subject is a digest, a submission's number, or a person's key."""

    ATTACHMENT = "attachment"
    IDENTITY_NUMBER = "identity_number"
    EXPORT = "export"
    LOOK_UP = "look_up"


blob = Table(
    "blob",
    metadata,
    Column("sha256", Text, primary_key=True),
    number("size"),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    **CLUSTERED,
)

blob_chunk = Table(
    "blob_chunk",
    metadata,
    reference("sha256", "blob.sha256", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    CheckConstraint(f"length(content) BETWEEN 1 AND {CHUNK_BYTES}", name="content"),
    **STRICT,
)

attachment = Table(
    "attachment",
    metadata,
    reference("submission_id", "submission.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    text("section"),
    Column("record", Text, nullable=True),
    text("slot"),
    text("name"),
    reference("sha256", "blob.sha256"),
    number("size"),
    text("media_type"),
    **CLUSTERED,
)
Index("ix_attachment_sha256", attachment.c.sha256, attachment.c.submission_id)

draft_file = Table(
    "draft_file",
    metadata,
    reference("application_id", "application.id", primary_key=True),
    reference("sha256", "blob.sha256", primary_key=True),
    number("size"),
    moment("added_at"),
    **CLUSTERED,
    info={"revision": "0006"},
)
"""What was uploaded for a form and not submitted yet; bytes that nothing refers to go with its row."""
Index("ix_draft_file_sha256", draft_file.c.sha256)

attachment_view = Table(
    "attachment_view",
    metadata,
    reference("account_id", "account.id", primary_key=True),
    reference("application_id", "application.id", primary_key=True),
    Column("sha256", Text, primary_key=True),
    moment("opened_at"),
    **CLUSTERED,
)

original_check = Table(
    "original_check",
    metadata,
    reference("application_id", "application.id", primary_key=True),
    Column("sha256", Text, primary_key=True),
    reference("organisation_id", "organisation.id", primary_key=True),
    reference("account_id", "account.id"),
    moment("verified_at"),
    **CLUSTERED,
)

disclosure = Table(
    "disclosure",
    metadata,
    reference("account_id", "account.id", primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("application_id", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("at", Moment, primary_key=True),
    one_of("kind", DisclosureKind),
    **CLUSTERED,
)
"""What was given to whom; `application_id` is empty for a look-up. It refers to no application, so that whoever reads
takes no lock that could get into the way of whoever decides."""
