"""The application's stable id."""

import pytest

from desktop.domain.application_key import is_application_key


@pytest.mark.parametrize("value", ["a", "2024.01-A_b", "x" * 64])
def test_letters_digits_dot_underscore_and_hyphen_up_to_64_are_accepted(value: str) -> None:
    assert is_application_key(value)


@pytest.mark.parametrize("value", ["", "x" * 65, "a b", "甲", "a/b", "a\n", "１", None, 1, ["a"]])
def test_anything_else_is_refused(value: object) -> None:
    assert not is_application_key(value)
