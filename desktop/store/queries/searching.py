"""What a search's words find: lines by the index of grams, and the routes of units whose name or code holds a word."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, bindparam, column, func, or_, select, table

from desktop.store.queries.memberships import Membership
from desktop.store.search_grams import SearchWord, search_words
from desktop.store.tables import application, organisation, route

FEW_HITS = 100_000
"""A word with no more hits is looked up in the index of grams; one with more is looked for in the rows of a page."""
SAMPLE, MANY_OF_SAMPLE = 64, 16
"""Rows from all over a long list that tell a word which very many have, before the index has put its hits together."""

_index = table("application_search", column("rowid"), column("grams"))
_TEXT = (application.c.search_text, application.c.number_key, application.c.key)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: conditions on rows, and memberships for the words that so many have."""

    conditions: tuple[ColumnElement[bool], ...]
    memberships: tuple[Membership, ...]


def found(connection: Connection, search: str) -> Found:
    """An application must have each word, in its own text or its unit's."""
    conditions: list[ColumnElement[bool]] = []
    memberships: list[Membership] = []
    for word in search_words(search):
        hits = select(_index.c.rowid).where(_index.c.grams.op("MATCH")(bindparam(None, word.phrase)))
        routes = _routes(connection, word)
        of_units = tuple(_of_units(routes))
        if not _in_many(connection, word) and _hits(connection, word) <= FEW_HITS:
            conditions.append(or_(application.c.line.in_(hits), *of_units))
        else:
            by_row = or_(*of_units, func.search_holds(*_TEXT, word.text) == 1)
            lines = (hits, *(select(application.c.line).where(condition) for condition in of_units))
            memberships.append(Membership(by_row, lines))
    return Found(tuple(conditions), tuple(memberships))


def numbers(values: tuple[int, ...]) -> ColumnElement[tuple[int, ...]]:
    """Any number of numbers as one parameter: for `column.in_(…)`."""
    each = func.json_each(f"[{','.join(map(str, values))}]").table_valued("value")
    return select(each.c.value).scalar_subquery()


def _in_many(connection: Connection, word: SearchWord) -> bool:
    """Whether so many rows hold the word that nobody needs to count them: the index takes its time over those."""
    last = connection.scalar(select(func.max(application.c.line))) or 0
    if last <= FEW_HITS * SAMPLE // MANY_OF_SAMPLE:
        return False
    sample = application.c.line.in_(numbers(tuple(range(1, last + 1, max(1, last // SAMPLE)))))
    held = select(func.count()).where(sample, func.search_holds(*_TEXT, word.text) == 1)
    return (connection.scalar(held) or 0) >= MANY_OF_SAMPLE


def _hits(connection: Connection, word: SearchWord) -> int:
    """How many rows hold the word, as far as `FEW_HITS` and one more."""
    some = select(_index.c.rowid).where(_index.c.grams.op("MATCH")(bindparam(None, word.phrase))).limit(FEW_HITS + 1)
    return connection.scalar(select(func.count()).select_from(some.subquery())) or 0


def _of_units(routes: tuple[int, ...]) -> Iterator[ColumnElement[bool]]:
    if routes:
        yield application.c.route_number.in_(numbers(routes))


def _routes(connection: Connection, word: SearchWord) -> tuple[int, ...]:
    held = func.search_holds(organisation.c.name, organisation.c.code, "", word.text) == 1
    units = select(route.c.number).join(organisation, organisation.c.id == route.c.unit_id).where(held)
    return tuple(connection.scalars(units))
