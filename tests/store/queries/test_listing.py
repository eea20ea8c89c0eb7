"""One list, whichever way it is read: pages, count, order, places and neighbours tell the same of it."""

from array import array
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.terms import Status
from desktop.store.queries import listing as listing_module
from desktop.store.queries import searching as searching_module
from desktop.store.queries.applications import list_applications, rows_of
from desktop.store.queries.listing import Listing
from desktop.store.queries.neighbours import place_in_order
from desktop.store.rows import ApplicationQuery, ApplicationRow, ApplicationSort, Basket, ListPlace
from tests.store.factory import Desk
from tests.store.queries.busy_desk import desk

__all__ = ["desk"]

LOGINS = ("unit", "unit-2", "department-1", "department-2", "secretary", "applicant", "admin")
QUERIES = st.builds(
    ApplicationQuery,
    basket=st.sampled_from(Basket),
    statuses=st.frozensets(st.sampled_from(Status), max_size=2),
    stages=st.frozensets(st.sampled_from(["unit", "department-1", "department-2", "committee"]), max_size=2),
    classes=st.sampled_from([frozenset(), frozenset({"C"}), frozenset({"A"})]),
    year=st.sampled_from([None, None, 2026, 2025]),
    waiting_at_least=st.sampled_from([None, None, 0, 1, 5]),
    with_findings=st.sampled_from([None, None, True, False]),
    service_types=st.sampled_from([frozenset(), frozenset({"首次认定"}), frozenset({"晋升认定"})]),
    search=st.sampled_from(
        ["", "", "陈", "a", "%", "_", "\\", "'", "松江 李", "2026-D2", "k-1", "13900000003", "无人"]
    ),
    sort=st.sampled_from(ApplicationSort),
    descending=st.booleans(),
)


@pytest.mark.parametrize("few", [0, 2000])
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, login=st.sampled_from(LOGINS), size=st.integers(1, 5))
def test_pages_counts_places_and_neighbours_tell_one_story(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, few: int, query: ApplicationQuery, login: str, size: int
) -> None:
    """Whether few are gathered and sorted, or many walked along the index of their order."""
    monkeypatch.setattr(listing_module, "FEW", few)
    monkeypatch.setattr(listing_module, "LOOKED_AT", (few or 2, few or 4))
    monkeypatch.setattr(searching_module, "FEW_HITS", few)
    monkeypatch.setattr(searching_module, "MANY_OF_SAMPLE", 2)
    monkeypatch.setattr(listing_module, "VERY_MANY", few)
    monkeypatch.setattr(listing_module, "WALKED_AT_ONCE", few or 6)
    scope, now = desk.scope(login), cast(Any, {"now": desk.now})
    with desk.store.read() as connection:
        rows = list_applications(connection, scope, query, **now)
        paged: list[ApplicationRow] = []
        for offset in range(0, len(rows) + 1, size):
            paged += list_applications(connection, scope, query, offset=offset, limit=size, **now)
        assert tuple(paged) == rows
        listing, lines = Listing(connection, scope, query, desk.now), [row.line for row in rows]
        assert listing.count() == len(rows) == len(set(lines))
        assert list(listing.lines()) == lines
        at_once = listing.at_once(size)
        assert at_once is None or list(at_once) == lines[:size]
        assert tuple(rows_of(connection, scope, lines, **now).values()) == rows
        assert listing.among([*lines, 10_000]) == frozenset(lines)
        shown, ids = array("q", lines), [None, *(row.id for row in rows), None]
        for place, row in enumerate(rows):
            expected = ListPlace(place, len(rows), ids[place], ids[place + 2])
            assert listing.place_of(row.id) == expected == place_in_order(connection, listing, shown, row.id)
            assert not query.statuses or row.status in query.statuses
            assert not query.stages or row.stage in query.stages
            assert not query.waiting_at_least or row.days_waiting >= query.waiting_at_least
            assert query.with_findings is None or (row.findings > 0) == query.with_findings
            assert row.application not in ("mine",)


def test_a_list_of_what_nobody_waits_for_begins_behind_all_who_wait(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing_module, "VERY_MANY", 0)
    monkeypatch.setattr(listing_module, "WALKED_AT_ONCE", 5)
    settled = ApplicationQuery(statuses=frozenset({Status.TERMINATED}), sort=ApplicationSort.DAYS_WAITING)
    everything = ApplicationQuery(statuses=frozenset({Status.SUBMITTED, Status.TERMINATED}), sort=settled.sort)
    with desk.store.read() as connection:
        found = Listing(connection, desk.scope("department-2"), settled, desk.now).at_once(1)
        assert Listing(connection, desk.scope("department-2"), everything, desk.now).at_once(10) is None
        assert found is not None
        assert list(found) == list(Listing(connection, desk.scope("department-2"), settled, desk.now).lines()[:1])
