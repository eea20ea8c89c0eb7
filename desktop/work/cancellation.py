"""How a callable on a worker thread learns that nobody wants its answer any more. Standard library only."""

import threading
from collections.abc import Callable


class CancelledError(Exception):
    """Raised by a callable that stopped because its cancellation was requested."""


class Cancellation:
    """One request's stop flag; may be asked and set from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._interrupts: list[Callable[[], None]] = []

    @property
    def requested(self) -> bool:
        """Whether the work should stop at the next good place."""
        return self._event.is_set()

    def raise_if_requested(self) -> None:
        """Raise CancelledError when the work should stop."""
        if self._event.is_set():
            raise CancelledError

    def on_request(self, interrupt: Callable[[], None]) -> None:
        """Call `interrupt` when cancellation is requested (at once if it was), on the requesting thread.

        For blocking calls that only another thread can break, as a database connection's `interrupt`. It must be
        quick and must not raise.
        """
        with self._lock:
            if not self._event.is_set():
                self._interrupts.append(interrupt)
                return
        interrupt()

    def request(self) -> None:
        """Ask the work to stop. Repeating it does nothing."""
        with self._lock:
            if self._event.is_set():
                return
            self._event.set()
            interrupts, self._interrupts = self._interrupts, []
        for interrupt in interrupts:
            interrupt()
