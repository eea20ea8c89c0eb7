"""What the sign-in asks before it lets somebody in: who has no account, and whose password is a temporary one."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.dialogs.sign_in.new_password_dialog import NewPasswordDialog
from desktop.dialogs.sign_in.recovery_codes_page import RecoveryCodesDialog
from desktop.dialogs.sign_in.registration_dialog import RegistrationDialog
from desktop.models.workspaces_model import WorkspaceEntry
from desktop.services.registration import RecoveryCodes, register_in
from desktop.work.runner import BackgroundRunner

if TYPE_CHECKING:
    from desktop.services.workspace import Workspace


def ask_registration(
    entry: WorkspaceEntry,
    explain: Callable[[Exception], str],
    runner: BackgroundRunner,
    parent: QWidget,
    registered: Callable[[str, str], None],
) -> None:
    """Opens the form; `registered(login, password)` when there is a new account whose codes are kept."""
    register = partial(register_in, entry.place)
    dialog = RegistrationDialog(register, explain, runner, hosted=entry.folder is not None, parent=parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: registered(dialog.login, dialog.password))
    dialog.open()


def ask_new_password(
    workspace: "Workspace", runner: BackgroundRunner, parent: QWidget, entered: Callable[[object], None]
) -> None:
    """Opens the question; `entered(workspace)` once the password is replaced, else the workspace is closed again."""
    dialog = NewPasswordDialog(workspace, runner, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def replaced() -> None:
        codes: RecoveryCodes | None = dialog.codes
        if codes is None:
            entered(workspace)
            return
        shown = RecoveryCodesDialog(codes, parent)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.accepted.connect(lambda: entered(workspace))
        shown.open()

    dialog.accepted.connect(replaced)
    dialog.rejected.connect(lambda: runner.operation(workspace.close))
    dialog.open()
