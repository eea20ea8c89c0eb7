"""Catalogues, each kept under the hash of its content for as long as anything names it."""

from datetime import datetime

from sqlalchemy import Connection

from desktop.store.functions import call
from desktop.store.queries.catalogues import catalogue_text, current_catalogue
from desktop.store.questions import by_functions
from desktop.store.tables import catalogue


def activate_catalogue(
    connection: Connection, catalogue_hash: str, key: str, text: str, source: str, *, by: str, at: datetime
) -> bool:
    """Makes it the current one of its key. False where it is that already. `source` names where it came from.

    In a shared database administrators alone may, and who and when are the server's.
    """
    if by_functions(connection):
        return bool(call(connection, "catalogue_activate", catalogue_hash, key, text, source))
    if current_catalogue(connection, key) == catalogue_hash:
        return False
    if catalogue_text(connection, catalogue_hash) is None:
        connection.execute(
            catalogue.insert().values(
                hash=catalogue_hash, key=key, source=source, content=text, changed_at=at, changed_by=by
            )
        )
    else:
        connection.execute(
            catalogue.update().where(catalogue.c.hash == catalogue_hash).values(changed_at=at, changed_by=by)
        )
    return True
