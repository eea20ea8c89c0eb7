"""Dates against today, against each other, and periods that can hardly have been at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop.domain.catalogue import BASIC, Field, FieldType
from desktop.domain.field_values import is_empty
from desktop.domain.findings import Finding, FindingCode
from desktop.domain.known_keys import BIRTH_DATE
from desktop.domain.validation.case import Case, PlacedRecord


def check_future(case: Case) -> Iterator[Finding]:
    """Dates after today (months after this one), except where the catalogue lets them lie in the future."""
    for record in case.all_records:
        for field, day in _days(record):
            if not field.may_be_future and day > case.today:
                yield Finding.of(FindingCode.FUTURE_DATE, record.section.key, record.id, field=field.key)


def check_order(case: Case) -> Iterator[Finding]:
    """Periods that end before they start, and dates before the applicant was born."""
    birth = case.birth
    for record in case.all_records:
        period = record.section.period
        if period is not None:
            start, end = record.day(period.start), record.day(period.end)
            if start is not None and end is not None and end < start:
                yield _order(record, period.end, record.section.key, period.start)
        if birth is not None:
            for field, day in _days(record):
                earliest = birth.replace(day=1) if field.type is FieldType.MONTH else birth
                if day < earliest:
                    yield _order(record, field.key, BASIC, BIRTH_DATE)


def check_overlaps(case: Case) -> Iterator[Finding]:
    """Exclusive periods that share more than the month in which one ends and the next begins: one finding for each
    period that began while an earlier one still ran.
    """
    latest: _Span | None = None
    for span in sorted(_spans(case), key=lambda item: (item.start, item.end)):
        if latest is not None:
            months = min(latest.end, span.end) - span.start
            if months > 0:
                yield Finding.of(
                    FindingCode.PERIOD_OVERLAP,
                    span.record.section.key,
                    span.record.id,
                    other_section=latest.record.section.key,
                    other_number=latest.record.position + 1,
                    months=months,
                )
        if latest is None or span.end > latest.end:
            latest = span


@dataclass(frozen=True)
class _Span:
    """A record's period in months, counted from the year 0; both ends included."""

    start: int
    end: int
    record: PlacedRecord


def _spans(case: Case) -> Iterator[_Span]:
    for record in case.all_records:
        period = record.section.period
        if period is None or not period.is_exclusive(record.record):
            continue
        start = record.day(period.start)
        ended = record.day(period.end)
        if start is None or (ended is None and not is_empty(record.record.get(period.end))):
            continue
        end = ended or max(start, case.today)
        if start <= end:
            yield _Span(_month_number(start), _month_number(end), record)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month


def _days(record: PlacedRecord) -> Iterator[tuple[Field, date]]:
    for field in record.section.fields:
        if field.type in (FieldType.DATE, FieldType.MONTH):
            day = record.day(field.key)
            if day is not None:
                yield field, day


def _order(record: PlacedRecord, field: str, earlier_section: str, earlier: str) -> Finding:
    return Finding.of(
        FindingCode.DATE_ORDER,
        record.section.key,
        record.id,
        field=field,
        earlier_section=earlier_section,
        earlier=earlier,
    )
