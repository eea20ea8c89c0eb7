from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.phrase_button import PhraseButton
from desktop.widgets.segmented_control import SegmentedControl
from desktop.widgets.shortcuts import key_text
from desktop.widgets.tool_button import ToolButton

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


Show = Callable[..., QWidget]


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("Ctrl+Return", "Ctrl+Enter"),
        ("Alt+Right", "Alt →"),
        ("Alt+P", "Alt+P"),
        ("Esc", "Esc"),
        ("Ctrl++", "Ctrl++"),
        ("Ctrl+PgDown", "Ctrl+PgDn"),
        ("F5", "F5"),
        ("Ctrl+Up", "Ctrl ↑"),
    ],
)
def test_keys_are_spelled_as_on_the_keyboard(keys: str, shown: str) -> None:
    assert key_text(keys) == shown


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_key_clicks_the_button_from_anywhere_in_the_window(qtbot: QtBot, key: Qt.Key, show: Show) -> None:
    button = KeyButton("通过", IconName.PASS, "Ctrl+Return", kind=ButtonKind.PRIMARY)
    field = QLineEdit()
    show(field, button)
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(True))
    QTest.keyClick(field, key, CTRL)
    assert len(clicks) == 1


def test_the_key_of_a_disabled_button_does_nothing(qtbot: QtBot, show: Show) -> None:
    button = KeyButton("退回", IconName.RETURN, "Alt+R")
    field = QLineEdit()
    show(field, button)
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(True))
    button.setEnabled(False)
    QTest.keyClick(field, Qt.Key.Key_R, ALT)
    assert clicks == []


def test_the_key_is_named_and_can_be_changed(qtbot: QtBot, show: Show) -> None:
    button = KeyButton("退回", IconName.RETURN, "Alt+R", hint="需要填写审核意见")
    field = QLineEdit()
    show(field, button)
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(True))
    assert button.accessibleName() == "退回（Alt+R）"
    assert button.toolTip() == "退回（Alt+R）\n需要填写审核意见"
    button.set_shortcut("Alt+B")
    QTest.keyClick(field, Qt.Key.Key_R, ALT)
    QTest.keyClick(field, Qt.Key.Key_B, ALT)
    assert (len(clicks), button.accessibleName()) == (1, "退回（Alt+B）")


def test_a_button_is_as_wide_as_what_it_shows() -> None:
    plain, with_cap = KeyButton("通过"), KeyButton("通过", IconName.PASS, "Alt+P")
    hidden = KeyButton("通过", IconName.PASS, "Alt+P", show_key=False)
    assert plain.sizeHint().width() < hidden.sizeHint().width() < with_cap.sizeHint().width()
    assert with_cap.sizeHint().height() == 32


def test_space_presses_a_focused_button(qtbot: QtBot, show: Show) -> None:
    button = KeyButton("取消")
    show(button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_tool_button_can_be_reached_by_tab_and_names_its_key(qtbot: QtBot, show: Show) -> None:
    field, button = QLineEdit(), ToolButton(IconName.REFRESH, "刷新", "F5")
    show(field, button)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert button.hasFocus()
    assert button.toolTip() == button.accessibleName() == "刷新（F5）"
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(field, Qt.Key.Key_F5)


def test_a_phrase_is_given_whole_however_long(qtbot: QtBot) -> None:
    long = "学位与学位证书原件不一致，" * 5
    button = PhraseButton(["请更正。", long], editable=True)
    qtbot.addWidget(button)
    chosen: list[str] = []
    button.phrase_chosen.connect(chosen.append)
    actions = button.menu().actions()
    assert len(actions[1].text()) < len(long)
    actions[1].trigger()
    assert chosen == [long]
    with qtbot.waitSignal(button.edit_requested):
        actions[-1].trigger()


def test_without_phrases_the_menu_says_so(qtbot: QtBot) -> None:
    button = PhraseButton()
    qtbot.addWidget(button)
    (only,) = button.menu().actions()
    assert (only.isEnabled(), only.text()) == (False, "还没有常用语")


def test_segments_are_chosen_by_arrow_keys(qtbot: QtBot, show: Show) -> None:
    control = SegmentedControl("性别", [("male", "男"), ("female", "女")])
    show(control)
    chosen: list[str] = []
    control.chosen.connect(chosen.append)
    control.set_key("male")
    QTest.keyClick(control, Qt.Key.Key_Right)
    QTest.keyClick(control, Qt.Key.Key_Right)
    assert (control.key, chosen) == ("female", ["female"])


def test_segments_may_have_no_choice(qtbot: QtBot) -> None:
    control = SegmentedControl("性别", [("male", "男"), ("female", "女")])
    qtbot.addWidget(control)
    keys = [control.key]
    for key in ("female", None):
        control.set_key(key)
        keys.append(control.key)
    assert keys == [None, "female", None]
