"""One list as it stands: how many, in which order, where one of them is. Rows are fetched by `applications`.

A list of few is gathered and sorted; any other is walked along the index of its order (`sorting`), which holds all that
filters ask about, so that neither its first page nor its end waits for a million rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, select

from desktop.store.queries.filters import matching
from desktop.store.queries.searching import FEW, found_words, numbers
from desktop.store.queries.sorting import Order
from desktop.store.rows import ApplicationQuery, Lines, ListPlace
from desktop.store.tables import application
from desktop.store.visibility import Scope

_LINE = application.c.line
_SLICE = 60_000
"""Characters of a million numbers that are read in one go, so that other threads get their turn every millisecond."""


class Listing:
    """The list of `query` for `scope` on this connection; holds for as long as its transaction.

    `person_keys` are those of an identity number that was searched for.
    """

    def __init__(
        self,
        connection: Connection,
        scope: Scope,
        query: ApplicationQuery,
        now: datetime,
        person_keys: frozenset[str] = frozenset(),
    ) -> None:
        self._connection = connection
        self._order = Order(query)
        self._mirror = Order(query, turned=True)
        self._condition = matching(scope, query, now)
        if person_keys:
            self._condition &= application.c.person_key.in_(sorted(person_keys))
        else:
            found = (word.condition() for word in found_words(connection, query.search))
            self._condition = and_(self._condition, *found)

    @cached_property
    def few(self) -> Lines | None:
        """All lines in order where they are few, else None."""
        gathered = tuple(self._connection.scalars(select(_LINE).where(self._condition).limit(FEW + 1)))
        if len(gathered) > FEW:
            return None
        by_line = select(_LINE).with_hint(application, "NOT INDEXED", "sqlite")
        ordered = by_line.where(_LINE.in_(numbers(gathered))).order_by(*self._order.by)
        return array("q", self._connection.scalars(ordered))

    def count(self) -> int:
        """How many there are."""
        if self.few is not None:
            return len(self.few)
        return self._count(self._condition)

    def page(self, offset: int, limit: int) -> Lines:
        """The lines of a part of the list."""
        if self.few is not None:
            return self.few[offset : offset + limit]
        statement = self._order.walking(select(_LINE).where(self._condition)).limit(limit).offset(offset)
        return array("q", self._connection.scalars(statement))

    def lines(self) -> Lines:
        """All of them in order: a million in some tenths of a second."""
        if self.few is not None:
            return self.few
        ordered = self._order.walking(select(_LINE).where(self._condition)).subquery()
        # as one text, which SQLite puts together without the interpreter's lock: the window goes on meanwhile
        joined: str = self._connection.scalar(select(func.group_concat(ordered.c.line))) or ""
        return _parsed(joined)

    def among(self, lines: Iterable[int]) -> frozenset[int]:
        """Those of `lines` that are in the list."""
        asked = select(_LINE).where(_LINE.in_(numbers(tuple(lines))), self._condition)
        return frozenset(self._connection.scalars(asked.with_hint(application, "NOT INDEXED", "sqlite")))

    def place_of(self, application_id: str) -> ListPlace:
        """Where an application stands and what lies beside it."""
        here = self._connection.execute(
            select(_LINE, self._order.column).where(application.c.id == application_id, self._condition)
        ).first()
        if here is None:
            return ListPlace(None, self.count(), None, None)
        line, key = here
        if self.few is not None:
            place = self.few.index(line)
            near = [self.few[at] if 0 <= at < len(self.few) else None for at in (place - 1, place + 1)]
            return ListPlace(place, len(self.few), *map(self._id, near))
        before = self._mirror.beyond(key, line)
        return ListPlace(
            self._count(and_(self._condition, before)),
            self.count(),
            self._id(self._next(self._mirror, before)),
            self._id(self._next(self._order, self._order.beyond(key, line))),
        )

    def _count(self, condition: ColumnElement[bool]) -> int:
        counted: Select[Any] = select(func.count(literal_column("1"))).select_from(application).where(condition)
        return self._connection.scalar(counted) or 0

    def _next(self, order: Order, beyond: ColumnElement[bool]) -> int | None:
        found: int | None = self._connection.scalar(
            order.walking(select(_LINE).where(self._condition, beyond)).limit(1)
        )
        return found

    def _id(self, line: int | None) -> str | None:
        if line is None:
            return None
        return self._connection.scalar(select(application.c.id).where(application.c.line == line))


def _parsed(joined: str) -> Lines:
    lines: Lines = array("q")
    start = 0
    while start < len(joined):
        end = joined.find(",", start + _SLICE)
        end = len(joined) if end < 0 else end
        lines.extend(map(int, joined[start:end].split(",")))
        start = end + 1
    return lines
