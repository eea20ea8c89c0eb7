"""The applications table: pages of rows, their count, where one stands, who is next; and the navigation's counts."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, select

from desktop.domain.clock import shanghai_day
from desktop.domain.terms import Status
from desktop.store.queries.filters import came_back, handled_by, matching, order, waiting_for
from desktop.store.rows import ApplicationQuery, ApplicationRow, NavigationCounts
from desktop.store.tables import application, application_view, organisation
from desktop.store.visibility import Scope, readable, visible

_COLUMNS = application.c


def list_applications(
    connection: Connection,
    scope: Scope,
    query: ApplicationQuery,
    *,
    now: datetime,
    offset: int = 0,
    limit: int | None = None,
    person_keys: frozenset[str] = frozenset(),
) -> tuple[ApplicationRow, ...]:
    """A page of the list. Only ids are skipped and sorted; rows are fetched for the page alone."""
    page = _ordered_ids(scope, query, now, person_keys).limit(limit).offset(offset).subquery()
    statement = application_rows(scope.account_id).join(page, page.c.id == _COLUMNS.id).order_by(*order(query))
    return tuple(application_row(row, now) for row in connection.execute(statement))


def count_applications(
    connection: Connection,
    scope: Scope,
    query: ApplicationQuery,
    *,
    now: datetime,
    person_keys: frozenset[str] = frozenset(),
) -> int:
    return _count(connection, matching(scope, query, now, person_keys))


def position_of(
    connection: Connection,
    scope: Scope,
    query: ApplicationQuery,
    application_id: str,
    *,
    now: datetime,
    person_keys: frozenset[str] = frozenset(),
) -> int | None:
    """The place in the list, from 0; None where the application does not match."""
    numbered = _numbered(scope, query, now, person_keys)
    return connection.scalar(select(numbered.c.place).where(numbered.c.id == application_id))


def neighbour(
    connection: Connection,
    scope: Scope,
    query: ApplicationQuery,
    application_id: str,
    step: int,
    *,
    now: datetime,
    person_keys: frozenset[str] = frozenset(),
) -> str | None:
    """The id `step` rows further (negative: before); None at either end or where the application does not match."""
    numbered = _numbered(scope, query, now, person_keys)
    here = select(numbered.c.place).where(numbered.c.id == application_id).scalar_subquery()
    return connection.scalar(select(numbered.c.id).where(numbered.c.place == here + step))


def find_application_ids(connection: Connection, scope: Scope, reference: str) -> tuple[str, ...]:
    """Those the scope may read whose 申报编号 is `reference`, else whose dossier key or id is.

    A number is the workspace's own and unique; keys are whatever the makers of dossiers chose, so a key of the form of
    a number stands behind it. Such keys are welcome: applications that come from another workspace may bear theirs.
    """
    ids = select(_COLUMNS.id).where(readable(scope)).order_by(_COLUMNS.id)
    numbered = tuple(connection.scalars(ids.where(_COLUMNS.number == reference)))
    if numbered:
        return numbered
    return tuple(connection.scalars(ids.where((_COLUMNS.key == reference) | (_COLUMNS.id == reference))))


def navigation_counts(connection: Connection, scope: Scope) -> NavigationCounts:
    """How many lie in each place of the navigation; units, classes and statuses without any are left out."""
    seen = visible(scope)
    units = connection.execute(
        select(organisation.c.id, organisation.c.name, func.count())
        .join_from(application, organisation, organisation.c.id == _COLUMNS.unit_id)
        .where(seen)
        .group_by(organisation.c.id)
        .order_by(organisation.c.code)
    )
    statuses = _counted(connection, _COLUMNS.status, seen)
    return NavigationCounts(
        total=sum(statuses.values()),
        to_review=_count(connection, seen & waiting_for(scope)),
        handled=_count(connection, seen & handled_by(scope)),
        returned=_count(connection, seen & came_back()),
        units=tuple((identity, name, count) for identity, name, count in units),
        classes=_counted(connection, _COLUMNS.grading_class, seen),
        statuses=MappingProxyType({Status(key): statuses[key] for key in statuses}),
    )


def application_rows(account_id: str) -> Select[Any]:
    """The columns of `ApplicationRow`, as the account would read them."""
    opened = exists().where(
        application_view.c.account_id == account_id, application_view.c.application_id == _COLUMNS.id
    )
    return select(
        _COLUMNS.id,
        _COLUMNS.key,
        _COLUMNS.number,
        _COLUMNS.name,
        _COLUMNS.unit_id,
        organisation.c.name.label("unit"),
        organisation.c.code.label("unit_code"),
        _COLUMNS.grading_class,
        _COLUMNS.standard,
        _COLUMNS.service_type,
        _COLUMNS.status,
        _COLUMNS.stage,
        _COLUMNS.submission,
        _COLUMNS.seq,
        _COLUMNS.submitted_at,
        _COLUMNS.stage_since,
        _COLUMNS.attachment_count,
        _COLUMNS.finding_count,
        opened.label("opened"),
    ).join_from(application, organisation, organisation.c.id == _COLUMNS.unit_id)


def application_row(row: Row[Any], now: datetime) -> ApplicationRow:
    """From a row of `application_rows`; days are counted to the calendar day of `now`."""
    return ApplicationRow(
        id=row.id,
        application=row.key,
        number=row.number or "",
        name=row.name,
        unit_id=row.unit_id,
        unit=row.unit,
        unit_code=row.unit_code,
        grading_class=row.grading_class,
        standard=row.standard,
        service_type=row.service_type,
        status=Status(row.status),
        stage=row.stage,
        submission=row.submission,
        seq=row.seq,
        submitted_at=row.submitted_at,
        days_waiting=days_waiting(row.stage_since, now),
        attachments=row.attachment_count,
        findings=row.finding_count,
        opened=bool(row.opened),
    )


def days_waiting(since: datetime | None, now: datetime) -> int:
    """Calendar days in Asia/Shanghai since the current desk has it; 0 where nobody is to act."""
    return 0 if since is None else max(0, (shanghai_day(now) - shanghai_day(since)).days)


def _ordered_ids(
    scope: Scope, query: ApplicationQuery, now: datetime, person_keys: frozenset[str]
) -> Select[tuple[str]]:
    ids = select(_COLUMNS.id).join_from(application, organisation, organisation.c.id == _COLUMNS.unit_id)
    return ids.where(matching(scope, query, now, person_keys)).order_by(*order(query))


def _numbered(scope: Scope, query: ApplicationQuery, now: datetime, person_keys: frozenset[str]) -> Any:
    place = (func.row_number().over(order_by=order(query)) - 1).label("place")
    ids = select(_COLUMNS.id, place).join_from(application, organisation, organisation.c.id == _COLUMNS.unit_id)
    return ids.where(matching(scope, query, now, person_keys)).subquery()


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(application).where(condition)) or 0


def _counted(connection: Connection, column: ColumnElement[str], condition: ColumnElement[bool]) -> Mapping[str, int]:
    rows = connection.execute(select(column, func.count()).where(condition).group_by(column).order_by(column))
    return MappingProxyType({row[0]: row[1] for row in rows})
