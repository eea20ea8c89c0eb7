"""Dates and times as people read them: always Asia/Shanghai."""

from datetime import date, datetime

from desktop.domain.clock import SHANGHAI, shanghai_day


def moment_text(moment: datetime | None) -> str:
    """`2026-09-01 10:42`; empty for None."""
    return "" if moment is None else moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def short_moment_text(moment: datetime, today: date) -> str:
    """`今天 10:42`, else `09-01 10:42`, with the year when it is another one."""
    local = moment.astimezone(SHANGHAI)
    if local.date() == today:
        return f"今天 {local:%H:%M}"
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d %H:%M}"


def day_text(day: date | None) -> str:
    """`2026-09-01`; empty for None."""
    return "" if day is None else day.isoformat()


def short_day_text(moment: datetime | None, today: date) -> str:
    """`09-01`, with the year when it is another one than that of `today`: for narrow columns; empty for None."""
    if moment is None:
        return ""
    day = shanghai_day(moment)
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def iso_text(moment: datetime | None) -> str:
    """ISO 8601 with `+08:00`, to the second; empty for None. For JSON."""
    return "" if moment is None else moment.astimezone(SHANGHAI).isoformat(timespec="seconds")
