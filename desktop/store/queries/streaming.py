"""A whole list from first to last in bounded memory, for whoever writes it somewhere else."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from desktop.store.engine import believe
from desktop.store.queries.applications import rows_of
from desktop.store.rows import ApplicationRow, Lines
from desktop.store.visibility import Scope

BATCH_ROWS = 500


def stream_rows(
    connection: Connection, scope: Scope, lines: Lines, *, now: datetime, batch_rows: int = BATCH_ROWS
) -> Iterator[ApplicationRow]:
    """The rows of these lines in their order, fetched a batch at a time; eight bytes a row are held beside it.

    With the lines of the same transaction, as `Store.read` opens it, all of it is one state; each batch is known to be
    as it was written, or refused (`Unavailable`: damaged). While that lasts, the
    write-ahead log keeps what other connections write: the first checkpoint after the end moves it into the data file.
    """
    for start in range(0, len(lines), batch_rows):
        rows = rows_of(connection, scope, lines[start : start + batch_rows], now=now)
        believe(connection)
        yield from rows.values()
