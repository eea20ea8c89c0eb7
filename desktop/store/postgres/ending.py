"""Ending a query that the server is at, from another thread."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

import psycopg

from desktop.store.interruption import interruptible

_CANCEL_SECONDS = 5
_ASK_AGAIN_SECONDS = 0.2


@contextlib.contextmanager
def ending(driver: Any) -> Iterator[None]:
    """Within a transaction of this connection: it can be ended up to the commit, which nobody interrupts any more."""
    running = _Running(driver)
    try:
        with interruptible(running):
            yield
    finally:
        running.settle()


class _Running:
    """A connection's running query, to be interrupted from another thread, which never waits for the server."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver
        self._over = threading.Event()
        self._asking: threading.Thread | None = None

    def interrupt(self) -> None:
        if self._asking is None:
            self._asking = threading.Thread(target=self._ask, name="interrupting", daemon=True)
            self._asking.start()

    def settle(self) -> None:
        """Wait until nobody asks any more, so that the next query on this connection is not interrupted."""
        self._over.set()
        if self._asking is not None:
            self._asking.join()

    def _ask(self) -> None:
        """Again and again: what arrives before the query has begun interrupts nothing."""
        while self._driver is not None and not self._over.is_set():
            # who cannot reach the server to end a query is told so by the query itself
            with contextlib.suppress(psycopg.Error):
                self._driver.cancel_safe(timeout=_CANCEL_SECONDS)
            self._over.wait(_ASK_AGAIN_SECONDS)
