"""One person's number is one text, however it was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.document_number import normalised_document_number

NUMBER = "11010519491231002X"


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        NUMBER.lower(),
        f" {NUMBER}\n",
        "110105 19491231 002x",
        "110105-19491231-002X",
        "110105–19491231—002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105\u300019491231\u00a0002\u200bX",
        "\u202e11010519491231002X\u202c",
    ],
)
def test_what_people_type_for_one_number_is_one_text(typed: str) -> None:
    assert normalised_document_number(typed) == NUMBER


@pytest.mark.parametrize("typed", ["", " ", "-", "\u200b\u3000"])
def test_nothing_is_no_number(typed: str) -> None:
    assert normalised_document_number(typed) == ""


def test_other_numbers_stay_other_numbers() -> None:
    assert normalised_document_number("E12345678") != normalised_document_number("E12345679")


@given(st.text())
def test_it_is_stable(typed: str) -> None:
    once = normalised_document_number(typed)
    assert normalised_document_number(unicodedata.normalize("NFC", typed)) == once
    assert normalised_document_number(f"  {once} ") == normalised_document_number(once)
