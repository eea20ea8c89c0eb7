"""The little of an application that deciding reads, in as few statements as it takes: they run inside the write."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam

from desktop.domain.decisions import Situation
from desktop.store.queries.applications import application_row, application_rows
from desktop.store.queries.situations import SITUATION_COLUMNS, situation_from, situation_view
from desktop.store.rows import ApplicationRow
from desktop.store.tables import application
from desktop.store.visibility import Scope, readable


@dataclass(frozen=True, slots=True)
class DecidingView:
    """How an application stands: its line in the list, and what the rules read."""

    row: ApplicationRow
    situation: Situation


def deciding_view(connection: Connection, scope: Scope, application_id: str, *, now: datetime) -> DecidingView | None:
    """None where there is no such application, or none that this scope may read."""
    row = connection.execute(_reading(scope), {"application_id": application_id}).first()
    return None if row is None else DecidingView(application_row(row, now), situation_from(row))


def line_of(connection: Connection, account_id: str, application_id: str, *, now: datetime) -> ApplicationRow:
    """The application's line as this account would read it, which it was found before to be entitled to."""
    row = connection.execute(_line(account_id), {"application_id": application_id}).one()
    return application_row(row, now)


@lru_cache(maxsize=64)
def _line(account_id: str) -> Select[Any]:
    return application_rows(account_id).where(application.c.id == bindparam("application_id"))


@lru_cache(maxsize=64)
def _reading(scope: Scope) -> Select[Any]:
    statement = application_rows(scope.account_id).add_columns(*SITUATION_COLUMNS)
    return statement.join(situation_view, situation_view.c.application_id == application.c.id).where(
        application.c.id == bindparam("application_id"), readable(scope)
    )
