"""The applications table's queries: pages, counts, places and neighbours agree with one another and with the rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from desktop.domain.findings import Finding, FindingCode
from desktop.domain.terms import Status
from desktop.store.queries.applications import (
    days_waiting,
    find_application_ids,
    list_applications,
    navigation_counts,
)
from desktop.store.queries.listing import Listing
from desktop.store.queries.organisations import organisation_by_code
from desktop.store.records.evidence import record_opened
from desktop.store.records.organisations import put_organisation
from desktop.store.rows import ApplicationQuery, ApplicationRow, ApplicationSort, Basket
from tests.store.factory import Desk
from tests.store.queries.busy_desk import desk

__all__ = ["desk"]

FINDING = Finding.of(FindingCode.REQUIRED, "basic", field="email")
LOGINS = ("unit", "unit-2", "department-1", "department-2", "secretary", "applicant", "admin")


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
