"""GB 32100: what the check character of a unit code proves."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.domain import unit_code
from tests.strategies import unit_codes


@pytest.mark.parametrize("code", ["91350100M000100Y43", "9131000063159284XQ"])
def test_published_codes_are_valid(code: str) -> None:
    assert unit_code.is_valid(code)


@given(unit_codes(), st.integers(0, 17), st.sampled_from(unit_code.ALPHABET))
def test_every_change_of_one_character_is_detected(code: str, place: int, character: str) -> None:
    assume(code[place] != character)
    assert not unit_code.is_valid(code[:place] + character + code[place + 1 :])


@given(unit_codes(), st.integers(0, 16), st.integers(0, 16))
def test_every_swap_of_different_characters_before_the_check_is_detected(code: str, one: int, other: int) -> None:
    assume(code[one] != code[other])
    characters = list(code)
    characters[one], characters[other] = characters[other], characters[one]
    assert not unit_code.is_valid("".join(characters))


@pytest.mark.parametrize(
    "code", ["", "91350100M000100Y4", "91350100M000100Y430", "91350100m000100y43", "9135010OM000100Y43"]
)
def test_other_lengths_lower_case_and_confusable_letters_are_malformed(code: str) -> None:
    assert not unit_code.is_well_formed(code)
    assert not unit_code.is_valid(code)
