"""Notices what other programs commit to the same workspace, by asking for its change number twice a second."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.work.runner import BackgroundRunner
from desktop.work.ticket import Ticket

INTERVAL_MS = 500


class ChangeWatch(QObject):
    """`changed()`: somebody committed something since the last look. `failed(Exception)`: the store does not answer any
    more; `recovered()`: it does again, and what was not seen meanwhile is reported as changed.

    A look that is still under way is not repeated, so a slow store is never asked twice at a time.
    """

    changed = Signal()
    failed = Signal(object)
    recovered = Signal()

    def __init__(self, read_number: Callable[[], int], runner: BackgroundRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read_number = read_number
        self._runner = runner
        self._seen: int | None = None
        self._failing = False
        self._look_under_way: Ticket | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._timer.start()
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Ask now, unless an earlier question is still open."""
        if self._look_under_way is None or not self._look_under_way.active:
            self._look_under_way = self._runner.query(
                self._read_number, self._on_read, self._on_failed, owner=self, background=True
            )

    def _on_read(self, number: int) -> None:
        recovered, self._failing = self._failing, False
        if recovered:
            self.recovered.emit()
        if recovered or (self._seen is not None and number != self._seen):
            self.changed.emit()
        self._seen = number

    def _on_failed(self, error: Exception) -> None:
        """Said once, not at every look."""
        failing, self._failing = self._failing, True
        if not failing:
            self.failed.emit(error)
