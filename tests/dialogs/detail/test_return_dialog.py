"""The return dialog on an application with findings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.dialogs.return_dialog import ReturnDialog
from desktop.models.application_outline import outline_application
from desktop.services.applications import application_detail
from desktop.services.rows import CommentDraft
from tests.demo.sample import sample_catalogue
from tests.dialogs.review_room import Room, find

CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def dialog(qtbot: QtBot, room: Room) -> ReturnDialog:
    workspace = room.open("changchun")
    detail = application_detail(workspace, find(workspace, name="傅晓薇").id)
    outline = outline_application(detail, sample_catalogue())
    made = ReturnDialog(detail, outline, CommentDraft(), (), room.now)
    qtbot.addWidget(made)
    made.show()
    return made


def view(dialog: ReturnDialog) -> QListView:
    found = dialog.findChild(QListView, "returnItems")
    assert found is not None
    return found


def toggle(dialog: ReturnDialog, row: int) -> None:
    view(dialog).setCurrentIndex(view(dialog).model().index(row, 0))
    QTest.keyClick(view(dialog), Qt.Key.Key_Space)


def test_errors_stand_in_the_comment_from_the_start(dialog: ReturnDialog) -> None:
    lines = dialog.form.comment.splitlines()
    assert lines[0] == "请修改以下 2 处后再次提交："
    assert [line[:3] for line in lines[1:]] == ["1. ", "2. "]


def test_space_takes_a_sentence_out_and_puts_it_back(dialog: ReturnDialog) -> None:
    whole = dialog.form.comment
    toggle(dialog, 1)
    assert len(dialog.form.comment.splitlines()) == 2
    assert dialog.form.comment.startswith("请修改以下 1 处")
    toggle(dialog, 1)
    assert dialog.form.comment == whole


def test_a_click_on_an_unopened_attachment_adds_a_sentence_about_it(dialog: ReturnDialog) -> None:
    index = view(dialog).model().index(4, 0)
    assert index.data(CHECK) == Qt.CheckState.Unchecked
    view(dialog).scrollTo(index)
    middle = view(dialog).visualRect(index).center()
    QTest.mouseClick(view(dialog).viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert index.data(CHECK) == Qt.CheckState.Checked
    assert dialog.form.comment.startswith("请修改以下 3 处")


def test_what_was_added_by_hand_stays_when_the_choice_changes(dialog: ReturnDialog) -> None:
    field = dialog.findChild(QPlainTextEdit, "returnComment")
    assert field is not None
    field.appendPlainText("如有疑问请联系推荐单位人事部门。")
    toggle(dialog, 1)
    toggle(dialog, 2)
    assert dialog.form.comment == "如有疑问请联系推荐单位人事部门。"


def test_too_long_a_comment_is_not_cut_but_not_sent_either(dialog: ReturnDialog) -> None:
    field = dialog.findChild(QPlainTextEdit, "returnComment")
    assert field is not None
    field.setPlainText("长" * 2001)
    assert "超过" in dialog.missing()
    assert len(dialog.form.comment) == 2001
