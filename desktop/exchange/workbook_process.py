"""A workbook written by a process of its own: the library computes for minutes, and a thread would hold up the window.

Python's threads take turns; each turn a computing thread is given costs the window 5 ms, and a repaint has a thousand.
"""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Final

from desktop.exchange.applications_workbook import ROWS_A_SHEET, Cell, SheetColumn, WorkbookLabels
from desktop.exchange.replaced_file import Draft
from desktop.exchange.workbook_wire import END, Answer, Order, order_line, parse_answer, rows_line

_ROWS_A_LINE: Final = 100
_KEPT_ENVIRONMENT: Final = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class WriterGone(Exception):
    """The process ended without an answer: it was killed, or has a fault."""


class WorkbookProcess:
    """Write the rows, then `close`; `end` whatever happens. `kill` is for any thread.

    Raises `WriterGone`, and `OSError` as the process met it.
    """

    def __init__(
        self,
        draft: Draft,
        columns: Sequence[SheetColumn],
        labels: WorkbookLabels,
        *,
        rows_a_sheet: int = ROWS_A_SHEET,
    ) -> None:
        self.rows = 0
        """How many were handed over, without the headings."""
        self.sheets = 0
        """How many there are, once it is closed."""
        self._waiting: list[Sequence[Cell]] = []
        self._ending = threading.Lock()
        # the environment may hold passwords; the process needs none of it
        environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
        self._process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            self._tell(order_line(Order(draft.path, draft.folder, tuple(columns), labels, rows_a_sheet)))
        except BaseException:
            self.end()
            raise

    def write(self, cells: Sequence[Cell]) -> None:
        """Add a row of one cell for each column."""
        self._waiting.append(cells)
        self.rows += 1
        if len(self._waiting) >= _ROWS_A_LINE:
            self._hand_over()

    def close(self) -> None:
        """Let the file be put together, and wait for it."""
        self._hand_over()
        self._tell(END)
        self.sheets = self._answer().sheets

    def kill(self) -> None:
        """Whoever writes or waits gets `WriterGone` at once."""
        with self._ending:
            if self._process.poll() is None:
                self._process.kill()

    def end(self) -> None:
        """Nothing of the process is left; after `close` there is nothing to do."""
        self.kill()
        with self._ending:
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not told any more
                    pipe.close()

    def _hand_over(self) -> None:
        if self._waiting:
            self._tell(rows_line(self._waiting))
            self._waiting.clear()

    def _tell(self, line: bytes) -> None:
        pipe = self._process.stdin
        if pipe is None:
            raise WriterGone
        try:
            pipe.write(line)
            pipe.flush()
        except OSError as error:  # a broken pipe, which Windows calls an invalid argument
            self._answer()
            raise WriterGone from error

    def _answer(self) -> Answer:
        pipe = self._process.stdout
        answer = parse_answer(pipe.readline()) if pipe is not None else None
        if answer is None:
            raise WriterGone
        if answer.failure:
            raise OSError(answer.failure, os.strerror(answer.failure))
        return answer


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "workbook-child"]
    return [sys.executable, "-I", "-m", "desktop", "workbook-child"]
