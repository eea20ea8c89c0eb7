from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.comment_edit import CommentEdit
from desktop.widgets.labels import Label
from desktop.widgets.search_field import SearchField

Show = Callable[..., QWidget]


def compose(field: SearchField, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def is_about_to_search(field: SearchField) -> bool:
    return any(timer.isActive() for timer in field.findChildren(QTimer))


@pytest.fixture
def searches() -> list[str]:
    return []


@pytest.fixture
def search(show: Show, searches: list[str]) -> SearchField:
    field = SearchField("搜索姓名")
    field.searched.connect(searches.append)
    show(QLineEdit(), field)
    field.setFocus()
    return field


def test_typing_is_searched_once_it_pauses(qtbot: QtBot, search: SearchField, searches: list[str]) -> None:
    QTest.keyClicks(search, " wang ")
    assert searches == []
    qtbot.waitUntil(lambda: bool(searches))
    assert searches == ["wang"]


def test_enter_searches_at_once_and_not_twice(search: SearchField, searches: list[str]) -> None:
    QTest.keyClicks(search, "li")
    QTest.keyClick(search, Qt.Key.Key_Return)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert searches == ["li"]


def test_nothing_is_searched_while_an_input_method_composes(
    qtbot: QtBot, search: SearchField, searches: list[str]
) -> None:
    QTest.keyClicks(search, "a")
    compose(search, "wang'jian")
    assert search.composing
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert (searches, is_about_to_search(search)) == ([], False)
    compose(search, "", commit="王建")
    qtbot.waitUntil(lambda: bool(searches))
    assert searches == ["a王建"]


def test_a_given_up_composition_searches_what_was_typed_before(
    qtbot: QtBot, search: SearchField, searches: list[str]
) -> None:
    QTest.keyClicks(search, "li")
    compose(search, "na")
    compose(search, "")
    qtbot.waitUntil(lambda: searches == ["li"])


def test_escape_clears(search: SearchField, searches: list[str]) -> None:
    QTest.keyClicks(search, "li")
    QTest.keyClick(search, Qt.Key.Key_Return)
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert searches == ["li", ""]


def test_the_key_leads_to_the_field_and_is_named(show: Show) -> None:
    other, field = QLineEdit(), SearchField()
    show(other, field)
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert field.hasFocus()
    assert field.accessibleName() == "搜索（Ctrl+F）"


def test_a_text_put_in_silently_is_not_searched(search: SearchField, searches: list[str]) -> None:
    search.set_text_silently("王")
    assert (searches, is_about_to_search(search)) == ([], False)
    search.insert("建")
    assert is_about_to_search(search)


def test_a_comment_that_is_too_long_is_marked_and_kept(qtbot: QtBot) -> None:
    comment = CommentEdit("审核意见", limit=5)
    qtbot.addWidget(comment)
    comment.set_text("请更正。")
    assert not comment.is_too_long
    with qtbot.waitSignal(comment.text_changed) as changed:
        comment.set_text("请更正后再次提交。")
    assert changed.args == ["请更正后再次提交。"]
    assert comment.is_too_long
    assert comment.field.property("invalid") == "true"
    assert "9 / 5 字" in [label.text() for label in comment.findChildren(Label)]


def test_a_phrase_goes_to_the_cursor_and_can_be_undone(show: Show) -> None:
    comment = CommentEdit("审核意见")
    show(comment)
    comment.set_text("原有。")
    comment.insert_phrase("请更正。")
    assert comment.text == "原有。请更正。"
    comment.field.undo()
    assert comment.text == "原有。"


def test_tab_leaves_a_comment(show: Show) -> None:
    comment, after = CommentEdit("审核意见"), QLineEdit()
    show(comment, after)
    comment.setFocus()
    QTest.keyClick(comment.field, Qt.Key.Key_Tab)
    assert (comment.text, after.hasFocus()) == ("", True)
