"""The filters of a list as words: what is in force, what can be added, and the query with or without it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from desktop.domain.terms import COMMITTEE_STAGE, UNIT_STAGE, Status, department_stage
from desktop.services.rows import ApplicationQuery
from desktop.text.terms import stage_label, status_short_label

translate = QCoreApplication.translate

CLASSES = "ABCDE"
SERVICE_TYPES = ("首次认定", "晋升认定")
WAITING = (3, 7, 10, 30)
UNITS_OFFERED = 40
UNITS_APART = 5
"""Up to so many units in force are named one by one."""


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """One filter in force; `without` is the query once it is taken away."""

    name: str
    value: str
    without: ApplicationQuery


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """One filter that can be added; `query` is the query with it."""

    value: str
    query: ApplicationQuery
    chosen: bool


def active_filters(query: ApplicationQuery, unit_names: Mapping[str, str]) -> tuple[ActiveFilter, ...]:
    """The filters of `query` in reading order; search and basket are shown elsewhere."""
    return tuple(_active(query, unit_names))


def _active(query: ApplicationQuery, unit_names: Mapping[str, str]) -> Iterator[ActiveFilter]:
    if len(query.units) > UNITS_APART:
        several = translate("Filters", "{0} 个单位").format(f"{len(query.units):,}")
        yield ActiveFilter(translate("Filters", "单位"), several, replace(query, units=frozenset()))
    for unit in sorted(query.units) if len(query.units) <= UNITS_APART else ():
        without = replace(query, units=query.units - {unit})
        yield ActiveFilter(translate("Filters", "单位"), unit_names.get(unit, unit), without)
    for status in sorted(query.statuses):
        without = replace(query, statuses=query.statuses - {status})
        yield ActiveFilter(translate("Filters", "状态"), status_short_label(status), without)
    for stage in sorted(query.stages):
        yield ActiveFilter(
            translate("Filters", "环节"), stage_label(stage), replace(query, stages=query.stages - {stage})
        )
    for letter in sorted(query.classes):
        yield ActiveFilter(translate("Filters", "类别"), letter, replace(query, classes=query.classes - {letter}))
    for service_type in sorted(query.service_types):
        without = replace(query, service_types=query.service_types - {service_type})
        yield ActiveFilter(translate("Filters", "服务类型"), service_type, without)
    if query.waiting_at_least is not None:
        value = translate("Filters", "满 {0} 天").format(query.waiting_at_least)
        yield ActiveFilter(translate("Filters", "停留"), value, replace(query, waiting_at_least=None))
    if query.with_findings is not None:
        value = translate("Filters", "有问题") if query.with_findings else translate("Filters", "通过")
        yield ActiveFilter(translate("Filters", "校验"), value, replace(query, with_findings=None))
    if query.year is not None:
        yield ActiveFilter(translate("Filters", "年度"), str(query.year), replace(query, year=None))


def filter_choices(
    query: ApplicationQuery, levels: int, years: Sequence[int], unit_names: Mapping[str, str]
) -> dict[str, tuple[FilterChoice, ...]]:
    """What can be filtered by, grouped by name. `levels`: departments one after the other; `years`: of submission.

    Units are offered while they fit in a menu; where there are more, the chooser finds them by name and code.
    """
    stages = (UNIT_STAGE, *(department_stage(level) for level in range(1, levels + 1)), COMMITTEE_STAGE)
    units = tuple(
        FilterChoice(name, replace(query, units=query.units ^ {unit}), unit in query.units)
        for unit, name in (unit_names.items() if units_fit(unit_names) else ())
    )
    choices = {
        translate("Filters", "单位"): units,
        translate("Filters", "状态"): tuple(
            FilterChoice(
                status_short_label(status),
                replace(query, statuses=query.statuses ^ {status}),
                status in query.statuses,
            )
            for status in Status
        ),
        translate("Filters", "环节"): tuple(
            FilterChoice(stage_label(stage), replace(query, stages=query.stages ^ {stage}), stage in query.stages)
            for stage in stages
        ),
        translate("Filters", "类别"): tuple(
            FilterChoice(letter, replace(query, classes=query.classes ^ {letter}), letter in query.classes)
            for letter in CLASSES
        ),
        translate("Filters", "服务类型"): tuple(
            FilterChoice(kind, replace(query, service_types=query.service_types ^ {kind}), kind in query.service_types)
            for kind in SERVICE_TYPES
        ),
        translate("Filters", "停留"): tuple(
            FilterChoice(
                translate("Filters", "满 {0} 天").format(days),
                replace(query, waiting_at_least=None if query.waiting_at_least == days else days),
                query.waiting_at_least == days,
            )
            for days in WAITING
        ),
        translate("Filters", "校验"): tuple(
            FilterChoice(
                words,
                replace(query, with_findings=None if query.with_findings is wanted else wanted),
                query.with_findings is wanted,
            )
            for words, wanted in ((translate("Filters", "有问题"), True), (translate("Filters", "通过"), False))
        ),
        translate("Filters", "年度"): tuple(
            FilterChoice(str(year), replace(query, year=None if query.year == year else year), query.year == year)
            for year in years
        ),
    }
    return {name: found for name, found in choices.items() if found}


def units_fit(unit_names: Mapping[str, str]) -> bool:
    """Whether there are units to choose between, and few enough for a menu."""
    return 1 < len(unit_names) <= UNITS_OFFERED


def without_filters(query: ApplicationQuery) -> ApplicationQuery:
    """The same place and order with no filter and no search."""
    return ApplicationQuery(basket=query.basket, sort=query.sort, descending=query.descending)
