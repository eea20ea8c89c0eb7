"""The rows of the applications table, one by one or as parts of a list, and the counts of the navigation."""

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, select

from desktop.domain.clock import shanghai_day
from desktop.domain.terms import Status
from desktop.store.queries.filters import handled_by, waiting_for
from desktop.store.queries.listing import Listing
from desktop.store.queries.searching import numbers
from desktop.store.rows import ApplicationQuery, ApplicationRow, NavigationCounts
from desktop.store.tables import application, application_view, organisation, route
from desktop.store.tables.applications import STATUS_RANKS, list_index
from desktop.store.visibility import Scope, readable, visible

_COLUMNS = application.c
_FETCHED = 500
"""Rows asked for in one statement."""


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
    """A part of the list, without `limit` all from `offset` on."""
    listing = Listing(connection, scope, query, now, person_keys)
    lines = listing.lines()[offset:] if limit is None else listing.page(offset, limit)
    return tuple(rows_of(connection, scope, lines, now=now).values())


def rows_of(connection: Connection, scope: Scope, lines: Sequence[int], *, now: datetime) -> dict[int, ApplicationRow]:
    """The rows of these lines in their order; those that the scope does not (or no longer) see are missing."""
    found: dict[int, ApplicationRow] = {}
    for start in range(0, len(lines), _FETCHED):
        asked = tuple(lines[start : start + _FETCHED])
        statement = application_rows(scope.account_id).where(_COLUMNS.line.in_(numbers(asked)), visible(scope))
        rows = {row.line: row for row in connection.execute(statement.with_hint(application, "NOT INDEXED", "sqlite"))}
        found.update((line, application_row(rows[line], now)) for line in asked if line in rows)
    return found


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
    kinds = (_COLUMNS.status_rank, _COLUMNS.grading_class)
    by_kind = select(*kinds, func.count().label("count")).where(seen).group_by(*kinds)
    found = connection.execute(
        by_kind.with_hint(application, f"INDEXED BY {list_index(_COLUMNS.status_rank)}", "sqlite")
    ).all()
    statuses: dict[Status, int] = {}
    classes: dict[str, int] = {}
    for rank, grading_class, count in sorted(map(tuple, found)):
        status = Status(STATUS_RANKS[rank])
        statuses[status] = statuses.get(status, 0) + count
        classes[grading_class] = classes.get(grading_class, 0) + count
    return NavigationCounts(
        total=sum(statuses.values()),
        to_review=_count(connection, seen & waiting_for(scope)),
        handled=_count(connection, seen & handled_by(scope)),
        returned=statuses.get(Status.RETURNED, 0),
        units=_by_unit(connection, seen),
        classes=MappingProxyType(dict(sorted(classes.items()))),
        statuses=MappingProxyType(statuses),
    )


def application_rows(account_id: str) -> Select[Any]:
    """The columns of `ApplicationRow`, as the account would read them."""
    opened = exists().where(
        application_view.c.account_id == account_id, application_view.c.application_id == _COLUMNS.id
    )
    return select(
        _COLUMNS.line,
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
        line=row.line,
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


def _by_unit(connection: Connection, seen: ColumnElement[bool]) -> tuple[tuple[str, str, int], ...]:
    counted = select(_COLUMNS.route_number, func.count().label("count")).where(seen).group_by(_COLUMNS.route_number)
    by_route = counted.with_hint(application, "INDEXED BY ix_application_route", "sqlite").subquery()
    units = connection.execute(
        select(organisation.c.id, organisation.c.name, func.sum(by_route.c.count))
        .select_from(by_route)
        .join(route, route.c.number == by_route.c.route_number)
        .join(organisation, organisation.c.id == route.c.unit_id)
        .group_by(organisation.c.id)
        .order_by(organisation.c.code)
    )
    return tuple((identity, name, count) for identity, name, count in units)


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(application).where(condition)) or 0
