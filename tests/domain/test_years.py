"""Counting in completed years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.years import add_years, age_on


@pytest.mark.parametrize(
    ("today", "age"),
    [(date(2024, 3, 14), 59), (date(2024, 3, 15), 60), (date(2025, 3, 14), 60), (date(1964, 3, 15), 0)],
)
def test_age_rises_on_the_birthday(today: date, age: int) -> None:
    assert age_on(date(1964, 3, 15), today) == age


def test_29_february_falls_back_and_9999_is_the_end() -> None:
    assert add_years(date(2020, 2, 29), 3) == date(2023, 2, 28)
    assert add_years(date(2020, 2, 29), 4) == date(2024, 2, 29)
    assert add_years(date(9998, 1, 1), 3) == date.max


@given(st.dates(max_value=date(2100, 1, 1)), st.integers(0, 50))
def test_somebody_born_years_ago_is_that_old(birth: date, years: int) -> None:
    day = add_years(birth, years)
    assert age_on(birth, day) in ({years} if day.day == birth.day else {years - 1})
