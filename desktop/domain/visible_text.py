"""What text may hold: nothing that steers a screen, hides other characters, or cannot be stored; and what shows at all.

Every text that comes from outside is asked here: fields, names of files, people and organisations, comments.
"""

import re
import unicodedata
from typing import Final

_SURROGATES: Final = "\ud800-\udfff"
_DIRECTIONS: Final = "\u202a-\u202e\u2066-\u2069"
"""Embeddings, overrides and isolates: they reorder what is read. Plain marks such as U+200F are harmless."""

_ON_ONE_LINE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_DIRECTIONS}{_SURROGATES}]")
_BREAKS = re.compile("[\t\n\x0b\x0c\x85\u2028\u2029]+")
_ON_LINES = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_DIRECTIONS}{_SURROGATES}]")

# without a shape though not of category Cf: joiners, fillers, variation selectors (Default_Ignorable_Code_Point),
# and the empty Braille cell
_SHAPELESS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def forbidden_character(text: str, *, lines: bool = False) -> str | None:
    """The first character that text may not hold, None if it holds none.

    Control characters (C0, C1), line and paragraph separators, controls of direction, lone surrogates; `lines` allows
    line ends (LF, CRLF) and tabs. Invisible characters that rare names and emoji need (U+200D, variation selectors) are
    allowed.
    """
    found = _ON_LINES.search(plain_line_ends(text)) if lines else _ON_ONE_LINE.search(text)
    return found.group() if found else None


def cleaned(text: str, *, lines: bool = False) -> str:
    """The text in NFC without what it may not hold; on one line every line end and tab becomes a space.

    A dossier with such characters is refused. What a person types or pastes is mended instead, so that it can be kept.
    """
    text = plain_line_ends(text).replace("\r", "\n")
    if not lines:
        text = _BREAKS.sub(" ", text)
    return unicodedata.normalize("NFC", (_ON_LINES if lines else _ON_ONE_LINE).sub("", text))


def shows_something(text: str) -> bool:
    """Whether anything of the text can be seen: white space and invisible characters alone are as good as nothing."""
    return any(
        not character.isspace() and unicodedata.category(character) != "Cf" and not _SHAPELESS.match(character)
        for character in text
    )


def plain_line_ends(text: str) -> str:
    """The text with every CRLF as LF."""
    return text.replace("\r\n", "\n")


def is_file_name(name: str) -> bool:
    """Whether a file's name is one on every system: visible, on one line, and without a path in it."""
    return (
        shows_something(name)
        and forbidden_character(name) is None
        and not {"/", "\\"} & {*name}
        and name not in (".", "..")
    )


def code_point(character: str) -> str:
    """`U+202E`: how sentences name a character that nobody can see."""
    return f"U+{ord(character):04X}"
