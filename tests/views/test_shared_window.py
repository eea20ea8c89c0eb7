"""The window on a shared database: what others decide appears by itself, and a server that goes and comes again."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop.demo.workspace import PASSWORD
from desktop.dialogs.batch_pass_dialog import BatchPassDialog
from desktop.dialogs.person_dialog import PersonDialog
from desktop.domain.terms import Role
from desktop.services.opening import open_shared
from desktop.services.places import Address
from desktop.views.administration.accounts_page import AccountsPage
from desktop.widgets.banner import Banner
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.key_button import KeyButton
from desktop.widgets.theme.theme import Theme
from tests.dialogs.review_room import Room
from tests.postgres.server import Server
from tests.shared_house import moved_in
from tests.views.desk import OpenWindow, WindowDesk, find_part
from tests.views.test_administration import fill, problem

NEW_PASSWORD = "a new password"
PROVINCE, CITY = "province", "changchun"


@pytest.fixture(scope="module")
def server(house_server: Server) -> Server:
    return house_server


@pytest.fixture(scope="module")
def address(server: Server, demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    location = copytree(demo_template, tmp_path_factory.mktemp("house") / "workspace")
    with moved_in(server, location, PASSWORD, datetime.now(UTC)) as there:
        yield there


@pytest.fixture
def offices(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[WindowDesk]:
    made = WindowDesk(qtbot, Room(tmp_path), theme, tmp_path / "settings.ini")
    yield made
    made.close()
    made.room.close()


def open_at(offices: WindowDesk, address: Address, login: str) -> OpenWindow:
    workspace = open_shared(address, login, PASSWORD)
    offices.room.opened.append(workspace)
    return offices.open(login, workspace=workspace)


def place(opened: OpenWindow) -> str:
    return opened.part(ElidedLabel, "workspace_place").text()


def test_what_one_person_passes_appears_in_the_list_of_another_by_itself(offices: WindowDesk, address: Address) -> None:
    province = open_at(offices, address, PROVINCE)
    province.reading(lambda: province.click_place("全部申请"))
    city = open_at(offices, address, CITY)
    assert place(city) == f"共享数据库 {address}"
    row = city.rows[0]
    assert row.stage == "department-1"
    city.table.setCurrentIndex(city.table.model().index(0, 2))
    city.key(Qt.Key.Key_Space)
    assert city.checked == {row.id}
    QTest.keyClick(city.window, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    dialog = city.part(BatchPassDialog)
    city.click(find_part(dialog, QPushButton, "batch_go"))
    province.until(lambda: any(one.id == row.id and one.stage == "department-2" for one in province.rows))
    city.until(lambda: row.id not in city.listed)


def test_an_administrator_lets_somebody_in(offices: WindowDesk, address: Address) -> None:
    opened = open_at(offices, address, "admin")
    opened.until(opened.part(KeyButton, "add_account").isEnabled)
    opened.click(opened.part(KeyButton, "add_account"))
    dialog = opened.part(PersonDialog)
    roles = find_part(dialog, QComboBox, "person_role")
    roles.setCurrentIndex(roles.findData(Role.AUDITOR))
    fill(dialog, login="赵磊", name="赵磊", password=NEW_PASSWORD, password_again=NEW_PASSWORD)
    opened.click(find_part(dialog, KeyButton, "person_save"))
    opened.until(lambda: "以小写字母开头" in problem(dialog))
    fill(dialog, login="zhaolei")
    opened.click(find_part(dialog, KeyButton, "person_save"))
    opened.until(lambda: "zhaolei" in find_part(opened.part(AccountsPage), Banner, "room_banner").text)
    open_shared(address, "zhaolei", NEW_PASSWORD).close()


def test_a_server_that_goes_is_said_and_the_list_is_there_again_when_it_comes_back(
    offices: WindowDesk, address: Address, server: Server
) -> None:
    opened = open_at(offices, address, PROVINCE)
    before = opened.listed
    assert before
    server.stop()
    try:
        opened.until(lambda: place(opened) == f"连接已断开 {address}")
        assert f"连接不上服务器 {address}" in opened.banner.text
        assert opened.listed == before
    finally:
        server.start()
    opened.until(lambda: place(opened) == f"共享数据库 {address}")
    opened.until(lambda: "已恢复连接" in opened.banner.text)
    opened.until_read()
    assert opened.listed == before
