"""The administrator's long waits and the lock are seen in place and can be given up; nothing has changed then."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.demo.workspace import PASSWORD
from desktop.dialogs.password_dialog import PasswordDialog
from desktop.services.organisations import organisations
from desktop.services.workspace import open_workspace
from desktop.store import integrity
from desktop.views.administration.audit_page import AuditPage
from desktop.views.administration.organisations_page import OrganisationsPage
from desktop.views.locking import locking as locking_module
from desktop.views.locking.idle_watch import IdleWatch
from desktop.views.locking.locking import Locking
from desktop.views.person_button import PersonButton
from desktop.widgets.banner import Banner
from desktop.widgets.key_button import KeyButton
from tests.midway import Held, held
from tests.signs import give_up
from tests.views.desk import WindowDesk, find_part

pytestmark = pytest.mark.usefixtures("impatient")


@pytest.mark.parametrize("at", ["pages", "chains"])
def test_verifying_the_audit_can_be_given_up_and_begun_again(
    desk: WindowDesk, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    opened = desk.open("auditor")
    page = opened.part(AuditPage)
    verify, banner = find_part(page, KeyButton, "verify_audit"), find_part(page, Banner, "room_banner")
    go_on = threading.Event()
    if at == "pages":
        with monkeypatch.context() as patched:
            patched.setattr(integrity, "_answers", lambda *_: [] if go_on.wait(30) else [("late",)])
            opened.click(verify)
            give_up(opened.qtbot, page)
            opened.until(verify.isEnabled)
        go_on.set()
    else:
        with held(soft=True):
            opened.click(verify)
            give_up(opened.qtbot, page)
            opened.until(verify.isEnabled)
    assert banner.text == "已取消核验，结果未知。"
    opened.click(verify)
    opened.until(lambda: "审计完好" in banner.text)


def test_an_import_that_is_given_up_imports_nothing(desk: WindowDesk, tmp_path: Path) -> None:
    opened = desk.open("admin")
    opened.click_place("单位和部门")
    page, before = opened.part(OrganisationsPage), organisations(opened.workspace)
    banner = find_part(page, Banner, "room_banner")
    file = tmp_path / "units.csv"
    file.write_text("code,name,parent,kind\n220300,四平市人社局,220000,department\n", "utf-8")
    opened.until(lambda: not page.waiting.under_way)
    with held(soft=True):
        page.import_file(file)
        give_up(opened.qtbot, page)
        opened.until(banner.isVisible)
    assert banner.text == "已取消导入，表格中的单位和部门一个也没有导入。"
    assert organisations(opened.workspace) == before


def test_whoever_gives_up_while_a_password_is_being_changed_keeps_the_old_one(
    desk: WindowDesk,
) -> None:
    opened = desk.open("changchun")
    next(one for one in opened.part(PersonButton).menu().actions() if one.text() == "修改密码").trigger()
    dialog = opened.part(PasswordDialog)
    for name, text in (
        ("old_password", PASSWORD),
        ("new_password", "another one"),
        ("new_password_again", "another one"),
    ):
        QTest.keyClicks(find_part(dialog, QLineEdit, name), text)
    with held(soft=True):
        opened.click(find_part(dialog, KeyButton, "password_save"))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        opened.until(find_part(dialog, QLabel, "password_problem").isVisible)
    assert dialog.isVisible()
    open_workspace(opened.workspace.location, "changchun", PASSWORD).close()


def test_a_password_that_takes_long_to_check_can_be_given_up_and_typed_again(
    desk: WindowDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, waiting = desk.open("changchun"), Held(soft=True)
    locking = Locking(opened.window._session, opened.window, opened.runner, IdleWatch())
    locking.lock()
    screen = locking.screen
    assert screen is not None
    with monkeypatch.context() as patched:
        patched.setattr(locking_module, "check_password", waiting.wait)
        QTest.keyClicks(screen.password, PASSWORD)
        QTest.keyClick(screen.password, Qt.Key.Key_Return)
        assert not screen.password.isEnabled()
        assert screen.focusWidget() is screen
        give_up(opened.qtbot, screen)
    assert screen.password.isEnabled()
    assert screen.password.text() == PASSWORD
    assert not screen.busy.isVisible()
    QTest.keyClick(screen.password, Qt.Key.Key_Return)
    opened.until(lambda: locking.screen is None)
