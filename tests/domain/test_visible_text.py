"""Text that steers a screen or shows nothing is found out; rare characters are not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.visible_text import (
    code_point,
    forbidden_character,
    is_file_name,
    plain_line_ends,
    shows_something,
)

DIRECTIONS = [*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))]


@pytest.mark.parametrize("character", [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u2028", "\ud800"])
def test_a_control_character_may_stand_on_no_line(character: str) -> None:
    assert forbidden_character(f"王{character}五") == character


@pytest.mark.parametrize("character", DIRECTIONS)
def test_a_control_of_direction_may_stand_nowhere(character: str) -> None:
    assert forbidden_character(f"王{character}五") == character
    assert forbidden_character(f"王{character}五", lines=True) == character


@pytest.mark.parametrize("text", ["一\n二", "一\r\n二", "一\t二", "\n"])
def test_text_of_several_lines_may_have_line_ends_and_tabs(text: str) -> None:
    assert forbidden_character(text, lines=True) is None


@pytest.mark.parametrize("text", ["一\r二", "一\x0b二", "一\x1b[31m二", "\0", "\udfff"])
def test_text_of_several_lines_may_have_nothing_else_of_the_kind(text: str) -> None:
    assert forbidden_character(text, lines=True) is not None


@pytest.mark.parametrize(
    "text", ["𬱖䶮·阿不都", "王😀", "👨\u200d👩\u200d👧", "葛\U000e0100城", "❤\ufe0f", "é", "O'Neil", "דוד"]
)
def test_rare_characters_are_welcome(text: str) -> None:
    assert forbidden_character(text) is None
    assert shows_something(text)


@pytest.mark.parametrize(
    "text", ["", " ", "\u3000", "\u200b", "\ufeff\u2060", "\u00ad", "\u3164", "\u2800", "\ufe0f\u200d", "\u180e\t\n"]
)
def test_invisible_characters_alone_show_nothing(text: str) -> None:
    assert not shows_something(text)


@given(st.text())
def test_what_is_forbidden_on_lines_is_forbidden_on_one(text: str) -> None:
    if forbidden_character(text, lines=True) is not None:
        assert forbidden_character(text) is not None


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters=DIRECTIONS)))
def test_everything_else_is_allowed(text: str) -> None:
    assert forbidden_character(text) is None
    assert shows_something(text) or not any(unicodedata.category(item)[0] in "PN" for item in text)


@given(st.text("一\r\n"))
def test_line_ends_are_made_plain_once(text: str) -> None:
    plain = plain_line_ends(text)
    assert plain.splitlines() == text.splitlines() or "\r" in plain


@pytest.mark.parametrize("name", ["头像.jpg", "a..b", ".hidden", "学位 证书（1）.pdf", "C：x.pdf"])
def test_a_file_name_is_one_part_of_a_path(name: str) -> None:
    assert is_file_name(name)


@pytest.mark.parametrize(
    "name", ["", " ", "..", ".", "../../x.jpg", "a\\b.pdf", "/", "\u202egpj.exe", "a\nb", "\u200b"]
)
def test_anything_else_is_no_file_name(name: str) -> None:
    assert not is_file_name(name)


def test_a_character_is_named_by_its_code_point() -> None:
    assert code_point("\x07") == "U+0007"
    assert code_point("𠮷") == "U+20BB7"
