"""Breaks texts into lines of a width, and keeps an eye on the characters that no font of this machine has."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from PySide6.QtGui import QTextLayout, QTextOption

from desktop.domain.visible_text import code_point
from desktop.printing.paper import PT, Letters
from desktop.printing.typefaces import Typefaces

MISSING = "〓"
"""What stands for a character that cannot be printed, as typesetters do it; a note names the character."""

_ENDLESS = 1e7
_LINE_SEPARATOR = "\u2028"


class Align(Enum):
    """Where a line stands in its width."""

    LEFT = 0.0
    CENTER = 0.5
    RIGHT = 1.0


class Style(Enum):
    """The sizes of the forms, in points: text, and whether it is a heading's face."""

    TITLE = (20, True)
    SECTION = (11, True)
    HEAD = (10, True)
    BODY = (10, False)
    SMALL = (9, False)
    SMALL_HEAD = (9, True)
    FOOTER = (8, False)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, `width` units long; it takes `leading` units of height, the letters stand on `ascent`."""

    text: str
    width: float
    letters: Letters
    align: Align
    leading: float
    ascent: float


class Typesetter:
    """Sets the texts of one document; `missing` are the characters it had to do without, in their order."""

    def __init__(self, typefaces: Typefaces) -> None:
        self._typefaces = typefaces
        self._known: dict[str, bool] = {MISSING: True, " ": True}
        self._missing: dict[str, None] = {}

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(self._missing)

    @cached_property
    def families(self) -> tuple[str, ...]:
        """Those of running text."""
        return self._typefaces.body

    def letters(self, style: Style) -> Letters:
        """The letters of a style."""
        points, heading = style.value
        return Letters(self._typefaces.heading if heading else self._typefaces.body, points * PT, bold=heading)

    def lines(
        self, text: str, width: float, style: Style = Style.BODY, align: Align = Align.LEFT, *, leading: float = 1.4
    ) -> tuple[Line, ...]:
        """The text in lines of at most `width` units; line ends in it are kept. No lines for an empty text."""
        text = self.printable(text)
        if not text:
            return ()
        letters = self.letters(style)
        layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), letters.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setUseDesignMetrics(True)
        layout.setTextOption(option)
        found: list[tuple[str, float]] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, letters.size))
            start = line.textStart()
            # Qt counts UTF-16 units
            piece = _utf16_slice(layout.text(), start, line.textLength()).rstrip(f"{_LINE_SEPARATOR} ")
            found.append((piece, line.naturalTextWidth()))
        layout.endLayout()
        height = letters.size * leading
        # the square of a Chinese character reaches 0.88 of its size above the line and 0.12 below
        ascent = height / 2 + letters.size * 0.38
        return tuple(Line(piece, natural, letters, align, height, ascent) for piece, natural in found)

    def stacked(self, text: str, style: Style = Style.HEAD) -> tuple[Line, ...]:
        """The characters one below the other, as labels at the side of a table are set."""
        return tuple(line for each in text for line in self.lines(each, _ENDLESS, style, Align.CENTER, leading=1.25))

    def width(self, text: str, style: Style = Style.BODY) -> float:
        """How long the text is on one line."""
        return max((line.width for line in self.lines(text, _ENDLESS, style)), default=0.0)

    def printable(self, text: str) -> str:
        """The text as it can be printed: NFC, no control characters, `MISSING` for what no font has."""
        plain = "".join(
            " " if unicodedata.category(each) == "Cc" and each != "\n" else each
            for each in unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace(_LINE_SEPARATOR, "\n")
        )
        return "".join(self._or_missing(each) for each in plain)

    def note_of_missing(self) -> str:
        """The code points of what is missing, `U+20BB7、U+2A6A5`; empty for nothing."""
        return "、".join(map(code_point, self._missing))

    def _or_missing(self, character: str) -> str:
        if character not in self._known:
            self._known[character] = _has_no_shape(character) or _is_drawn(character, self.letters(Style.BODY))
        if self._known[character]:
            return character
        self._missing[character] = None
        return MISSING


def joined(lines: Iterable[Line]) -> str:
    """The text of lines without what the breaking took away."""
    return "".join(line.text for line in lines)


def _has_no_shape(character: str) -> bool:
    return character == "\n" or unicodedata.category(character) in ("Cf", "Zs", "Mn", "Me", "Mc")


def _is_drawn(character: str, letters: Letters) -> bool:
    layout = QTextLayout(character, letters.font())
    layout.beginLayout()
    layout.createLine().setLineWidth(_ENDLESS)
    layout.endLayout()
    runs = layout.glyphRuns()
    return bool(runs) and all(all(run.glyphIndexes()) for run in runs)


def _utf16_slice(text: str, start: int, length: int) -> str:
    if text.isascii() or all(ord(each) < 0x10000 for each in text):
        return text[start : start + length]
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")
