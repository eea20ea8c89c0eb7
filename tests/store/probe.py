"""Somebody who has the key and writes raw SQL, beside a workspace whose records must not change by it."""

import contextlib
from dataclasses import dataclass
from typing import Any

from sqlcipher3 import dbapi2

from desktop.store.tables import application
from tests.store.factory import Desk

VERBS = ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL", "INSERT OR ROLLBACK", "REPLACE")

TABLES = (
    "application",
    "handled",
    "route",
    "route_department",
    "submission",
    "deletion",
    "attachment",
    "decision",
    "verdict",
    "audit",
    "organisation",
    "account",
    "membership",
    "catalogue",
    "notice",
    "blob",
    "blob_chunk",
    "disclosure",
)


WRITTEN = ", ".join(f'"{column.name}"' for column in application.c if column.computed is None)
"""The columns of an application that are not computed."""


@dataclass
class Probe:
    """A raw connection to a workspace with two decided applications, one of them returned, and a free one."""

    desk: Desk
    connection: Any
    decided: str
    returned: str
    free: str

    def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        return {
            table: sorted(self.connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in TABLES
        }

    def refused(self, statement: str, *arguments: Any) -> None:
        """The statement raises or does nothing; every protected row is as before."""
        before = self.contents()
        with contextlib.suppress(dbapi2.Error):
            self.connection.execute(statement, arguments)
        assert self.contents() == before
