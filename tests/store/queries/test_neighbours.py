"""Neighbours in an order that was read before, when the list has changed since."""

from array import array

import pytest

from desktop.domain.terms import Action
from desktop.store.queries import neighbours
from desktop.store.queries.listing import Listing
from desktop.store.queries.neighbours import place_in_order
from desktop.store.rows import ApplicationQuery, ApplicationSort, Basket, Lines, ListPlace
from tests.store.factory import Desk

WAITING = ApplicationQuery(basket=Basket.TO_REVIEW, sort=ApplicationSort.APPLICATION, descending=False)


@pytest.fixture
def ids(desk: Desk) -> list[str]:
    """Six that wait for the unit, in their order."""
    return [desk.file() for _ in range(6)]


def lines_of(desk: Desk) -> Lines:
    with desk.store.read() as connection:
        return Listing(connection, desk.scope("unit"), WAITING, desk.now).lines()


def place(desk: Desk, lines: Lines, application_id: str) -> ListPlace | None:
    with desk.store.read() as connection:
        listing = Listing(connection, desk.scope("unit"), WAITING, desk.now)
        return place_in_order(connection, listing, lines, application_id)


def test_what_has_left_the_list_is_passed_over(desk: Desk, ids: list[str]) -> None:
    lines = lines_of(desk)
    for gone in (ids[1], ids[3]):
        desk.decide(gone, Action.PASS, "unit", "unit")
    assert place(desk, lines, ids[2]) == ListPlace(2, 6, ids[0], ids[4])


def test_what_has_left_has_no_place(desk: Desk, ids: list[str]) -> None:
    lines = lines_of(desk)
    desk.decide(ids[2], Action.PASS, "unit", "unit")
    assert place(desk, lines, ids[2]) == ListPlace(None, 6, None, None)
    assert place(desk, lines, "0" * 36) == ListPlace(None, 6, None, None)


def test_an_order_without_what_came_later_says_nothing(desk: Desk, ids: list[str]) -> None:
    lines = lines_of(desk)
    assert place(desk, lines, desk.file()) is None


def test_an_order_of_which_most_is_gone_is_given_up(
    desk: Desk, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbours, "_ASKED", 1)
    monkeypatch.setattr(neighbours, "_QUESTIONS", 2)
    lines = lines_of(desk)
    for gone in ids[1:4]:
        desk.decide(gone, Action.PASS, "unit", "unit")
    assert place(desk, lines, ids[0]) is None
    assert place(desk, array("q", [lines[0], *lines[4:]]), ids[0]) == ListPlace(0, 3, None, ids[4])
