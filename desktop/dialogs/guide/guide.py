"""F1: opens the guide at the page that belongs to where the person is, from every window and dialog of the program."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.terms import Role
from resources import guide_folder

if TYPE_CHECKING:
    from desktop.dialogs.guide.guide_window import GuideWindow

KEY = "F1"
_SHORTCUT = "guideKey"


class Guide(QObject):
    """One a program. `roles` are those of the person who is signed in, none before that."""

    def __init__(self, application: QApplication, settings: QSettings) -> None:
        super().__init__(application)
        self._settings = settings
        self.roles: Collection[Role] = ()
        self.window: GuideWindow | None = None
        self._application: QApplication | None = application
        application.focusChanged.connect(self._on_focus_changed)

    def open_here(self) -> None:
        """Open the page for where the cursor is."""
        window = QApplication.activeWindow()
        if window is not None and window is not self.window:
            from desktop.dialogs.guide.topics import read_topics  # the start is short

            topics = read_topics(guide_folder())
            self.open_at(topics.topic_of(QApplication.focusWidget(), window, self.roles))

    def open_at(self, address: str) -> None:
        """Open `page.md#anchor`."""
        if self.window is None:
            from desktop.dialogs.guide.guide_window import GuideWindow

            self.window = GuideWindow(guide_folder(), self._settings)
        self.window.open_at(address)
        self.window.present()

    def close(self) -> None:
        """Put the window away for good; windows that come later get no F1 of this guide."""
        if self._application is not None:
            self._application.focusChanged.disconnect(self._on_focus_changed)
            self._application = None
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        """A shortcut of each window: one for the whole program would not work beside a dialog that blocks others."""
        if now is None:
            return
        window = now.window()
        if window is self.window or window.findChild(QShortcut, _SHORTCUT, Qt.FindChildOption.FindDirectChildrenOnly):
            return
        shortcut = QShortcut(QKeySequence(KEY), window)
        shortcut.setObjectName(_SHORTCUT)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.open_here)
