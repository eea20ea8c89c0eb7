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

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from desktop.store.queries.filters import beginning, matching, memberships
from desktop.store.queries.memberships import kept, read_lines
from desktop.store.queries.searching import Found, found, numbers
from desktop.store.queries.sorting import Order
from desktop.store.rows import ApplicationQuery, Lines, ListPlace
from desktop.store.tables import application
from desktop.store.visibility import Scope

_LINE = application.c.line
FEW = 2000
"""Up to so many rows are gathered and sorted; with more, a list is walked in its order until a page is full."""
VERY_MANY, WALKED_AT_ONCE = 50_000, 5_000
"""Among very many rows a page is looked for in so many of the order before it is known whether those shown are few."""
LOOKED_AT = (400, 2000)
"""So many rows of a walk are asked, for a page, what no index tells (`memberships`), first the fewer; then all are."""


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
        search = Found((application.c.person_key.in_(sorted(person_keys)),), ())
        if not person_keys:
            search = found(connection, query.search)
        self._indexed = and_(matching(scope, query, now), *search.conditions)
        self._begin = beginning(query)
        self._walked = and_(self._begin, self._indexed)
        self._memberships = (*memberships(scope, query), *search.memberships)
        self._by_row = tuple(membership.by_row for membership in self._memberships)

    @cached_property
    def few(self) -> Lines | None:
        """All lines in order where they are few, or are surely among few; else None."""
        gathered = read_lines(self._connection, select(_LINE).where(self._indexed).limit(FEW + 1))
        if len(gathered) > FEW:
            return None
        by_line = select(_LINE).with_hint(application, "NOT INDEXED", "sqlite")
        ordered = by_line.where(_LINE.in_(numbers(tuple(gathered))), *self._by_row).order_by(*self._order.by)
        return array("q", self._connection.scalars(ordered))

    def at_once(self, limit: int) -> Lines | None:
        """The first `limit` lines of a list among very many rows, where a short walk along its order meets so many."""
        if self._memberships or (self._connection.scalar(select(func.max(_LINE))) or 0) < VERY_MANY:
            return None
        rows = select(_LINE, self._order.column.label("key"), self._indexed.label("shown")).where(self._begin)
        met = self._order.walking(rows).limit(WALKED_AT_ONCE).subquery()
        shown = select(met.c.line).where(met.c.shown).order_by(*self._order.of(met.c.key, met.c.line)).limit(limit)
        lines = array("q", self._connection.scalars(shown))
        return lines if len(lines) == limit else None

    def count(self) -> int:
        """How many there are."""
        if self.few is not None:
            return len(self.few)
        return len(self._every) if self._memberships else self._count(select(_LINE).where(self._indexed))

    def page(self, offset: int, limit: int) -> Lines:
        """The lines of a part of the list."""
        if self.few is not None:
            return self.few[offset : offset + limit]
        if not self._memberships:
            statement = self._order.walking(select(_LINE).where(self._walked)).limit(limit).offset(offset)
            return array("q", self._connection.scalars(statement))
        for rows in LOOKED_AT:
            if offset + limit <= rows:
                near = self._near_the_beginning(rows)[offset : offset + limit]
                if len(near) == limit:
                    return near
        return self._every[offset : offset + limit]

    def lines(self) -> Lines:
        """All of them in order: a million in some tenths of a second."""
        return self.few if self.few is not None else self._every

    def _near_the_beginning(self, rows: int) -> Lines:
        """Those among the first `rows` of the order that fulfil the memberships too.

        Where the many rows with a word stand all at the other end of the order, no walk would come to an end.
        """
        first = self._order.walking(select(_LINE).where(self._indexed)).limit(rows).subquery()
        asked = select(_LINE).join_from(first, application, first.c.line == _LINE).where(*self._by_row)
        here = frozenset(self._connection.scalars(asked))
        return array("q", filter(here.__contains__, self._connection.scalars(select(first.c.line))))

    @cached_property
    def _every(self) -> Lines:
        ordered = read_lines(self._connection, self._order.walking(select(_LINE).where(self._indexed)))
        return kept(self._connection, ordered, self._memberships)

    def among(self, lines: Iterable[int]) -> frozenset[int]:
        """Those of `lines` that are in the list."""
        asked = select(_LINE).where(_LINE.in_(numbers(tuple(lines))), self._indexed, *self._by_row)
        return frozenset(self._connection.scalars(asked.with_hint(application, "NOT INDEXED", "sqlite")))

    def place_of(self, application_id: str) -> ListPlace:
        """Where an application stands and what lies beside it."""
        here = self._connection.execute(
            select(_LINE, self._order.column).where(application.c.id == application_id, self._indexed, *self._by_row)
        ).first()
        if here is None:
            return ListPlace(None, self.count(), None, None)
        line, key = here
        if self.few is not None or self._memberships:
            lines = self.lines()
            place = lines.index(line)
            near = [lines[at] if 0 <= at < len(lines) else None for at in (place - 1, place + 1)]
            return ListPlace(place, len(lines), *map(self._id, near))
        before = self._mirror.beyond(key, line)
        return ListPlace(
            self._count(self._mirror.walking(select(_LINE).where(self._indexed, before))),
            self.count(),
            self._id(self._next(self._mirror, before)),
            self._id(self._next(self._order, self._order.beyond(key, line))),
        )

    def _count(self, lines: Select[Any]) -> int:
        return self._connection.scalar(select(func.count()).select_from(lines.subquery())) or 0

    def _next(self, order: Order, beyond: ColumnElement[bool]) -> int | None:
        found: int | None = self._connection.scalar(order.walking(select(_LINE).where(self._indexed, beyond)).limit(1))
        return found

    def _id(self, line: int | None) -> str | None:
        if line is None:
            return None
        return self._connection.scalar(select(application.c.id).where(application.c.line == line))
