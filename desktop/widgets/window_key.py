"""A key that works in every window and dialog of the program, also beside one that blocks the others."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget


class WindowKey(QObject):
    """`pressed()`. A shortcut of each window: one for the whole program would not work beside a modal dialog.

    Windows get it when the cursor comes into them; those whose property `name` is set to False do not.
    """

    pressed = Signal()

    def __init__(self, application: QApplication, keys: str, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys, self._name = keys, name
        self._application: QApplication | None = application
        application.focusChanged.connect(self._on_focus_changed)

    def stop(self) -> None:
        """Windows that come later get no key of this one."""
        if self._application is not None:
            self._application.focusChanged.disconnect(self._on_focus_changed)
            self._application = None

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        window = now.window()
        known = window.findChild(QShortcut, self._name, Qt.FindChildOption.FindDirectChildrenOnly)
        if known is not None or window.property(self._name) is False:
            return
        shortcut = QShortcut(QKeySequence(self._keys), window)
        shortcut.setObjectName(self._name)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.pressed)
