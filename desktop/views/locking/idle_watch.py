"""Notices that nobody has touched the program's windows for a while, or that the machine has slept."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

TICK_SECONDS: Final = 5
SLEPT_SECONDS: Final = 60
"""A look that comes so much too late: the machine was asleep in between."""
_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """`idle()` once after `limit` seconds without key or mouse, by whichever of two clocks is further on: the
    monotonic one of some systems stands still while the machine sleeps, and the other can be set back. None: never.

    It listens to the program's windows and to what has the cursor, which is what an input method types into.
    """

    idle = Signal()

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._monotonic, self._wall = monotonic, wall
        self._limit: float | None = None
        self._running = False
        self._touched = self._looked = (0.0, 0.0)
        self._timer = QTimer(self, interval=TICK_SECONDS * 1000)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusObjectChanged.connect(self._listen_to)

    def start(self, limit: float | None) -> None:
        """Begin to count, from now."""
        self._limit = limit
        self._running = True
        self._touch()
        self._looked = self._touched
        self._listen_to(QGuiApplication.focusObject())
        self._timer.start()

    def stop(self) -> None:
        self._running = False
        self._timer.stop()

    def look(self) -> None:
        """Compare the clocks now."""
        if not self._running:
            return
        now = (self._monotonic(), self._wall())
        late = max(there - before for there, before in zip(now, self._looked, strict=True))
        untouched = max(there - before for there, before in zip(now, self._touched, strict=True))
        self._looked = now
        slept = late >= TICK_SECONDS + SLEPT_SECONDS
        if self._limit is not None and (untouched >= self._limit or slept):
            self.stop()
            self.idle.emit()
        else:
            self._listen_to_windows()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The key that wakes a machine is nobody's: it is looked first whether time is over."""
        if not self._running or event.type() not in _TOUCHES:
            return False
        self.look()
        if not self._running:
            return True
        self._touch()
        return False

    def _touch(self) -> None:
        self._touched = (self._monotonic(), self._wall())

    def _listen_to(self, target: QObject | None) -> None:
        if self._running and target is not None:
            target.installEventFilter(self)
            self._listen_to_windows()

    def _listen_to_windows(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)
