from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.banner import Banner
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.chip import Chip
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label
from desktop.widgets.tone import Tone

Show = Callable[..., QWidget]
LONG = "请更正工作经历第 2 条起止日期，重新扫描职称证书，补充论文检索证明，并按通知要求重新提交全部材料。" * 2


def test_a_chip_is_removed_by_its_cross_and_by_delete(qtbot: QtBot, show: Show) -> None:
    chip = Chip("状态", "已申报")
    show(chip)
    removed: list[None] = []
    chip.removed.connect(lambda: removed.append(None))
    chip.remove_button.click()
    QTest.keyClick(chip.remove_button, Qt.Key.Key_Delete)
    assert len(removed) == 2
    assert chip.remove_button.accessibleName() == "移除筛选 状态: 已申报"


def test_a_banner_is_as_high_as_its_words_need(show: Show) -> None:
    short = Banner(Tone.OK, "已通过。")
    two_lines = Banner(Tone.BAD, "连接已断开", "已保留您输入的意见。")
    long = Banner(Tone.WARN, LONG)
    show(short, two_lines, long).setFixedWidth(600)
    QTest.qWait(0)
    assert (short.height(), two_lines.height()) == (40, 64)
    assert long.height() >= 64


def test_a_banner_closes_and_offers_actions_by_key(qtbot: QtBot, show: Show) -> None:
    banner = Banner(Tone.OK, "已通过 <b>罗欣怡</b>", rich=True)
    undone: list[str] = []
    banner.add_action("撤回", lambda: undone.append("link"), "Ctrl+Z")
    retry = banner.add_action("重试", lambda: undone.append("button"), "F5", icon=IconName.REFRESH)
    assert isinstance(retry, KeyButton)
    show(banner)
    QTest.keyClick(banner, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(banner, Qt.Key.Key_F5)
    assert undone == ["link", "button"]
    banner.clear_actions()
    QTest.keyClick(banner, Qt.Key.Key_F5)
    assert undone == ["link", "button"]
    with qtbot.waitSignal(banner.closed):
        banner.findChildren(type(Chip("", "").remove_button))[0].click()
    assert banner.isHidden()


def test_names_never_act_as_markup() -> None:
    assert Label("<b>王</b>").textFormat() is Qt.TextFormat.PlainText


def test_a_cut_label_tells_the_whole_text(show: Show) -> None:
    label = ElidedLabel(LONG)
    show(label).setFixedWidth(200)
    QTest.qWait(0)
    assert label.is_cut
    assert label.toolTip() == label.accessibleName() == LONG
    label.setText("短")
    assert (label.is_cut, label.toolTip()) == (False, "")


def test_an_empty_list_says_why_and_leads_on(qtbot: QtBot, show: Show) -> None:
    state = EmptyState(IconName.FILTER, "没有符合筛选的申请", "共 128 份申请。", badge=IconName.SEARCH)
    cleared: list[bool] = []
    state.add_action("清除全部筛选", lambda: cleared.append(True), "Ctrl+Shift+X", kind=ButtonKind.PRIMARY)
    show(state)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(state, Qt.Key.Key_X, both)
    assert cleared == [True]
    assert state.accessibleName() == "没有符合筛选的申请 共 128 份申请。"


def test_a_short_wait_shows_nothing(show: Show) -> None:
    busy = BusyIndicator()
    show(busy)
    busy.start()
    assert busy.waiting
    assert busy.isHidden()
    busy.stop()
    assert not busy.waiting


def test_a_long_wait_shows_itself_and_then_offers_to_cancel(qtbot: QtBot, show: Show) -> None:
    busy = BusyIndicator()
    show(busy)
    busy.start("正在读取附件", cancellable=True)
    qtbot.waitUntil(busy.isVisible, timeout=5000)
    cancel = busy.findChild(KeyButton)
    assert isinstance(cancel, KeyButton)
    assert cancel.isHidden()
    qtbot.waitUntil(cancel.isVisible, timeout=10000)
    with qtbot.waitSignal(busy.cancel_requested):
        cancel.click()
    busy.set_progress("正在导入", 3, 10)
    assert busy.accessibleName() == "正在导入 3 / 10"
