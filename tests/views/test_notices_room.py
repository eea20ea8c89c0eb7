"""通知公告 of a department, by clicks and keys."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from desktop.dialogs.move_end_dialog import MoveEndDialog
from desktop.dialogs.notice_act_dialog import NoticeActDialog
from desktop.domain.notices import NoticeState
from desktop.domain.terms import Role
from desktop.services.accounts import add_person
from desktop.services.notice_writing import issuers, save_notice, written_notice_of, written_notices
from desktop.services.reading import notices_of_year
from desktop.services.workspace import Workspace
from desktop.views.administration.room_table import RoomTable
from desktop.views.applying_rooms import NOTICES
from desktop.views.notices.notice_text_view import NoticeTextEdit
from desktop.views.notices.notices_room import NoticesRoom
from desktop.widgets.banner import Banner
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label
from desktop.widgets.moment_field import MomentField
from desktop.widgets.theme.theme import Theme
from desktop.widgets.tool_button import ToolButton
from tests.desk import PASSWORD, Desk, copied_desk, make_desk
from tests.dialogs.review_room import Room
from tests.dossiers import PDF, sample_dossier
from tests.views.desk import OpenWindow, WindowDesk, find_part, type_in


@pytest.fixture
def windows(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[WindowDesk]:
    made = WindowDesk(qtbot, Room(tmp_path), theme, tmp_path / "settings.ini")
    yield made
    made.close()


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("notices") / "workspace"
    make_desk(location)
    return location


@pytest.fixture
def house(empty_template: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from copied_desk(empty_template, tmp_path)


def open_room(windows: WindowDesk, workspace: Workspace) -> tuple[OpenWindow, NoticesRoom]:
    opened = windows.open("", workspace=workspace)
    opened.click_place("通知公告")
    room = opened.window.applying.rooms[NOTICES]
    assert isinstance(room, NoticesRoom)
    opened.until(button(room, "new_notice").isEnabled)
    return opened, room


def button(room: NoticesRoom, name: str) -> KeyButton:
    return find_part(room, KeyButton, name)


def state(room: NoticesRoom) -> str:
    return find_part(room, Label, "notice_state").text()


def test_a_notice_is_written_kept_and_published(house: Desk, windows: WindowDesk, tmp_path: Path) -> None:
    city = house.as_login("city")
    opened, room = open_room(windows, city)
    assert find_part(room, EmptyState).isVisible()
    QTest.keyClick(room, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    opened.until(lambda: room.written is not None)
    opened.until(find_part(room, QLineEdit, "notice_title_field").hasFocus)
    type_in(find_part(room, QLineEdit, "notice_title_field"), "补充申报通知")
    text = find_part(room, NoticeTextEdit, "notice_text_field")
    text.setFocus()
    opened.until(lambda: opened.window.isActiveWindow() and text.hasFocus())
    opened.click(find_part(room, ToolButton, "kind_heading"))
    opened.until(text.hasFocus)
    type_in(text, "一、范围")
    assert text.is_bold  # what is typed into an empty heading looks like one
    opened.until(lambda: written_notices(city)[0].title == "补充申报通知")  # kept by itself
    assert written_notices(city)[0].state is NoticeState.DRAFT
    paper = tmp_path / "标准.pdf"
    paper.write_bytes(PDF)
    room.files.attach([paper])
    opened.until(lambda: room.written is not None and len(room.written.files) == 1)
    opened.click(button(room, "publish_notice"))
    dialog = opened.part(NoticeActDialog)
    said = " ".join(one.text() for one in dialog.findChildren(Label))
    assert "补充申报通知" in said
    assert "只能改截止时间或提前关闭" in said
    assert len(notices_of_year(city, 2024)) == 1
    opened.until(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened.until(lambda: len(notices_of_year(city, 2024)) == 2)
    published = notices_of_year(city, 2024)[0].notice
    assert (published.title, published.text) == ("补充申报通知", "# 一、范围")
    opened.until(lambda: state(room).startswith("未开始"))


def test_what_is_not_complete_is_not_published_and_stays_as_typed(house: Desk, windows: WindowDesk) -> None:
    city = house.as_login("city")
    opened, room = open_room(windows, city)
    opened.click(button(room, "new_notice"))
    opened.until(lambda: room.written is not None)
    type_in(find_part(room, QLineEdit, "notice_title_field"), "没有正文")
    opened.click(button(room, "publish_notice"))
    dialog = opened.part(NoticeActDialog)
    opened.click(find_part(dialog, KeyButton, "notice_act_save"))
    problem = find_part(dialog, Label, "notice_act_problem")
    opened.until(problem.isVisible)
    assert problem.text() == "还不能发布：没有正文。"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert written_notices(city)[0].title == "没有正文"
    opened.click(button(room, "discard_notice"))
    assert written_notices(city) != ()
    opened.click(button(room, "discard_notice"))
    opened.until(lambda: written_notices(city) == ())


def test_of_a_notice_with_applications_only_the_end_moves_until_it_is_closed(house: Desk, windows: WindowDesk) -> None:
    house.bring(sample_dossier())
    province = house.as_login("province")
    opened, room = open_room(windows, province)
    opened.until(lambda: room.written is not None)
    assert state(room) == "申报中。已有申报，内容不能再改。"
    assert find_part(room, QLineEdit, "notice_title_field").isReadOnly()
    assert not button(room, "publish_notice").isVisible()
    opened.click(button(room, "move_notice"))
    dialog = opened.part(MoveEndDialog)
    field = find_part(dialog, MomentField, "new_end")
    field.setSelectedSection(MomentField.Section.DaySection)
    QTest.keyClick(field, Qt.Key.Key_Down)
    opened.click(find_part(dialog, KeyButton, "move_end_save"))
    opened.until(lambda: notices_of_year(province, 2024)[0].notice.closes.isoformat().startswith("2024-09-29"))
    opened.click(button(room, "close_notice"))
    closing = opened.part(NoticeActDialog)
    opened.click(find_part(closing, KeyButton, "notice_act_save"))
    opened.until(lambda: state(room).startswith("已提前关闭：province"))
    assert written_notices(province)[0].state is NoticeState.CLOSED
    table = find_part(room, RoomTable, "written_notices")
    opened.until(lambda: [item.text(1) for item in table.findItems("*", Qt.MatchFlag.MatchWildcard)] == ["已提前关闭"])


def test_who_belongs_to_several_departments_says_which_issues_the_notice(house: Desk, windows: WindowDesk) -> None:
    add_person(house.as_login("admin"), "city", None, (Role.DEPARTMENT,), "22")
    city = house.as_login("city")
    opened, room = open_room(windows, city)
    names = [one.name for one in issuers(city)]
    assert len(names) == 2
    opened.click(button(room, "new_notice"))
    menu = room.findChild(QMenu, "notice_issuers")
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [f"由 {name} 发布" for name in names]
    menu.actions()[1].trigger()
    menu.close()
    opened.until(lambda: room.written is not None and room.written.state is NoticeState.DRAFT)
    assert room.written is not None
    assert room.written.as_draft.issuer.name == names[1]


def test_who_writes_what_a_colleague_has_just_written_chooses(house: Desk, windows: WindowDesk) -> None:
    add_person(house.as_login("admin"), "colleague", PASSWORD, (Role.DEPARTMENT,), "2201")
    city, colleague = house.as_login("city"), house.as_login("colleague")
    opened, room = open_room(windows, city)
    opened.click(button(room, "new_notice"))
    opened.until(lambda: room.written is not None)
    assert room.written is not None
    identity = room.written.id
    title = find_part(room, QLineEdit, "notice_title_field")

    def theirs(words: str) -> None:
        there = written_notice_of(colleague, identity)
        save_notice(colleague, replace(there.as_draft, title=words), there.base)

    def choose(words: str) -> None:
        banner = find_part(room, Banner, "room_banner")
        opened.until(lambda: any(one.text() == words for one in banner.findChildren(ToolButton)))
        opened.click(next(one for one in banner.findChildren(ToolButton) if one.text() == words))

    theirs("对方的标题")
    type_in(title, "我的标题")
    choose("保留这里的内容")
    opened.until(lambda: written_notice_of(city, identity).title == "我的标题")
    theirs("又是对方的")
    type_in(title, "，再改")
    choose("采用对方的内容")
    opened.until(lambda: title.text() == "又是对方的")
    type_in(title, "，接着写")
    opened.until(lambda: written_notice_of(city, identity).title == "又是对方的，接着写")
    theirs("第三次是对方的")
    type_in(title, "，三改")
    opened.until(lambda: room.conflict.holds)
    opened.window.close()
    assert opened.window.isVisible()  # what stands there would be lost
    choose("放弃这里的内容并关闭")
    opened.until(lambda: not opened.window.isVisible())
    assert written_notice_of(city, identity).title == "第三次是对方的"
