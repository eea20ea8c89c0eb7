"""Signing up, a forgotten password and a temporary one, by clicks and keys, on a real workspace."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.bootstrap import sign_in_services
from desktop.dialogs.sign_in.new_password_dialog import NewPasswordDialog
from desktop.dialogs.sign_in.recovery_codes_page import RecoveryCodesDialog, RecoveryCodesPage
from desktop.dialogs.sign_in.recovery_dialog import RecoveryDialog
from desktop.dialogs.sign_in.registration_dialog import RegistrationDialog
from desktop.dialogs.sign_in.sign_in_dialog import SignInDialog
from desktop.models.workspaces_model import WorkspacesModel
from desktop.services.passwords import set_temporary_password
from desktop.services.problems import Unavailable
from desktop.services.workspace import Workspace, open_workspace
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label
from desktop.work.runner import BackgroundRunner
from tests.desk import PASSWORD, QUICK, Desk, copied_desk, make_desk
from tests.midway import held
from tests.signs import give_up
from tests.views.desk import find_part, type_in

OWN, NEW = "her long 钥匙", "another long 钥匙"
PERSON = {
    "person_name": "沈砚秋",
    "document_number": "11010519491231002X",
    "mobile": "13800001111",
    "new_login": "shen",
    "first_password": OWN,
    "first_password_again": OWN,
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("signing-up") / "workspace"
    make_desk(location)
    return location


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from copied_desk(template, tmp_path)


@pytest.fixture
def sign_in(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Iterator[SignInDialog]:
    runner = BackgroundRunner()
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = SignInDialog(sign_in_services(), runner, WorkspacesModel(settings, tmp_path / "demo"), "0.1.0")
    qtbot.addWidget(made)
    made.choose(desk.location)
    made.show()
    yield made
    runner.close()


def click(parent: QWidget, name: str) -> None:
    QTest.mouseClick(find_part(parent, QWidget, name), Qt.MouseButton.LeftButton)


def fill(parent: QWidget, **values: str) -> None:
    for name, text in values.items():
        field = find_part(parent, QLineEdit, name)
        field.clear()
        type_in(field, text)


def said(parent: QWidget, name: str) -> str:
    label = find_part(parent, Label, name)
    return label.text() if label.isVisibleTo(parent) else ""


def next_key(dialog: QWidget) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=20_000)


def asked(qtbot: QtBot, sign_in: SignInDialog) -> RegistrationDialog:
    """The form, ready for keys."""
    click(sign_in, "register")
    dialog = sign_in.findChildren(RegistrationDialog)[-1]
    dialog.activateWindow()
    until(qtbot, dialog.isActiveWindow)
    return dialog


def registered(qtbot: QtBot, sign_in: SignInDialog) -> list[str]:
    """Signs up with what PERSON says; the recovery codes."""
    dialog = asked(qtbot, sign_in)
    fill(dialog, **PERSON)
    next_key(dialog)
    fill(dialog, host_login="hr", host_password=PASSWORD)
    next_key(dialog)
    page = find_part(dialog, RecoveryCodesPage)
    until(qtbot, page.isVisible)
    codes = [find_part(page, Label, f"recovery_code_{number}").text() for number in range(1, 11)]
    find_part(page, QCheckBox, "codes_kept").click()
    click(page, "codes_done")
    assert find_part(sign_in, QLineEdit, "login").text() == "shen"
    return codes


def opens(desk: Desk, password: str) -> Workspace:
    return open_workspace(desk.location, "shen", password, clock=desk.clock)


def test_what_is_wrong_is_said_at_its_field(qtbot: QtBot, sign_in: SignInDialog) -> None:
    dialog = asked(qtbot, sign_in)
    for name, wrong, sentence in (
        ("person_name", "  ", "姓名"),
        ("document_number", "110105194912310021", "校验码"),
        ("mobile", "12345", "手机"),
        ("new_login", "-x", "账号"),
        ("first_password", "short", "密码过短"),
        ("first_password_again", "another one", "两次"),
    ):
        fill(dialog, **{**PERSON, name: wrong})
        next_key(dialog)
        assert sentence in said(dialog, "registration_problem")
        assert find_part(dialog, QLineEdit, name).hasFocus()
        assert said(dialog, "registration_step") == "第 1 步，共 3 步"
    fill(dialog, **PERSON)
    assert said(dialog, "registration_problem") == ""
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_whoever_signs_up_copies_the_codes_and_signs_in(qtbot: QtBot, sign_in: SignInDialog, desk: Desk) -> None:
    dialog = asked(qtbot, sign_in)
    fill(dialog, **PERSON)
    QTest.keyClick(find_part(dialog, QLineEdit, "first_password_again"), Qt.Key.Key_Return)
    assert said(dialog, "registration_step") == "第 2 步，共 3 步"
    fill(dialog, host_login="hr", host_password="wrong password")
    next_key(dialog)
    until(qtbot, lambda: "密码不正确" in said(dialog, "registration_problem"))
    click(dialog, "registration_back")
    next_key(dialog)
    fill(dialog, host_password=PASSWORD)
    next_key(dialog)
    page = find_part(dialog, RecoveryCodesPage)
    until(qtbot, page.isVisible)
    done = find_part(page, KeyButton, "codes_done")
    assert not done.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    find_part(page, QCheckBox, "codes_kept").click()
    click(page, "codes_done")
    with qtbot.waitSignal(sign_in.signed_in, timeout=20_000) as signed_in:
        click(sign_in, "sign_in")
    workspace = signed_in.args[0]
    assert workspace.account.name == "沈砚秋"
    workspace.close()


@pytest.mark.usefixtures("impatient")
def test_whoever_gives_up_or_leaves_in_the_midst_is_not_registered(
    qtbot: QtBot, sign_in: SignInDialog, desk: Desk
) -> None:
    before = desk.counts()
    dialog = asked(qtbot, sign_in)
    fill(dialog, **PERSON)
    next_key(dialog)
    fill(dialog, host_login="hr", host_password=PASSWORD)
    with held(soft=True):
        next_key(dialog)
        give_up(qtbot, dialog)
        until(qtbot, find_part(dialog, KeyButton, "registration_next").isEnabled)
    assert said(dialog, "registration_problem") == "已取消，没有注册。"
    with held(soft=True):
        next_key(dialog)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        until(qtbot, find_part(dialog, KeyButton, "registration_next").isEnabled)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert desk.counts() == before
    with pytest.raises(Unavailable):
        opens(desk, OWN)


def test_somebody_who_is_known_is_led_back_to_the_number(qtbot: QtBot, sign_in: SignInDialog, desk: Desk) -> None:
    registered(qtbot, sign_in)
    dialog = asked(qtbot, sign_in)
    fill(dialog, **{**PERSON, "new_login": "other"})
    next_key(dialog)
    fill(dialog, host_login="hr", host_password=PASSWORD)
    next_key(dialog)
    until(qtbot, lambda: "一人只有一个账号" in said(dialog, "registration_problem"))
    assert find_part(dialog, QLineEdit, "document_number").hasFocus()
    dialog.reject()


def test_codes_are_saved_and_printed(qtbot: QtBot, sign_in: SignInDialog, tmp_path: Path) -> None:
    dialog = asked(qtbot, sign_in)
    fill(dialog, **PERSON)
    next_key(dialog)
    fill(dialog, host_login="hr", host_password=PASSWORD)
    next_key(dialog)
    page = find_part(dialog, RecoveryCodesPage)
    until(qtbot, page.isVisible)
    page.save_to(tmp_path / "codes.txt")
    written = (tmp_path / "codes.txt").read_text(encoding="utf-8-sig")
    assert find_part(page, Label, "recovery_code_10").text() in written
    assert "shen" in written
    assert "codes.txt" in said(page, "codes_said")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "codes.pdf"))
    page.print_to(printer)
    assert (tmp_path / "codes.pdf").read_bytes().startswith(b"%PDF")
    find_part(page, QCheckBox, "codes_kept").click()
    click(page, "codes_done")


def test_a_recovery_code_sets_a_forgotten_password(qtbot: QtBot, sign_in: SignInDialog, desk: Desk) -> None:
    codes = registered(qtbot, sign_in)
    click(sign_in, "forgotten")
    dialog = find_part(sign_in, RecoveryDialog)
    fill(dialog, recovery_key=codes[2].lower(), recovery_password=NEW, recovery_password_again=NEW)
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        click(dialog, "recovery_save")
    opens(desk, NEW).close()


def test_a_temporary_password_is_replaced_before_anything_else(qtbot: QtBot, sign_in: SignInDialog, desk: Desk) -> None:
    registered(qtbot, sign_in)
    administrator = desk.as_login("admin")
    administrator.derivation = QUICK
    set_temporary_password(administrator, "shen", "temporary one")
    arrived: list[object] = []
    sign_in.signed_in.connect(arrived.append)
    fill(sign_in, login="shen", password="temporary one")
    click(sign_in, "sign_in")
    until(qtbot, lambda: sign_in.findChild(NewPasswordDialog) is not None)
    dialog = find_part(sign_in, NewPasswordDialog)
    fill(dialog, temporary_password="temporary one", own_password="temporary one", own_password_again="temporary one")
    click(dialog, "new_password_save")
    until(qtbot, lambda: "不能与临时密码相同" in said(dialog, "new_password_problem"))
    fill(dialog, own_password=NEW, own_password_again=NEW)
    click(dialog, "new_password_save")
    until(qtbot, lambda: sign_in.findChild(RecoveryCodesDialog) is not None)
    shown: QDialog = find_part(sign_in, RecoveryCodesDialog)
    assert arrived == []
    find_part(shown, QCheckBox, "codes_kept").click()
    click(shown, "codes_done")
    (workspace,) = arrived
    assert isinstance(workspace, Workspace)
    workspace.close()
    opens(desk, NEW).close()
