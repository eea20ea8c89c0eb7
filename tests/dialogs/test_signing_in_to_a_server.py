"""Signing in to a shared database: naming its address, and what is said where it cannot be opened. On a real server."""

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desktop.bootstrap import sign_in_services
from desktop.dialogs.sign_in.sign_in_dialog import SignInDialog
from desktop.models.workspaces_model import WORKSPACE_ROLE, WorkspaceKind, WorkspacesModel
from desktop.services.places import Address, parse_address
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.workspace import Workspace
from desktop.store.postgres.store import SharedStore
from desktop.store.schema import HEAD
from desktop.text.errors import explain
from desktop.widgets.labels import Label
from desktop.work.runner import BackgroundRunner
from tests.postgres.programs import Programs
from tests.shared_postgres import ServerOf
from tests.store.factory import Desk
from tests.store.shared import make_logins, password_of, shared_workspace
from tests.views.desk import type_in as commit


@pytest.fixture(scope="module")
def shared(postgres_server_of: ServerOf, postgres_versions: dict[int, Programs]) -> Iterator[Desk[SharedStore]]:
    server = postgres_server_of(max(postgres_versions))
    with server.own_roles(), shared_workspace(server) as desk:
        make_logins(desk, "unit", "admin")
        yield desk


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def dialog(qtbot: QtBot, settings: QSettings, tmp_path: Path) -> Iterator[SignInDialog]:
    runner = BackgroundRunner()
    made = SignInDialog(sign_in_services(), runner, WorkspacesModel(settings, tmp_path / "demo"), "0.1.0")
    qtbot.addWidget(made)
    made.show()
    yield made
    runner.close()


def part(parent: QWidget, name: str) -> QWidget:
    return cast("QWidget", parent.findChild(QWidget, name))


def said(dialog: QWidget, name: str) -> str:
    label = cast("Label", dialog.findChild(Label, name))
    return label.text() if label.isVisible() else ""


def click(dialog: QWidget, name: str) -> None:
    QTest.mouseClick(part(dialog, name), Qt.MouseButton.LeftButton)


def type_in(dialog: QWidget, **words: str) -> None:
    for name, typed in words.items():
        field = cast("QLineEdit", dialog.findChild(QLineEdit, name))
        field.clear()
        commit(field, typed)


def name_address(dialog: SignInDialog, address: Address | str) -> QDialog:
    """By the keyboard alone."""
    QTest.keyClick(dialog, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    asked = cast("QDialog", dialog.findChild(QDialog, "address_dialog"))
    type_in(asked, address=str(address))
    QTest.keyClick(part(asked, "address"), Qt.Key.Key_Return)
    return asked


def submit(qtbot: QtBot, dialog: SignInDialog, login: str, password: str) -> str:
    """What is said once it is known."""
    type_in(dialog, login=login, password=password)
    QTest.keyClick(part(dialog, "password"), Qt.Key.Key_Return)
    assert part(dialog, "cancel_sign_in").isVisible()
    qtbot.waitUntil(lambda: bool(said(dialog, "sign_in_problem")), timeout=15_000)
    assert not part(dialog, "cancel_sign_in").isVisible()
    return said(dialog, "sign_in_problem")


def test_an_address_is_named_signed_in_to_and_remembered(
    qtbot: QtBot, dialog: SignInDialog, shared: Desk[SharedStore], settings: QSettings, tmp_path: Path
) -> None:
    address = shared.store.address
    name_address(dialog, address)
    assert dialog.entry is not None
    assert (dialog.entry.kind, dialog.entry.place) == (WorkspaceKind.SHARED, parse_address(str(address)))
    assert part(dialog, "login").hasFocus()
    type_in(dialog, login="unit", password=password_of("unit"))
    with qtbot.waitSignal(dialog.signed_in, timeout=15_000) as signed_in:
        click(dialog, "sign_in")
    (workspace,) = cast("list[Workspace]", signed_in.args)
    assert (workspace.account.login, workspace.store.place) == ("unit", str(address))
    workspace.close()
    again = WorkspacesModel(settings, tmp_path / "demo")
    first = again.index(0).data(WORKSPACE_ROLE)
    assert (first.place, first.last_login) == (parse_address(str(address)), "unit")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("db.example/talent", "须以 postgresql:// 开头"),
        ("postgresql://db.example", "数据库名"),
        ("postgresql://db.example:0/talent", "端口"),
        ("postgresql://db.example/talent?password=x", "sslrootcert"),
    ],
)
def test_a_bad_address_is_said_in_place_and_can_be_mended(dialog: SignInDialog, typed: str, reason: str) -> None:
    asked = name_address(dialog, typed)
    assert reason in said(asked, "address_problem")
    assert cast("QLineEdit", part(asked, "address")).text() == typed
    type_in(asked, address="postgresql://db.example/talent")
    assert not said(asked, "address_problem")
    click(asked, "address_save")
    assert dialog.entry is not None
    assert str(dialog.entry.place) == "postgresql://db.example/talent"


def test_a_password_in_the_address_is_complained_of_while_it_is_typed(dialog: SignInDialog) -> None:
    click(dialog, "connect_shared")
    asked = cast("QDialog", dialog.findChild(QDialog, "address_dialog"))
    type_in(asked, address="postgresql://hr:secret@")
    assert "不能写账号和密码" in said(asked, "address_problem")


def test_a_wrong_password_is_said_and_the_right_one_opens(
    qtbot: QtBot, dialog: SignInDialog, shared: Desk[SharedStore]
) -> None:
    dialog.choose(shared.store.address)
    assert submit(qtbot, dialog, "unit", "wrong") == explain(Unavailable(UnavailableCode.WRONG_PASSWORD))
    assert cast("QLineEdit", part(dialog, "login")).text() == "unit"
    assert not part(dialog, "open_backup").isVisible()
    type_in(dialog, password=password_of("unit"))
    with qtbot.waitSignal(dialog.signed_in, timeout=15_000) as signed_in:
        QTest.keyClick(part(dialog, "password"), Qt.Key.Key_Return)
    cast("list[Workspace]", signed_in.args)[0].close()


def test_a_server_that_is_not_there_or_has_no_such_database_is_said(
    qtbot: QtBot, dialog: SignInDialog, shared: Desk[SharedStore]
) -> None:
    dialog.choose(parse_address("postgresql://127.0.0.1:1/talent"))
    assert "连接不上服务器 postgresql://127.0.0.1:1/talent" in submit(qtbot, dialog, "unit", "x")
    here = str(shared.store.address)
    dialog.choose(parse_address(here.replace(shared.store.address.database, "another")))
    assert "服务器上没有这个数据库" in submit(qtbot, dialog, "unit", password_of("unit"))


def test_a_database_of_another_version_is_said(qtbot: QtBot, dialog: SignInDialog, shared: Desk[SharedStore]) -> None:
    dialog.choose(shared.store.address)
    for version, words in (("9999", "请升级本程序"), ("0001", "talentdesk server upgrade")):
        with shared.store.write() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
        assert words in submit(qtbot, dialog, "unit", password_of("unit"))
    with shared.store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": HEAD})


def test_a_server_that_does_not_answer_is_given_up_and_another_place_is_opened_at_once(
    qtbot: QtBot, dialog: SignInDialog, shared: Desk[SharedStore]
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        dialog.choose(parse_address(f"postgresql://127.0.0.1:{silent.getsockname()[1]}/talent"))
        type_in(dialog, login="unit", password="typed before")
        click(dialog, "sign_in")
        assert not part(dialog, "sign_in").isEnabled()
        assert not part(dialog, "workspaces").isEnabled()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        assert part(dialog, "sign_in").isEnabled()
        assert cast("QLineEdit", part(dialog, "password")).text() == "typed before"
        dialog.choose(shared.store.address)
        type_in(dialog, login="admin", password=password_of("admin"))
        with qtbot.waitSignal(dialog.signed_in, timeout=5_000) as signed_in:
            click(dialog, "sign_in")
        cast("list[Workspace]", signed_in.args)[0].close()


def test_who_forgot_is_told_of_the_administrator_too(dialog: SignInDialog, shared: Desk[SharedStore]) -> None:
    dialog.choose(shared.store.address)
    click(dialog, "forgotten")
    recovery = dialog.findChild(QDialog, "recovery_dialog")
    assert recovery is not None
    assert any("管理员" in label.text() for label in recovery.findChildren(QLabel))
    recovery.reject()


def test_the_way_to_a_server_is_in_the_order_of_tabs(dialog: SignInDialog) -> None:
    reached = set()
    widget: QWidget | None = part(dialog, "workspaces")
    for _ in range(40):
        assert widget is not None
        reached.add(widget.objectName())
        widget = widget.nextInFocusChain()
    assert {"connect_shared", "login", "password", "sign_in", "forgotten"} <= reached
    assert isinstance(part(dialog, "workspaces"), QListView)
