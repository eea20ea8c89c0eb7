"""The rows of the applications table, one by one or as parts of a list, and the counts of the navigation."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, cast, exists, func, literal, select

from desktop.domain.clock import shanghai_day
from desktop.domain.terms import Status
from desktop.store.dialects import OneOf, asked_list, list_text
from desktop.store.queries.filters import handled_by, waiting_for
from desktop.store.queries.memberships import kept, read_lines
from desktop.store.queries.shared_listing import listing_of
from desktop.store.questions import PlannedQuestion, Question, Statement, ask, by_functions
from desktop.store.rows import ApplicationQuery, ApplicationRow, NavigationCounts
from desktop.store.tables import application, application_view, organisation, route
from desktop.store.tables.applications import COUNTS_INDEX, STATUS_RANKS
from desktop.store.tables.columns import LONG
from desktop.store.visibility import Scope, Viewer, readable, visible, with_account

_COLUMNS = application.c
_FETCHED = 500
"""Rows asked for in one statement."""
_ROW_COLUMNS = 20
_STATUSES = {status.value: status for status in Status}


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
    listing = listing_of(connection, scope, query, now, person_keys)
    lines = listing.lines()[offset:] if limit is None else listing.page(offset, limit)
    return tuple(rows_of(connection, scope, lines, now=now).values())


def rows_of(connection: Connection, scope: Scope, lines: Sequence[int], *, now: datetime) -> dict[int, ApplicationRow]:
    """The rows of these lines in their order; those that the scope does not (or no longer) see are missing."""
    found: dict[int, ApplicationRow] = {}
    today = shanghai_day(now)
    for start in range(0, len(lines), _FETCHED):
        asked = tuple(lines[start : start + _FETCHED])
        rows = {row[0]: row for row in ask(connection, _ROWS, scope, lines=list_text(asked))}
        found.update((line, _application_row(rows[line], today)) for line in asked if line in rows)
    return found


def find_application_ids(connection: Connection, scope: Scope, reference: str) -> tuple[str, ...]:
    """Those the scope may read whose 申报编号 is `reference`, else whose dossier key or id is.

    A number is the workspace's own and unique; keys are whatever the makers of dossiers chose, so a key of the form of
    a number stands behind it. Such keys are welcome: applications that come from another workspace may bear theirs.
    """
    numbered = tuple(ask(connection, _IDS_BY_NUMBER, scope, reference=reference).scalars())
    return numbered or tuple(ask(connection, _IDS_BY_KEY, scope, reference=reference).scalars())


def navigation_counts(connection: Connection, scope: Scope) -> NavigationCounts:
    """How many lie in each place of the navigation; units, classes and statuses without any are left out."""
    units, kinds = _counted(connection, scope)
    statuses: dict[Status, int] = {}
    classes: dict[str, int] = {}
    for (rank, grading_class), count in sorted(kinds.items()):
        status = Status(STATUS_RANKS[rank])
        statuses[status] = statuses.get(status, 0) + count
        classes[grading_class] = classes.get(grading_class, 0) + count
    return NavigationCounts(
        total=sum(statuses.values()),
        to_review=ask(connection, _TO_REVIEW, scope).scalar() or 0,
        handled=_handled(connection, scope),
        returned=statuses.get(Status.RETURNED, 0),
        units=units,
        classes=MappingProxyType(dict(sorted(classes.items()))),
        statuses=MappingProxyType(statuses),
    )


def application_rows(account_id: str | ColumnElement[str]) -> Select[Any]:
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
    """From a row that begins with `application_rows`; days are counted to the calendar day of `now`."""
    return _application_row(row, shanghai_day(now))


def _application_row(row: Row[Any], today: date) -> ApplicationRow:
    """By the places of the columns: a look-up by name takes as long as all the rest, and a page has two thousand."""
    line, identity, key, number, name, unit_id, unit, unit_code, *rest = row[:_ROW_COLUMNS]
    grading_class, standard, service_type, status, stage, submission, seq, *rest = rest
    submitted_at, since, attachments, findings, opened = rest
    return ApplicationRow(
        line,
        identity,
        key,
        number or "",
        name,
        unit_id,
        unit,
        unit_code,
        grading_class,
        standard,
        service_type,
        _STATUSES[status],
        stage,
        submission,
        seq,
        submitted_at,
        _days_until(today, since),
        attachments,
        findings,
        bool(opened),
    )


def days_waiting(since: datetime | None, now: datetime) -> int:
    """Calendar days in Asia/Shanghai since the current desk has it; 0 where nobody is to act."""
    return _days_until(shanghai_day(now), since)


def _days_until(today: date, since: datetime | None) -> int:
    return 0 if since is None else max(0, (today - shanghai_day(since)).days)


def _counted(
    connection: Connection, scope: Scope
) -> tuple[tuple[tuple[str, str, int], ...], dict[tuple[int, str], int]]:
    """How many each unit has, by its code, and how many there are of each status and class: in one pass."""
    found = ask(connection, _KINDS, scope).all()
    routes = {row.rank: row.filed for row in found if row.of_route}
    units: dict[tuple[str, str], int] = {}
    for route_number, identity, name in ask(connection, _UNITS_OF_ROUTES):
        if route_number in routes:
            units[identity, name] = units.get((identity, name), 0) + routes[route_number]
    kinds = {(row.rank, row.grading_class): row.filed for row in found if not row.of_route}
    return tuple((identity, name, count) for (identity, name), count in units.items()), kinds


def _handled(connection: Connection, scope: Scope) -> int:
    """How many the scope's desks have decided on."""
    if by_functions(connection):
        return ask(connection, _HANDLED).scalar() or 0
    lines = read_lines(connection, select(_COLUMNS.line).where(visible(scope)))
    return len(kept(connection, lines, (handled_by(scope),)))


def _ids(condition: ColumnElement[bool]) -> Callable[[Viewer], Statement]:
    return lambda viewer: select(_COLUMNS.id).where(readable(viewer)).order_by(_COLUMNS.id).where(condition)


def _number_of(condition: Callable[[Viewer], ColumnElement[bool]]) -> Callable[[Viewer], Statement]:
    return lambda viewer: select(func.count(_COLUMNS.line, type_=LONG).label("count")).where(
        visible(viewer), condition(viewer)
    )


def _rows(viewer: Viewer) -> Statement:
    asked = OneOf(_COLUMNS.line, asked_list("lines"))
    return (
        application_rows(viewer.account_id)
        .where(asked, visible(viewer))
        .with_hint(application, "NOT INDEXED", "sqlite")
    )


def _kinds(viewer: Viewer) -> Statement:
    keys = (_COLUMNS.route_number, _COLUMNS.stage_rank, _COLUMNS.status_rank, _COLUMNS.grading_class)
    side_by_side = select(*keys, func.count().label("count")).where(visible(viewer)).group_by(*keys)
    counts = side_by_side.with_hint(application, f"INDEXED BY {COUNTS_INDEX}", "sqlite").cte("counts")
    counts = counts.prefix_with("MATERIALIZED", dialect="sqlite")  # or it would be counted twice
    number = cast(func.sum(counts.c.count), LONG).label("filed")
    by_kind = select(
        literal(0).label("of_route"), counts.c.status_rank.label("rank"), counts.c.grading_class, number
    ).group_by(counts.c.status_rank, counts.c.grading_class)
    by_route = select(literal(1), counts.c.route_number, literal(""), number).group_by(counts.c.route_number)
    return by_kind.union_all(by_route)


_ROWS = Question("rows_of", _rows)
_IDS_BY_NUMBER = Question("ids_by_number", _ids(_COLUMNS.number == bindparam("reference")))
_IDS_BY_KEY = Question(
    "ids_by_key", _ids((_COLUMNS.key == bindparam("reference")) | (_COLUMNS.id == bindparam("reference")))
)
_TO_REVIEW = PlannedQuestion("to_review", _number_of(waiting_for))
_HANDLED = PlannedQuestion("handled_count", _number_of(lambda viewer: handled_by(viewer).by_row))
_KINDS = PlannedQuestion("navigation_kinds", _kinds)
_UNITS_OF_ROUTES = Question(
    "units_of_routes",
    select(route.c.number, organisation.c.id, organisation.c.name)
    .join(organisation, organisation.c.id == route.c.unit_id)
    .order_by(organisation.c.code),
    only=with_account(),
)
