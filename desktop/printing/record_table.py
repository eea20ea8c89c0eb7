"""A section with several records as a table: heads from the catalogue, a piece for each record, long texts below it."""

from collections.abc import Iterator, Sequence

from desktop.domain.catalogue import Catalogue, Field, FieldType, Section
from desktop.domain.content import Record
from desktop.printing.basic_section import value_text
from desktop.printing.grid import PAD_X, ROW, Cell, Piece, Place
from desktop.printing.pagination import Table
from desktop.printing.paper import PT
from desktop.printing.typesetter import Align, Line, Style, Typesetter
from desktop.text.printed_forms import CONTINUED, NONE, NUMBER

NUMBER_WIDTH = 28 * PT
_HEAD_LINES = 2
_SHORT = frozenset({FieldType.DATE, FieldType.MONTH, FieldType.INT, FieldType.FLAG, FieldType.CHOICE})
_SAMPLES = {FieldType.DATE: "2024-08-19", FieldType.MONTH: "2024-08", FieldType.INT: "100", FieldType.FLAG: "是"}
_MONEY_SAMPLE = "100,000,000.00 元"
_CHOICE_LETTERS = 5
"""A longer choice is broken."""
_LEAST_TEXT = 46 * PT


class RecordTable:
    """Sets sections of records, of which several tables of one form have the same look."""

    def __init__(self, setter: Typesetter, width: float) -> None:
        self._setter = setter
        self._width = width

    def table(self, title: str, section: Section, records: Sequence[Record], catalogue: Catalogue) -> Table:
        """A band with the title, the heads, and a piece for each record; 无 without any."""
        columns = [field for field in section.fields if not field.multiline]
        below = [field for field in section.fields if field.multiline]
        if not records:
            return Table((self.line(NONE),), (self.band(title),), (self.band(title + CONTINUED),))
        widths = self._widths(columns, records, catalogue)
        head = self._head([NUMBER, *(field.label for field in columns)], widths)
        pieces = tuple(
            self._record(number, record, columns, below, widths, catalogue)
            for number, record in enumerate(records, start=1)
        )
        return Table(pieces, (self.band(title), head), (self.band(title + CONTINUED), head))

    def rows(self, title: str, heads: Sequence[str], shares: Sequence[float], rows: Sequence[Sequence[str]]) -> Table:
        """A table of plain rows whose columns have these shares of the width; the first and last are centred."""
        widths = tuple(self._width * share / sum(shares) for share in shares)
        head = self._head(heads, widths)
        pieces = tuple(self._plain(row, widths) for row in rows) or (self.line(NONE),)
        return Table(pieces, (self.band(title), head), (self.band(title + CONTINUED), head))

    def band(self, title: str) -> Piece:
        """A row with the title of what follows."""
        lines = self._setter.lines(title, self._width - 2 * PAD_X, Style.SECTION, Align.CENTER)
        return Piece((self._width,), (ROW + 3 * PT,), (Cell(0, 0, lines),))

    def line(self, text: str) -> Piece:
        """A row with one text."""
        lines = self._setter.lines(text, self._width - 2 * PAD_X, Style.BODY, Align.CENTER)
        return Piece((self._width,), (float(ROW),), (Cell(0, 0, lines),))

    def _head(self, heads: Sequence[str], widths: tuple[float, ...]) -> Piece:
        cells = (
            Cell(0, column, self._setter.lines(text, width - PAD_X, Style.SMALL_HEAD, Align.CENTER, leading=1.25))
            for column, (text, width) in enumerate(zip(heads, widths, strict=True))
        )
        return Piece(widths, (float(ROW),), tuple(cells))

    def _plain(self, row: Sequence[str], widths: tuple[float, ...]) -> Piece:
        last = len(row) - 1
        cells = (
            Cell(0, column, self._value(text, width, centred=column in (0, last)))
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        return Piece(widths, (float(ROW),), tuple(cells))

    def _record(
        self,
        number: int,
        record: Record,
        columns: Sequence[Field],
        below: Sequence[Field],
        widths: tuple[float, ...],
        catalogue: Catalogue,
    ) -> Piece:
        long = [(field, text) for field in below if (text := value_text(field, record, catalogue))]
        rows = 1 + len(long)
        cells = [Cell(0, 0, self._value(str(number), widths[0], centred=True), rows=rows)]
        for place, (field, width) in enumerate(zip(columns, widths[1:], strict=True), start=1):
            text = value_text(field, record, catalogue)
            cells.append(Cell(0, place, self._value(text, width, centred=field.type in _SHORT)))
        for row, (field, text) in enumerate(long, start=1):
            cells += self._below(row, field.label, text, widths)
        return Piece(widths, (float(ROW),) * rows, tuple(cells))

    def _below(self, row: int, label: str, text: str, widths: tuple[float, ...]) -> Iterator[Cell]:
        """A long text under the record: its label in the first column or columns, the text in all others."""
        wanted = self._setter.width(label, Style.SMALL_HEAD) / _HEAD_LINES + 2 * PAD_X
        columns = 1
        while sum(widths[1 : 1 + columns]) < wanted and columns + 2 < len(widths):
            columns += 1
        width = sum(widths[1 : 1 + columns]) - PAD_X
        heading = self._setter.lines(label, width, Style.SMALL_HEAD, Align.CENTER, leading=1.25)
        yield Cell(row, 1, heading, columns=columns)
        first = 1 + columns
        if first == len(widths):
            return
        lines = self._setter.lines(text, sum(widths[first:]) - 2 * PAD_X, Style.SMALL)
        yield Cell(row, first, lines, columns=len(widths) - first, place=Place.MIDDLE)

    def _value(self, text: str, width: float, *, centred: bool) -> tuple[Line, ...]:
        align = Align.CENTER if centred else Align.LEFT
        return self._setter.lines(text, width - PAD_X * (1 if centred else 2), Style.SMALL, align)

    def _widths(self, columns: Sequence[Field], records: Sequence[Record], catalogue: Catalogue) -> tuple[float, ...]:
        """Short values get what they need, texts share the rest as they may be long."""
        least = [self._least(field) for field in columns]
        rest = self._width - NUMBER_WIDTH - sum(least)
        weights = [0.0 if field.type in _SHORT else (field.max_length or 60) ** 0.7 for field in columns]
        if not any(weights):
            weights = [1.0] * len(columns)
        widths = [width + rest * weight / sum(weights) for width, weight in zip(least, weights, strict=True)]
        if rest < 0:
            widths = [width * (self._width - NUMBER_WIDTH) / sum(least) for width in least]
        return (NUMBER_WIDTH, *widths)

    def _least(self, field: Field) -> float:
        head = self._setter.width(field.label, Style.SMALL_HEAD)
        needed = head / _HEAD_LINES if len(field.label) > _HEAD_LINES * 2 else head
        if field.type is FieldType.CHOICE:
            needed = max(needed, *(self._setter.width(each[:_CHOICE_LETTERS], Style.SMALL) for each in field.choices))
        elif field.type in _SAMPLES:
            needed = max(needed, self._setter.width(_SAMPLES[field.type], Style.SMALL))
        elif field.type is FieldType.MONEY:
            needed = max(needed, self._setter.width(_MONEY_SAMPLE, Style.SMALL) / 2)
        else:
            needed = max(needed, _LEAST_TEXT)
        return needed + 2 * PAD_X
