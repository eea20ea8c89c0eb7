"""Moments written in ISO 8601: with a T and an offset, to the millisecond."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clock import SHANGHAI, parse_moment, to_milliseconds


@given(st.integers(0, 2 * 10**17), st.integers(-14 * 60, 14 * 60))
def test_every_moment_is_read_to_its_millisecond(microseconds: int, minutes: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    read = parse_moment(moment.astimezone(timezone(timedelta(minutes=minutes))).isoformat())
    assert read is not None
    assert read == moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@pytest.mark.parametrize("fraction", ["", ".1", ".123", ",123456789", "." + "9" * 5000])
def test_a_fraction_may_have_any_length(fraction: str) -> None:
    read = parse_moment(f"2024-08-19T10:22:31{fraction}+08:00")
    assert read is not None
    assert read.replace(microsecond=0) == datetime(2024, 8, 19, 10, 22, 31, tzinfo=SHANGHAI)
    assert to_milliseconds(read) % 1000 == int((fraction[1:4] or "0").ljust(3, "0"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-08-19",
        "2024-08-19T10:22:31",
        "2024-08-19 10:22:31+08:00",
        "2024-08-19T10:22.5+08:00",
        "2024-08-19T10:22:60+08:00",
        "2024-02-30T10:22:31+08:00",
        "2024-08-19T25:22:31+08:00",
        "2024-08-19T10:22:31+25:00",
        "2024-W34-1T10:22:31+08:00",
        "2024-08-19T10:22:31+08:00\n",
        "２024-08-19T10:22:31+08:00",
        "0001-01-01T00:00:00+08:00",
    ],
)
def test_anything_else_is_no_moment(text: str) -> None:
    assert parse_moment(text) is None
