"""What a search's words find: lines by the index of grams, and the routes of units whose name or code holds a word."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, bindparam, column, func, or_, select, table, text

from desktop.store.search_grams import search_phrases
from desktop.store.tables import application, organisation, route

FEW = 2000
"""Up to so many rows are gathered and sorted; with more, a list is walked in its order until a page is full."""

_index = table("application_search", column("rowid"), column("grams"))
_HITS = text("SELECT rowid FROM application_search WHERE grams MATCH :phrase LIMIT :most")


@dataclass(frozen=True, slots=True)
class FoundWord:
    """One word. `lines` are all applications with it in their text, None where there are more than `FEW`."""

    phrase: str
    lines: tuple[int, ...] | None
    routes: tuple[int, ...]

    def condition(self) -> ColumnElement[bool]:
        """The applications that the word finds."""
        if self.lines is not None:
            ways = [application.c.line.in_(numbers(self.lines))]
        else:
            matching = _index.c.grams.op("MATCH")(bindparam(None, self.phrase))
            ways = [application.c.line.in_(select(_index.c.rowid).where(matching))]
        if self.routes:
            ways.append(application.c.route_number.in_(numbers(self.routes)))
        return or_(*ways)


def found_words(connection: Connection, search: str) -> tuple[FoundWord, ...]:
    """The words of a search; an application must have each of them, in its own text or its unit's."""
    words = zip(search.split(), search_phrases(search), strict=True)
    return tuple(FoundWord(phrase, _lines(connection, phrase), _routes(connection, word)) for word, phrase in words)


def numbers(values: tuple[int, ...]) -> ColumnElement[tuple[int, ...]]:
    """Any number of numbers as one parameter: for `column.in_(…)`."""
    each = func.json_each(f"[{','.join(map(str, values))}]").table_valued("value")
    return select(each.c.value).scalar_subquery()


def _lines(connection: Connection, phrase: str) -> tuple[int, ...] | None:
    found = tuple(connection.execute(_HITS, {"phrase": phrase, "most": FEW + 1}).scalars())
    return None if len(found) > FEW else found


def _routes(connection: Connection, word: str) -> tuple[int, ...]:
    named = or_(
        organisation.c.name.icontains(word, autoescape=True), organisation.c.code.icontains(word, autoescape=True)
    )
    units = select(route.c.number).join(organisation, organisation.c.id == route.c.unit_id).where(named)
    return tuple(connection.scalars(units))
