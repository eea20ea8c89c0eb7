"""A piece of a bordered table with merged cells: how high its rows are, and how it is cut where no page could hold it.

Pieces are the units that pages are made of; `pagination` says where they stand.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from PySide6.QtGui import QImage

from desktop.printing.paper import PT
from desktop.printing.typesetter import Line

PAD_X = 4.5 * PT
PAD_Y = 3.5 * PT
ROW = 22 * PT
"""The least height of a row."""

_LEAST_LINES = 2
"""So many lines of a cell stay together at a cut."""


class Place(Enum):
    """Where the lines of a cell stand when there is room left."""

    TOP = 0.0
    MIDDLE = 0.5


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell from (`row`, `column`) over so many rows and columns. `foot` stands at its bottom, a picture fills it."""

    row: int
    column: int
    lines: tuple[Line, ...] = ()
    rows: int = 1
    columns: int = 1
    place: Place = Place.MIDDLE
    foot: tuple[Line, ...] = ()
    picture: QImage | None = None

    @property
    def needed(self) -> float:
        """The height that its texts take."""
        gap = 6 * PT if self.foot and self.lines else 0.0
        return 2 * PAD_Y + sum(line.leading for line in (*self.lines, *self.foot)) + gap


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with its rectangle inside the piece: left, top, width, height."""

    cell: Cell
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Piece:
    """Cells over columns of these widths; `minimums` are the least heights of the rows."""

    widths: tuple[float, ...]
    minimums: tuple[float, ...]
    cells: tuple[Cell, ...]

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """The height of each row: what its own cells need, and their share of what merged cells need."""
        heights = list(self.minimums)
        for cell in sorted(self.cells, key=lambda cell: cell.rows):
            spanned = range(cell.row, cell.row + cell.rows)
            missing = cell.needed - sum(heights[row] for row in spanned)
            if missing > 0:
                for row in spanned:
                    heights[row] += missing / cell.rows
        return tuple(heights)

    @cached_property
    def height(self) -> float:
        return sum(self.heights)

    @property
    def width(self) -> float:
        return sum(self.widths)

    def placed(self) -> Iterator[Placed]:
        """The cells in reading order with where they lie."""
        lefts, tops = _sums(self.widths), _sums(self.heights)
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            x, y = lefts[cell.column], tops[cell.row]
            width = lefts[cell.column + cell.columns] - x
            yield Placed(cell, x, y, width, tops[cell.row + cell.rows] - y)

    def split(self, room: float) -> "tuple[Piece, Piece] | None":
        """Two pieces of which the first fits into `room`; None where too little of it would."""
        tops = _sums(self.heights)
        row = max(row for row, top in enumerate(tops[:-1]) if top <= room)
        inside = room - tops[row] - 2 * PAD_Y

        def kept(cell: Cell) -> int | None:
            """How many lines of a cell that is cut stay above; None for one that the cut does not concern."""
            return _lines_within(cell.lines, inside) if cell.row == row and cell.rows == 1 else None

        cut = [count for cell in self.cells if (count := kept(cell)) is not None and count < len(cell.lines)]
        if not cut or min(cut) < _LEAST_LINES:
            return (self._rows(0, row), self._rows(row, len(self.heights))) if row else None
        upper, lower = [], []
        for cell in self.cells:
            count = kept(cell)
            above = cell if count is None else replace(cell, lines=cell.lines[:count], foot=(), place=Place.TOP)
            upper.append(above)
            # a label or a number stands in both parts
            again = count == len(cell.lines) <= _LEAST_LINES
            lower.append(cell if count is None or again else replace(cell, lines=cell.lines[count:], place=Place.TOP))
        first = Piece(self.widths, (*self.heights[:row], *self.minimums[row:]), tuple(upper))._rows(0, row + 1)
        first = replace(first, minimums=(*first.minimums[:row], 0.0))
        rest = replace(self, cells=tuple(lower), minimums=(*self.minimums[:row], 0.0, *self.minimums[row + 1 :]))
        # a merged cell, whose text stands in both parts, may need more than the cut has left it
        return (first, rest._rows(row, len(self.heights))) if first.height <= room else None

    def _rows(self, first: int, end: int) -> "Piece":
        """Some of the rows; a merged cell that reaches into them stands in them with its text, without its picture."""
        cells = []
        for cell in self.cells:
            start, stop = max(cell.row, first), min(cell.row + cell.rows, end)
            if start < stop:
                picture = cell.picture if start == cell.row else None
                cells.append(replace(cell, row=start - first, rows=stop - start, picture=picture))
        return Piece(self.widths, self.minimums[first:end], tuple(cells))


def _lines_within(lines: Sequence[Line], room: float) -> int:
    used = 0.0
    for count, line in enumerate(lines):
        used += line.leading
        if used > room:
            return count
    return len(lines)


def _sums(values: Iterable[float]) -> list[float]:
    total, sums = 0.0, [0.0]
    for value in values:
        total += value
        sums.append(total)
    return sums
