"""Reading a revision's frozen SQL, and the one way to change a table that SQLite cannot alter in place."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, column, insert, literal_column, select
from sqlalchemy import table as sql_table

FOLDER = Path(__file__).parent / "sql"


def statements(revision: str, part: str) -> Iterator[str]:
    """The statements of `sql/r<revision>/<part>.sql` one by one; a trigger with its body is one statement."""
    gathered = ""
    for line in (FOLDER / f"r{revision}" / f"{part}.sql").read_text(encoding="utf-8").splitlines(keepends=True):
        if not gathered and (not line.strip() or line.startswith("--")):
            continue
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered.strip()
            gathered = ""
    if gathered.strip():
        raise ValueError(f"{revision}/{part}.sql ends in the middle of a statement")


def run(connection: Connection, revision: str, *parts: str) -> None:
    """Executes the frozen files in this order."""
    for part in parts:
        for statement in statements(revision, part):
            connection.exec_driver_sql(statement)


def run_whole(connection: Connection, *files: str) -> None:
    """Executes frozen files (`0002/postgresql/audit`) on PostgreSQL, each as it is: functions hold semicolons too."""
    driver: Any = connection.connection.driver_connection
    for file in files:
        # without parameters, so that neither a % nor a : means anything, and many statements may follow one another
        driver.execute((FOLDER / f"r{file}.sql").read_text(encoding="utf-8"))


def table_copy(connection: Connection, table: str, create: str, columns: Iterable[str] | dict[str, str]) -> None:
    """Gives `table` the shape of `create` (its CREATE TABLE statement) and keeps its rows, indexes and triggers.

    `columns` are those copied; a mapping gives for a column the SQL expression over the old row. Types, defaults,
    UNIQUE and foreign keys change only so; Alembic's own batch copy drops a table's triggers without a word. Must run
    with foreign keys off, as `schema` sees to, which checks them afterwards.
    """
    sources = columns if isinstance(columns, dict) else {name: f'"{name}"' for name in columns}
    if connection.exec_driver_sql("PRAGMA foreign_keys").scalar():
        raise ValueError("foreign keys must be off while a table is copied")
    dependants = [
        (str(kind), str(name), str(sql))
        for kind, name, sql in connection.exec_driver_sql(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND (type IN ('trigger', 'view') "
            "OR (type = 'index' AND tbl_name = ?)) ORDER BY rowid",
            (table,),
        )
    ]
    # every trigger and view steps aside: one of another table may name this one, and none may act on the copying
    for kind, name, _ in dependants:
        if kind != "index":
            connection.exec_driver_sql(f'DROP {kind} IF EXISTS "{name}"')
    # otherwise the foreign keys of other tables would follow the old table to its new name
    connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
    connection.exec_driver_sql(f'ALTER TABLE "{table}" RENAME TO "{table}_before"')
    connection.exec_driver_sql("PRAGMA legacy_alter_table = OFF")
    for kind, name, _ in dependants:
        if kind == "index":
            connection.exec_driver_sql(f'DROP INDEX "{name}"')
    connection.exec_driver_sql(create)
    before = sql_table(f"{table}_before")
    rows: Select[*tuple[Any, ...]] = select(*map(literal_column, sources.values())).select_from(before)
    connection.execute(insert(sql_table(table, *map(column, sources))).from_select(list(sources), rows))
    connection.exec_driver_sql(f'DROP TABLE "{table}_before"')
    for kind in ("index", "view", "trigger"):
        for found, _, sql in dependants:
            if found == kind:
                connection.exec_driver_sql(sql)
