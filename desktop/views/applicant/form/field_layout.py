"""Where the fields of a form stand: rows filled to their end, and conditions below what they depend on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.catalogue import Field, FieldType
from desktop.widgets.form_grid import COLUMNS

DERIVED_CLASS = "class"
"""The cell beside a standard that says which class follows from it."""
UNIT = "unit"
"""The cell with the recommending unit, which is not typed."""
_WIDE = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """`key` is a field's, DERIVED_CLASS or UNIT; with `condition_of` the panel of what depends on that field."""

    key: str
    span: int
    condition_of: str = ""


Rows = Sequence[Sequence[Cell]]


def layout(fields: Sequence[Field], across: int, *, unit_before: str = "") -> Rows:
    """The rows of one group for so many fields side by side; `unit_before` is the field that UNIT stands before."""
    return list(_Layout(fields, across, unit_before).rows())


def deciding(fields: Sequence[Field]) -> frozenset[str]:
    """The fields on which others of the group depend."""
    known = {field.key for field in fields}
    return frozenset(field.required_when.field for field in fields if field.required_when is not None) & known


class _Layout:
    def __init__(self, fields: Sequence[Field], across: int, unit_before: str) -> None:
        self._fields = {field.key: field for field in fields}
        self._across = across
        self._unit_before = unit_before
        self._deciding = deciding(fields)
        dependent = [
            field.key for field in fields if field.required_when and field.required_when.field in self._deciding
        ]
        self._free = [field for field in fields if field.key not in dependent]

    def rows(self) -> Iterator[list[Cell]]:
        waiting: list[str] = []
        index = 0
        while index < len(self._free):
            key = self._free[index].key
            following = self._free[index + 1].key if index + 1 < len(self._free) else ""
            if self._across > 1 and key in self._deciding and following in self._deciding:
                yield from self._plain(waiting)
                yield from self._pair(key, following)
                waiting, index = [], index + 2
                continue
            if key == self._unit_before:
                waiting.append(UNIT)
            waiting.append(key)
            if self._free[index].type is FieldType.STANDARD:
                waiting.append(DERIVED_CLASS)
            index += 1
        yield from self._plain(waiting)

    def _pair(self, left: str, right: str) -> Iterator[list[Cell]]:
        """Two questions side by side, each with what depends on it below."""
        half = COLUMNS // 2
        yield [Cell(left, half), Cell(right, half)]
        yield [Cell("", half, left), Cell("", half, right)]

    def _plain(self, keys: Sequence[str]) -> Iterator[list[Cell]]:
        row: list[str] = []
        for key in keys:
            if self._is_whole(key) and row:
                yield from self._filled(row)
                row = []
            row.append(key)
            if self._is_whole(key) or len(row) == self._across or (self._is_wide(key) and len(row) * 2 > self._across):
                yield from self._filled(row)
                row = []
        if row:
            yield from self._filled(row)

    def _filled(self, keys: Sequence[str]) -> Iterator[list[Cell]]:
        """One row, its last cells stretched to the end, and the conditions that belong to it."""
        unit = COLUMNS // self._across
        spans = [unit] * len(keys)
        left = COLUMNS - sum(spans)
        if len(keys) == 2 and (self._across % 2 == 0 or any(map(self._is_wide, keys))):
            spans = [COLUMNS // 2] * 2
        elif len(keys) > 1 or self._is_whole(keys[0]) or self._is_wide(keys[0]):
            spans[-1] += left
        yield [Cell(key, span) for key, span in zip(keys, spans, strict=True)]
        for key in keys:
            if key in self._deciding:
                yield [Cell("", COLUMNS, key)]

    def _is_whole(self, key: str) -> bool:
        field = self._fields.get(key)
        return field is not None and field.multiline

    def _is_wide(self, key: str) -> bool:
        field = self._fields.get(key)
        if field is None:
            return key == DERIVED_CLASS
        return field.type is FieldType.STANDARD or (field.max_length or 0) >= _WIDE
