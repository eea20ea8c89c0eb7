"""The moment between closing a window and closing its workspace: what was written last still reaches the store."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.work.runner import BackgroundRunner

PATIENCE_MS = 2000


class Leaving(QObject):
    """`finished()`, once: every write is done, or has had its two seconds. Waits through the event loop."""

    finished = Signal()

    def __init__(self, runner: BackgroundRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._finished = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._finish)
        runner.operations_changed.connect(self._look)

    def start(self) -> None:
        """Begin to wait; `finished` may come at once."""
        self._patience.start()
        self._look(self._runner.unfinished_operations)

    def _look(self, unfinished: int) -> None:
        if not unfinished:
            self._finish()

    def _finish(self) -> None:
        if not self._finished:
            self._finished = True
            self._patience.stop()
            self.finished.emit()
