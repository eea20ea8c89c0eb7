"""What a list's query means in SQL: baskets, filters, search, and the order of every offered sort."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, or_, select

from desktop.domain.clock import SHANGHAI, end_of_day, shanghai_day
from desktop.domain.terms import COMMITTEE_STAGE, MAX_LEVELS, UNIT_STAGE, Status, department_stage
from desktop.store.rows import ApplicationQuery, ApplicationSort, Basket
from desktop.store.tables import application, application_route, decision, organisation
from desktop.store.visibility import Scope, among, visible

_COLUMNS = application.c
_STATUS_ORDER = {status.value: rank for rank, status in enumerate(Status)}
_STAGE_ORDER = {
    stage: rank
    for rank, stage in enumerate(
        ("", UNIT_STAGE, *(department_stage(level) for level in range(1, MAX_LEVELS + 1)), COMMITTEE_STAGE)
    )
}

_KEYS: dict[ApplicationSort, ColumnElement[Any]] = {
    ApplicationSort.APPLICATION: _COLUMNS.key,
    ApplicationSort.NUMBER: _COLUMNS.number,
    ApplicationSort.NAME: _COLUMNS.name,
    ApplicationSort.UNIT: organisation.c.name,
    ApplicationSort.CLASS: _COLUMNS.grading_class,
    ApplicationSort.STANDARD: _COLUMNS.standard,
    ApplicationSort.SERVICE_TYPE: _COLUMNS.service_type,
    ApplicationSort.STATUS: case(_STATUS_ORDER, value=_COLUMNS.status),
    ApplicationSort.STAGE: case(_STAGE_ORDER, value=_COLUMNS.stage),
    ApplicationSort.SUBMITTED_AT: _COLUMNS.submitted_at,
    ApplicationSort.ATTACHMENTS: _COLUMNS.attachment_count,
    ApplicationSort.FINDINGS: _COLUMNS.finding_count,
}


def matching(
    scope: Scope, query: ApplicationQuery, now: datetime, person_keys: frozenset[str] = frozenset()
) -> ColumnElement[bool]:
    """The applications that `query` shows to `scope`. `person_keys` are those of an identity number searched for."""
    conditions = [visible(scope), _in_basket(scope, query.basket), *_filters(query, now)]
    if person_keys:
        conditions.append(_COLUMNS.person_key.in_(sorted(person_keys)))
    else:
        conditions += [_found(word) for word in query.search.split()]
    return and_(*conditions)


def order(query: ApplicationQuery) -> tuple[ColumnElement[Any], ...]:
    """The order of the list, made total by the id. Who has waited longest is who has been there since the earliest."""
    if query.sort is ApplicationSort.DAYS_WAITING:
        since = _COLUMNS.stage_since
        if query.descending:
            return since.asc().nulls_last(), _COLUMNS.id.desc()
        return since.desc().nulls_first(), _COLUMNS.id.asc()
    key = _KEYS[query.sort]
    return (key.desc(), _COLUMNS.id.desc()) if query.descending else (key.asc(), _COLUMNS.id.asc())


def waiting_for(scope: Scope) -> ColumnElement[bool]:
    """What one of the scope's desks may decide now: what lies at its stage."""
    levels = [
        and_(
            _COLUMNS.stage == department_stage(level),
            _COLUMNS.id.in_(
                select(application_route.c.application_id).where(
                    application_route.c.level == level,
                    among(application_route.c.department_id, scope.departments),
                )
            ),
        )
        for level in range(1, MAX_LEVELS + 1)
        if scope.departments
    ]
    ways: Sequence[ColumnElement[bool]] = (
        *([and_(_COLUMNS.stage == UNIT_STAGE, among(_COLUMNS.unit_id, scope.units))] if scope.units else []),
        *levels,
        *(
            [and_(_COLUMNS.stage == COMMITTEE_STAGE, among(_COLUMNS.issuer_id, scope.secretaries))]
            if scope.secretaries
            else []
        ),
    )
    return and_(_COLUMNS.status == Status.SUBMITTED.value, or_(*ways)) if ways else false()


def handled_by(scope: Scope) -> ColumnElement[bool]:
    """What one of the scope's desks has ever decided."""
    return exists().where(decision.c.application_id == _COLUMNS.id, among(decision.c.organisation_id, scope.desks))


def came_back() -> ColumnElement[bool]:
    """What lies with its applicant after a return."""
    return _COLUMNS.status == Status.RETURNED.value


def _in_basket(scope: Scope, basket: Basket) -> ColumnElement[bool]:
    match basket:
        case Basket.TO_REVIEW:
            return waiting_for(scope)
        case Basket.HANDLED:
            return handled_by(scope)
        case Basket.RETURNED:
            return came_back()
        case _:
            return _COLUMNS.id == _COLUMNS.id


def _filters(query: ApplicationQuery, now: datetime) -> list[ColumnElement[bool]]:
    chosen: list[tuple[ColumnElement[Any], frozenset[Any]]] = [
        (_COLUMNS.unit_id, query.units),
        (_COLUMNS.status, frozenset(status.value for status in query.statuses)),
        (_COLUMNS.stage, query.stages),
        (_COLUMNS.grading_class, query.classes),
        (_COLUMNS.service_type, query.service_types),
    ]
    conditions: list[ColumnElement[bool]] = [column.in_(sorted(values)) for column, values in chosen if values]
    if query.year is not None:
        first, after = (datetime(year, 1, 1, tzinfo=SHANGHAI).astimezone(UTC) for year in (query.year, query.year + 1))
        conditions.append(and_(_COLUMNS.submitted_at >= first, _COLUMNS.submitted_at < after))
    if query.waiting_at_least is not None and query.waiting_at_least > 0:
        latest = shanghai_day(now) - timedelta(days=query.waiting_at_least)
        conditions.append(_COLUMNS.stage_since < end_of_day(latest))
    if query.with_findings is not None:
        conditions.append(_COLUMNS.finding_count > 0 if query.with_findings else _COLUMNS.finding_count == 0)
    return conditions


def _found(word: str) -> ColumnElement[bool]:
    units = select(organisation.c.id).where(organisation.c.name.icontains(word, autoescape=True))
    return or_(
        _COLUMNS.search_text.icontains(word, autoescape=True),
        _COLUMNS.number.icontains(word, autoescape=True),
        _COLUMNS.key.icontains(word, autoescape=True),
        _COLUMNS.unit_id.in_(units),
    )
