"""A process that draws evidence, on a line of its own: whoever it draws for can end it at any moment.

Only these two hold the line's ends, so that neither waits for ever on half a message of one that has ended.
"""

import multiprocessing
import os
import threading
from multiprocessing.connection import Connection
from queue import SimpleQueue

from desktop.demo.evidence_spec import EvidenceSpec
from desktop.store.interruption import heed

_HEED_SECONDS = 0.1
_ENDING_SECONDS = 5


class EvidenceProcess:
    """Draws the batches that it is given one after the other, in their order."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_draw, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, batch: tuple[EvidenceSpec, ...]) -> None:
        """Never waits for what is being drawn. Raises `ChildProcessError` where the process has ended."""
        try:
            self._line.send(batch)
        except OSError as error:
            raise self._ended() from error

    def answer(self) -> list[bytes]:
        """The files of the oldest batch that was asked for. Raises `ChildProcessError` where the process has ended, and
        `Interrupted` where the caller's work is given up meanwhile.
        """
        try:
            while not self._line.poll(_HEED_SECONDS):
                heed()
            drawn: list[bytes] = self._line.recv()
        except (EOFError, OSError) as error:
            raise self._ended() from error
        return drawn

    def end(self) -> None:
        """At once, whatever it is at."""
        self._process.kill()
        self._process.join()
        self._line.close()

    def _ended(self) -> ChildProcessError:
        self._process.join(_ENDING_SECONDS)
        return ChildProcessError(f"a process that draws evidence ended with code {self._process.exitcode}")


def _draw(line: Connection) -> None:
    # imported in the drawing process only
    from desktop.demo.evidence_sheets import render_one

    asked: SimpleQueue[tuple[EvidenceSpec, ...]] = SimpleQueue()
    threading.Thread(target=_listen, args=(line, asked), daemon=True).start()
    while True:
        line.send([render_one(spec) for spec in asked.get()])


def _listen(line: Connection, asked: "SimpleQueue[tuple[EvidenceSpec, ...]]") -> None:
    """Ends the process with its line, which the system closes when the other end is killed."""
    while True:
        try:
            asked.put(line.recv())
        except (EOFError, OSError):
            os._exit(1)
