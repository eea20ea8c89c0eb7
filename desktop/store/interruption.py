"""Ending what a thread is doing in a store, from another thread: a running statement, and all that would follow it.

An interrupt is at hand for everything that runs within `ended_by`, so that no verb has to hand it on.
"""

import contextlib
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Protocol

from desktop.store.problems import Interrupted


class Interruptible(Protocol):
    """A connection whose running statement can be ended from another thread."""

    def interrupt(self) -> None: ...


class Interrupt:
    """Ends the statements of a thread once it is cancelled, which any thread may do."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancelled = False
        self._running: list[Interruptible] = []

    def cancel(self) -> None:
        """Whoever reads or writes raises `Interrupted`, now or at the next statement; what is not committed goes."""
        with self._lock:
            self._cancelled = True
            for connection in self._running:
                connection.interrupt()

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def raise_if_cancelled(self) -> None:
        if self._cancelled:
            raise Interrupted

    @contextlib.contextmanager
    def watch(self, connection: Interruptible) -> Iterator[None]:
        """The statements of this block can be ended, and it does not end well once `cancel` was called."""
        with self._lock:
            self.raise_if_cancelled()
            self._running.append(connection)
        try:
            yield
        finally:
            with self._lock:
                self._running.remove(connection)
        self.raise_if_cancelled()


_at_hand: ContextVar[Interrupt | None] = ContextVar("interrupt_at_hand", default=None)


@contextlib.contextmanager
def ended_by(interrupt: Interrupt) -> Iterator[None]:
    """Everything that this thread reads and writes within the block can be ended by `interrupt`."""
    before = _at_hand.set(interrupt)
    try:
        yield
    finally:
        _at_hand.reset(before)


@contextlib.contextmanager
def carried_through() -> Iterator[None]:
    """What follows something that is on record already is not ended any more: both are kept."""
    before = _at_hand.set(None)
    try:
        yield
    finally:
        _at_hand.reset(before)


def given_up() -> bool:
    """Whether what this thread is doing was cancelled."""
    interrupt = _at_hand.get()
    return interrupt is not None and interrupt.cancelled


def interruptible(connection: Interruptible) -> contextlib.AbstractContextManager[None]:
    """What happens on `connection` in the block can be ended by the interrupt at hand, where there is one."""
    interrupt = _at_hand.get()
    return contextlib.nullcontext() if interrupt is None else interrupt.watch(connection)


def heed(*_: object) -> None:
    """Before each statement: what was cancelled between two of them goes no further. Raises `Interrupted`."""
    if given_up():
        raise Interrupted
