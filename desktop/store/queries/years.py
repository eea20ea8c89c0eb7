"""The years in which the applications that somebody sees were submitted."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from desktop.domain.clock import SHANGHAI, from_milliseconds, shanghai_day
from desktop.store.questions import Question, ask
from desktop.store.tables import application
from desktop.store.tables.applications import list_index
from desktop.store.tables.columns import Moment
from desktop.store.visibility import Scope, Viewer, visible

_EPOCH = from_milliseconds(0)
_MOST = 100
_SUBMITTED = application.c.submitted_key


def submission_years(connection: Connection, scope: Scope) -> tuple[int, ...]:
    """The newest first. Leaps from year to year along the index: at most it is passed through once."""
    years: list[int] = []
    found = ask(connection, _NEWEST, scope).scalar()
    while found is not None and len(years) < _MOST:
        years.append(shanghai_day(found).year)
        begins = datetime(years[-1], 1, 1, tzinfo=SHANGHAI).astimezone(UTC)
        found = ask(connection, _NEWEST_BEFORE, scope, begins=begins).scalar()
    return tuple(years)


def _newest(viewer: Viewer) -> Select[Any]:
    newest = select(_SUBMITTED).where(visible(viewer), _SUBMITTED >= _EPOCH).order_by(_SUBMITTED.desc()).limit(1)
    return newest.with_hint(application, f"INDEXED BY {list_index(_SUBMITTED)}", "sqlite")


_NEWEST = Question("newest_submission", _newest)
_NEWEST_BEFORE = Question(
    "newest_submission_before",
    lambda viewer: _newest(viewer).where(bindparam("begins", type_=Moment()) > _SUBMITTED),
)
