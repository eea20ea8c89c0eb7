"""The background runner: everything that may take longer than a frame runs here and answers on the GUI thread.

Owns the reading and writing threads, request numbers, and the way back through one queued signal. Knows nothing of
what the callables do.
"""

import itertools
import logging
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from shiboken6 import isValid

from desktop.work.cancellation import CancelledError
from desktop.work.job import Failure, Job, Progress, ProgressReport, Result
from desktop.work.ticket import Ticket
from desktop.work.worker_pool import WorkerPool

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_READERS = 2
_TURN_SECONDS = 0.001

ErrorHandler = Callable[[Exception], None]


@dataclass(slots=True)
class _Request:
    """What the GUI thread remembers of a request; never touched by a worker."""

    job: Job
    pool: WorkerPool
    writes: bool
    owner: "weakref.ref[QObject] | None"
    on_result: Callable[[Any], None] | None
    on_error: ErrorHandler | None
    on_progress: ProgressReport | None = None
    on_cancelled: Callable[[], None] | None = None

    def owner_gone(self) -> bool:
        if self.owner is None:
            return False
        owner = self.owner()
        return owner is None or not isValid(owner)


class _Bell(QObject):
    """Rung from worker threads, heard on the GUI thread."""

    rung = Signal()


class _Mailbox:
    """Reports on their way to the GUI thread. Threads that hang longer than the window keep it, so it must know no
    QObject once it is closed: one that lost its last reference on a worker thread would be destroyed there.
    """

    def __init__(self, bell: _Bell) -> None:
        self._bell: _Bell | None = bell
        self._lock = threading.Lock()
        self._reports: deque[Progress | Job] = deque()

    def deliver(self, report: Progress | Job) -> None:
        """Worker threads: post a report; after `close` it is dropped."""
        with self._lock:
            if self._bell is not None:
                self._reports.append(report)
                self._bell.rung.emit()

    def collect(self) -> Progress | Result | Failure | None:
        """GUI thread: the oldest report. What a finished job held is released here, not on a worker thread."""
        with self._lock:
            report = self._reports.popleft() if self._reports else None
        return report.take_outcome() if isinstance(report, Job) else report

    def close(self) -> None:
        """GUI thread: drop what has arrived and what will."""
        with self._lock:
            dropped = (self._bell, self._reports)
            self._bell, self._reports = None, deque()
        del dropped  # outside the lock: what dies may call back


def keep_turns_short() -> None:
    """Let the window's thread take over from a computing one within a millisecond instead of five.

    A repaint calls Qt a thousand times and may have to wait for its turn after each; for the whole process.
    """
    sys.setswitchinterval(_TURN_SECONDS)


class BackgroundRunner(QObject):
    """Runs callables off the GUI thread: reads on two threads, writes on exactly one, in order; reads that nobody looks
    at yet on a further one, and what takes long and writes elsewhere on another, so that neither is waited for.

    Callbacks run on the GUI thread, one per turn of the event loop, and never after the `owner` was destroyed.
    A callable that names a parameter `cancellation` gets a Cancellation, one that names `progress` gets a function
    `progress(done, total)`. Callables must not touch widgets.

    `failed(exception)`: a callable raised and no `on_error` was there to hear it.
    `operations_changed(int)`: number of writes waiting or running.
    """

    failed = Signal(object)
    operations_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._requests: dict[int, _Request] = {}
        self._closed = False
        bell = _Bell()
        bell.rung.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)
        self._mailbox = _Mailbox(bell)
        self._readers = WorkerPool("reader", _READERS, self._mailbox.deliver)
        self._writer = WorkerPool("writer", 1, self._mailbox.deliver)
        self._background = WorkerPool("background", 1, self._mailbox.deliver)
        self._aside = WorkerPool("aside", 1, self._mailbox.deliver)
        # for a runner that dies without `close`: its idle threads must end too
        weakref.finalize(self, _abandon, self._mailbox, *self._pools).atexit = False
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    @property
    def _pools(self) -> tuple[WorkerPool, ...]:
        return self._readers, self._writer, self._background, self._aside

    @property
    def unfinished_operations(self) -> int:
        """How many writes wait or run; ask before closing the window."""
        return sum(request.writes for request in self._requests.values())

    def query(
        self,
        fn: Callable[..., _T],
        on_result: Callable[[_T], None],
        on_error: ErrorHandler | None = None,
        *,
        owner: QObject | None = None,
        on_progress: ProgressReport | None = None,
        newest_first: bool = False,
        background: bool = False,
    ) -> Ticket:
        """Read something. `newest_first` overtakes the waiting reads; `background` is for what may take long and is not
        waited for by the eye: it holds up only others of its kind.

        `cancel()` means: no callback will follow, whether the callable stops or not.
        """
        pool = self._background if background else self._readers
        request = self._request(
            fn, owner, pool, on_result=on_result, on_error=on_error, on_progress=on_progress, writes=False
        )
        return self._start(request, first=newest_first)

    def operation(
        self,
        fn: Callable[..., _T],
        on_result: Callable[[_T], None] | None = None,
        on_error: ErrorHandler | None = None,
        *,
        owner: QObject | None = None,
        on_progress: ProgressReport | None = None,
        on_cancelled: Callable[[], None] | None = None,
        aside: bool = False,
    ) -> Ticket:
        """Write something, after all writes asked for before.

        `aside` is for what takes long and writes somewhere else than the store, a file of its own: it neither waits for
        the other writes nor holds them up, only others of its kind.

        `cancel()` before it began: it never runs, `on_cancelled` is called. Afterwards it is a wish: the callable
        raises CancelledError (then `on_cancelled`) or finishes, and then `on_result` says so, since it did happen.
        """
        request = self._request(
            fn,
            owner,
            self._aside if aside else self._writer,
            on_result=on_result,
            on_error=on_error,
            writes=True,
            on_progress=on_progress,
            on_cancelled=on_cancelled,
        )
        ticket = self._start(request, first=False)
        self.operations_changed.emit(self.unfinished_operations)
        return ticket

    @Slot()
    def close(self) -> None:
        """Ask everything to stop and forget it: no callback follows, nothing is waited for. Repeating is harmless."""
        if self._closed:
            return
        self._closed = True
        _abandon(self._mailbox, *self._pools)
        requests = list(self._requests.values())
        self._requests.clear()
        for request in requests:
            request.job.cancellation.request()

    def _request(
        self,
        fn: Callable[..., Any],
        owner: QObject | None,
        pool: WorkerPool,
        *,
        writes: bool,
        on_result: Callable[[Any], None] | None,
        on_error: ErrorHandler | None,
        on_progress: ProgressReport | None = None,
        on_cancelled: Callable[[], None] | None = None,
    ) -> _Request:
        if self._closed:
            raise RuntimeError("the background runner is closed")
        reference = weakref.ref(owner) if owner is not None else None
        job = Job(next(self._numbers), fn)
        return _Request(job, pool, writes, reference, on_result, on_error, on_progress, on_cancelled)

    def _start(self, request: _Request, *, first: bool) -> Ticket:
        number = request.job.number
        self._requests[number] = request
        request.pool.put(request.job, first=first)
        return Ticket(number, self._cancel, self._requests.__contains__)

    def _cancel(self, number: int) -> None:
        request = self._requests.get(number)
        if request is None:
            return
        request.job.cancellation.request()
        if not request.writes:
            del self._requests[number]
            request.pool.take_back(request.job)
        elif request.pool.take_back(request.job):
            self._finish_operation(number)
            if request.on_cancelled is not None and not request.owner_gone():
                request.on_cancelled()

    @Slot()
    def _on_reported(self) -> None:
        match self._mailbox.collect():
            case Progress(number, done, total):
                request = self._requests.get(number)
                if request is not None and request.on_progress is not None and not request.owner_gone():
                    request.on_progress(done, total)
            case Result(number, value):
                request = self._requests.pop(number, None)
                self._announce_operations(request)
                if request is not None and request.on_result is not None and not request.owner_gone():
                    request.on_result(value)
            case Failure(number, error):
                request = self._requests.pop(number, None)
                self._announce_operations(request)
                self._hand_over(request, error)

    def _hand_over(self, request: _Request | None, error: BaseException) -> None:
        """Give an exception to whoever answers for it; a read that nobody waits for is only logged."""
        gone = request is None or request.owner_gone()
        if request is not None and isinstance(error, CancelledError) and request.job.cancellation.requested:
            if request.on_cancelled is not None and not gone:
                request.on_cancelled()
        elif request is None or (gone and not request.writes):
            _log.info("an abandoned read ended with %s", type(error).__name__)
        elif request.on_error is not None and not gone and isinstance(error, Exception):
            request.on_error(error)
        else:
            self.failed.emit(error)

    def _finish_operation(self, number: int) -> None:
        self._announce_operations(self._requests.pop(number, None))

    def _announce_operations(self, request: _Request | None) -> None:
        if request is not None and request.writes:
            self.operations_changed.emit(self.unfinished_operations)


def _abandon(mailbox: _Mailbox, *pools: WorkerPool) -> None:
    mailbox.close()
    for pool in pools:
        pool.close()
