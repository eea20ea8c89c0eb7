"""Signing in: choosing a workspace, an account, a password; and being told what is wrong."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.sign_in.sign_in_dialog import SignInDialog
from desktop.dialogs.sign_in.sign_in_services import SignInServices
from desktop.domain.terms import Role
from desktop.models.workspaces_model import WorkspacesModel
from desktop.services.demo_logins import DemoLogin, DemoLogins, read_demo_logins, write_demo_logins
from desktop.services.places import Place
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.text.errors import explain
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label
from desktop.work.runner import BackgroundRunner
from tests.signs import give_up

if TYPE_CHECKING:
    from desktop.services.workspace import Workspace

LOGINS = DemoLogins("demo-password", (DemoLogin("changchun", "张敏", Role.DEPARTMENT, "长春市人社局"),))


@dataclass
class Lock:
    """Opens for one password; can be held closed, broken, and asked for a demo."""

    gate: threading.Event = field(default_factory=threading.Event)
    problem: Unavailable | None = None
    opened: list[tuple[Place, str]] = field(default_factory=list)
    backups: list[Path] = field(default_factory=list)
    recovered: list[tuple[Place, str, str]] = field(default_factory=list)
    temporary_password: bool = False
    closed: list[bool] = field(default_factory=list)
    demo_gate: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        self.closed.append(True)

    def open(self, location: Place, login: str, password: str) -> "Workspace":
        self.gate.wait()
        if self.problem is not None:
            raise self.problem
        if password != "right password":
            raise Unavailable(UnavailableCode.WRONG_PASSWORD)
        self.opened.append((location, login))
        return cast("Workspace", self)

    def open_newest_backup(self, location: Path, login: str, password: str) -> "Workspace":
        self.backups.append(location)
        return cast("Workspace", self)

    def recover(self, location: Place, recovery_key: str, login: str, new_password: str) -> None:
        if recovery_key != "right sheet":
            raise Unavailable(UnavailableCode.WRONG_RECOVERY_KEY)
        self.recovered.append((location, login, new_password))

    def make_demo(self, location: Path, progress: Callable[[int, int], None]) -> None:
        progress(1, 2)
        while not self.demo_gate.wait(0.01):
            progress(1, 2)
        location.mkdir()
        write_demo_logins(location, LOGINS)


@pytest.fixture
def lock() -> Lock:
    made = Lock()
    made.gate.set()
    made.demo_gate.set()
    return made


@pytest.fixture
def dialog(qtbot: QtBot, lock: Lock, tmp_path: Path, impatient: None) -> Iterator[SignInDialog]:
    runner = BackgroundRunner()
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    services = SignInServices(
        lock.open,
        lock.open_newest_backup,
        lock.make_demo,
        read_demo_logins,
        explain,
        lambda error: isinstance(error, Unavailable) and error.code is UnavailableCode.DAMAGED,
        lock.recover,
    )
    made = SignInDialog(services, runner, WorkspacesModel(settings, tmp_path / "demo"), "0.1.0")
    qtbot.addWidget(made)
    made.choose(tmp_path / "desk")
    made.show()
    yield made
    lock.gate.set()
    lock.demo_gate.set()
    runner.close()


def line(dialog: SignInDialog, name: str) -> QLineEdit:
    return cast("QLineEdit", dialog.findChild(QLineEdit, name))


def part(dialog: SignInDialog, name: str) -> QWidget:
    return cast("QWidget", dialog.findChild(QWidget, name))


def problem(dialog: SignInDialog) -> str:
    label = cast("Label", dialog.findChild(Label, "sign_in_problem"))
    return label.text() if label.isVisible() else ""


def type_in(dialog: SignInDialog, login: str, password: str) -> None:
    for name, text in (("login", login), ("password", password)):
        line(dialog, name).clear()
        QTest.keyClicks(line(dialog, name), text)


def test_login_password_and_enter_open_the_workspace(
    qtbot: QtBot, dialog: SignInDialog, lock: Lock, tmp_path: Path
) -> None:
    type_in(dialog, "zhangmin", "right password")
    with qtbot.waitSignal(dialog.signed_in) as signed_in:
        QTest.keyClick(line(dialog, "password"), Qt.Key.Key_Return)
    assert signed_in.args == [lock]
    assert lock.opened == [(tmp_path / "desk", "zhangmin")]


def test_a_wrong_password_is_said_in_place_and_can_be_typed_again(
    qtbot: QtBot, dialog: SignInDialog, lock: Lock
) -> None:
    type_in(dialog, "zhangmin", "wrong")
    QTest.mouseClick(part(dialog, "sign_in"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(problem(dialog)))
    assert problem(dialog) == explain(Unavailable(UnavailableCode.WRONG_PASSWORD))
    assert line(dialog, "login").text() == "zhangmin"
    type_in(dialog, "zhangmin", "right password")
    assert not problem(dialog)
    with qtbot.waitSignal(dialog.signed_in):
        QTest.keyClick(line(dialog, "password"), Qt.Key.Key_Return)


@pytest.mark.parametrize(("login", "password", "said"), [("", "x", "请输入登录名。"), ("zhangmin", "", "请输入密码。")])
def test_what_is_missing_is_named(
    qtbot: QtBot, dialog: SignInDialog, lock: Lock, login: str, password: str, said: str
) -> None:
    type_in(dialog, login, password)
    QTest.mouseClick(part(dialog, "sign_in"), Qt.MouseButton.LeftButton)
    assert problem(dialog) == said
    assert lock.opened == []


def test_the_window_answers_while_the_store_does_not(qtbot: QtBot, dialog: SignInDialog, lock: Lock) -> None:
    lock.gate.clear()
    type_in(dialog, "zhangmin", "right password")
    button = cast("KeyButton", part(dialog, "sign_in"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.isEnabled()
    reveal = dialog.findChild(QLineEdit, "password")
    assert reveal is not None
    dialog.close()
    assert not dialog.isVisible()


def test_a_local_workspace_that_takes_long_to_open_can_be_given_up(
    qtbot: QtBot, dialog: SignInDialog, lock: Lock
) -> None:
    arrived: list[object] = []
    dialog.signed_in.connect(arrived.append)
    lock.gate.clear()
    type_in(dialog, "zhangmin", "right password")
    QTest.mouseClick(part(dialog, "sign_in"), Qt.MouseButton.LeftButton)
    give_up(qtbot, dialog)
    lock.gate.set()  # it cannot be stopped any more, so that it opens all the same
    qtbot.waitUntil(part(dialog, "sign_in").isEnabled)
    assert (lock.closed, arrived) == ([True], [])
    assert line(dialog, "password").text() == "right password"
    QTest.keyClick(line(dialog, "password"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: arrived == [lock])


def test_a_demo_that_is_given_up_can_be_made_again(
    qtbot: QtBot, dialog: SignInDialog, lock: Lock, tmp_path: Path
) -> None:
    lock.demo_gate.clear()
    dialog.choose(tmp_path / "demo")
    QTest.mouseClick(part(dialog, "make_demo"), Qt.MouseButton.LeftButton)
    assert not part(dialog, "workspaces").isEnabled()
    give_up(qtbot, dialog)
    qtbot.waitUntil(part(dialog, "make_demo").isEnabled)
    said = cast("Label", part(dialog, "demo_problem"))
    assert (said.isVisible(), said.text()) == (True, "已取消，没有留下任何文件。")
    assert part(dialog, "workspaces").isEnabled()
    lock.demo_gate.set()
    QTest.mouseClick(part(dialog, "make_demo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.findChild(QTableWidget, "demo_logins") is not None)


def test_a_damaged_file_offers_the_newest_backup(
    qtbot: QtBot, dialog: SignInDialog, lock: Lock, tmp_path: Path
) -> None:
    lock.problem = Unavailable(UnavailableCode.DAMAGED, path="desk")
    type_in(dialog, "zhangmin", "right password")
    assert not part(dialog, "open_backup").isVisible()
    QTest.mouseClick(part(dialog, "sign_in"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: part(dialog, "open_backup").isVisible())
    with qtbot.waitSignal(dialog.signed_in):
        QTest.mouseClick(part(dialog, "open_backup"), Qt.MouseButton.LeftButton)
    assert lock.backups == [tmp_path / "desk"]


def test_the_demo_is_made_on_request_and_then_offers_its_logins(
    qtbot: QtBot, dialog: SignInDialog, lock: Lock, tmp_path: Path
) -> None:
    dialog.choose(tmp_path / "demo")
    assert not part(dialog, "login").isVisible()
    QTest.mouseClick(part(dialog, "make_demo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.findChild(QTableWidget, "demo_logins") is not None)
    table = cast("QTableWidget", part(dialog, "demo_logins"))
    qtbot.waitUntil(table.isVisible)
    centre = table.visualRect(table.model().index(0, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert (line(dialog, "login").text(), line(dialog, "password").text()) == ("changchun", "demo-password")


def test_the_password_can_be_shown_and_is_hidden_at_first(qtbot: QtBot, dialog: SignInDialog) -> None:
    password = line(dialog, "password")
    assert password.echoMode() is QLineEdit.EchoMode.Password
    reveal = next(button for button in password.findChildren(QWidget) if button.accessibleName() == "显示密码")
    QTest.mouseClick(reveal, Qt.MouseButton.LeftButton)
    assert password.echoMode() is QLineEdit.EchoMode.Normal
    assert reveal.accessibleName() == "隐藏密码"


def test_a_forgotten_password_is_set_anew_by_the_recovery_sheet(
    qtbot: QtBot, dialog: SignInDialog, lock: Lock, tmp_path: Path
) -> None:
    type_in(dialog, "zhangmin", "")
    QTest.mouseClick(part(dialog, "forgotten"), Qt.MouseButton.LeftButton)
    sheet = cast("QDialog", dialog.findChild(QDialog, "recovery_dialog"))
    said = cast("Label", sheet.findChild(Label, "recovery_problem"))

    def save(key: str, password: str, again: str) -> None:
        for name, text in (("key", key), ("password", password), ("password_again", again)):
            field = cast("QLineEdit", sheet.findChild(QLineEdit, f"recovery_{name}"))
            field.clear()
            QTest.keyClicks(field, text)
        QTest.mouseClick(cast("QWidget", sheet.findChild(QWidget, "recovery_save")), Qt.MouseButton.LeftButton)

    save("right sheet", "new password", "other password")
    assert said.text() == "两次输入的新密码不一样。"
    save("wrong sheet", "new password", "new password")
    qtbot.waitUntil(lambda: said.text() == explain(Unavailable(UnavailableCode.WRONG_RECOVERY_KEY)))
    with qtbot.waitSignal(sheet.accepted):
        save("right sheet", "new password", "new password")
    assert lock.recovered == [(tmp_path / "desk", "zhangmin", "new password")]
    assert line(dialog, "login").text() == "zhangmin"
