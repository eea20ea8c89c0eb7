"""The stream gives what the list gives, in its order and in batches, as it was when it began."""

from collections.abc import Iterator
from itertools import product

import pytest
from sqlalchemy import Connection

from desktop.domain.terms import Action
from desktop.store.queries.applications import list_applications
from desktop.store.queries.listing import Listing
from desktop.store.queries.streaming import stream_rows
from desktop.store.rows import ApplicationQuery, ApplicationRow, ApplicationSort, Basket
from desktop.store.visibility import Scope
from tests.store.factory import Desk, make_workspace

NAMES = ("王建国", "李娜", "陈", "陈晨", "a", "A", "𠮷田")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Seven applications of one unit, some a desk further."""
    desk = make_workspace(tmp_path_factory.mktemp("streaming"))
    for number, name in enumerate(NAMES):
        identity = desk.file("U1", f"k-{number % 3}-{number}", name=name)
        if number % 3 == 0:
            desk.decide(identity, Action.PASS, "unit", "unit")
        desk.tick(hours=9)
    yield desk
    desk.store.close()


def streamed(
    connection: Connection, desk: Desk, scope: Scope, query: ApplicationQuery, batch_rows: int
) -> Iterator[ApplicationRow]:
    lines = Listing(connection, scope, query, desk.now).lines()
    return stream_rows(connection, scope, lines, now=desk.now, batch_rows=batch_rows)


@pytest.mark.parametrize("batch_rows", [1, 3, 500])
def test_the_stream_is_the_list_for_every_order_place_and_person(desk: Desk, batch_rows: int) -> None:
    with desk.store.read() as connection:
        for sort, descending, login in product(ApplicationSort, (True, False), ("unit", "department-1", "admin")):
            for query in (
                ApplicationQuery(sort=sort, descending=descending),
                ApplicationQuery(sort=sort, descending=descending, basket=Basket.TO_REVIEW),
                ApplicationQuery(sort=sort, descending=descending, search="陈"),
            ):
                scope = desk.scope(login)
                listed = list_applications(connection, scope, query, now=desk.now)
                assert tuple(streamed(connection, desk, scope, query, batch_rows)) == listed


def test_the_stream_is_of_one_state_while_others_decide(desk: Desk) -> None:
    query, scope = ApplicationQuery(basket=Basket.TO_REVIEW), desk.scope("unit")
    with desk.store.read() as connection:
        before = list_applications(connection, scope, query, now=desk.now)
        rows = streamed(connection, desk, scope, query, 1)
        first = next(rows)
        desk.decide(before[-1].id, Action.PASS, "unit", "unit")
        assert (first, *rows) == before
    with desk.store.read() as connection:
        assert len(list_applications(connection, scope, query, now=desk.now)) == len(before) - 1
