"""What belongs to one account's desk: what it has opened, what it was typing, its phrases."""

from sqlalchemy import Column, Integer, Table

from desktop.store.tables.columns import CLUSTERED, metadata, moment, reference, text

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
