"""The windows that are out of sight while the program is locked, and how they come back as they were."""

from functools import partial

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from desktop.dialogs.guide.guide import STAYS

_PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)


class CoveredWindows(QObject):
    """Hidden, not closed: what is typed, chosen and scrolled to stays in them, and no key reaches them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._windows: dict[QWidget, QRect] = {}
        self._active: QWidget | None = None
        self._cursor: QWidget | None = None

    def hide_all(self, besides: QWidget) -> None:
        """Menus close; dialogs go before the window that they belong to."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._active, self._cursor = QApplication.activeWindow(), QApplication.focusWidget()
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not besides]
        for window in sorted(shown, key=_depth, reverse=True):
            self.hide(window)

    def hide(self, window: QWidget) -> None:
        """Also one that has come up since."""
        if window.property(STAYS):
            return
        if window.windowType() not in _PASSING and window not in self._windows:
            self._windows[window] = window.geometry()
            window.destroyed.connect(partial(self._windows.pop, window, None))
            if isinstance(window, QDialog):
                window.finished.connect(partial(self._forget, window))
        window.hide()

    def show_all(self) -> None:
        """Where they were, with the cursor where it was; what has ended meanwhile stays away."""
        windows = dict(self._windows)
        self._windows.clear()
        for window in sorted(windows, key=_depth):
            window.show()
            if not window.isMaximized() and not window.isFullScreen():
                window.setGeometry(windows[window])
        if self._active in windows:
            self._active.raise_()
            self._active.activateWindow()
            if self._cursor is not None and isValid(self._cursor) and self._cursor.window() is self._active:
                self._cursor.setFocus()
        self._active = self._cursor = None

    def _forget(self, window: QWidget, result: int) -> None:
        self._windows.pop(window, None)


def _depth(window: QWidget) -> int:
    parent = window.parentWidget()
    return 0 if parent is None else 1 + _depth(parent.window())
