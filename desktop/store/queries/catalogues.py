"""Catalogues by hash, and which is current."""

from sqlalchemy import Connection, select

from desktop.store.tables import catalogue


def catalogue_text(connection: Connection, catalogue_hash: str) -> str | None:
    return connection.scalar(select(catalogue.c.content).where(catalogue.c.hash == catalogue_hash))


def current_catalogue(connection: Connection, key: str) -> str | None:
    """The hash of the one activated last under this key."""
    newest = select(catalogue.c.hash).where(catalogue.c.key == key).order_by(catalogue.c.changed_at.desc()).limit(1)
    return connection.scalar(newest)


def current_catalogues(connection: Connection) -> dict[str, str]:
    """Keys to the hash of the current catalogue of each."""
    rows = connection.execute(select(catalogue.c.key, catalogue.c.hash).order_by(catalogue.c.changed_at))
    return {row.key: row.hash for row in rows}
