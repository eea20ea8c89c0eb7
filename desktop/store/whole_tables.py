"""Whole tables of a local workspace as they lie in the file: read row by row, and written past the triggers.

For moving house alone: what is written so was checked where it comes from, and is verified afterwards.
"""

import contextlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from sqlalchemy import Select, Table, func, select
from sqlalchemy.dialects import sqlite

from desktop.store.tables import blob_chunk, metadata, verdict

MOVED: Final = tuple(table for table in metadata.sorted_tables if table is not verdict)
"""What moves, in an order in which nothing refers to what comes later. The verdicts are the schema's own."""
_DIALECT: Final = sqlite.dialect()
_AT_ONCE: Final = 500
_SEARCH: Final = """INSERT INTO application_search (rowid, grams)
SELECT line, search_grams(search_text || char(10) || coalesce(number, '') || char(10) || "key")
FROM application WHERE submission > 0 ORDER BY line"""


def columns_of(table: Table) -> tuple[str, ...]:
    """All but those that the database computes."""
    return tuple(column.name for column in table.columns if column.computed is None)


def rows_of(driver: Any, table: Table) -> Iterator[tuple[Any, ...]]:
    """Every row, in the order of the key, one at a time."""
    columns = [table.c[name] for name in columns_of(table)]
    yield from driver.execute(_sql(select(*columns).order_by(*table.primary_key)))


def put_rows(driver: Any, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    statement = str(table.insert().compile(dialect=_DIALECT, column_keys=columns_of(table)))
    waiting = iter(rows)
    while block := list(islice(waiting, 1 if table is blob_chunk else _AT_ONCE)):
        driver.executemany(statement, block)


def count_of(driver: Any, table: Table) -> int:
    return int(driver.execute(_sql(select(func.count()).select_from(table))).fetchone()[0])


@contextlib.contextmanager
def triggers_aside(driver: Any) -> Iterator[None]:
    """Without the triggers, within the caller's transaction; they are as before when the block ends well."""
    found = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid").fetchall()
    for name, _ in found:
        driver.execute(f'DROP TRIGGER "{name}"')
    yield
    for _, statement in found:
        driver.execute(statement)


def fill_search(driver: Any) -> None:
    """Makes the search know all applications of a workspace in which it knows none."""
    driver.execute(_SEARCH)


def _sql(statement: Select[Any]) -> str:
    return str(statement.compile(dialect=_DIALECT))
