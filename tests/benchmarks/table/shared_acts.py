"""What a list asks of a shared database: as people ask it, and as its owner would ask the same for the same scope."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from sqlalchemy import ARRAY, BindParameter, Connection, Integer, Select, Text, bindparam, column, func, select, text

from desktop.domain.terms import Status
from desktop.store.dialects import Joined, list_text
from desktop.store.queries import applications
from desktop.store.queries.filters import matching
from desktop.store.queries.memberships import lines_of
from desktop.store.queries.shared_listing import SharedListing
from desktop.store.queries.shared_searching import HELD, LOOKED_UP
from desktop.store.queries.sorting import Order
from desktop.store.questions import Question
from desktop.store.rows import ApplicationQuery, ApplicationSort
from desktop.store.search_grams import search_words
from desktop.store.tables import application
from desktop.store.visibility import Scope
from tests.benchmarks.table.province import NOW

PAGE: Final = 100
WAITING: Final = ApplicationSort.DAYS_WAITING
PAGES: Final = {
    "page": ApplicationQuery(sort=WAITING),
    "page by name": ApplicationQuery(sort=ApplicationSort.NAME),
    "page of the returned": ApplicationQuery(sort=WAITING, statuses=frozenset({Status.RETURNED})),
    "search rare": ApplicationQuery(sort=WAITING, search="王建国"),
    "search common": ApplicationQuery(sort=WAITING, search="研究"),
    "search none": ApplicationQuery(sort=WAITING, search="无此人"),
    "search one character": ApplicationQuery(sort=WAITING, search="王"),
}
EVERYTHING: Final = PAGES["page"]
Acts = dict[str, Callable[[], Any]]
_LINE = application.c.line


def of_person(connection: Connection, scope: Scope, deep: str) -> Acts:
    """`deep` is the application whose place is asked."""

    def listing(query: ApplicationQuery) -> SharedListing:
        return SharedListing(connection, scope, query, NOW)

    def place() -> tuple[Any, ...]:
        found = listing(EVERYTHING).place_of(deep)
        return found.position, found.total, found.previous_id, found.next_id

    def page(query: ApplicationQuery) -> list[int]:
        return list(listing(query).page(0, PAGE))

    return {
        **{name: partial(page, query) for name, query in PAGES.items()},
        "count": lambda: listing(EVERYTHING).count(),
        "order": lambda: list(listing(EVERYTHING).lines()),
        "place": place,
        "navigation": lambda: applications.navigation_counts(connection, scope).to_review,
    }


def of_owner(connection: Connection, scope: Scope, deep: str) -> Acts:
    """Statements that hold what is asked and no more, so that nothing is looked up for who asks."""

    def lines(query: ApplicationQuery) -> Select[Any]:
        statement = select(_LINE).where(matching(scope, query, NOW))
        words = [word.text for word in search_words(query.search)]
        if not words:
            return statement
        common = list(connection.scalars(select(func.talentdesk.common_words(list_text(words)))))
        rare = [word for word in words if word not in common]
        if common:
            statement = statement.where(text(HELD.format(words=":common")).bindparams(_texts("common", common)))
        if rare:
            lines_found = text(LOOKED_UP.format(words=":rare")).bindparams(_texts("rare", rare))
            statement = statement.where(_LINE.in_(lines_found.columns(column("line", Integer()))))
        return statement

    def page(query: ApplicationQuery) -> list[int]:
        return list(connection.scalars(lines(query).order_by(*Order(query).by).limit(PAGE)))

    def ordered() -> list[int]:
        sorted_lines = lines(EVERYTHING).order_by(*Order(EVERYTHING).by).subquery()
        return list(lines_of(connection.scalar(select(Joined(sorted_lines.c.line))) or ""))

    def place() -> tuple[Any, ...]:
        beside: dict[str, Any] = {"order_by": Order(EVERYTHING).by}
        placed = (
            select(
                application.c.id,
                func.row_number().over(**beside) - 1,
                func.count().over(),
                func.lag(application.c.id).over(**beside),
                func.lead(application.c.id).over(**beside),
            )
            .where(matching(scope, EVERYTHING, NOW))
            .subquery()
        )
        return tuple(connection.execute(select(placed).where(placed.c.id == deep)).one())[1:]

    def navigation() -> Any:
        names = ("navigation_kinds", "units_of_routes", "handled_count", "to_review")
        answers = [connection.execute(Question.known[f"read_{name}"].of_scope(scope)).all() for name in names]
        return answers[-1][0]._mapping["count"]

    return {
        **{name: partial(page, query) for name, query in PAGES.items()},
        "count": lambda: connection.scalar(select(func.count()).select_from(lines(EVERYTHING).subquery())),
        "order": ordered,
        "place": place,
        "navigation": navigation,
    }


def _texts(name: str, values: Any) -> BindParameter[Any]:
    return bindparam(name, values, ARRAY(Text()))
