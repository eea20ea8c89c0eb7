"""绑定审核 and 绑定单位, by clicks and keys, on the demo workspace, whose first unit has four requests."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.services.bindings import (
    BindingState,
    approve_binding,
    binding_counts,
    desk_bindings,
    own_bindings,
)
from desktop.services.organisations import organisations
from desktop.views.bindings.beside_dialog import BesideDialog
from desktop.views.bindings.binding_panel import BindingPanel
from desktop.views.bindings.binding_table import BindingTab, BindingTable
from desktop.views.bindings.bindings_page import BindingsPage
from desktop.views.people_rooms import BINDINGS, OWN_BINDING
from desktop.widgets.banner import Banner
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label
from desktop.widgets.navigation_delegate import ENTRY_ROLE
from desktop.widgets.segmented_control import SegmentedControl
from tests.views.desk import OpenWindow, WindowDesk, find_part, type_in

REASON = "不是本单位人员。"


def page_of(opened: OpenWindow) -> BindingsPage:
    opened.window.navigation.choose(BINDINGS)
    page = opened.part(BindingsPage)
    opened.until(lambda: page.selected is not None)
    return page


def table_of(page: BindingsPage, tab: BindingTab) -> BindingTable:
    (table,) = [table for table in page.findChildren(BindingTable) if table.tab is tab]
    return table


def names(page: BindingsPage, tab: BindingTab) -> list[str]:
    tree = table_of(page, tab).table
    return [item.text(0) for item in map(tree.topLevelItem, range(tree.topLevelItemCount())) if item is not None]


def count_shown(opened: OpenWindow) -> str:
    model = opened.window.navigation.model()
    entries = [model.index(row, 0).data(ENTRY_ROLE) for row in range(model.rowCount())]
    return str(next(entry.count for entry in entries if entry.key == BINDINGS))


def said(parent: QWidget, name: str) -> str:
    label = find_part(parent, Label, name)
    return label.text() if label.isVisibleTo(parent) else ""


def test_the_desk_agrees_and_refuses_without_leaving_the_list(desk: WindowDesk) -> None:
    opened = desk.open("unit1")
    opened.until(lambda: count_shown(opened) == "5")
    page = page_of(opened)
    first, second, *others = names(page, BindingTab.PENDING)
    assert len(others) == 2
    (number,) = {row.masked_number for row in desk_bindings(opened.workspace) if row.name == first}
    item = table_of(page, BindingTab.PENDING).table.topLevelItem(0)
    assert item is not None
    assert (item.text(2), "*" in number) == (number, True)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened.until(lambda: names(page, BindingTab.PENDING) == [second, *others])
    assert first in names(page, BindingTab.BOUND)
    assert first in find_part(page, Banner, "room_banner").findChildren(Label)[0].text()
    opened.until(lambda: count_shown(opened) == "4")

    QTest.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    reason = find_part(page, QLineEdit, "refusal_reason")
    assert reason.hasFocus()
    assert second in said(page, "refused_person")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    opened.until(lambda: "原因" in find_part(page, Banner, "room_banner").findChildren(Label)[0].text())
    assert names(page, BindingTab.PENDING) == [second, *others]
    type_in(reason, REASON)
    QTest.keyClick(reason, Qt.Key.Key_Return)
    opened.until(lambda: names(page, BindingTab.PENDING) == others)
    assert not reason.isVisible()
    row = next(row for row in desk_bindings(opened.workspace) if row.name == second)
    assert (row.state, row.reason) == (BindingState.REFUSED, REASON)


def test_escape_drops_a_refusal_that_was_begun(desk: WindowDesk) -> None:
    opened = desk.open("unit1")
    page = page_of(opened)
    waiting = names(page, BindingTab.PENDING)
    opened.click(find_part(page, KeyButton, "refuse_binding"))
    reason = find_part(page, QLineEdit, "refusal_reason")
    QTest.keyClick(reason, Qt.Key.Key_Escape)
    assert not reason.isVisible()
    assert names(page, BindingTab.PENDING) == waiting


def test_who_has_left_is_new_until_the_desk_has_looked(desk: WindowDesk) -> None:
    opened = desk.open("unit1")
    page = page_of(opened)
    left = find_part(page, KeyButton, "newly_left")
    assert (left.isVisible(), left.text()) == (True, "1 人新近解除绑定")
    QTest.mouseClick(left, Qt.MouseButton.LeftButton)
    opened.until(lambda: binding_counts(opened.workspace).unseen == 0)
    assert page.tab is BindingTab.HISTORY
    assert find_part(page, SegmentedControl, "binding_tabs").key == BindingTab.HISTORY
    assert len(names(page, BindingTab.HISTORY)) == 2
    assert not find_part(page, KeyButton, "approve_binding").isVisible()
    opened.until(lambda: count_shown(opened) == "4")


def test_another_desk_was_quicker(desk: WindowDesk) -> None:
    opened = desk.open("unit1")
    page = page_of(opened)
    row = page.selected
    assert row is not None
    approve_binding(opened.workspace, row.id)
    opened.click(find_part(page, KeyButton, "approve_binding"))
    opened.until(lambda: find_part(page, Banner, "room_banner").isVisible())
    opened.until(lambda: row.name in names(page, BindingTab.BOUND))


def test_a_desk_that_nobody_asked_is_told_why_its_lists_are_empty(desk: WindowDesk) -> None:
    opened = desk.open("unit2")
    opened.window.navigation.choose(BINDINGS)
    page = opened.part(BindingsPage)
    shown = table_of(page, BindingTab.PENDING)
    empty = find_part(shown, EmptyState)
    opened.until(lambda: shown.currentWidget() is empty)
    assert "统一社会信用代码" in empty.accessibleName()
    assert not find_part(page, KeyButton, "approve_binding").isEnabled()
    assert count_shown(opened) == ""


def test_an_applicant_finds_a_unit_by_its_code_and_asks_it(desk: WindowDesk) -> None:
    opened = desk.open("newcomer5")
    opened.window.navigation.choose(OWN_BINDING)
    panel = opened.part(BindingPanel)
    opened.until(lambda: bool(said(panel, "binding_state")))
    (refused,) = own_bindings(opened.workspace)
    assert refused.reason in said(panel, "binding_state")
    code, action = find_part(panel, QLineEdit, "unit_code"), find_part(panel, KeyButton, "binding_action")
    type_in(code, refused.unit_code[:17])
    QTest.keyClick(code, Qt.Key.Key_Return)
    opened.until(lambda: bool(said(panel, "binding_problem")))
    assert not action.isVisible()
    code.clear()
    type_in(code, f" {refused.unit_code.lower()} ")
    QTest.keyClick(code, Qt.Key.Key_Return)
    opened.until(lambda: said(panel, "found_unit") == refused.unit_name)
    assert (action.text(), said(panel, "binding_problem")) == ("绑定", "")
    opened.click(action)
    opened.until(lambda: own_bindings(opened.workspace)[0].state is BindingState.PENDING)
    opened.until(lambda: "等待" in said(panel, "binding_state"))
    assert action.text() == "撤回申请"
    assert action.hasFocus()
    opened.click(action)
    opened.until(lambda: own_bindings(opened.workspace)[0].state is BindingState.WITHDRAWN)
    opened.until(lambda: action.text() == "绑定")


def test_unbinding_is_asked_once_more_and_another_unit_has_to_wait(desk: WindowDesk) -> None:
    opened = desk.open("applicant1")
    opened.window.navigation.choose(OWN_BINDING)
    panel = opened.part(BindingPanel)
    bound = own_bindings(opened.workspace)[0]
    opened.until(lambda: said(panel, "bound_unit") == bound.unit_name)
    code, action = find_part(panel, QLineEdit, "unit_code"), find_part(panel, KeyButton, "binding_action")
    other = next(
        row.code
        for row in organisations(desk.room.open("admin"))
        if row.code != bound.unit_code and len(row.code) == 18
    )
    type_in(code, other)
    QTest.keyClick(code, Qt.Key.Key_Return)
    opened.until(lambda: bound.unit_name in said(panel, "found_hint"))
    assert not action.isVisible()
    code.clear()
    type_in(code, bound.unit_code)
    QTest.keyClick(code, Qt.Key.Key_Return)
    opened.until(lambda: action.isVisible() and action.text() == "解除绑定")
    opened.click(action)
    QTest.mouseDClick(action, Qt.MouseButton.LeftButton)  # who clicks twice out of habit has not confirmed
    assert own_bindings(opened.workspace)[0].state is BindingState.BOUND
    assert action.text() == "确认解除"
    opened.click(action)
    opened.until(lambda: own_bindings(opened.workspace)[0].state is BindingState.UNBOUND)
    opened.until(lambda: "尚未绑定" in said(panel, "bound_unit"))


def test_a_desk_fills_in_for_who_is_beside_it(desk: WindowDesk) -> None:
    opened = desk.open("unit1")
    seconds = [1000.0]
    opened.workspace.monotonic = lambda: seconds[0]
    page = page_of(opened)
    whom = names(page, BindingTab.PENDING)[0]
    opened.click(find_part(page, KeyButton, "approve_binding"))
    opened.until(lambda: whom in names(page, BindingTab.BOUND))
    tabs = find_part(page, SegmentedControl, "binding_tabs")
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    tree = table_of(page, BindingTab.BOUND).table
    (item,) = tree.findItems(whom, Qt.MatchFlag.MatchExactly, 0)
    tree.setCurrentItem(item)
    opened.click(find_part(page, KeyButton, "fill_in_beside"))
    dialog = find_part(page, BesideDialog)
    opened.until(lambda: len(dialog.rows) > 3)
    go = dialog.foot.go
    for row in dialog.rows:
        row.box.setChecked(True)
    assert not go.isEnabled()
    QTest.keyClick(dialog.present, Qt.Key.Key_Space)
    opened.click(go)
    opened.until(lambda: dialog.notice.reading)
    seconds[0] += 60
    opened.until(dialog.notice.foot.go.isEnabled)
    opened.click(dialog.notice.foot.go)
    opened.until(lambda: opened.window.filling.page is not None and opened.window.filling.page.view is not None)
    form = opened.window.filling.page
    assert form is not None
    banner = find_part(form, Banner, "besideBanner")
    assert (banner.isVisible(), whom in banner.text) == (True, True)
    assert form.view is not None
    assert not form.view.submitting.present.isHidden()
    form.view.leave_asked.emit()
    opened.until(lambda: opened.window.filling.page is None)
    opened.click(find_part(page, KeyButton, "fill_in_beside"))
    again = page.findChildren(BesideDialog)[-1]
    opened.until(lambda: again.findChild(KeyButton, "beside_go_on") is not None)
    opened.click(find_part(again, KeyButton, "beside_go_on"))
    opened.until(lambda: opened.window.filling.page is not None and opened.window.filling.page.view is not None)
