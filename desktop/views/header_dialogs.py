"""The dialog that the header's menu opens over whatever page is shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.views.session import Session


def open_password_dialog(session: Session, window: QWidget, on_changed: Callable[[], None]) -> None:
    """Let the person change their password."""
    from desktop.dialogs.password_dialog import PasswordDialog

    dialog = PasswordDialog(session.workspace, session.runner, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(on_changed)
    dialog.open()
