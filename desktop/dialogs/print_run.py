"""Puts pages on a printer's paper, a few at a time, so that the window goes on meanwhile and the person can stop it."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtPrintSupport import QPrinter

from desktop.printing.paper import Page
from desktop.printing.pdf import painting

_TURN_SECONDS: Final = 0.04


class PrintRun(QObject):
    """`gone_on(int)`: so many pages are painted. `ended(int)`: so many went to the printer, all or those before it was
    stopped; 0 where the printer does not take them, or where it could still be stopped before the first.
    """

    gone_on = Signal(int)
    ended = Signal(int)

    def __init__(self, printer: QPrinter, pages: Sequence[Page], parent: QObject) -> None:
        super().__init__(parent)
        self._printer = printer
        self._painting = painting(printer, pages)
        self._count = len(pages)
        self._painted = 0
        self._running = True
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._on_turn)
        self._turns.start()

    def finish(self) -> None:
        """All that is left now, at once."""
        while self._running:
            self._on_turn()

    def stop(self) -> None:
        """Not all printers forget what was painted; those that do not print it. A file is not left half."""
        if not self._running:
            return
        forgotten = self._printer.abort()
        self._painting.close()
        if self._printer.outputFileName():
            Path(self._printer.outputFileName()).unlink(missing_ok=True)
            forgotten = True
        self._end(0 if forgotten else self._painted)

    def _on_turn(self) -> None:
        until = time.monotonic() + _TURN_SECONDS
        try:
            for painted in self._painting:
                self._painted = painted
                if time.monotonic() >= until:
                    break
            else:
                self._end(self._count)
        except OSError:
            self._end(0)
        if self._running:
            self.gone_on.emit(self._painted)

    def _end(self, pages: int) -> None:
        self._turns.stop()
        self._running = False
        self.ended.emit(pages)
        self.deleteLater()
