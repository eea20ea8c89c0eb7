"""The dialogs that the header's buttons open over whatever page is shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.views.help_dialog import HelpDialog
from desktop.views.session import Session


def open_help(window: QWidget) -> None:
    """Keys and help."""
    dialog = HelpDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def open_password_dialog(session: Session, window: QWidget, on_changed: Callable[[], None]) -> None:
    """Let the person change their password."""
    from desktop.dialogs.password_dialog import PasswordDialog

    dialog = PasswordDialog(session.workspace, session.runner, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(on_changed)
    dialog.open()
