"""What belongs to one account's desk: what it has opened, what it was typing, its phrases, its filters."""

from sqlalchemy import Column, Integer, Table, UniqueConstraint

from desktop.store.tables.columns import CLUSTERED, identity, metadata, moment, reference, text

application_view = Table(
    "application_view",
    metadata,
    reference("account_id", "account.id", primary_key=True),
    reference("application_id", "application.id", primary_key=True),
    moment("opened_at"),
    **CLUSTERED,
)

comment_draft = Table(
    "comment_draft",
    metadata,
    reference("account_id", "account.id", primary_key=True),
    reference("application_id", "application.id", primary_key=True),
    text("content"),
    moment("saved_at"),
    **CLUSTERED,
)

phrase = Table(
    "phrase",
    metadata,
    reference("account_id", "account.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    text("text"),
    **CLUSTERED,
)

saved_filter = Table(
    "saved_filter",
    metadata,
    *identity(),
    reference("account_id", "account.id"),
    text("name"),
    text("query"),
    moment("saved_at"),
    UniqueConstraint("account_id", "name"),
    **CLUSTERED,
)
"""`query` is the JSON of `desktop.services.query_json`, `saved_at` when it was first saved."""
