"""Attachments of submissions, the bytes behind them, and what readers and desks have done with them."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Table, Text

from desktop.store.tables.columns import CLUSTERED, STRICT, metadata, moment, number, reference, text

CHUNK_BYTES = 1024 * 1024

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
