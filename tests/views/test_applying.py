"""From 条件自检 to 确认申报 and back to 历史申报信息, by clicks and keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QListView
from pytestqt.qtbot import QtBot

from desktop.domain.terms import Action, Status
from desktop.services.bindings import own_bindings, unbind
from desktop.services.own_applications import own_applications
from desktop.services.registration import register
from desktop.services.workspace import Workspace
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label
from desktop.widgets.theme.theme import Theme
from tests.desk import Desk, copied_desk, make_desk
from tests.dialogs.review_room import Room
from tests.dossiers import sample_dossier
from tests.services.applying import PERSON, Stopwatch, bound_applicant
from tests.views.applicant_hands import Hands
from tests.views.desk import WindowDesk, find_part


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("applying") / "workspace"
    make_desk(location)
    return location


@pytest.fixture
def house(empty_template: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from copied_desk(empty_template, tmp_path)


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def windows(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[WindowDesk]:
    made = WindowDesk(qtbot, Room(tmp_path), theme, tmp_path / "settings.ini")
    yield made
    made.close()


def open_room(windows: WindowDesk, workspace: Workspace) -> Hands:
    return Hands(windows.open("", workspace=workspace))


def test_an_applicant_comes_to_their_own_room_and_begins_an_application(
    house: Desk, windows: WindowDesk, watch: Stopwatch
) -> None:
    hands = open_room(windows, bound_applicant(house, watch))
    assert hands.opened.place_names[:1] == ["申报"]
    assert "我的申报" in hands.opened.place_names
    assert "全部申请" not in hands.opened.place_names
    hands.until_listed("notices", 1)
    assert hands.lines("notices")[0][3] == "申报中"
    assert find_part(hands.room.home, Label, "home_unit").text() == "长春光电研究院"
    hands.check_conditions()
    assert hands.room.steps.accessibleName().endswith("1 条件自检 已完成, 2 通知确认 进行中, 3 信息填报, 4 提交")
    go = hands.button("page_go")
    assert not go.isEnabled()
    assert hands.said() == "请阅读通知，30 秒后可以确认申报"
    house.clock.tick(hours=1)  # setting the machine's clock changes nothing
    watch.seconds += 29
    hands.opened.until(lambda: hands.said() == "请阅读通知，1 秒后可以确认申报")
    QTest.keyClick(hands.room, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert own_applications(hands.opened.workspace) == ()
    watch.seconds += 1
    hands.opened.until(go.isEnabled)
    hands.opened.until(go.hasFocus)
    QTest.keyClick(hands.room, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.opened.until(lambda: len(hands.wanted) == 1)
    hands.until_on(hands.room.home)
    hands.until_listed("own_applications", 1)
    assert hands.lines("own_applications")[0][4] == "未提交"
    assert [one.row.id for one in own_applications(hands.opened.workspace)] == hands.wanted
    hands.opened.until(lambda: hands.opened.window.filling.page is not None)  # 信息填报


def test_a_notice_that_is_opened_again_is_read_from_the_beginning(
    house: Desk, windows: WindowDesk, watch: Stopwatch
) -> None:
    hands = open_room(windows, bound_applicant(house, watch))
    hands.check_conditions()
    watch.seconds += 25
    hands.opened.until(lambda: hands.said().startswith("请阅读通知，5 秒"))
    QTest.keyClick(hands.room, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    hands.until_on(hands.room.home)
    hands.click("view_notice")  # 通知查看 has no timer
    hands.until_on(hands.room.notice)
    assert hands.button("page_go").text() == "申报"
    hands.click("page_go")
    hands.opened.until(lambda: hands.said() == "请阅读通知，30 秒后可以确认申报")


def test_without_a_unit_the_way_leads_to_binding(house: Desk, windows: WindowDesk) -> None:
    shen = bound_applicant(house)
    unbind(shen, own_bindings(shen)[0].id)
    hands = open_room(windows, shen)
    hands.until_listed("notices", 1)
    assert find_part(hands.room.home, Label, "home_unit").text() == "尚未绑定推荐单位"
    hands.click("apply_notice")
    hands.until_on(hands.room.check)
    hands.opened.until(lambda: bool(hands.room.check.findChildren(QCheckBox)))
    hands.tick_all()
    assert hands.said() == "还没有绑定推荐单位"
    assert not hands.button("page_go").isEnabled()
    hands.click("go_binding")
    assert hands.opened.window.navigation.current_key == "room:binding"


def test_outside_the_window_a_notice_says_its_dates(house: Desk, windows: WindowDesk) -> None:
    shen = bound_applicant(house)
    house.clock.tick(days=90)
    hands = open_room(windows, shen)
    hands.until_listed("notices", 1)
    assert hands.lines("notices")[0][3] == "已截止"
    hands.click("view_notice")
    hands.until_on(hands.room.notice)
    assert hands.said() == "申报已于 2024-09-30 23:59 截止。"
    assert not [one for one in hands.room.findChildren(KeyButton, "page_go") if one.isVisible()]


def test_history_shows_what_became_of_an_application_and_deletes_a_returned_one(
    house: Desk, windows: WindowDesk
) -> None:
    register(house.as_login("hr"), PERSON)
    house.bring(sample_dossier())
    house.act("hr", Action.RETURN, comment="请补充合同。")
    with house.tables() as connection:
        connection.exec_driver_sql("DROP TRIGGER application_fixed")
        connection.exec_driver_sql(
            "UPDATE application SET applicant_id = (SELECT id FROM account WHERE login = 'shen')"
        )
    shen = house.as_login("shen")
    hands = open_room(windows, shen)
    hands.until_listed("own_applications", 1)
    line = hands.lines("own_applications")[0]
    assert (line[3], line[4]) == ("C-03", "被退回")
    hands.click("application_progress")
    hands.until_on(hands.room.progress)
    steps = find_part(hands.room.progress, QListView, "timeline").model()
    spoken = [str(steps.index(row, 0).data()) for row in range(steps.rowCount())]
    assert any("请补充合同。" in one for one in spoken)
    hands.click("page_back")
    hands.until_on(hands.room.home)
    hands.click("delete_application")
    assert hands.button("delete_application").text() == "确认删除，不能恢复"
    assert own_applications(shen)[0].row.status is Status.RETURNED
    hands.click("delete_application")
    hands.until_listed("own_applications", 0)
    assert own_applications(shen) == ()
    assert "已删除" in hands.banner
