"""Photographs the stations of a journey, light and dark, where somebody wants to look at them."""

from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.tour.album import photograph
from desktop.tour.hands import wait_for
from desktop.widgets.theme.palette import ThemeMode
from desktop.widgets.theme.theme import Theme

_SETTLE_MS = 250
_LIGHT_AND_DARK = (("", ThemeMode.LIGHT), ("-dark", ThemeMode.DARK))


class Camera:
    """Takes nothing: a journey whose pictures nobody wants."""

    def take(self, name: str, window: QWidget, *over: QWidget) -> None:
        """The window as it is, with the dialogs `over` it."""


class Album(Camera):
    """Writes `01-NAME.png` and `01-NAME-dark.png` into `folder`."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self._folder, self._theme = folder, theme
        self._count = 0

    def take(self, name: str, window: QWidget, *over: QWidget) -> None:
        self._count += 1
        for suffix, mode in _LIGHT_AND_DARK:
            self._theme.set_mode(mode)
            _settle()
            photograph(window, over).save(str(self._folder / f"{self._count:02}-{name}{suffix}.png"))
        self._theme.set_mode(ThemeMode.LIGHT)
        QApplication.processEvents()


def _settle() -> None:
    """Let what is on its way arrive."""
    until = QDeadlineTimer(_SETTLE_MS)
    wait_for(until.hasExpired, "a moment has passed")
