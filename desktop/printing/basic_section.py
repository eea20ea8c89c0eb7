"""基本信息 as a grid of labels and values: a piece for each group of fields, the portrait beside the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QImage

from desktop.domain.catalogue import BASIC, Catalogue, Field, FieldType
from desktop.domain.content import Record
from desktop.printing.grid import PAD_X, ROW, Cell, Piece
from desktop.printing.paper import MM, PT
from desktop.printing.typesetter import Align, Style, Typesetter
from desktop.text.printed_forms import GRADING_CLASS, PORTRAIT, PORTRAIT_FAILED, class_text
from desktop.text.values import field_text

SIDE = 26 * PT
"""The width of a label at the side, set from top to bottom."""

_LABEL = 72 * PT
_PORTRAIT = 25 * MM + 8 * PT
_PORTRAIT_HEIGHT = 35 * MM + 8 * PT
"""一寸: 25 by 35 millimetres, and a little air."""
_WIDE_FROM = 150
"""A text that may be longer than this has a row of its own."""


def value_text(field: Field, record: Record, catalogue: Catalogue) -> str:
    """The value as a form has it: nothing where nothing was filled in, unless absence has a word (至今)."""
    value = record.get(field.key)
    return field.absent_label if value is None or value == "" else field_text(field, value, catalogue)


@dataclass(frozen=True, slots=True)
class _Pair:
    label: str
    value: str
    wide: bool


class BasicSection:
    """Lays out the applicant's own data over columns of fixed widths."""

    def __init__(self, setter: Typesetter, width: float) -> None:
        self._setter = setter
        value = (width - SIDE - 2 * _LABEL - _PORTRAIT) / 2
        self._widths = (SIDE, _LABEL, value, _LABEL, value, _PORTRAIT)

    def pieces(
        self, catalogue: Catalogue, record: Record, portrait: QImage | None, *, attached: bool
    ) -> Iterator[Piece]:
        """One piece a group of the catalogue, in its order. `attached`: there is a portrait, drawn or not."""
        words = PORTRAIT_FAILED if attached else PORTRAIT
        groups: dict[str, list[_Pair]] = {}
        for field in catalogue.section(BASIC).fields:
            pairs = groups.setdefault(field.group, [])
            wide = field.type is FieldType.STANDARD or (field.max_length or 0) > _WIDE_FROM or field.multiline
            pairs.append(_Pair(field.label, value_text(field, record, catalogue), wide))
            if field.type is FieldType.STANDARD:
                pairs.append(_Pair(GRADING_CLASS, class_text(catalogue, record.get(field.key)), True))
        for number, (group, pairs) in enumerate(groups.items()):
            label = group or catalogue.section(BASIC).label
            yield self._group(label, pairs, portrait, None if number else words)

    def _group(self, label: str, pairs: Sequence[_Pair], portrait: QImage | None, instead: str | None) -> Piece:
        """`instead` stands in the place of the portrait; None for a group without that place."""
        last = 6 if instead is None else 5
        cells: list[Cell] = []
        row, column = 0, 1
        for number, pair in enumerate(pairs):
            alone = number + 1 == len(pairs) or pairs[number + 1].wide
            if pair.wide and column > 1:
                row, column = row + 1, 1
            columns = last - column - 1 if pair.wide or (column == 3 or alone) else 1
            cells.append(self._label(row, column, pair.label))
            cells.append(self._value(row, column + 1, pair.value, columns))
            row, column = (row + 1, 1) if column + 1 + columns >= last else (row, 3)
        rows = row if column == 1 else row + 1
        stacked = self._setter.stacked(label)
        cells.append(Cell(0, 0, stacked, rows=rows))
        minimum = float(ROW)
        if instead is not None:
            minimum = max(minimum, _PORTRAIT_HEIGHT / rows)
            room = _PORTRAIT - 2 * PAD_X
            words = () if portrait is not None else self._setter.lines(instead, room, Style.SMALL, Align.CENTER)
            cells.append(Cell(0, 5, words, rows=rows, picture=portrait))
        return Piece(self._widths, (minimum,) * rows, tuple(cells))

    def _label(self, row: int, column: int, label: str) -> Cell:
        width = self._widths[column] - 2 * PAD_X
        return Cell(row, column, self._setter.lines(label, width, Style.HEAD, Align.CENTER, leading=1.25))

    def _value(self, row: int, column: int, value: str, columns: int) -> Cell:
        width = sum(self._widths[column : column + columns]) - 2 * PAD_X
        return Cell(row, column, self._setter.lines(value, width), columns=columns)
