"""A list of a shared database, as a person reads it: each of its questions is a function that filters, sorts and picks.

Conditions and orders are those of the local list; a filter that is not asked for is NULL, and the database plans every
call for the filters it has.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    func,
    select,
)

from desktop.store.dialects import Among, AnyOf, Joined, OneOf, OnlyWhere, Unless, asked_list, list_text, texts
from desktop.store.queries.filters import COMPARED, LISTED, came_back, filter_values, handled_by, waiting_for
from desktop.store.queries.listing import FEW, Listing
from desktop.store.queries.memberships import lines_of
from desktop.store.queries.shared_searching import Searched
from desktop.store.queries.sorting import ORDER, Order, order_texts
from desktop.store.questions import PlannedQuestion, ask, by_functions
from desktop.store.rows import ApplicationQuery, Basket, Lines, ListPlace
from desktop.store.search_grams import search_words
from desktop.store.tables import application
from desktop.store.tables.columns import LONG, Flag, Moment
from desktop.store.visibility import WHOEVER, Scope, routed, visible

_COLUMNS = application.c
_LINE = _COLUMNS.line


def listing_of(
    connection: Connection,
    scope: Scope,
    query: ApplicationQuery,
    now: datetime,
    person_keys: frozenset[str] = frozenset(),
) -> Listing:
    """The list of `query`, wherever the connection leads."""
    kind = SharedListing if by_functions(connection) else Listing
    return kind(connection, scope, query, now, person_keys)


class SharedListing(Listing):
    """The list of `query` for whoever is signed in."""

    def __init__(
        self,
        connection: Connection,
        scope: Scope,
        query: ApplicationQuery,
        now: datetime,
        person_keys: frozenset[str] = frozenset(),
    ) -> None:
        """`person_keys` are the numbers themselves: what stands for a person is known to the database alone."""
        self._connection = connection
        values = filter_values(query, now)
        values |= {name: list_text(values[name]) for name in (*LISTED, "units") if values[name] is not None}
        words = [] if person_keys else [word.text for word in search_words(query.search)]
        self._asked = values | {
            "basket": query.basket.value,
            "words": list_text(words) if words else None,
            "persons": list_text(sorted(person_keys)) if person_keys else None,
        }
        self._sorted = self._asked | {"order_by": Order(query).key}
        self._beginning: Lines = array("q")

    def at_once(self, limit: int) -> Lines | None:
        """Nothing: whether few match is asked with the page."""
        return None

    @cached_property
    def few(self) -> Lines | None:
        self._beginning = self._read(0, FEW + 1)
        return self._beginning if len(self._beginning) <= FEW else None

    def count(self) -> int:
        return ask(self._connection, _COUNT, **self._asked).scalar() or 0

    def page(self, offset: int, limit: int) -> Lines:
        if offset + limit <= len(self._beginning):
            return self._beginning[offset : offset + limit]
        return self._read(offset, limit)

    def _read(self, offset: int, limit: int) -> Lines:
        return array("q", ask(self._connection, _PAGE, **self._sorted, first=offset, most=limit).scalars())

    def lines(self) -> Lines:
        return lines_of(ask(self._connection, _LINES, **self._sorted).scalar() or "")

    def among(self, lines: Iterable[int]) -> frozenset[int]:
        return frozenset(ask(self._connection, _AMONG, **self._asked, lines=list_text(lines)).scalars())

    def place_of(self, application_id: str) -> ListPlace:
        here = ask(self._connection, _PLACE, **self._sorted, application_id=application_id).first()
        if here is None:
            return ListPlace(None, self.count(), None, None)
        return ListPlace(here.place, here.total, here.previous, here.following)


def _filtered() -> ColumnElement[bool]:
    """What the local list calls `matching`, with everything that may be asked for."""
    basket = bindparam("basket", type_=Text())
    findings = bindparam("with_findings", type_=Flag())
    conditions: dict[str, Callable[[BindParameter[Any]], ColumnElement[bool]]] = {
        "units": lambda listed: routed(texts(listed)),
        "words": lambda listed: Searched(_LINE, listed),
        "persons": lambda listed: Among(_LINE, select(func.lines_looked_up(listed)), whole=True),
    }
    for name, column in LISTED.items():
        conditions[name] = _one_of(column)
    moments = [(name, compared) for name, compared in COMPARED.items() if name != "with_findings"]
    return and_(
        visible(WHOEVER),
        Unless(
            basket == Basket.ALL.value,
            AnyOf(
                OnlyWhere(basket == Basket.TO_REVIEW.value, waiting_for(WHOEVER)),
                OnlyWhere(basket == Basket.HANDLED.value, handled_by(WHOEVER).by_row),
                OnlyWhere(basket == Basket.RETURNED.value, came_back()),
            ),
        ),
        *(_if_asked(asked_list(name), condition) for name, condition in conditions.items()),
        *(_if_asked(bindparam(name, type_=Moment()), compared) for name, compared in moments),
        *(Unless(findings.is_(None) | (findings != some), COMPARED["with_findings"](some)) for some in (True, False)),
    )


def _one_of(column: Column[Any]) -> Callable[[BindParameter[Any]], ColumnElement[bool]]:
    if isinstance(column.type, Integer):
        return lambda listed: OneOf(column, listed)
    return lambda listed: Among(column, texts(listed))


def _if_asked(
    asked: BindParameter[Any], condition: Callable[[BindParameter[Any]], ColumnElement[bool]]
) -> ColumnElement[bool]:
    return Unless(asked.is_(None), condition(asked))


def _place() -> Select[Any]:
    beside: dict[str, Any] = {"order_by": ORDER}
    placed = (
        select(
            _COLUMNS.id,
            (func.row_number(type_=LONG).over(**beside) - 1).label("place"),
            func.count(type_=LONG).over().label("total"),
            func.lag(_COLUMNS.id, type_=Text()).over(**beside).label("previous"),
            func.lead(_COLUMNS.id, type_=Text()).over(**beside).label("following"),
        )
        .where(_filtered())
        .subquery("placed")
    )
    found = placed.c
    return select(found.place, found.total, found.previous, found.following).where(
        found.id == bindparam("application_id", type_=Text())
    )


_LISTED = select(_LINE).where(_filtered())
_ORDERED = _LISTED.order_by(ORDER)
_COUNT = PlannedQuestion("list_count", select(func.count(_LINE, type_=LONG).label("total")).where(_filtered()))
_PAGE = PlannedQuestion(
    "list_page", _ORDERED.limit(bindparam("most", type_=LONG)).offset(bindparam("first", type_=LONG)), order_texts()
)
_JOINED = select(Joined(_ORDERED.subquery("ordered").c.line).label("lines"))
_LINES = PlannedQuestion("list_lines", _JOINED, order_texts())
_AMONG = PlannedQuestion("list_among", _LISTED.where(OneOf(_LINE, asked_list("lines"))))
_PLACE = PlannedQuestion("list_place", _place(), order_texts())
