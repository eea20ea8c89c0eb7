"""Choosing units among thousands at the window, by keys and by mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QMenu, QPushButton, QToolButton

from desktop.dialogs.unit_chooser_dialog import UnitChooserDialog
from desktop.models.units_model import UNIT_ROLE
from desktop.services.applications import navigation_counts
from desktop.services.organisations import organisations
from desktop.views.applications.filters import UNITS_APART, UNITS_OFFERED
from desktop.views.navigation import UNITS_SHOWN
from desktop.widgets.labels import Label
from desktop.widgets.navigation_tree import NavigationTree
from desktop.widgets.search_field import SearchField
from tests.views.desk import OpenWindow, WindowDesk, find_part, type_in
from tests.views.test_filtering import chips, open_all

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(desk: WindowDesk) -> OpenWindow:
    """A window whose real units stand among five thousand."""
    made = open_all(desk)
    counts = navigation_counts(made.workspace)
    others = tuple((f"u{number:035d}", f"某市第 {number} 中学", 0) for number in range(5000))
    made.until(lambda: len(made.window.applications.unit_names) == len(counts.units))
    made.window._show_counts(replace(counts, units=others + counts.units))
    return made


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def filter_menu(opened: OpenWindow) -> QMenu:
    menu = opened.part(QToolButton, "add_filter").menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return menu


def chooser(opened: OpenWindow) -> UnitChooserDialog:
    dialog = opened.part(UnitChooserDialog)
    opened.until(dialog.isVisible)
    return dialog


def found(dialog: UnitChooserDialog) -> list[str]:
    model = find_part(dialog, QListView, "unit_list").model()
    return [model.index(row, 0).data(UNIT_ROLE).name for row in range(model.rowCount())]


def test_units_are_found_and_checked_without_a_mouse(opened: OpenWindow) -> None:
    units = {row.unit for row in opened.rows}
    first, second = sorted(units)[:2]
    filter_menu(opened).actions()[0].trigger()
    dialog = chooser(opened)
    field = find_part(dialog, SearchField, "unit_search")
    opened.until(field.hasFocus)
    assert len(found(dialog)) == 5000 + len(units)
    for name in (first, second):
        type_in(field, name[1:])
        assert found(dialog) == [name]
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.selectedText() == name[1:]
    assert find_part(dialog, Label, "unit_summary").text() == "已选 2 个单位"
    opened.reading(lambda: QTest.keyClick(field, Qt.Key.Key_Return, CONTROL))
    assert {row.unit for row in opened.rows} == {first, second}
    assert opened.listed == opened.stored
    assert set(chips(opened)) == {f"单位: {first}", f"单位: {second}"}


def test_the_arrow_keys_walk_the_list_while_one_types(opened: OpenWindow) -> None:
    opened.window.offers.choose_units()
    dialog = chooser(opened)
    field, view = find_part(dialog, SearchField, "unit_search"), find_part(dialog, QListView, "unit_list")
    type_in(field, "中学")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(field, key)
    assert view.currentIndex().row() == 1
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.currentIndex().data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.currentIndex().data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    QTest.keyClick(field, Qt.Key.Key_Escape)
    opened.until(lambda: not opened.window.findChildren(UnitChooserDialog))
    assert opened.window.applications.query.units == frozenset()


def test_a_unit_is_found_by_its_code_and_checked_by_a_click(opened: OpenWindow) -> None:
    unit = opened.rows[0]
    code = next(row.code for row in organisations(opened.workspace) if row.id == unit.unit_id)
    opened.window.offers.choose_units()
    dialog = chooser(opened)
    field, view = find_part(dialog, SearchField, "unit_search"), find_part(dialog, QListView, "unit_list")
    type_in(field, code[6:].lower())
    opened.until(lambda: found(dialog) == [unit.unit])
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center())
    opened.reading(lambda: opened.click(find_part(dialog, QPushButton, "unit_done")))
    assert {row.unit for row in opened.rows} == {unit.unit}
    opened.window.offers.choose_units()
    dialog = chooser(opened)
    assert found(dialog)[0] == unit.unit
    opened.click(find_part(dialog, QPushButton, "unit_clear"))
    opened.reading(lambda: opened.click(find_part(dialog, QPushButton, "unit_done")))
    assert chips(opened) == {}


def test_nothing_found_is_said(opened: OpenWindow) -> None:
    opened.window.offers.choose_units()
    dialog = chooser(opened)
    type_in(find_part(dialog, SearchField, "unit_search"), "没有这样的单位")
    assert found(dialog) == []
    assert any("没有这样的单位" in label.text() for label in dialog.findChildren(Label) if label.isVisible())
    QTest.keyClick(find_part(dialog, SearchField, "unit_search"), Qt.Key.Key_Return)
    assert find_part(dialog, Label, "unit_summary").text() == "未选，显示全部单位"


def test_many_units_are_one_chip(opened: OpenWindow) -> None:
    units = frozenset(f"u{number:035d}" for number in range(3000)) | {opened.rows[0].unit_id}
    page = opened.window.applications
    opened.reading(lambda: page.narrow(replace(page.query, units=units)))
    assert opened.listed == opened.stored
    assert set(chips(opened)) == {"单位: 3,001 个单位"}
    (chip,) = chips(opened).values()
    opened.reading(lambda: opened.click(chip.remove_button))
    assert page.query.units == frozenset()
    few = frozenset(sorted(units)[:UNITS_APART])
    opened.reading(lambda: page.narrow(replace(page.query, units=few)))
    assert not any("个单位" in name for name in chips(opened))


def test_the_navigation_leads_to_the_chooser_and_the_arrow_keys_pass_over_it(opened: OpenWindow) -> None:
    tree = opened.part(NavigationTree)
    more = next(name for name in opened.place_names if name.startswith("另有"))
    shown = len(opened.window._counts.units)
    assert more == f"另有 {shown - UNITS_SHOWN:,} 个单位"
    opened.click_place(more)
    QTest.keyClick(chooser(opened), Qt.Key.Key_Escape)
    opened.until(lambda: not opened.window.findChildren(UnitChooserDialog))
    assert tree.currentIndex().data() == "全部申请"
    opened.window.activateWindow()
    last = next(index for index in opened._places(tree.rootIndex()) if index.data() == more)
    tree.setFocus()
    tree.setCurrentIndex(tree.indexAbove(last))
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.currentIndex().data() == more
    assert not opened.window.findChildren(UnitChooserDialog)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert chooser(opened).isVisible()


def test_few_units_stand_in_the_menu_with_the_chooser_behind_them(desk: WindowDesk) -> None:
    opened = open_all(desk)
    opened.until(lambda: len(opened.window.applications.unit_names) > 1)
    assert len(opened.window.applications.unit_names) <= UNITS_OFFERED
    group = filter_menu(opened).actions()[0].menu()
    assert isinstance(group, QMenu)
    assert entries(group)[-1] == "选择单位…"
    group.actions()[-1].trigger()
    assert set(found(chooser(opened))) == {row.unit for row in opened.rows}
