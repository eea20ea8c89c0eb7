"""Moments and days: moments are UTC and aware, days are those of Asia/Shanghai (UTC+8 all year since 1991)."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})(:[0-9]{2}(?:[.,]([0-9]+))?)?(Z|[+-][0-9]{2}:?[0-9]{2})"
)


def parse_moment(text: str) -> datetime | None:
    """The UTC moment that ISO 8601 with a T and an offset names (`2024-08-19T10:22:31+08:00`), else None.

    Of a fraction of a second the milliseconds count, the rest is cut off, as no more is stored.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    minute, second, fraction, offset = found.groups()
    try:
        moment = datetime.fromisoformat(f"{minute}{second[:3] if second else ''}{offset}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment + timedelta(milliseconds=int(f"{(fraction or '')[:3]:0<3}"))


def shanghai_day(moment: datetime) -> date:
    """The calendar day in Asia/Shanghai at an aware `moment`."""
    return moment.astimezone(SHANGHAI).date()


def end_of_day(day: date) -> datetime:
    """The first moment after `day` in Asia/Shanghai, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI).astimezone(UTC)


def to_milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970-01-01 UTC: how moments are stored and hashed."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return round((moment - _EPOCH) / timedelta(milliseconds=1))


def from_milliseconds(milliseconds: int) -> datetime:
    """The aware UTC moment that `to_milliseconds` gave."""
    return _EPOCH + timedelta(milliseconds=milliseconds)
