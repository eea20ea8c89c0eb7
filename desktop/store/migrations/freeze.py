"""Prints the SQL that a revision freezes: the tables as `desktop.store.tables` has them, the verdicts of the domain.

Run by whoever writes a revision (`python -m desktop.store.migrations.freeze tables > …`); revisions themselves import
no application code and only read what was committed.
"""

import sys
from collections.abc import Iterator
from dataclasses import astuple, fields

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from desktop.domain.workflow import Verdict, verdict_table
from desktop.store.tables import metadata


def table_statements() -> Iterator[str]:
    """CREATE statements for SQLite, each table followed by its indexes, in the order of their references."""
    dialect = sqlite.dialect()
    for table in metadata.sorted_tables:
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
    return "\n".join(line.rstrip().replace("\t", "  ") for line in statement.strip().splitlines())


def main() -> None:
    statements = {"tables": list(table_statements()), "verdicts": [verdict_statement()]}[sys.argv[1]]
    sys.stdout.write("".join(f"{statement};\n\n" for statement in statements))


if __name__ == "__main__":
    main()
