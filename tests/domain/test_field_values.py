"""How values are written: dates, months, money, and lengths counted in NFC."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.field_values import LARGEST_AMOUNT, ValueFault, money_fault, parse_date, parse_month, text_length


@given(st.dates())
def test_every_day_written_as_iso_is_read_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_month(day.isoformat()[:7]) == day.replace(day=1)


@pytest.mark.parametrize(
    "value",
    [
        "2023-02-29",
        "2024-13-01",
        "0000-01-01",
        "2024-1-1",
        "20240101",
        "2024-01-01\n",
        "２024-01-01",
        "2024-W01-1",
        None,
    ],
)
def test_anything_else_is_no_date(value: object) -> None:
    assert parse_date(value) is None


@pytest.mark.parametrize("value", ["2024-13", "2024-00", "2024-1", "2024-01-01", "2024/01", 202401, None])
def test_anything_else_is_no_month(value: object) -> None:
    assert parse_month(value) is None


@pytest.mark.parametrize("value", ["0", "1200", "1200.5", "1200.50", "0.01", "007", LARGEST_AMOUNT])
def test_an_amount_has_at_most_two_decimals(value: str) -> None:
    assert money_fault(value) is None


@pytest.mark.parametrize("value", ["", "-1", "1.", ".5", "1.234", "1,200", "1e3", "１", " 1", "0" * 16, "NaN"])
def test_anything_else_is_no_amount(value: str) -> None:
    assert money_fault(value) is ValueFault.BAD_MONEY


@given(st.integers(10**15), st.sampled_from(["", ".5", ".50"]))
def test_an_amount_beyond_the_largest_is_too_large_and_not_malformed(yuan: int, decimals: str) -> None:
    assert money_fault(f"{yuan}{decimals}") is ValueFault.NUMBER_TOO_LARGE


def test_length_counts_code_points_after_nfc() -> None:
    assert text_length("e\u0301") == 1
    assert text_length("𠮷·") == 2
