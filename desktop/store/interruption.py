"""Ending what a thread is doing in a store, from another thread: a running statement, and all that would follow it.

An interrupt is at hand for everything that runs within `ended_by`, so that no verb has to hand it on.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol, TypeVar

from desktop.store.problems import Interrupted

_T = TypeVar("_T")


class Interruptible(Protocol):
    """A connection whose running statement can be ended from another thread."""

    def interrupt(self) -> None: ...


class Interrupt:
    """Ends the statements of a thread once it is cancelled, which any thread may do."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancelled = False
        self._settled = False
        self._running: list[Interruptible] = []

    def cancel(self) -> None:
        """Whoever reads or writes raises `Interrupted`, now or at the next statement; what is not committed goes."""
        with self._lock:
            if self._settled:
                return
            self._cancelled = True
            for connection in self._running:
                connection.interrupt()

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def settle(self) -> None:
        """What comes now is carried through: cancelling later ends nothing. Raises `Interrupted` after `cancel`."""
        with self._lock:
            self.raise_if_cancelled()
            self._settled = True

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
_in_scratch: ContextVar[bool] = ContextVar("in_scratch", default=False)


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


def settle() -> None:
    """Before the first of several things of which one without the others must not be, as a file beside a commit: either
    the thread is ended here, which raises `Interrupted`, or it carries all of them through.
    """
    interrupt = _at_hand.get()
    if interrupt is not None and not _in_scratch.get():
        interrupt.settle()


@contextlib.contextmanager
def in_scratch() -> Iterator[None]:
    """What is written in the block is thrown away as a whole where it is ended: nothing of it need be carried through,
    so that `settle` does nothing.
    """
    before = _in_scratch.set(True)
    try:
        yield
    finally:
        _in_scratch.reset(before)


def apart(work: Callable[[], _T], drop: Callable[[_T], object] = lambda _: None) -> _T:
    """What `work` gives, which nobody can end from outside: once cancelled it is left to itself, on a thread of its
    own, and what comes of it is given to `drop` there. Raises `Interrupted` then, at once.
    """
    interrupt = _at_hand.get()
    if interrupt is None:
        return work()
    coming, told = Future[_T](), threading.Event()
    coming.add_done_callback(lambda _: told.set())
    threading.Thread(target=_fulfil, args=(coming, work), name="apart", daemon=True).start()
    try:
        with interrupt.watch(_Told(told)):
            told.wait()
        return coming.result()
    except Interrupted:
        coming.add_done_callback(lambda done: None if done.exception() else drop(done.result()))
        raise


@dataclass(frozen=True, slots=True)
class _Told:
    """Somebody who waits, and is told of a cancellation."""

    event: threading.Event

    def interrupt(self) -> None:
        self.event.set()


def _fulfil(coming: "Future[_T]", work: Callable[[], _T]) -> None:
    try:
        coming.set_result(work())
    except BaseException as error:
        coming.set_exception(error)
