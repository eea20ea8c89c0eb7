"""Prints the SQL that a revision freezes: the tables as `desktop.store.tables` has them, the verdicts of the domain.

Run by whoever writes a revision (`python -m desktop.store.migrations.freeze tables > …`); revisions themselves import
no application code and only read what was committed.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import astuple, fields
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler, PGDialect
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from desktop.domain.workflow import Verdict, verdict_table
from desktop.store.migrations.reads import read_statements
from desktop.store.tables import audit, metadata

_WITHOUT_ZERO = re.compile(r" AND instr\(\w+, char\(0\)\) = 0")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


class _Definitions(PGDDLCompiler):
    """What PostgreSQL says differently. A text of its own holds no zero character, so no CHECK need forbid it.

    Texts are compared and sorted by their characters' numbers, as SQLite does, whatever the server's language.
    """

    def get_column_specification(self, column: Any, **options: Any) -> str:
        said: Any = super()
        text = str(said.get_column_specification(column, **options)).replace(" TEXT", ' TEXT COLLATE "C"', 1)
        if column is audit.c.ordinal:  # given later, in one go, so that nobody waits for another's place in the order
            text = text.replace("INTEGER NOT NULL", "BIGINT")
        return text.replace("SERIAL NOT NULL", "INTEGER GENERATED ALWAYS AS IDENTITY")

    def visit_computed_column(self, generated: Any, **options: Any) -> str:
        said: Any = super()
        text = str(said.visit_computed_column(generated, **options))
        if str(generated.column.type) == "INTEGER":  # a yes or no is no number
            text = text.replace("AS (", "AS ((").replace(") STORED", ")::integer) STORED")
        return text

    def visit_check_constraint(self, constraint: Any, **options: Any) -> str:
        said: Any = super()
        return _WITHOUT_ZERO.sub("", said.visit_check_constraint(constraint, **options))


class _PostgreSQL(PGDialect):
    ddl_compiler = _Definitions


DIALECTS: dict[str, type[Dialect]] = {"sqlite": sqlite.dialect, "postgresql": _PostgreSQL}


def table_statements(dialect_name: str = "sqlite", revision: str | None = None) -> Iterator[str]:
    """CREATE statements, each table followed by its indexes, in the order of their references.

    Of all tables, or of those that came with a revision; tables that do not say with which are older than the fourth.
    """
    dialect = DIALECTS[dialect_name]()
    for table in metadata.sorted_tables:
        if revision is not None and table.info.get("revision", "0002") != revision:
            continue
        yield _tidy(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda item: item.name or ""):
            yield _tidy(str(CreateIndex(index).compile(dialect=dialect)))


def verdict_statement() -> str:
    """One INSERT of every verdict of the domain's table, for SQLite and PostgreSQL alike."""
    columns = [field.name for field in fields(Verdict)]
    columns.insert(columns.index("condition"), "recorded_stage")
    rows = ",\n".join(f"  ({', '.join(_literal(value) for value in _values(row))})" for row in verdict_table())
    return f"INSERT INTO verdict ({', '.join(columns)}) VALUES\n{rows}"


def _values(row: Verdict) -> list[object]:
    values = list(astuple(row))
    values.insert([field.name for field in fields(Verdict)].index("condition"), row.recorded_stage)
    return values


def _literal(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(int(value)) if isinstance(value, (bool, int)) else "NULL"


def _tidy(statement: str) -> str:
    return _TRAILING.sub("", statement.strip().replace("\t", "  "))


def main() -> None:
    parts: dict[str, Callable[[], Iterator[str]]] = {
        "reads": lambda: read_statements(*sys.argv[2:]),
        "tables": lambda: table_statements(*sys.argv[2:]),
        "verdicts": lambda: iter([verdict_statement()]),
    }
    sys.stdout.writelines(f"{statement};\n\n" for statement in parts[sys.argv[1]]())


if __name__ == "__main__":
    main()
