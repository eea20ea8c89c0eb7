"""Filters, search and order of the list: shown is what the store says, and all can be taken away again."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton

from desktop.domain.clock import shanghai_day
from desktop.models.application_columns import Column, describe
from desktop.services.applications import application_detail
from desktop.services.rows import ApplicationQuery, ApplicationRow, Basket
from desktop.text.terms import stage_label, status_short_label
from desktop.views.applications.chip_row import ChipRow
from desktop.views.applications.filters import active_filters, filter_choices
from desktop.widgets.chip import Chip
from desktop.widgets.search_field import SearchField
from tests.views.desk import OpenWindow, WindowDesk, find_part, type_in

EVERYTHING = ApplicationQuery(basket=Basket.ALL)
WIDE = 1600


def open_all(desk: WindowDesk, login: str = "province") -> OpenWindow:
    opened = desk.open(login)
    opened.reading(lambda: opened.click_place("全部申请"))
    return opened


def chips(opened: OpenWindow) -> dict[str, Chip]:
    return {chip.accessibleName(): chip for chip in opened.window.findChildren(Chip) if chip.isVisible()}


def choose(opened: OpenWindow, name: str, value: str) -> None:
    """Take one entry of the filter menu."""
    menu = opened.part(QToolButton, "add_filter").menu()
    menu.aboutToShow.emit()
    group = next(action.menu() for action in menu.actions() if action.text() == name)
    assert isinstance(group, QMenu)
    entry = next(action for action in group.actions() if action.text() == value)
    opened.reading(entry.trigger)


def test_each_filter_alone_shows_what_the_store_finds(desk: WindowDesk) -> None:
    opened = open_all(desk)
    page = opened.window.applications
    rows = {row.id: row for row in opened.rows}
    kinds = filter_choices(EVERYTHING, 3, range(2026, 2023, -1), page._unit_names)
    assert set(kinds) == {"单位", "状态", "环节", "类别", "服务类型", "停留", "校验", "年度"}
    for choices in kinds.values():
        found: set[str] = set()
        for choice in choices:
            if choice.query != page.query:
                opened.reading(partial(page._on_query_wanted, choice.query))
            assert opened.listed == opened.stored
            assert len(active_filters(page.query, page._unit_names)) == 1
            found |= set(opened.listed)
        assert found <= set(rows)
        assert found


@pytest.mark.parametrize(
    ("name", "value", "holds"),
    [
        ("状态", "被退回", lambda row: row.status == "returned"),
        ("类别", "C", lambda row: row.grading_class == "C"),
        ("服务类型", "晋升认定", lambda row: row.service_type == "晋升认定"),
        ("校验", "有问题", lambda row: row.findings > 0),
        ("校验", "通过", lambda row: row.findings == 0),
        ("停留", "满 7 天", lambda row: row.days_waiting >= 7),
        ("环节", "单位审核", lambda row: row.stage == "unit"),
    ],
)
def test_a_filter_from_the_menu_keeps_exactly_the_rows_it_names(
    desk: WindowDesk, name: str, value: str, holds: Callable[[ApplicationRow], bool]
) -> None:
    opened = open_all(desk)
    expected = {row.id for row in opened.rows if holds(row)}
    choose(opened, name, value)
    assert set(opened.listed) == expected
    assert f"{name}: {value}" in chips(opened)


COMBINED = (
    (("状态", "已申报"), ("停留", "满 3 天"), ("校验", "通过")),
    (("年度", "2026"), ("类别", "C"), ("类别", "D"), ("服务类型", "首次认定")),
    (("环节", "单位审核"), ("环节", "部门一审"), ("校验", "通过"), ("年度", "2026")),
    (("状态", "被退回"), ("状态", "终审通过"), ("类别", "D"), ("类别", "E")),
)


def holds(row: ApplicationRow, name: str, value: str) -> bool:
    """Whether a row is what a filter of the menu names."""
    return {
        "单位": row.unit == value,
        "状态": status_short_label(row.status) == value,
        "环节": stage_label(row.stage) == value,
        "类别": row.grading_class == value,
        "服务类型": row.service_type == value,
        "停留": bool(row.stage) and value.startswith("满") and row.days_waiting >= int(value.split()[1]),
        "校验": (row.findings > 0) == (value == "有问题"),
        "年度": row.submitted_at is not None and str(shanghai_day(row.submitted_at).year) == value,
    }[name]


@pytest.mark.parametrize("with_unit", [False, True])
@pytest.mark.parametrize("wanted", COMBINED)
def test_filters_set_one_after_the_other_keep_what_meets_all_of_them(
    desk: WindowDesk, wanted: tuple[tuple[str, str], ...], with_unit: bool
) -> None:
    opened = open_all(desk)
    opened.until(lambda: len(opened.window.applications.unit_names) > 1)
    rows = opened.rows
    if with_unit:
        every = [row.unit for row in rows]
        wanted = (*wanted, ("单位", max(every, key=every.count)))
    opened.reading(lambda: opened.click_heading(Column.NAME))
    for name, value in wanted:
        choose(opened, name, value)
        assert opened.listed == opened.stored
    names = dict.fromkeys(name for name, _ in wanted)
    expected = {
        row.id
        for row in rows
        if all(any(holds(row, name, value) for other, value in wanted if other == name) for name in names)
    }
    assert set(opened.listed) == expected
    assert expected or with_unit
    assert len(active_filters(opened.window.applications.query, {})) == len(wanted)
    for name, value in wanted:
        choose(opened, name, value)
    assert {row.id for row in opened.rows} == {row.id for row in rows}


def test_the_years_on_offer_are_those_of_the_applications(desk: WindowDesk) -> None:
    opened = open_all(desk)
    years = {str(shanghai_day(row.submitted_at).year) for row in opened.rows if row.submitted_at is not None}

    def offered() -> list[str]:
        menu = opened.part(QToolButton, "add_filter").menu()
        menu.aboutToShow.emit()
        group = next(action.menu() for action in menu.actions() if action.text() == "年度")
        assert isinstance(group, QMenu)
        return [action.text() for action in group.actions()]

    opened.until(lambda: offered() == sorted(years, reverse=True))


def test_filters_narrow_together_and_go_one_by_one(desk: WindowDesk) -> None:
    opened = open_all(desk)
    opened.window.resize(WIDE, 800)
    choose(opened, "类别", "C")
    by_class = set(opened.listed)
    choose(opened, "校验", "通过")
    assert set(opened.listed) == {row.id for row in opened.rows} < by_class
    chip = chips(opened)["校验: 通过"]
    opened.reading(lambda: opened.click(chip.remove_button))
    assert set(opened.listed) == by_class
    chip = chips(opened)["类别: C"]
    opened.reading(lambda: QTest.keyClick(chip.remove_button, Qt.Key.Key_Delete))
    assert chips(opened) == {}
    assert opened.listed == opened.stored


def test_all_filters_and_the_search_go_at_once(desk: WindowDesk) -> None:
    opened = open_all(desk)
    everything = opened.listed
    choose(opened, "类别", "C")
    clear = opened.part(QToolButton, "clear_filters")
    assert clear.isVisible()
    opened.reading(
        lambda: QTest.keyClick(
            opened.window, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
    )
    assert opened.listed == everything
    assert not clear.isVisible()


def test_chips_that_do_not_fit_wait_in_a_menu(desk: WindowDesk) -> None:
    opened = open_all(desk)
    opened.window.resize(1366, 768)
    page = opened.window.applications
    query = ApplicationQuery(classes=frozenset("ABCDE"), stages=frozenset({"unit", "committee"}), year=2026)
    opened.reading(lambda: page._on_query_wanted(query))
    row = opened.part(ChipRow)
    more = find_part(row, QToolButton, "more_filters")
    waiting = more.menu().actions()
    assert more.isVisible()
    assert len(chips(opened)) + len(waiting) == 8
    assert all(row.rect().contains(chip.geometry()) for chip in chips(opened).values())
    assert opened.window.width() == 1366
    opened.reading(waiting[-1].trigger)
    assert len(active_filters(page.query, {})) == 7


def test_the_search_finds_by_name_unit_number_mobile_title_and_identity_number(desk: WindowDesk) -> None:
    opened = open_all(desk)
    row = next(row for row in opened.rows if row.submission)
    content = application_detail(opened.workspace, row.id).current.content
    basic = content.sections["basic"][0]
    title = next(record["title"] for record in content.sections["publications"])
    field = opened.part(SearchField)
    words = [row.name, row.unit[:4], row.number, str(basic["mobile"]), str(title)[:8], str(basic["document_number"])]
    for text in words:
        field.clear()
        type_in(field, text)
        opened.reading(lambda: QTest.keyClick(field, Qt.Key.Key_Return))
        assert row.id in opened.listed, text
        assert opened.listed == opened.stored
    assert {one.name for one in opened.rows} == {row.name}
    opened.reading(lambda: QTest.keyClick(field, Qt.Key.Key_Escape))
    assert opened.window.applications.query.search == ""


def test_part_of_an_identity_number_finds_nobody(desk: WindowDesk) -> None:
    opened = open_all(desk)
    content = application_detail(opened.workspace, opened.rows[0].id).current.content
    number = str(content.sections["basic"][0]["document_number"])
    field = opened.part(SearchField)
    type_in(field, number[:14])
    opened.reading(lambda: QTest.keyClick(field, Qt.Key.Key_Return))
    assert opened.listed == []


def test_every_column_sorts_both_ways_as_the_store_does(desk: WindowDesk) -> None:
    opened = open_all(desk)
    opened.window.resize(1920, 900)
    for column in Column:
        if describe(column).sort is None:
            continue
        for descending in (False, True):
            opened.reading(partial(opened.click_heading, column))
            query = opened.window.applications.query
            assert (query.sort, query.descending) == (describe(column).sort, descending)
            assert opened.listed == opened.stored
            assert opened.table.horizontalHeader().sortIndicatorSection() == column


def test_the_order_is_remembered_for_each_account(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    opened.reading(lambda: opened.click_heading(Column.NAME))
    opened.window.close()
    again = desk.open("changchun")
    assert again.window.applications.query.sort is describe(Column.NAME).sort
    assert not again.window.applications.query.descending
    assert desk.open("province").window.applications.query.sort is not describe(Column.NAME).sort


def test_columns_and_widths_are_as_they_were_left(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    menu = opened.part(QToolButton, "choose_columns").menu()
    next(action for action in menu.actions() if action.text() == "服务类型").trigger()
    assert opened.table.isColumnHidden(Column.SERVICE_TYPE)
    opened.table.setColumnWidth(Column.UNIT, 222)
    opened.window.close()
    again = desk.open("changchun")
    assert again.table.isColumnHidden(Column.SERVICE_TYPE)
    assert again.table.columnWidth(Column.UNIT) == 222
    assert not again.table.isColumnHidden(Column.NAME)


def test_the_list_never_scrolls_sideways(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    for width in (1366, 1500, 1920):
        opened.window.resize(width, 768)
        visible = sum(opened.table.columnWidth(column) for column in Column)
        assert visible <= opened.table.viewport().width() + 1


def test_settings_hold_no_records(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    row = opened.rows[0]
    field = opened.part(SearchField)
    type_in(field, row.name)
    opened.reading(lambda: QTest.keyClick(field, Qt.Key.Key_Return))
    opened.window.close()
    QSettings(str(desk.settings_file), QSettings.Format.IniFormat).sync()
    assert row.name not in desk.settings_file.read_text(encoding="utf-8")
