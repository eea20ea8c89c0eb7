"""The little of an application that deciding reads, in as few statements as it takes: they run inside the write."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam

from desktop.domain.decisions import Situation
from desktop.store.queries.applications import application_row, application_rows
from desktop.store.queries.details import decision_row, decisions_with_names
from desktop.store.queries.situations import DESKS_COLUMN, SITUATION_COLUMNS, situation_from, situation_view
from desktop.store.questions import Question, ask
from desktop.store.rows import ApplicationRow, DecisionRow
from desktop.store.tables import application, decision
from desktop.store.visibility import WHOEVER, Scope, Viewer, readable


@dataclass(frozen=True, slots=True)
class DecidingView:
    """How an application stands: its line in the list, what the rules read, and the reader's desks.

    `desks` gives for each desk the organisation it is sat at for.
    """

    row: ApplicationRow
    situation: Situation
    desks: Mapping[str, str | None]


def deciding_view(connection: Connection, scope: Scope, application_id: str, *, now: datetime) -> DecidingView | None:
    """None where there is no such application, or none that this scope may read."""
    row = ask(connection, _READING, scope, application_id=application_id, account_id=scope.account_id).first()
    return None if row is None else DecidingView(application_row(row, now), situation_from(row), json.loads(row.desks))


def decided_view(
    connection: Connection, account_id: str, application_id: str, decision_id: str, *, now: datetime
) -> tuple[DecisionRow, ApplicationRow]:
    """The decision just recorded and the application's line after it, as this account would read it."""
    answer = ask(connection, _DECIDED, application_id=application_id, decision_id=decision_id, account_id=account_id)
    row = answer.one()
    return decision_row(row, "decision_"), application_row(row, now)


def _reading(viewer: Viewer) -> Select[Any]:
    statement = application_rows(viewer.account_id).add_columns(*SITUATION_COLUMNS, DESKS_COLUMN)
    return statement.join(situation_view, situation_view.c.application_id == application.c.id).where(
        application.c.id == bindparam("application_id"), readable(viewer)
    )


def _decided() -> Select[Any]:
    made = decisions_with_names().where(decision.c.id == bindparam("decision_id")).subquery()
    columns = (column.label(f"decision_{column.name}") for column in made.c)
    return (
        application_rows(bindparam("account_id"))
        .add_columns(*columns)
        .join(made, made.c.application_id == application.c.id)
        .where(application.c.id == bindparam("application_id"))
    )


_READING = Question("deciding_view", _reading)
_DECIDED = Question("decided_view", _decided(), only=readable(WHOEVER))
