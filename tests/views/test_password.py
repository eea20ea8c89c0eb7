"""Changing one's own password from the header's menu."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.demo.workspace import PASSWORD
from desktop.dialogs.password_dialog import PasswordDialog
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.workspace import open_workspace
from desktop.views.person_button import PersonButton
from desktop.widgets.key_button import KeyButton
from tests.views.desk import OpenWindow, WindowDesk, find_part

NEW = "new password 1"


def ask(opened: OpenWindow, old: str, new: str, again: str) -> PasswordDialog:
    menu = opened.part(PersonButton).menu()
    next(action for action in menu.actions() if action.text() == "修改密码").trigger()
    dialog = opened.part(PasswordDialog)
    for name, text in (("old_password", old), ("new_password", new), ("new_password_again", again)):
        QTest.keyClicks(find_part(dialog, QLineEdit, name), text)
    opened.click(find_part(dialog, KeyButton, "password_save"))
    return dialog


def test_the_new_password_opens_the_workspace_and_the_old_no_longer(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    ask(opened, PASSWORD, NEW, NEW)
    opened.until(opened.banner.isVisible)
    assert "密码已修改" in opened.banner.text
    open_workspace(opened.workspace.location, "changchun", NEW).close()
    with pytest.raises(Unavailable) as refused:
        open_workspace(opened.workspace.location, "changchun", PASSWORD)
    assert refused.value.code is UnavailableCode.WRONG_PASSWORD


@pytest.mark.parametrize(
    ("old", "new", "again"), [(PASSWORD, NEW, "something else"), ("wrong password", NEW, NEW), (PASSWORD, "x", "x")]
)
def test_what_is_wrong_is_said_and_the_old_password_stays(desk: WindowDesk, old: str, new: str, again: str) -> None:
    opened = desk.open("changchun")
    dialog = ask(opened, old, new, again)
    problem = find_part(dialog, QLabel, "password_problem")
    opened.until(problem.isVisible)
    assert problem.text()
    assert dialog.isVisible()
    open_workspace(opened.workspace.location, "changchun", PASSWORD).close()
