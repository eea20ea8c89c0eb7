"""Catalogues by hash, and which is current."""

from sqlalchemy import Connection, bindparam, select

from desktop.store.questions import Question, ask
from desktop.store.tables import catalogue
from desktop.store.visibility import with_account

_TEXT = Question(
    "catalogue_text",
    select(catalogue.c.content).where(catalogue.c.hash == bindparam("catalogue_hash")),
    only=with_account(),
)
_CURRENT = Question(
    "current_catalogue",
    select(catalogue.c.hash)
    .where(catalogue.c.key == bindparam("catalogue_key"))
    .order_by(catalogue.c.changed_at.desc())
    .limit(1),
    only=with_account(),
)
_ALL = Question(
    "catalogues", select(catalogue.c.key, catalogue.c.hash).order_by(catalogue.c.changed_at), only=with_account()
)


def catalogue_text(connection: Connection, catalogue_hash: str) -> str | None:
    return ask(connection, _TEXT, catalogue_hash=catalogue_hash).scalar()


def current_catalogue(connection: Connection, key: str) -> str | None:
    """The hash of the one activated last under this key."""
    return ask(connection, _CURRENT, catalogue_key=key).scalar()


def current_catalogues(connection: Connection) -> dict[str, str]:
    """Keys to the hash of the current catalogue of each."""
    return {row.key: row.hash for row in ask(connection, _ALL)}
