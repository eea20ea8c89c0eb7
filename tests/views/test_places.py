"""The navigation: every place shows as many applications as it says, and only what is one's own."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action, Status
from desktop.services.applications import list_applications, navigation_counts
from desktop.services.decisions import decide
from desktop.services.rows import ApplicationQuery, Basket, NavigationCounts
from desktop.views import navigation
from desktop.views.navigation import MORE_UNITS, UNITS_SHOWN, application_entries, place_of
from desktop.widgets.navigation_delegate import ENTRY_ROLE
from desktop.widgets.navigation_entry import EntryKind, NavigationEntry
from tests.views.desk import OpenWindow, WindowDesk

READERS = ("unit1", "changchun", "province", "secretary", "member")


def items(entries: list[NavigationEntry]) -> list[NavigationEntry]:
    flat = [entry for one in entries for entry in (one, *one.children)]
    return [entry for entry in flat if entry.kind in (EntryKind.ITEM, EntryKind.ACTION)]


def shown_entries(opened: OpenWindow) -> dict[str, NavigationEntry]:
    tree = opened.window.navigation
    entries = [tree.model().index(row, 0).data(ENTRY_ROLE) for row in range(tree.model().rowCount())]
    return {entry.key: entry for entry in items(entries)}


@pytest.mark.parametrize("login", READERS)
def test_every_place_lists_as_many_as_its_count_says(desk: WindowDesk, login: str) -> None:
    opened = desk.open(login)
    total = f"{navigation_counts(opened.workspace).total:,}"
    opened.until(lambda: shown_entries(opened)["basket:all"].count == total)
    for key, entry in shown_entries(opened).items():
        if key.startswith("room:"):  # no list of applications
            continue
        if opened.window.navigation.current_key != key:
            opened.reading(partial(opened.window.navigation.choose, key))
        assert len(opened.listed) == int(entry.count), key
        assert opened.listed == opened.stored
        assert opened.window.navigation.current_key == key


def test_a_reviewer_begins_with_what_waits_and_the_keyboard_is_in_the_list(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    assert opened.window.navigation.current_key == "basket:to_review"
    assert opened.listed
    assert opened.current is not None
    assert opened.current.id == opened.listed[0]
    opened.until(opened.table.hasFocus)


def test_who_never_decides_is_offered_no_desk(desk: WindowDesk) -> None:
    opened = desk.open("member")
    baskets = [key for key in shown_entries(opened) if key.startswith("basket:")]
    assert baskets == ["basket:all"]
    assert opened.window.navigation.current_key == "basket:all"


def test_counts_follow_a_decision(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    waiting = len(opened.listed)
    row = opened.rows[0]
    decide(opened.workspace, row.id, DecisionRequest(Action.PASS, row.submission, row.seq))
    opened.until(lambda: shown_entries(opened)["basket:to_review"].count == str(waiting - 1))
    opened.until(lambda: len(opened.listed) == waiting - 1)
    assert row.id not in opened.listed


def test_places_are_chosen_by_mouse_and_by_keys(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    opened.reading(lambda: opened.click_place("我已办理"))
    assert opened.window.navigation.current_key == "basket:handled"
    opened.reading(lambda: QTest.keyClick(opened.window.navigation, Qt.Key.Key_Down))
    assert opened.window.applications.query.basket is Basket.RETURNED


def test_a_click_on_the_place_one_is_in_takes_its_filters_away(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    page = opened.window.applications
    narrowed = ApplicationQuery(basket=Basket.TO_REVIEW, classes=frozenset("C"))
    opened.reading(lambda: page._on_query_wanted(narrowed))
    assert opened.window.navigation.current_key == "basket:to_review"
    opened.reading(lambda: opened.click_place("待我审核"))
    assert page.query.classes == frozenset()


@pytest.mark.parametrize(
    ("query", "place"),
    [
        (ApplicationQuery(basket=Basket.TO_REVIEW, classes=frozenset("C")), "basket:to_review"),
        (ApplicationQuery(classes=frozenset("C")), "class:C"),
        (ApplicationQuery(classes=frozenset("C"), search="王"), "class:C"),
        (ApplicationQuery(classes=frozenset("CD")), "basket:all"),
        (ApplicationQuery(statuses=frozenset({Status.RETURNED}), year=2026), "basket:all"),
        (ApplicationQuery(units=frozenset({"one"})), "unit:one"),
        (ApplicationQuery(), "basket:all"),
    ],
)
def test_the_marked_place_is_the_one_the_query_belongs_to(query: ApplicationQuery, place: str) -> None:
    assert place_of(query) == place


def many_units(count: int) -> NavigationCounts:
    units = tuple((f"u{number}", f"单位{number}", 1) for number in range(count))
    return NavigationCounts(count, 0, 0, 0, units, {}, {})


def test_units_beyond_those_listed_are_said() -> None:
    (last,) = [
        one for one in items(application_entries(many_units(UNITS_SHOWN + 12), decides=True)) if one.key == MORE_UNITS
    ]
    assert last.text == "另有 12 个单位"
    assert not [
        one for one in items(application_entries(many_units(UNITS_SHOWN), decides=True)) if one.key == MORE_UNITS
    ]


def test_what_one_desk_sees_another_does_not(desk: WindowDesk) -> None:
    seen = {
        login: {row.id for row in list_applications(desk.room.open(login), ApplicationQuery())}
        for login in (*READERS, "applicant1")
    }
    assert seen["unit1"] < seen["changchun"] < seen["province"]
    assert seen["member"] == seen["secretary"] < seen["province"]
    assert seen["applicant1"].isdisjoint(seen["province"])


def test_an_administrator_sees_rooms_and_no_applications(desk: WindowDesk) -> None:
    opened = desk.open("admin")
    assert opened.place_names == ["管理", "账号", "单位和部门", "审计"]
    assert opened.window.navigation.current_key == navigation.ACCOUNTS
    assert not opened.table.isVisible()


def test_an_auditor_sees_only_the_audit(desk: WindowDesk) -> None:
    opened = desk.open("auditor")
    assert opened.place_names == ["管理", "审计"]
    assert not opened.table.isVisible()
