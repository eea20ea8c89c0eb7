"""What applications are filed under: catalogues by their hash, the notices that name them, the series of 申报编号."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text, UniqueConstraint

from desktop.store.tables.columns import CLUSTERED, identity, metadata, moment, number, reference, text

setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    text("value"),
    **CLUSTERED,
)

catalogue = Table(
    "catalogue",
    metadata,
    Column("hash", Text, primary_key=True),
    text("key"),
    text("source"),
    text("content"),
    moment("changed_at"),
    text("changed_by"),
    CheckConstraint("length(hash) = 64", name="hash"),
    **CLUSTERED,
)
Index("ix_catalogue_key_changed_at", catalogue.c.key, catalogue.c.changed_at)

notice = Table(
    "notice",
    metadata,
    *identity(),
    text("key"),
    text("title"),
    text("content"),
    moment("opens"),
    moment("closes"),
    text("catalogue_key"),
    reference("catalogue_hash", "catalogue.hash"),
    reference("issuer_id", "organisation.id"),
    number("reading_seconds"),
    moment("changed_at"),
    text("changed_by"),
    UniqueConstraint("key"),
    CheckConstraint("opens < closes", name="window"),
    **CLUSTERED,
)

number_series = Table(
    "number_series",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("issuer", Text, primary_key=True),
    number("last"),
    **CLUSTERED,
)
