"""How long the window's thread does not answer, and how much memory the process holds."""

import os
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer


class Heart(QObject):
    """Beats as often as the event loop lets it; `longest` is the longest time between two beats, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.begin()
        self._timer.start()

    def begin(self) -> None:
        self._last = time.perf_counter()
        self.longest = 0.0

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, 1000 * (now - self._last))
        self._last = now


def resident() -> float:
    """Megabytes of memory that are this process's now."""
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
