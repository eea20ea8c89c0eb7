"""Reads the self-check conditions (条件自检) of a catalogue file, one kind after the other."""

from collections.abc import Callable, Mapping, Sequence

from desktop.domain.catalogue import (
    AgeCondition,
    AgeLimit,
    Condition,
    ContractCondition,
    GradingClass,
    ManualCondition,
    Standard,
    WaitingPeriodCondition,
)
from desktop.domain.catalogue_error import CatalogueReason
from desktop.domain.toml_reader import TableReader

_MOST_YEARS = 50
_OLDEST = 150


def read_conditions(
    top: TableReader, classes: Sequence[GradingClass], standards: Sequence[Standard]
) -> tuple[Condition, ...]:
    """All conditions in their order; the ones checked by the program may occur once each."""
    readers: Mapping[str, Callable[[TableReader, str, str], Condition]] = {
        "age": lambda table, key, text: AgeCondition(
            key,
            text,
            tuple(_read_age_limit(item, classes, standards) for item in table.tables("limits", required=True)),
        ),
        "contract": _read_contract,
        "waiting_period": _read_waiting_period,
        "manual": lambda _table, key, text: ManualCondition(key, text),
    }
    conditions: dict[str, Condition] = {}
    for table in top.tables("conditions"):
        key, text, kind = table.key(), table.text("text"), table.text("kind")
        if key in conditions:
            raise table.error("key", CatalogueReason.DUPLICATE_KEY, value=key)
        if kind not in readers:
            raise table.error("kind", CatalogueReason.NOT_LISTED, value=kind, allowed=", ".join(readers))
        condition = readers[kind](table, key, text)
        if kind != "manual" and any(type(other) is type(condition) for other in conditions.values()):
            raise table.error("kind", CatalogueReason.DUPLICATE_KEY, value=kind)
        table.finish()
        conditions[key] = condition
    return tuple(conditions.values())


def _read_age_limit(table: TableReader, classes: Sequence[GradingClass], standards: Sequence[Standard]) -> AgeLimit:
    class_key = table.text("class")
    if all(item.key != class_key for item in classes):
        raise table.error("class", CatalogueReason.UNKNOWN_CLASS, value=class_key)
    track = table.text("track") if table.has("track") else None
    if track is not None and all((item.grading_class, item.track) != (class_key, track) for item in standards):
        raise table.error("track", CatalogueReason.UNKNOWN_TRACK, value=track)
    limit = AgeLimit(class_key, table.integer("maximum", least=1, most=_OLDEST), track)
    table.finish()
    return limit


def _read_contract(table: TableReader, key: str, text: str) -> ContractCondition:
    return ContractCondition(
        key,
        text,
        years=table.integer("years", least=0, most=_MOST_YEARS),
        months_per_year=table.integer("months_per_year", least=0, most=12),
    )


def _read_waiting_period(table: TableReader, key: str, text: str) -> WaitingPeriodCondition:
    return WaitingPeriodCondition(
        key,
        text,
        years_after_approval=table.integer("years_after_approval", least=0, most=_MOST_YEARS),
        years_after_termination=table.integer("years_after_termination", least=0, most=_MOST_YEARS),
    )
