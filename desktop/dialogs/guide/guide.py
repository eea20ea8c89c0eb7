"""F1: opens the guide at the page that belongs to where the person is, from every window and dialog of the program."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication

from desktop.domain.terms import Role
from desktop.widgets.window_key import WindowKey
from resources import guide_folder

if TYPE_CHECKING:
    from desktop.dialogs.guide.guide_window import GuideWindow

KEY = "F1"
SHORTCUT = "guideKey"
STAYS = "staysWhileLocked"
"""The property of windows that hold nothing of anybody's records and need not be covered."""


class Guide(QObject):
    """One a program. `roles` are those of the person who is signed in, none before that."""

    def __init__(self, application: QApplication, settings: QSettings) -> None:
        super().__init__(application)
        self._settings = settings
        self.roles: Collection[Role] = ()
        self.window: GuideWindow | None = None
        self._key = WindowKey(application, KEY, SHORTCUT, self)
        self._key.pressed.connect(self.open_here)

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
            self.window.setProperty(SHORTCUT, False)
            self.window.setProperty(STAYS, True)
        self.window.open_at(address)
        self.window.present()

    def close(self) -> None:
        """Put the window away for good; windows that come later get no F1 of this guide."""
        self._key.stop()
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
