"""What a list's query means in SQL: baskets and filters, all of it over what the indexes of the list hold."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, and_, exists, false, select, true

from desktop.domain.clock import SHANGHAI, end_of_day, from_milliseconds, shanghai_day
from desktop.domain.terms import COMMITTEE_STAGE, MAX_LEVELS, UNIT_STAGE, Status, department_stage
from desktop.store.dialects import AnyOf
from desktop.store.queries.memberships import Membership
from desktop.store.rows import ApplicationQuery, Basket
from desktop.store.tables import application, handled
from desktop.store.tables.applications import NOT_WAITING, STAGE_RANKS, STATUS_RANKS
from desktop.store.visibility import Scope, Viewer, among, routed, routed_through, routed_to, visible

_COLUMNS = application.c
LISTED: Mapping[str, Column[Any]] = {
    "status_ranks": _COLUMNS.status_rank,
    "stage_ranks": _COLUMNS.stage_rank,
    "classes": _COLUMNS.grading_class,
    "service_types": _COLUMNS.service_type,
}
"""Filters by one of some values."""
COMPARED: Mapping[str, Callable[[Any], ColumnElement[bool]]] = {
    "submitted_from": lambda first: _COLUMNS.submitted_key >= first,
    "submitted_before": lambda after: _COLUMNS.submitted_key < after,
    "waiting_before": lambda latest: _COLUMNS.waiting_key < latest,
    "with_findings": lambda some: _COLUMNS.finding_count > 0 if some else _COLUMNS.finding_count == 0,
}
"""Filters by one value."""


def matching(scope: Scope, query: ApplicationQuery, now: datetime) -> ColumnElement[bool]:
    """The applications that `query` shows to `scope`, as far as indexes tell: its search and `memberships` apart."""
    return and_(visible(scope), _in_basket(scope, query.basket), *_filters(query, now))


def beginning(query: ApplicationQuery) -> ColumnElement[bool]:
    """True of every row of the list anyway, and tells a walk in the order of waiting where it begins.

    Of what is not submitted nobody waits: it stands behind all that is.
    """
    settled = query.basket is Basket.RETURNED or (query.statuses and Status.SUBMITTED not in query.statuses)
    return _COLUMNS.waiting_key == from_milliseconds(NOT_WAITING) if settled else true()


def memberships(scope: Scope, query: ApplicationQuery) -> tuple[Membership, ...]:
    """What else a row must fulfil to be shown."""
    return (handled_by(scope),) if query.basket is Basket.HANDLED else ()


def waiting_for(viewer: Viewer) -> ColumnElement[bool]:
    """What one of the viewer's desks may decide now: what lies at its stage."""
    ways: Sequence[ColumnElement[bool]] = (
        *([and_(_at_stage(UNIT_STAGE), routed(viewer.units))] if viewer.units else []),
        *(
            and_(_at_stage(department_stage(level)), routed_through(viewer.departments, level))
            for level in range(1, MAX_LEVELS + 1)
            if viewer.departments
        ),
        *([and_(_at_stage(COMMITTEE_STAGE), routed_to(viewer.secretaries))] if viewer.secretaries else []),
    )
    return AnyOf(*ways) if ways else false()


def handled_by(viewer: Viewer) -> Membership:
    """What one of the scope's desks has ever decided."""
    by_desk = among(handled.c.organisation_id, viewer.desks)
    return Membership(
        exists().where(handled.c.line == _COLUMNS.line, by_desk), (select(handled.c.line).where(by_desk),)
    )


def came_back() -> ColumnElement[bool]:
    """What lies with its applicant after a return."""
    return _COLUMNS.status_rank == STATUS_RANKS.index(Status.RETURNED)


def _in_basket(scope: Scope, basket: Basket) -> ColumnElement[bool]:
    match basket:
        case Basket.TO_REVIEW:
            return waiting_for(scope)
        case Basket.RETURNED:
            return came_back()
        case _:
            return true()


def _filters(query: ApplicationQuery, now: datetime) -> list[ColumnElement[bool]]:
    values = {name: value for name, value in filter_values(query, now).items() if value is not None}
    conditions: list[ColumnElement[bool]] = [
        column.in_(values[name]) for name, column in LISTED.items() if name in values
    ]
    if "units" in values:
        conditions.append(routed(frozenset(values["units"])))
    return conditions + [compared(values[name]) for name, compared in COMPARED.items() if name in values]


def filter_values(query: ApplicationQuery, now: datetime) -> dict[str, Any]:
    """What the filters of a list compare with, None for those that filter nothing."""
    first, after = (
        None if query.year is None else datetime(query.year + further, 1, 1, tzinfo=SHANGHAI).astimezone(UTC)
        for further in (0, 1)
    )
    latest = None
    if query.waiting_at_least is not None and query.waiting_at_least > 0:
        latest = end_of_day(shanghai_day(now) - timedelta(days=query.waiting_at_least))
    return {
        "status_ranks": [rank for rank, key in enumerate(STATUS_RANKS) if key in query.statuses] or None,
        "stage_ranks": [rank for rank, key in enumerate(STAGE_RANKS) if key in query.stages] or None,
        "classes": sorted(query.classes) or None,
        "service_types": sorted(query.service_types) or None,
        "units": sorted(query.units) or None,
        "submitted_from": first,
        "submitted_before": after,
        "waiting_before": latest,
        "with_findings": query.with_findings,
    }


def _at_stage(stage: str) -> ColumnElement[bool]:
    return _COLUMNS.stage_rank == STAGE_RANKS.index(stage)
