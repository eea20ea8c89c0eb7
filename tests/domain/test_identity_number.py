"""GB 11643: what the check character proves, and what the number says about its holder."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.domain import identity_number
from tests.strategies import identity_numbers

EXAMPLE = "11010519491231002X"


def test_the_example_of_the_standard_is_valid() -> None:
    assert identity_number.is_valid(EXAMPLE)
    assert identity_number.birth_date(EXAMPLE) == date(1949, 12, 31)
    assert identity_number.is_male(EXAMPLE) is False


@given(identity_numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_every_change_of_one_character_is_detected(number: str, place: int, character: str) -> None:
    assume(number[place] != character)
    assert not identity_number.is_valid(number[:place] + character + number[place + 1 :])


@given(identity_numbers(), st.integers(0, 16))
def test_every_swap_of_different_neighbours_is_detected(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert not identity_number.is_valid(swapped)


@pytest.mark.parametrize(
    "number", ["", EXAMPLE[:17], EXAMPLE + "0", EXAMPLE.lower(), "１１010519491231002X", EXAMPLE + "\n", " " + EXAMPLE]
)
def test_anything_but_17_digits_and_a_digit_or_x_is_malformed(number: str) -> None:
    assert not identity_number.is_well_formed(number)
    assert not identity_number.is_valid(number)
    assert identity_number.birth_date(number) is None
    assert identity_number.is_male(number) is None


def test_a_day_that_does_not_exist_is_no_birth_date() -> None:
    assert identity_number.birth_date("110105199902300028") is None


@given(identity_numbers())
def test_sex_and_birth_date_are_read_from_their_digits(number: str) -> None:
    birth = identity_number.birth_date(number)
    assert birth is not None
    assert f"{birth:%Y%m%d}" == number[6:14]
    assert identity_number.is_male(number) == (number[16] in "13579")


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        (EXAMPLE, "1101**********002X"),
        ("E12345678", "E1*****78"),
        ("H1234567", "H1****67"),
        ("1234567", "*******"),
        ("", ""),
    ],
)
def test_masking_keeps_the_ends_and_the_length(number: str, masked: str) -> None:
    assert identity_number.mask_identity_number(number) == masked


@given(st.text(max_size=40))
def test_masking_hides_at_least_half_of_any_number(number: str) -> None:
    masked = identity_number.mask_identity_number(number)
    assert len(masked) == len(number)
    hidden = sum(1 for shown in masked if shown == "*")
    assert hidden * 2 >= len(number)
