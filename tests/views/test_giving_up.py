"""What takes long in the window shows itself, and given up it leaves everything as it was, and usable."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.batch_pass_dialog import BatchPassDialog
from desktop.dialogs.filter_name_dialog import FilterNameDialog
from desktop.dialogs.notice_act_dialog import NoticeActDialog
from desktop.dialogs.withdraw_dialog import WithdrawDialog
from desktop.domain.notices import NoticeState
from desktop.services import saved_filters
from desktop.services.applications import application_detail
from desktop.services.notice_writing import written_notices
from desktop.services.rows import ApplicationQuery
from desktop.widgets.banner import Banner
from desktop.widgets.key_button import KeyButton
from desktop.widgets.theme.theme import Theme
from tests.desk import Desk, copied_desk
from tests.dialogs.review_room import Room
from tests.dossiers import PDF
from tests.midway import Held, held
from tests.signs import give_up, sign
from tests.views.desk import OpenWindow, WindowDesk, find_part, type_in
from tests.views.test_exporting import exported, outcome
from tests.views.test_notices_room import button, empty_template, open_room
from tests.views.test_reviewing import open_batch, pass_it
from tests.views.test_saved_filters import form, menu_of, pick, saved_entries

__all__ = ["empty_template"]

pytestmark = pytest.mark.usefixtures("impatient")

CLASS_C = ApplicationQuery(classes=frozenset("C"))


@pytest.fixture
def windows(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[WindowDesk]:
    made = WindowDesk(qtbot, Room(tmp_path), theme, tmp_path / "settings.ini")
    yield made
    made.close()


@pytest.fixture
def house(empty_template: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from copied_desk(empty_template, tmp_path)


def stop(opened: OpenWindow, page: QWidget, hold: Held) -> str:
    """Take the way out of what is held, and let it go; what its sign said."""
    opened.until(hold.met.is_set)
    words = give_up(opened.qtbot, page)
    hold.let_go()
    return words


def said(room: QWidget) -> str:
    banner = find_part(room, Banner, "room_banner")
    return banner.text if banner.isVisible() else ""


def test_a_notice_that_is_begun_read_or_published_can_be_given_up(house: Desk, windows: WindowDesk) -> None:
    city = house.as_login("city")
    opened, room = open_room(windows, city)
    with held("INSERT INTO notice_draft") as hold:
        opened.click(button(room, "new_notice"))
        assert stop(opened, room, hold) == "正在新建通知"
        opened.until(lambda: said(room) != "")
    assert said(room) == "已取消，内容保持原样。"
    assert written_notices(city) == ()
    assert room.written is None
    opened.click(button(room, "new_notice"))
    opened.until(lambda: room.written is not None)
    opened.until(find_part(room, QLineEdit, "notice_title_field").hasFocus)
    type_in(find_part(room, QLineEdit, "notice_title_field"), "补充申报通知")
    with held("SELECT") as hold:
        room.refresh()
        assert stop(opened, room, hold) == "正在读取"
    assert find_part(room, QLineEdit, "notice_title_field").text() == "补充申报通知"
    room.editor.text.setFocus()
    type_in(room.editor.text, "正文")
    opened.click(button(room, "publish_notice"))
    dialog = opened.part(NoticeActDialog)
    send, problem = find_part(dialog, KeyButton, "notice_act_save"), find_part(dialog, QLabel, "notice_act_problem")
    opened.until(lambda: len(written_notices(city)) == 1 and written_notices(city)[0].title == "补充申报通知")
    with held("INSERT INTO notice ") as hold:
        opened.click(send)
        stop(opened, dialog, hold)
        opened.until(problem.isVisible)
    assert problem.text() == "已取消，什么也没有改变。"
    assert [one.state for one in written_notices(city)] == [NoticeState.DRAFT]
    opened.click(send)
    opened.until(lambda: [one.state for one in written_notices(city)] == [NoticeState.UPCOMING])


def test_what_was_typed_is_kept_on_when_discarding_it_is_given_up(house: Desk, windows: WindowDesk) -> None:
    city = house.as_login("city")
    opened, room = open_room(windows, city)
    opened.click(button(room, "new_notice"))
    opened.until(lambda: room.written is not None)
    type_in(find_part(room, QLineEdit, "notice_title_field"), "还没写完")
    with held("DELETE FROM notice_draft") as hold:
        opened.click(button(room, "discard_notice"))
        opened.click(button(room, "discard_notice"))
        assert stop(opened, room, hold) == "正在放弃未发布的内容"
        opened.until(lambda: said(room) != "")
    assert room.written is not None
    opened.until(lambda: [one.title for one in written_notices(city)] == ["还没写完"])


def test_a_file_of_a_notice_that_is_not_wanted_any_more_leaves_nothing(
    house: Desk, windows: WindowDesk, tmp_path: Path
) -> None:
    city = house.as_login("city")
    opened, room = open_room(windows, city)
    opened.click(button(room, "new_notice"))
    opened.until(lambda: room.written is not None)
    paper, kept = tmp_path / "标准.pdf", tmp_path / "kept"
    paper.write_bytes(PDF)
    kept.mkdir()
    with held("INSERT INTO notice_file") as hold:
        room.files.attach([paper])
        assert stop(opened, room, hold) == "正在添加 标准.pdf"
        opened.until(lambda: said(room) != "")
    assert written_notices(city)[0].files == ()
    room.files.attach([paper])
    opened.until(lambda: room.written is not None and len(room.written.files) == 1)
    assert room.written is not None
    room.clear_announcement()
    (kept / "old.pdf").write_bytes(b"old")
    with held("SELECT") as hold:
        room.files.keep_in(room.written.id, room.written.files[0].sha256, kept / "old.pdf")
        assert stop(opened, room, hold) == "正在保存 old.pdf"
        opened.until(lambda: said(room) != "")
    assert [(one.name, one.read_bytes()) for one in kept.iterdir()] == [("old.pdf", b"old")]


def test_a_filter_that_is_saved_or_removed_can_be_given_up(desk: WindowDesk) -> None:
    opened = desk.open("province")
    page = opened.window.applications
    opened.reading(lambda: page.narrow(CLASS_C))
    QTest.keyClick(opened.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = form(opened)
    problem, field = find_part(dialog, QLabel, "filter_name_problem"), find_part(dialog, QLineEdit, "filter_name")
    name = "我的 C 类"
    field.setText(name)
    with held("INSERT INTO saved_filter") as hold:
        opened.click(find_part(dialog, QPushButton, "filter_name_save"))
        stop(opened, dialog, hold)
        opened.until(problem.isVisible)
    assert problem.text() == "已取消，什么也没有改变。"
    assert saved_filters.saved_filters(opened.workspace) == ()
    assert field.text() == name
    opened.click(find_part(dialog, QPushButton, "filter_name_save"))
    opened.until(lambda: not opened.window.findChildren(FilterNameDialog) and name in saved_entries(opened))
    with held("DELETE FROM saved_filter") as hold:
        pick(opened, menu_of(opened, name), "删除")
        assert stop(opened, page, hold) == f"正在删除“{name}”"
        opened.until(lambda: opened.banner.text == "已取消，什么也没有改变。")
    assert [one.name for one in saved_filters.saved_filters(opened.workspace)] == [name]
    assert name in saved_entries(opened)


def test_of_many_the_one_in_hand_is_not_passed_when_all_is_given_up(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    rows = opened.rows
    opened.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    dialog = open_batch(opened)
    report, go = find_part(dialog, QLabel, "batch_report"), find_part(dialog, QPushButton, "batch_go")
    with held("INSERT INTO decision") as first:
        opened.click(go)
        opened.until(first.met.is_set)
        with held("INSERT INTO decision") as second:
            first.let_go()
            opened.until(second.met.is_set)
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            assert dialog.isVisible()
            second.let_go()
            opened.until(report.isVisible)
    assert report.text() == f"已通过 1 份。\n取消后还有 {len(rows) - 1} 份没有办理。"
    moved = [application_detail(opened.workspace, row.id).row.seq - row.seq for row in rows]
    assert moved == [1, *[0] * (len(rows) - 1)]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.until(lambda: not opened.window.findChildren(BatchPassDialog))
    opened.until(lambda: len(opened.listed) == len(rows) - 1)


def test_a_list_that_is_read_again_on_demand_says_so_and_can_be_given_up(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    page, listed = opened.window.applications, opened.listed
    with held("SELECT") as hold:
        page.filters.refresh_requested.emit()
        assert stop(opened, page, hold) == "正在刷新"
    assert not page.model.loading
    assert opened.listed == listed
    page.filters.refresh_requested.emit()
    opened.until_read()
    assert sign(page) == ""


def test_taking_back_from_the_list_can_be_given_up_before_and_after_the_reason(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    page, row = opened.window.applications, opened.rows[0]
    pass_it(opened, row)
    with held("SELECT") as hold:
        page.withdraw_requested.emit(row.id)
        assert stop(opened, page, hold) == "正在读取"
    opened.until(lambda: opened.banner.text == "已取消，什么也没有改变。")
    page.withdraw_requested.emit(row.id)
    opened.until(lambda: bool(opened.window.findChildren(WithdrawDialog)))
    dialog = opened.part(WithdrawDialog)
    find_part(dialog, QPlainTextEdit, "decisionComment").setPlainText("再看一遍")
    send = find_part(dialog, QPushButton, "confirmDecision")
    with held("INSERT INTO decision") as hold:
        opened.click(send)
        assert stop(opened, dialog, hold) == "正在记录"
        opened.until(lambda: dialog.error != "")
    assert dialog.error == "已取消，什么也没有改变。"
    assert application_detail(opened.workspace, row.id).row.seq == row.seq + 1
    opened.click(send)
    opened.until(lambda: application_detail(opened.workspace, row.id).row.seq == row.seq + 2)


def test_an_export_is_given_up_before_its_first_row(desk: WindowDesk, tmp_path: Path) -> None:
    opened = desk.open("province")
    folder = tmp_path / "导出"
    folder.mkdir()
    opened.until(lambda: bool(opened.window.applications.standards))
    with held("SELECT") as hold:
        opened.window.exporting.export_to(folder / "a.xlsx")
        opened.until(hold.met.is_set)
        opened.click(opened.part(KeyButton, "cancel_export"))
        exported(opened, hold.let_go)
    assert outcome(opened).text == "已取消导出，没有留下文件。"
    assert list(folder.iterdir()) == []
    exported(opened, lambda: opened.window.exporting.export_to(folder / "a.xlsx"))
    assert [one.name for one in folder.iterdir()] == ["a.xlsx"]
