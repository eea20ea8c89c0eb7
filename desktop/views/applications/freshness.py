"""When the list was last read, in words: 刚刚更新 for a minute, then the time of day."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.clock import SHANGHAI

_JUST_NOW_MS = 60_000


class Freshness(QObject):
    """`changed()` when the words are others than before."""

    changed = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._read_at: datetime | None = None
        self._failing = False
        self._minute = QTimer(self, singleShot=True, interval=_JUST_NOW_MS)
        self._minute.timeout.connect(self.changed)

    @property
    def words(self) -> str:
        """Empty before the first reading."""
        if self._read_at is None:
            return ""
        time = self._read_at.astimezone(SHANGHAI).strftime("%H:%M")
        if self._failing:
            return self.tr("{0} 的内容").format(time)
        return self.tr("刚刚更新") if self._minute.isActive() else self.tr("{0} 更新").format(time)

    def note_read(self) -> None:
        """The list is as the store had it a moment ago."""
        self._read_at, self._failing = self._clock(), False
        self._minute.start()
        self.changed.emit()

    def note_failure(self) -> None:
        """The store did not answer; what is shown is as old as it was."""
        self._failing = True
        self.changed.emit()
