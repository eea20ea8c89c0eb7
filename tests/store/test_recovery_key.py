"""The recovery sheet: what is on it opens the workspace, however it is typed; a slip of the hand is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store.key_slots import FileKey
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.recovery_key import ALPHABET, parse_recovery, recovery_text

KEYS = st.binary(min_size=32, max_size=32).map(FileKey)


@given(KEYS)
def test_the_sheet_is_the_key(key: FileKey) -> None:
    text = recovery_text(key)
    assert [len(group) for group in text.split("-")] == [4] * 14
    assert parse_recovery(text) == key


@given(KEYS)
def test_case_spaces_and_confusable_characters_do_not_matter(key: FileKey) -> None:
    text = recovery_text(key).lower().replace("-", "  ").replace("0", "O").replace("1", "l").replace("v", "u")
    assert parse_recovery(f" {text}\n") == key


@given(KEYS, st.integers(0, 55), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(key: FileKey, place: int, character: str) -> None:
    characters = recovery_text(key).replace("-", "")
    changed = characters[:place] + character + characters[place + 1 :]
    if changed != characters:
        with pytest.raises(Unavailable) as refused:
            parse_recovery(changed)
        assert refused.value.code is UnavailableCode.WRONG_RECOVERY_KEY


@pytest.mark.parametrize("text", ["", "ABCD", "0" * 55, "0" * 57, "!" * 56, "恢" * 56])
def test_anything_else_is_no_recovery_key(text: str) -> None:
    with pytest.raises(Unavailable) as refused:
        parse_recovery(text)
    assert refused.value.code is UnavailableCode.WRONG_RECOVERY_KEY
