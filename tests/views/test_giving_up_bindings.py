"""绑定审核, 代为填报 and 绑定单位 over a store that takes long: shown in place, and 取消 leaves things as they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.bindings import BindingState
from desktop.services.bindings import desk_bindings, own_bindings
from desktop.views.bindings.beside_dialog import BesideDialog
from desktop.views.bindings.binding_panel import BindingPanel
from desktop.views.bindings.binding_table import BindingTab
from desktop.views.bindings.bindings_page import BindingsPage
from desktop.views.people_rooms import BINDINGS, OWN_BINDING
from desktop.widgets.banner import Banner
from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.key_button import KeyButton
from desktop.widgets.segmented_control import SegmentedControl
from desktop.widgets.theme.theme import Theme
from tests.desk import Desk
from tests.dialogs.review_room import Room
from tests.midway import held
from tests.services.applying import Stopwatch, bound_applicant
from tests.signs import give_up, sign
from tests.views.desk import OpenWindow, WindowDesk, find_part, type_in

pytestmark = pytest.mark.usefixtures("impatient")
NOTHING_CHANGED = "已取消，内容保持原样。"
REASON = "不是本单位人员。"


@pytest.fixture
def windows(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[WindowDesk]:
    made = WindowDesk(qtbot, Room(tmp_path), theme, tmp_path / "settings.ini")
    yield made
    made.close()


def said(page: QWidget, name: str = "room_banner") -> str:
    banner = find_part(page, Banner, name)
    return "" if banner.isHidden() else banner.text


def take_offer(opened: OpenWindow, page: QWidget, text: str) -> None:
    """Press what a banner offers, once it is there."""

    def offered() -> list[QAbstractButton]:
        return [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.text() == text]

    opened.until(lambda: bool(offered()))
    opened.click(offered()[0])


def states(opened: OpenWindow) -> list[BindingState]:
    return [row.state for row in desk_bindings(opened.workspace)]


def test_a_desk_that_gives_up_has_decided_nothing_and_keeps_its_list_and_reason(desk: WindowDesk, qtbot: QtBot) -> None:
    opened = desk.open("unit1")
    opened.window.navigation.choose(BINDINGS)
    page = opened.part(BindingsPage)
    opened.until(lambda: page.selected is not None)
    row, before = page.selected, states(opened)
    with held("FROM binding"):
        page.refresh()
        give_up(qtbot, page)
        assert (page.selected, said(page)) == (row, NOTHING_CHANGED)
    take_offer(opened, page, "重新读取")
    opened.until(lambda: said(page) == "" and not page.waiting.under_way)
    reason = find_part(page, QLineEdit, "refusal_reason")
    opened.click(find_part(page, KeyButton, "refuse_binding"))
    type_in(reason, REASON)
    for button in ("confirm_refusal", "approve_binding"):
        page.clear_announcement()
        with held("UPDATE binding") as hold:
            opened.click(find_part(page, KeyButton, button))
            opened.until(hold.met.is_set)
            assert give_up(qtbot, page).startswith("正在")
            hold.let_go()
            opened.until(lambda: said(page) == NOTHING_CHANGED)
        assert (states(opened), page.selected, reason.text(), reason.isVisible()) == (before, row, REASON, True)
    QTest.keyClick(reason, Qt.Key.Key_Return)
    opened.until(lambda: states(opened) != before)


def test_an_applicant_who_gives_up_has_asked_no_unit(desk: WindowDesk, qtbot: QtBot) -> None:
    opened = desk.open("newcomer5")
    opened.window.navigation.choose(OWN_BINDING)
    panel, room = opened.part(BindingPanel), opened.window
    opened.until(lambda: panel.current is not None)
    before = own_bindings(opened.workspace)
    code, find = find_part(panel, QLineEdit, "unit_code"), find_part(panel, KeyButton, "find_unit")
    type_in(code, before[0].unit_code)
    with held("FROM organisation"):
        opened.click(find)
        assert not find.isEnabled()
        assert give_up(qtbot, room) == "正在查询单位"
        assert (find.isEnabled(), code.text()) == (True, before[0].unit_code)
    opened.click(find)
    act = find_part(panel, KeyButton, "binding_action")
    opened.until(act.isVisible)
    with held("INSERT INTO binding") as hold:
        opened.click(act)
        opened.until(hold.met.is_set)
        assert give_up(qtbot, room) == "正在申请绑定"
        hold.let_go()
        opened.until(lambda: not sign(room))
    assert (own_bindings(opened.workspace), act.text()) == (before, "绑定")
    opened.click(act)
    opened.until(lambda: own_bindings(opened.workspace)[0].state is BindingState.PENDING)
    opened.until(lambda: act.text() == "撤回申请")


def test_a_desk_that_gives_up_has_begun_nothing_for_who_is_beside_it(
    office: Desk, windows: WindowDesk, qtbot: QtBot
) -> None:
    bound_applicant(office)
    hr, watch = office.as_login("hr"), Stopwatch()
    hr.monotonic = watch
    opened = windows.open("", workspace=hr)
    opened.window.navigation.choose(BINDINGS)
    page = opened.part(BindingsPage)
    tabs = find_part(page, SegmentedControl, "binding_tabs")
    opened.until(lambda: not page.waiting.under_way)
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    opened.until(lambda: page.tab is BindingTab.BOUND and page.selected is not None)
    with held("FROM notice"):
        opened.click(find_part(page, KeyButton, "fill_in_beside"))
        dialog = find_part(page, BesideDialog)
        assert give_up(qtbot, dialog) == "正在读取通知公告"
        assert said(dialog, "beside_problem") == NOTHING_CHANGED
    take_offer(opened, dialog, "重新读取")
    opened.until(lambda: len(dialog.rows) > 3)
    assert said(dialog, "beside_problem") == ""
    for row in dialog.rows:
        row.box.setChecked(True)
    dialog.present.setChecked(True)
    notices, ticks = find_part(dialog, ChoiceField, "beside_notice"), dialog.ticks
    chosen = notices.key
    notices.addItem("另一份", "another")
    with held("FROM notice"):
        notices.setCurrentIndex(1)
        notices.chosen.emit()
        assert not dialog.foot.go.isEnabled()  # what is shown is not that one's
        assert give_up(qtbot, dialog) == "正在读取申报条件"
        assert (notices.key, dialog.ticks, dialog.foot.go.isEnabled()) == (chosen, ticks, True)
    with held("FROM notice") as hold:
        opened.click(dialog.foot.go)
        assert give_up(qtbot, dialog) == "正在打开通知"
        hold.let_go()
        opened.until(lambda: not sign(dialog))
        assert not dialog.notice.isVisible()
    opened.click(dialog.foot.go)
    opened.until(lambda: dialog.notice.reading)
    watch.seconds += 60
    go, before = dialog.notice.foot.go, office.counts()
    opened.until(go.isEnabled)
    with held("INSERT INTO draft") as hold:
        opened.click(go)
        opened.until(hold.met.is_set)
        opened.until(lambda: sign(dialog) == "正在开始申报")
        assert not dialog.close()
        hold.let_go()
        opened.until(go.isEnabled)
    assert said(dialog, "beside_problem") == NOTHING_CHANGED
    assert office.counts() == before
    opened.click(go)
    opened.until(lambda: opened.window.filling.page is not None)
