"""Dates and times in words: those of Asia/Shanghai, with the year where it is not plain."""

from datetime import UTC, date, datetime

import pytest

from desktop.text.moments import short_day_text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 9, 1, 2, 0, tzinfo=UTC), "09-01"),
        (datetime(2025, 12, 31, 16, 0, tzinfo=UTC), "01-01"),  # midnight in Shanghai
        (datetime(2025, 12, 31, 15, 59, tzinfo=UTC), "2025-12-31"),
        (datetime(2027, 1, 2, 2, 0, tzinfo=UTC), "2027-01-02"),
        (None, ""),
    ],
)
def test_a_short_day_names_its_year_where_it_is_another_one(moment: datetime | None, text: str) -> None:
    assert short_day_text(moment, date(2026, 11, 23)) == text
