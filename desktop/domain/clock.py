"""Moments and days: moments are UTC and aware, days are those of Asia/Shanghai (UTC+8 all year since 1991)."""

from datetime import UTC, date, datetime, time, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


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
    return round((moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))


def from_milliseconds(milliseconds: int) -> datetime:
    """The aware UTC moment that `to_milliseconds` gave."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
