"""The applications table's queries: pages, counts, places and neighbours agree with one another and with the rows."""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.findings import Finding, FindingCode
from desktop.domain.terms import Action, OrganisationKind, Role, Status
from desktop.store.queries import listing as listing_module
from desktop.store.queries import searching as searching_module
from desktop.store.queries.applications import (
    days_waiting,
    find_application_ids,
    list_applications,
    navigation_counts,
    rows_of,
)
from desktop.store.queries.listing import Listing
from desktop.store.queries.neighbours import place_in_order
from desktop.store.queries.organisations import organisation_by_code
from desktop.store.records.evidence import record_opened
from desktop.store.records.organisations import put_organisation
from desktop.store.rows import ApplicationQuery, ApplicationRow, ApplicationSort, Basket, ListPlace
from tests.store.factory import Desk, make_workspace

FINDING = Finding.of(FindingCode.REQUIRED, "basic", field="email")
LOGINS = ("unit", "unit-2", "department-1", "department-2", "secretary", "applicant", "admin")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Two units, fourteen applications all over the process, over some days; one deleted, one a draft."""
    desk = make_workspace(tmp_path_factory.mktemp("queries"))
    desk.organisation("U2", OrganisationKind.UNIT, "D2", name="松江新材料_公司")
    desk.person("unit-2", Role.UNIT, "U2")
    names = ["王建国", "李娜", "欧阳·买买提", "O'Neill 100%", "张_三", "赵\\六", "𠮷田", "a", "A", "陈", "陈晨", "周"]
    for number, name in enumerate(names):
        unit = "U1" if number % 3 else "U2"
        login = "unit" if unit == "U1" else "unit-2"
        identity = desk.draft(unit, f"k-{number % 7}-{number}")
        desk.submit(
            identity,
            desk.content(unit, name=name, standard=f"C-0{number % 4}", mobile=f"1390000{number:04d}"),
            login=login,
            findings=(FINDING,) * (number % 3),
        )
        if number % 2:
            desk.decide(identity, Action.PASS, login, "unit")
        if number in (3, 5):
            desk.decide(identity, Action.RETURN, "department-2" if unit == "U2" else "department-1", "department-1")
        if number in (2, 8):
            desk.decide(identity, Action.TERMINATE, login, "unit")
        if number in (7, 11):
            desk.decide(identity, Action.PASS, "department-1", "department-1")
        if number == 7:
            desk.decide(identity, Action.PASS, "department-2", "department-2")
            desk.decide(identity, Action.CONFIRM, "secretary", "secretary")
        desk.tick(hours=17)
    mine = desk.draft("U1", "mine", applicant="applicant")
    desk.submit(mine, desk.content("U1", name="申请人"), login="applicant", desk="applicant")
    desk.decide(mine, Action.RETURN, "unit", "unit")
    desk.delete(mine, "applicant")
    desk.draft("U1", "draft", applicant="applicant")
    yield desk
    desk.store.close()


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


SORTED: dict[ApplicationSort, Callable[[ApplicationRow], Any]] = {
    ApplicationSort.APPLICATION: lambda row: row.application,
    ApplicationSort.NUMBER: lambda row: row.number,
    ApplicationSort.NAME: lambda row: row.name,
    ApplicationSort.UNIT: lambda row: row.unit,
    ApplicationSort.CLASS: lambda row: row.grading_class,
    ApplicationSort.STANDARD: lambda row: row.standard,
    ApplicationSort.SERVICE_TYPE: lambda row: row.service_type,
    ApplicationSort.STATUS: lambda row: list(Status).index(row.status),
    ApplicationSort.STAGE: lambda row: ["", "unit", "department-1", "department-2", "committee"].index(row.stage),
    ApplicationSort.SUBMITTED_AT: lambda row: row.submitted_at,
    ApplicationSort.DAYS_WAITING: lambda row: row.days_waiting,
    ApplicationSort.ATTACHMENTS: lambda row: row.attachments,
    ApplicationSort.FINDINGS: lambda row: row.findings,
}


@pytest.mark.parametrize("sort", ApplicationSort)
def test_a_list_is_in_the_order_asked_for_and_backwards_is_its_mirror(desk: Desk, sort: ApplicationSort) -> None:
    scope = desk.scope("department-2")
    with desk.store.read() as connection:
        up, down = (
            list_applications(connection, scope, ApplicationQuery(sort=sort, descending=way), now=desk.now)
            for way in (False, True)
        )
    assert len(up) == 12
    assert down == up[::-1]
    keys = [SORTED[sort](row) for row in up]
    assert all(first <= second for first, second in pairwise(keys))


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("陈", {"陈", "陈晨"}),
        ("%", {"O'Neill 100%"}),
        ("_三", {"张_三"}),
        ("\\", {"赵\\六"}),
        ("o'neill", {"O'Neill 100%"}),
        ("13900000009", {"陈"}),
        ("陈 晨", {"陈晨"}),
        ("11010519491231002X", set()),
        ("D2-000001", {"王建国"}),
    ],
)
def test_search_takes_every_character_for_itself(desk: Desk, word: str, names: set[str]) -> None:
    with desk.store.read() as connection:
        rows = list_applications(connection, desk.scope("department-2"), ApplicationQuery(search=word), now=desk.now)
    assert {row.name for row in rows} == names


@pytest.mark.parametrize(
    "page", ["陈" * 10_000, "陈 " * 5_000, "a1" * 5_000, "\"*' " * 3_000, "🀄️" * 3_000, "(" * 2_000]
)
def test_a_page_of_text_pasted_into_the_search_is_answered(desk: Desk, page: str) -> None:
    with desk.store.read() as connection:
        rows = list_applications(connection, desk.scope("department-2"), ApplicationQuery(search=page), now=desk.now)
    assert {row.name for row in rows} == ({"陈", "陈晨"} if page.startswith("陈 ") else set())


def test_search_finds_units_by_name(desk: Desk) -> None:
    with desk.store.read() as connection:
        rows = list_applications(
            connection, desk.scope("department-2"), ApplicationQuery(search="松江新材料_"), now=desk.now
        )
    assert {row.unit for row in rows} == {"松江新材料_公司"}
    assert len(rows) == 4


def test_a_full_identity_number_is_looked_up_by_what_stands_for_it(desk: Desk) -> None:
    key = desk.store.person_key("U1-k-1-1")
    with desk.store.read() as connection:
        rows = list_applications(
            connection,
            desk.scope("unit"),
            ApplicationQuery(search="11010519491231002X"),
            now=desk.now,
            person_keys=frozenset({key}),
        )
    assert [row.application for row in rows] == ["k-1-1"]


def test_the_navigation_counts_what_its_places_show(desk: Desk) -> None:
    for login in LOGINS:
        scope = desk.scope(login)
        with desk.store.read() as connection:
            counts = navigation_counts(connection, scope)

            def shown(connection: Any = connection, scope: Any = scope, **query: Any) -> int:
                return Listing(connection, scope, ApplicationQuery(**query), desk.now).count()

            assert counts.total == shown()
            assert counts.to_review == shown(basket=Basket.TO_REVIEW)
            assert counts.handled == shown(basket=Basket.HANDLED)
            assert counts.returned == shown(basket=Basket.RETURNED)
            for identity, _, count in counts.units:
                assert count == shown(units=frozenset({identity}))
            for key, count in counts.classes.items():
                assert count == shown(classes=frozenset({key}))
            for status, count in counts.statuses.items():
                assert count == shown(statuses=frozenset({status}))
            assert sum(count for _, _, count in counts.units) == counts.total


def test_to_review_is_what_lies_at_ones_own_desk(desk: Desk) -> None:
    with desk.store.read() as connection:
        for login, stages in {"unit": {"unit"}, "department-1": {"department-1"}, "secretary": set()}.items():
            query = ApplicationQuery(basket=Basket.TO_REVIEW)
            rows = list_applications(connection, desk.scope(login), query, now=desk.now)
            assert {row.stage for row in rows} == stages


@pytest.mark.parametrize(
    ("since", "now", "days"),
    [
        (None, "2026-03-10T00:00", 0),
        ("2026-03-10T15:59", "2026-03-10T15:59", 0),
        ("2026-03-10T15:59", "2026-03-10T16:00", 1),
        ("2026-03-10T16:00", "2026-03-11T15:59", 0),
        ("2026-03-10T12:00", "2026-03-20T12:00", 10),
        ("2026-03-11T12:00", "2026-03-10T12:00", 0),
    ],
)
def test_days_are_those_of_the_calendar_in_shanghai(since: str | None, now: str, days: int) -> None:
    start = None if since is None else datetime.fromisoformat(since).replace(tzinfo=UTC)
    assert days_waiting(start, datetime.fromisoformat(now).replace(tzinfo=UTC)) == days


def test_a_reference_is_a_number_or_a_key_or_an_id_of_what_one_may_read(desk: Desk) -> None:
    with desk.store.read() as connection:
        row = list_applications(connection, desk.scope("unit"), ApplicationQuery(search="李娜"), now=desk.now)[0]
        for reference in (row.number, row.application, row.id):
            assert find_application_ids(connection, desk.scope("unit"), reference) == (row.id,)
            assert find_application_ids(connection, desk.scope("unit-2"), reference) == ()
        assert find_application_ids(connection, desk.scope("unit"), "nothing") == ()


def test_what_was_opened_is_marked_for_who_opened_it(desk: Desk) -> None:
    query = ApplicationQuery(search="李娜")
    with desk.store.write() as connection:
        (row,) = list_applications(connection, desk.scope("unit"), query, now=desk.now)
        for moment in (desk.now, desk.now + timedelta(days=1)):
            record_opened(connection, row.id, desk.ids["unit"], moment)
        (mine,) = list_applications(connection, desk.scope("unit"), query, now=desk.now)
        (theirs,) = list_applications(connection, desk.scope("department-1"), query, now=desk.now)
    assert (mine.opened, theirs.opened) == (True, False)


def test_numbers_count_on_within_year_and_issuer(desk: Desk) -> None:
    query = ApplicationQuery(sort=ApplicationSort.NUMBER, descending=False)
    with desk.store.read() as connection:
        rows = list_applications(connection, desk.scope("department-2"), query, now=desk.now)
    assert [row.number for row in rows] == [f"2026-D2-{serial:06d}" for serial in range(1, 13)]


def test_a_unit_is_found_by_its_code_and_by_its_new_name(desk: Desk) -> None:
    def found(words: str) -> int:
        with desk.store.read() as connection:
            return Listing(connection, desk.scope("department-2"), ApplicationQuery(search=words), desk.now).count()

    assert found("u2") == 4
    with desk.store.read() as connection:
        unit = organisation_by_code(connection, "U2")
    assert unit is not None
    for name in ("净月生物医药研究所", unit.name):
        with desk.store.write() as connection:
            put_organisation(connection, replace(unit, name=name), by=desk.ids["admin"], at=desk.now)
        assert found(name) == 4
        with desk.store.read() as connection:
            query = ApplicationQuery(sort=ApplicationSort.UNIT, descending=False)
            rows = list_applications(connection, desk.scope("department-2"), query, now=desk.now)
        assert [row.unit for row in rows] == sorted(row.unit for row in rows)
        assert sum(row.unit == name for row in rows) == 4
    assert found("净月") == 0
