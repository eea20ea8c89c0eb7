"""The years in which the applications that somebody sees were submitted."""

from datetime import UTC, datetime

from sqlalchemy import Connection, select

from desktop.domain.clock import SHANGHAI, from_milliseconds, shanghai_day
from desktop.store.tables import application
from desktop.store.tables.applications import list_index
from desktop.store.visibility import Scope, visible

_EPOCH = from_milliseconds(0)
_MOST = 100


def submission_years(connection: Connection, scope: Scope) -> tuple[int, ...]:
    """The newest first. Leaps from year to year along the index: at most it is passed through once."""
    submitted = application.c.submitted_key
    newest = select(submitted).where(visible(scope), submitted >= _EPOCH).order_by(submitted.desc()).limit(1)
    newest = newest.with_hint(application, f"INDEXED BY {list_index(submitted)}", "sqlite")
    years: list[int] = []
    found = connection.scalar(newest)
    while found is not None and len(years) < _MOST:
        years.append(shanghai_day(found).year)
        begins = datetime(years[-1], 1, 1, tzinfo=SHANGHAI).astimezone(UTC)
        found = connection.scalar(newest.where(submitted < begins))
    return tuple(years)
