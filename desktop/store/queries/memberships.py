"""Conditions of a list that no index of its holds: what a word finds too often, what one's desks have handled.

Each can be asked of one row, which is quick for a page, or give all its lines, which is quick for a whole list.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from desktop.store.dialects import Joined
from desktop.store.rows import Lines

_TEXT_SLICE = 60_000
_LINES_SLICE = 20_000
"""Of a million numbers so many are handled in one go, so that other threads get their turn every millisecond."""


@dataclass(frozen=True, slots=True)
class Membership:
    """`by_row` is the condition on a row of `application`; `lines` select, together, the lines that fulfil it."""

    by_row: ColumnElement[bool]
    lines: tuple[Select[Any], ...]


def read_lines(connection: Connection, statement: Select[Any]) -> Lines:
    """The lines that a statement selects, in its order.

    As one text, which the database puts together without the interpreter's lock: the window goes on meanwhile.
    """
    (column,) = statement.subquery().c
    return lines_of(connection.scalar(select(Joined(column))) or "")


def lines_of(joined: str) -> Lines:
    """Those of a text with commas between them, a part at a time."""
    lines: Lines = array("q")
    start = 0
    while start < len(joined):
        end = joined.find(",", start + _TEXT_SLICE)
        end = len(joined) if end < 0 else end
        lines.extend(map(int, joined[start:end].split(",")))
        start = end + 1
    return lines


def kept(connection: Connection, lines: Lines, memberships: tuple[Membership, ...]) -> Lines:
    """Those of `lines` that fulfil every membership, in their order."""
    for membership in memberships:
        marks = _marks(connection, membership, max(lines, default=0))
        remaining: Lines = array("q")
        for part in _parts(lines):
            remaining.extend(compress(part, map(marks.__getitem__, part)))
        lines = remaining
    return lines


def _marks(connection: Connection, membership: Membership, last: int) -> bytearray:
    """One byte for each line up to `last`: whether it is in the membership."""
    marks = bytearray(last + 1)
    for statement in membership.lines:
        for part in _parts(read_lines(connection, statement)):
            for line in part:
                if line <= last:
                    marks[line] = 1
    return marks


def _parts(lines: Lines) -> Iterator[Lines]:
    return (lines[start : start + _LINES_SLICE] for start in range(0, len(lines), _LINES_SLICE))
