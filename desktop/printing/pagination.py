"""Puts pieces of tables and lines of text onto pages: breaks, repeated heads, borders, footers, the watermark."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from desktop.printing.grid import PAD_X, PAD_Y, Piece, Place, Placed
from desktop.printing.paper import MM, PT, Page, PaperSize, Picture, Rule, Text
from desktop.printing.typesetter import Align, Line

THIN = 0.5 * PT
THICK = 1.2 * PT
MARGIN_X = 18 * MM
MARGIN_TOP = 17 * MM
MARGIN_BOTTOM = 18 * MM
FOOTER_Y = 11 * MM
"""From the lower edge of the paper to the line that the footer stands on."""

_PICTURE_PAD = 3 * PT


@dataclass(frozen=True, slots=True)
class Table:
    """Pieces that follow each other; `heads` stand above them, `later_heads` again at the top of each further page."""

    pieces: tuple[Piece, ...]
    heads: tuple[Piece, ...] = ()
    later_heads: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines outside any table, with free space above and below; `beside` stands on the same height."""

    lines: tuple[Line, ...]
    above: float = 0.0
    below: float = 0.0
    beside: tuple[Line, ...] = ()


Block: TypeAlias = Table | Paragraph
Footer: TypeAlias = Callable[[int, int], tuple[Line, Line, Line]]
"""Number of the page and of all pages to what stands left, in the middle and right at its foot."""


@dataclass
class _Sheet:
    texts: list[Text] = field(default_factory=list)
    rules: dict[tuple[float, float, float, float], float] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)


class Flow:
    """Lays blocks out one after the other; `pages` ends it."""

    def __init__(self, size: PaperSize, watermark: Text | None = None) -> None:
        self._size = size
        self._watermark = watermark
        self._sheets = [_Sheet()]
        self._y = MARGIN_TOP
        self._table_top: float | None = None

    @staticmethod
    def width_of(size: PaperSize) -> float:
        """The width that blocks fill."""
        return size.width - 2 * MARGIN_X

    def add(self, block: Block) -> None:
        """Put a block below what is there."""
        if isinstance(block, Table):
            self._add_table(block)
        else:
            self._add_paragraph(block)

    def pages(self, footer: Footer) -> tuple[Page, ...]:
        """All pages."""
        self._close_table()
        count = len(self._sheets)
        return tuple(
            Page(
                self._size,
                (*sheet.texts, *self._foot(footer(number, count))),
                tuple(Rule(*ends, weight) for ends, weight in sheet.rules.items()),
                tuple(sheet.pictures),
                self._watermark,
            )
            for number, sheet in enumerate(self._sheets, start=1)
        )

    @property
    def _bottom(self) -> float:
        return self._size.height - MARGIN_BOTTOM

    @property
    def _room(self) -> float:
        return self._bottom - self._y

    @property
    def _whole(self) -> float:
        return self._bottom - MARGIN_TOP

    def _next_page(self) -> None:
        self._close_table()
        self._sheets.append(_Sheet())
        self._y = MARGIN_TOP

    def _add_paragraph(self, block: Paragraph) -> None:
        self._close_table()
        height = sum(line.leading for line in block.lines)
        if self._y > MARGIN_TOP and block.above + min(height, self._whole) > self._room:
            self._next_page()
        elif self._y > MARGIN_TOP:
            self._y += block.above
        self._lines(block.beside, MARGIN_X, self._y, self.width_of(self._size))
        for line in block.lines:
            if line.leading > self._room:
                self._next_page()
            self._lines((line,), MARGIN_X, self._y, self.width_of(self._size))
            self._y += line.leading
        self._y += block.below

    def _add_table(self, table: Table) -> None:
        waiting = list(reversed(table.pieces))
        heads = table.heads
        while waiting:
            piece = waiting.pop()
            above = sum(head.height for head in heads)
            if above + piece.height > self._room:
                fits_later = sum(head.height for head in table.later_heads) + piece.height <= self._whole
                parts = None if fits_later else piece.split(self._room - above)
                if parts is not None:
                    piece, rest = parts
                    waiting.append(rest)
                elif self._y > MARGIN_TOP:
                    self._next_page()
                    # heads that were not set yet come whole; those of a table that goes on come again
                    heads = heads if piece is table.pieces[0] else table.later_heads
                    waiting.append(piece)
                    continue
            for each in (*heads, piece):
                self._place(each)
            heads = ()

    def _place(self, piece: Piece) -> None:
        if self._table_top is None:
            self._table_top = self._y
        for placed in piece.placed():
            self._cell(replace(placed, x=MARGIN_X + placed.x, y=self._y + placed.y))
        self._y += piece.height

    def _cell(self, placed: Placed) -> None:
        x, y, width, height = placed.x, placed.y, placed.width, placed.height
        for ends in ((x, y, x + width, y), (x, y + height, x + width, y + height)):
            self._rule(*ends, THIN)
        for ends in ((x, y, x, y + height), (x + width, y, x + width, y + height)):
            self._rule(*ends, THIN)
        cell = placed.cell
        if cell.picture is not None:
            self._picture(placed)
            return
        free = height - cell.needed if cell.place is Place.MIDDLE and not cell.foot else 0.0
        self._lines(cell.lines, x + PAD_X, y + PAD_Y + max(free, 0.0) * cell.place.value, width - 2 * PAD_X)
        foot_height = sum(line.leading for line in cell.foot)
        self._lines(cell.foot, x + PAD_X, y + height - PAD_Y - foot_height, width - 2 * PAD_X)

    def _picture(self, placed: Placed) -> None:
        image = placed.cell.picture
        if image is None or image.isNull():
            return
        width, height = placed.width - 2 * _PICTURE_PAD, placed.height - 2 * _PICTURE_PAD
        scale = min(width / image.width(), height / image.height())
        shown_width, shown_height = image.width() * scale, image.height() * scale
        x, y = placed.x + (placed.width - shown_width) / 2, placed.y + (placed.height - shown_height) / 2
        self._sheets[-1].pictures.append(Picture(image, x, y, shown_width, shown_height))

    def _lines(self, lines: Sequence[Line], x: float, y: float, width: float) -> None:
        for line in lines:
            if line.text:
                start = x + max(0.0, width - line.width) * line.align.value
                self._sheets[-1].texts.append(Text(line.text, start, y + line.ascent, line.width, line.letters))
            y += line.leading

    def _rule(self, x1: float, y1: float, x2: float, y2: float, weight: float) -> None:
        ends = (round(x1, 1), round(y1, 1), round(x2, 1), round(y2, 1))
        rules = self._sheets[-1].rules
        rules[ends] = max(weight, rules.get(ends, 0.0))

    def _close_table(self) -> None:
        """The frame around all that stands together on this page."""
        if self._table_top is None:
            return
        left, right = MARGIN_X, MARGIN_X + self.width_of(self._size)
        top, bottom = self._table_top, self._y
        for ends in (
            (left, top, right, top),
            (left, bottom, right, bottom),
            (left, top, left, bottom),
            (right, top, right, bottom),
        ):
            self._rule(*ends, THICK)
        self._table_top = None

    def _foot(self, parts: tuple[Line, Line, Line]) -> Iterator[Text]:
        width = self.width_of(self._size)
        for line, align in zip(parts, Align, strict=True):
            start = MARGIN_X + (width - line.width) * align.value
            yield Text(line.text, start, self._size.height - FOOTER_Y, line.width, line.letters)
