"""What a list's query means in SQL: baskets and filters, all of it over what the indexes of the list hold."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from desktop.domain.clock import SHANGHAI, end_of_day, shanghai_day
from desktop.domain.terms import COMMITTEE_STAGE, MAX_LEVELS, UNIT_STAGE, Status, department_stage
from desktop.store.queries.memberships import Membership
from desktop.store.rows import ApplicationQuery, Basket
from desktop.store.tables import application, handled
from desktop.store.tables.applications import STAGE_RANKS, STATUS_RANKS
from desktop.store.visibility import Scope, Viewer, among, routed, routed_through, routed_to, visible

_COLUMNS = application.c


def matching(scope: Scope, query: ApplicationQuery, now: datetime) -> ColumnElement[bool]:
    """The applications that `query` shows to `scope`, as far as indexes tell: its search and `memberships` apart."""
    return and_(visible(scope), _in_basket(scope, query.basket), *_filters(query, now))


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
    return or_(*ways) if ways else false()


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
    conditions: list[ColumnElement[bool]] = []
    for column, keys, chosen in (
        (_COLUMNS.status_rank, STATUS_RANKS, query.statuses),
        (_COLUMNS.stage_rank, STAGE_RANKS, query.stages),
    ):
        if chosen:
            conditions.append(column.in_([rank for rank, key in enumerate(keys) if key in chosen]))
    for text, values in ((_COLUMNS.grading_class, query.classes), (_COLUMNS.service_type, query.service_types)):
        if values:
            conditions.append(text.in_(sorted(values)))
    if query.units:
        conditions.append(routed(query.units))
    if query.year is not None:
        first, after = (datetime(year, 1, 1, tzinfo=SHANGHAI).astimezone(UTC) for year in (query.year, query.year + 1))
        conditions.append(and_(_COLUMNS.submitted_key >= first, _COLUMNS.submitted_key < after))
    if query.waiting_at_least is not None and query.waiting_at_least > 0:
        latest = shanghai_day(now) - timedelta(days=query.waiting_at_least)
        conditions.append(_COLUMNS.waiting_key < end_of_day(latest))
    if query.with_findings is not None:
        conditions.append(_COLUMNS.finding_count > 0 if query.with_findings else _COLUMNS.finding_count == 0)
    return conditions


def _at_stage(stage: str) -> ColumnElement[bool]:
    return _COLUMNS.stage_rank == STAGE_RANKS.index(stage)
