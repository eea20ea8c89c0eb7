"""An empty list says why, and leads on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.services.rows import ApplicationQuery, Basket
from desktop.views.applications.empty_list import EmptyList
from desktop.views.applications.filters import without_filters
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.key_button import KeyButton
from desktop.widgets.search_field import SearchField
from tests.views.desk import OpenWindow, WindowDesk, find_part, type_in


def said(opened: OpenWindow) -> str:
    state = find_part(opened.part(EmptyList), EmptyState)
    return state.accessibleName() if state.isVisible() else ""


def offers(opened: OpenWindow) -> list[KeyButton]:
    return [button for button in opened.part(EmptyList).findChildren(KeyButton) if button.isVisible()]


def test_a_search_without_a_hit_is_named_and_taken_back(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    before = opened.listed
    field = opened.part(SearchField)
    type_in(field, "没有这个人")
    opened.reading(lambda: QTest.keyClick(field, Qt.Key.Key_Return))
    assert "没有找到“没有这个人”" in said(opened)
    assert "共 0 份" in opened.summary
    opened.reading(lambda: opened.click(offers(opened)[0]))
    assert said(opened) == ""
    assert opened.listed == before


def test_filters_without_a_hit_are_named_and_go_together_or_the_last_alone(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    page = opened.window.applications
    query = ApplicationQuery(classes=frozenset("A"), waiting_at_least=30, year=2024)
    opened.reading(lambda: page._on_query_wanted(query))
    assert "没有符合这 3 个筛选的申请" in said(opened)
    assert "类别：A、停留：满 30 天、年度：2024" in said(opened)
    opened.until(lambda: len(offers(opened)) == 2)
    everything, last = offers(opened)
    assert everything.text() == "清除全部筛选"
    opened.reading(lambda: opened.click(last))
    assert page.query.year is None
    assert page.query.classes == frozenset("A")
    opened.reading(lambda: page._on_query_wanted(query))
    opened.until(lambda: bool(offers(opened)))
    opened.reading(lambda: opened.click(offers(opened)[0]))
    assert page.query == without_filters(query)


@pytest.mark.parametrize(
    ("basket", "words"),
    [
        (Basket.TO_REVIEW, "没有待您审核的申请"),
        (Basket.HANDLED, "您还没有办理过申请"),
        (Basket.RETURNED, "没有被退回的申请"),
        (Basket.ALL, "还没有申请"),
    ],
)
def test_every_place_says_why_it_is_empty(desk: WindowDesk, basket: Basket, words: str) -> None:
    opened = desk.open("changchun")
    empty = opened.part(EmptyList)
    empty.explain(ApplicationQuery(basket=basket), ApplicationQuery(basket=basket), {})
    assert words in find_part(empty, EmptyState).accessibleName()
    assert not empty.findChildren(KeyButton)


def test_the_headings_stay_over_an_empty_list(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    opened.reading(lambda: opened.window.applications._on_query_wanted(ApplicationQuery(search="没有这个人")))
    assert said(opened)
    assert opened.table.horizontalHeader().isVisible()
