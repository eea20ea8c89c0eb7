"""How SQLite goes about the statements of lists: rows are fetched by their numbers, never looked for one by one."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from desktop.store.queries.applications import rows_of
from desktop.store.queries.listing import Listing
from desktop.store.rows import ApplicationQuery
from tests.store.factory import Desk

Act = Callable[[Connection, Desk], object]


def listing(connection: Connection, desk: Desk) -> Listing:
    return Listing(connection, desk.scope("unit"), ApplicationQuery(), desk.now)


ACTS: dict[str, Act] = {
    "rows": lambda connection, desk: rows_of(connection, desk.scope("unit"), [1, 2], now=desk.now),
    "those of these": lambda connection, desk: listing(connection, desk).among([1, 2]),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_rows_are_found_by_their_numbers(desk: Desk, act: Act) -> None:
    asked: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        asked.append((statement, values))

    desk.file()
    with desk.store.read() as connection:
        event.listen(Engine, "before_cursor_execute", hear)
        try:
            act(connection, desk)
        finally:
            event.remove(Engine, "before_cursor_execute", hear)
        plans = [
            str(step.detail)
            for statement, values in asked
            if "json_each" in statement and "FROM application" in statement
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert "SEARCH application USING INTEGER PRIMARY KEY (rowid=?)" in plans
    assert [step for step in plans if step.startswith("SCAN application")] == []
