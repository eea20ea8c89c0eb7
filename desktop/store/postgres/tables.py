"""Whole tables of a shared database, streamed in and out by its owner; and which rows belong to one unit.

Nothing is held in memory but a row. What comes in so goes past the triggers, and is verified by whoever moves it.
"""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

import psycopg
from psycopg import sql
from sqlalchemy import Table

from desktop.store.postgres.unit_part import CONDITIONS, HELD
from desktop.store.whole_tables import MOVED, columns_of

_NUMBERED: Final = {"application": "line", "route": "number"}
_HEADS: Final = """INSERT INTO chain_head (chain, position, hash)
SELECT DISTINCT ON (u.chain) u.chain, u.position, u.hash FROM audit u
WHERE NOT starts_with(u.chain, 'application:') ORDER BY u.chain, u.position DESC"""

_SEARCH: Final = """INSERT INTO application_search (line, folded, grams)
SELECT a.line, f.folded, search_grams(f.folded)
FROM application a, LATERAL (SELECT search_folded(concat_ws(E'\\n', a.search_text, a.number, a.key))) f(folded)"""


def put_rows(driver: psycopg.Connection[Any], table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Adds the rows with the numbers and ids that they bear."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(sql.Identifier(table.name), _columns(table))
    types = _types(driver, table)
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


def rows_of(
    driver: psycopg.Connection[Any], table: Table, unit: str | None, administrator: str
) -> Iterator[tuple[Any, ...]]:
    """Every row, or those that belong to a unit, in the order of the key; `unit` and `administrator` are ids."""
    key = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.primary_key)
    statement = sql.SQL("COPY ({} ORDER BY {}) TO STDOUT (FORMAT BINARY)").format(
        _selected(table, _columns(table, renumbered=unit is not None), unit, administrator), key
    )
    types = _types(driver, table)
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(types)
        yield from copy.rows()


def count_of(driver: psycopg.Connection[Any], table: Table, unit: str | None = None, administrator: str = "") -> int:
    """How many rows `rows_of` gives."""
    ((count,),) = driver.execute(_selected(table, sql.SQL("count(*)"), unit, administrator)).fetchall()
    return int(count)


@contextlib.contextmanager
def triggers_disabled(driver: psycopg.Connection[Any]) -> Iterator[None]:
    """Without the triggers, within the caller's transaction. References are checked all the same."""
    for table in MOVED:
        driver.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table.name)))
    yield
    for table in MOVED:
        driver.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(table.name)))


def continue_numbers(driver: psycopg.Connection[Any]) -> None:
    """Chains and numbers go on where those that have come in end."""
    driver.execute(_HEADS)
    for table, column in _NUMBERED.items():
        driver.execute(
            sql.SQL("SELECT setval(pg_get_serial_sequence({}, {}), max({})) FROM {} HAVING count(*) > 0").format(
                sql.Literal(table), sql.Literal(column), sql.Identifier(column), sql.Identifier(table)
            )
        )


def fill_search(driver: psycopg.Connection[Any]) -> None:
    """What a search looks through, for the applications that have come in past the trigger that writes it."""
    driver.execute(_SEARCH)


def analyse(driver: psycopg.Connection[Any]) -> None:
    """Lets the server know what has come in, so that it finds ways through it that suit."""
    for table in MOVED:
        driver.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table.name)))


def _selected(table: Table, what: sql.Composable, unit: str | None, administrator: str) -> sql.Composed:
    name = sql.Identifier(table.name)
    if unit is None:
        return sql.SQL("SELECT {} FROM {}").format(what, name)
    return sql.SQL("{} SELECT {} FROM {} WHERE {}").format(
        sql.SQL(HELD).format(unit=sql.Literal(unit), administrator=sql.Literal(administrator)),
        what,
        name,
        sql.SQL(CONDITIONS[table.name]),
    )


def _columns(table: Table, *, renumbered: bool = False) -> sql.Composed:
    """In a part of the audit the order of everything is that of the whole, without gaps."""
    row_number = sql.SQL("row_number() OVER (ORDER BY ordinal)")
    return sql.SQL(", ").join(
        row_number if renumbered and name == "ordinal" else sql.Identifier(name) for name in columns_of(table)
    )


def _types(driver: psycopg.Connection[Any], table: Table) -> list[int]:
    statement = sql.SQL("SELECT {} FROM {} LIMIT 0").format(_columns(table), sql.Identifier(table.name))
    return [column.type_code for column in driver.execute(statement).description or ()]
