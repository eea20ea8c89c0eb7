"""Keeps one preview child at work and one warm in reserve, on threads of its own; Qt is not known here.

Decides what is done next and by whom, ends a child that takes too long, and says how each request went.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from queue import Empty, SimpleQueue
from typing import Generic

from desktop.preview.backlog import Backlog, Opening, Priority, Search, Task
from desktop.preview.protocol import (
    DocumentId,
    DocumentInfo,
    DocumentOpened,
    DrawPage,
    Limits,
    OpenDocument,
    PageDrawn,
    PageRequest,
    PagesSearched,
    PreviewErrorCode,
    Refused,
    Reply,
    Request,
    SearchHit,
    SearchPages,
)
from desktop.preview.worker import Answered, Gone, Picture, Ready, Report, TakePicture, Worker

_log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 0.1
"""How long a person waits for the busy child before the reserve takes over."""
_MOST_AHEAD = 6
_STRIKES = 2
"""A document that has ended this many children is not tried again of the program's own accord."""
_FAILED_STARTS = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """A document's pages are known."""

    info: DocumentInfo
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Drawn(Generic[Picture]):
    """A page is drawn, for these requests or ahead of any."""

    request: PageRequest
    picture: Picture
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Searched:
    """A document has been searched to its end, or to the limit of hits."""

    document: DocumentId
    text: str
    hits: tuple[SearchHit, ...]
    complete: bool
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Failed:
    """These requests will not be met."""

    document: DocumentId
    page: int | None
    code: PreviewErrorCode
    numbers: frozenset[int]


Event = Opened | Drawn[Picture] | Searched | Failed


@dataclass(eq=False, slots=True)
class _Document:
    """What is known of a document. `content` is held only between loading and opening."""

    name: DocumentId
    load: Callable[[], bytes]
    info: DocumentInfo | None = None
    content: bytes | None = None
    loading: bool = False
    refused: PreviewErrorCode | None = None
    strikes: int = 0
    last_strike: PreviewErrorCode = PreviewErrorCode.CRASHED


@dataclass(eq=False, slots=True)
class _Seat(Generic[Picture]):
    """A worker and what it is doing. `held`: the documents its child has open, the longest unused first."""

    deadline: float | None
    worker: Worker[Picture] | None = None
    ready: bool = False
    task: Task | None = None
    opening: bool = False
    overdue: bool = False
    answers: int = 0
    last_used: float = 0.0
    held: dict[DocumentId, None] = field(default_factory=dict)

    @property
    def idle(self) -> bool:
        return self.ready and self.task is None


class Supervisor(Generic[Picture]):
    """The threads behind the preview. Every method returns at once; `deliver` is called on the supervisor's thread."""

    def __init__(
        self,
        command: Sequence[str],
        limits: Limits,
        take_picture: TakePicture[Picture],
        deliver: Callable[[Event[Picture]], None],
    ) -> None:
        self._command = command
        self._limits = limits
        self._take_picture = take_picture
        self._deliver = deliver
        self._inbox: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._loads: SimpleQueue[_Document | None] = SimpleQueue()
        self._documents: dict[DocumentId, _Document] = {}
        self._backlog = Backlog(_MOST_AHEAD)
        self._seats: list[_Seat[Picture]] = []
        self._exchanges = itertools.count(1)
        self._failed_starts = 0
        self._closed = False
        threading.Thread(target=self._run, name="preview-supervisor", daemon=True).start()
        threading.Thread(target=self._load_documents, name="preview-loader", daemon=True).start()

    # called from anywhere

    def open(self, document: DocumentId, load: Callable[[], bytes], number: int, *, ahead: bool) -> None:
        """Make a document known and open it."""
        self._inbox.put(partial(self._ask_open, document, load, number, ahead=ahead))

    def draw(self, request: PageRequest, priority: Priority, number: int | None) -> None:
        """Draw a page of a known document; `number` None draws it ahead of any request."""
        self._inbox.put(partial(self._ask_page, request, priority, number))

    def search(self, document: DocumentId, text: str, number: int) -> None:
        """Search a known document."""
        task = Task(document, Search(text), Priority.SEARCH, {number}, time.monotonic())
        self._inbox.put(partial(self._ask, task))

    def pardon(self, document: DocumentId) -> None:
        """Forget what a document has done, so that it is tried again."""
        self._inbox.put(partial(self._pardon, document))

    def abandon(self, number: int) -> None:
        """Drop a request that has not begun."""
        self._inbox.put(partial(self._backlog.abandon, number))

    def abandon_all(self) -> None:
        """Drop everything that has not begun."""
        self._inbox.put(self._backlog.abandon_all)

    def close(self) -> None:
        """End children and threads."""
        self._closed = True
        for seat in tuple(self._seats):
            _end(seat)
        self._loads.put(None)
        self._inbox.put(lambda: None)

    # on the supervisor's thread

    def _run(self) -> None:
        while not self._closed:
            try:
                self._inbox.get(timeout=self._seconds_to_wait())()
                while True:
                    self._inbox.get_nowait()()
            except Empty:
                pass
            self._end_overdue()
            self._schedule()
        for seat in self._seats:
            _end(seat)

    def _ask_open(self, document: DocumentId, load: Callable[[], bytes], number: int, *, ahead: bool) -> None:
        known = self._documents.setdefault(document, _Document(document, load))
        known.load = load
        priority = Priority.AHEAD if ahead else Priority.PAGE
        self._ask(Task(document, Opening(), priority, {number}, time.monotonic()))

    def _ask_page(self, request: PageRequest, priority: Priority, number: int | None) -> None:
        begun = (seat.task for seat in self._seats if seat.task is not None)
        same = next((task for task in begun if task.wanted == request), None) or self._backlog.same_page(request)
        if same is None:
            numbers = set() if number is None else {number}
            self._ask(Task(request.document, request, priority, numbers, time.monotonic()))
            return
        if number is not None:
            same.numbers.add(number)
        if priority < same.priority:
            same.priority, same.asked = priority, time.monotonic()

    def _ask(self, task: Task) -> None:
        self._backlog.add(task)
        self._failed_starts = min(self._failed_starts, _FAILED_STARTS - 1)
        self._staff()

    def _pardon(self, document: DocumentId) -> None:
        known = self._documents.get(document)
        if known is not None:
            known.strikes = 0
            known.refused = None

    def _staff(self) -> None:
        """One child at once, the reserve as soon as the first has started."""
        wanted = 2 if any(seat.ready for seat in self._seats) else 1
        while len(self._seats) < wanted and self._failed_starts < _FAILED_STARTS and not self._closed:
            seat: _Seat[Picture] = _Seat(time.monotonic() + self._limits.start_seconds)
            self._seats.append(seat)
            seat.worker = Worker(self._command, self._limits, self._take_picture, partial(self._on_report, seat))

    def _on_report(self, seat: _Seat[Picture], report: Report[Picture]) -> None:
        """Called on the worker's thread."""
        match report:
            case Ready():
                self._inbox.put(partial(self._ready, seat))
            case Answered(reply, picture):
                self._inbox.put(partial(self._answered, seat, reply, picture))
            case Gone(code):
                self._inbox.put(partial(self._gone, seat, code))

    def _ready(self, seat: _Seat[Picture]) -> None:
        seat.ready, seat.deadline = True, None
        self._failed_starts = 0
        self._staff()

    def _schedule(self) -> None:
        now = time.monotonic()
        for task in self._backlog.in_order():
            if task not in self._backlog:
                continue
            known = self._documents[task.document]
            code = known.refused
            if code is None and task.priority.in_background and known.strikes >= _STRIKES:
                code = known.last_strike
            if code is not None:
                self._backlog.remove(task)
                self._fail(task, code)
            elif isinstance(task.wanted, Opening) and known.info is not None:
                self._backlog.remove(task)
                self._deliver(Opened(known.info, frozenset(task.numbers)))
            elif (seat := self._seat_for(task, now)) is not None:
                self._begin(task, known, seat, now)
        for known in self._documents.values():
            if known.content is not None and not self._backlog.of(known.name):
                known.content = None

    def _seat_for(self, task: Task, now: float) -> _Seat[Picture] | None:
        """An idle worker that should do it now. One is always kept free of work nobody waits for."""
        idle = [seat for seat in self._seats if seat.idle]
        busy = any(seat.task is not None for seat in self._seats)
        if not idle or (busy and task.priority.in_background):
            return None
        for seat in idle:
            if task.document in seat.held:
                return seat
        if busy and now - task.asked < _PATIENCE_SECONDS:
            return None
        return max(idle, key=lambda seat: seat.last_used)

    def _begin(self, task: Task, known: _Document, seat: _Seat[Picture], now: float) -> None:
        request: Request
        number = next(self._exchanges)
        opening = task.document not in seat.held
        if opening:
            if known.content is None:
                if not known.loading:
                    known.loading = True
                    self._loads.put(known)
                return
            surplus = len(seat.held) - self._limits.open_documents + 1
            forget = tuple(seat.held)[: max(0, surplus)]
            for name in forget:
                del seat.held[name]
            request = OpenDocument(number, known.name, forget, known.content)
        else:
            seat.held[known.name] = seat.held.pop(known.name)
            match task.wanted:
                case PageRequest() as page:
                    request = DrawPage(number, page)
                case Search(text, next_page):
                    request = SearchPages(number, known.name, text, next_page)
                case Opening():
                    raise AssertionError("an open document needs no opening")
        self._backlog.remove(task)
        seat.task, seat.opening, seat.last_used = task, opening, now
        seat.deadline = now + self._limits.request_seconds
        if seat.worker is not None:
            seat.worker.submit(request)

    def _answered(self, seat: _Seat[Picture], reply: Reply, picture: Picture | None) -> None:
        task, seat.task, seat.deadline = seat.task, None, None
        if task is None or seat not in self._seats:
            return
        known = self._documents[task.document]
        numbers = frozenset(task.numbers)
        match reply:
            case DocumentOpened(_, pages):
                seat.held[known.name] = None
                known.info = DocumentInfo(known.name, pages)
                known.content = None
                self._backlog.put_back(task)
            case PageDrawn() if picture is not None and isinstance(task.wanted, PageRequest):
                self._deliver(Drawn(task.wanted, picture, numbers))
            case PagesSearched(_, hits, next_page) if isinstance(task.wanted, Search):
                self._continue_search(task, task.wanted, hits, next_page)
            case Refused(_, PreviewErrorCode.OUT_OF_MEMORY) if seat.answers and not task.retried:
                # what earlier documents have left behind may be what is missing: try with a fresh child
                task.retried = True
                self._backlog.put_back(task)
                self._seats.remove(seat)
                _end(seat)
                self._staff()
            case Refused(_, code):
                if seat.opening and code is not PreviewErrorCode.OUT_OF_MEMORY:
                    known.refused = code
                self._fail(task, code)
        seat.answers += 1

    def _continue_search(self, task: Task, search: Search, hits: tuple[SearchHit, ...], next_page: int | None) -> None:
        room = self._limits.search_hits - len(search.hits)
        search.hits += hits[:room]
        if next_page is None or len(hits) >= room:
            complete = next_page is None and len(hits) <= room
            numbers = frozenset(task.numbers)
            self._deliver(Searched(task.document, search.text, tuple(search.hits), complete, numbers))
        elif task.numbers:
            search.next_page = next_page
            self._backlog.put_back(task)

    def _gone(self, seat: _Seat[Picture], code: PreviewErrorCode) -> None:
        if seat not in self._seats:
            return
        self._seats.remove(seat)
        if not seat.ready:
            self._failed_starts += 1
        elif seat.task is not None:
            self._strike(seat.task, seat.opening, PreviewErrorCode.TIMED_OUT if seat.overdue else code)
        self._staff()
        if not self._seats and not self._closed:
            for task in self._backlog.clear():
                self._fail(task, PreviewErrorCode.NOT_STARTED)

    def _strike(self, task: Task, opening: bool, code: PreviewErrorCode) -> None:
        """A child has ended over this task: once more with the reserve, unless it is the document's habit."""
        known = self._documents[task.document]
        known.strikes += 1
        known.last_strike = code
        if code is not PreviewErrorCode.TIMED_OUT and not task.retried and known.strikes < _STRIKES and task.numbers:
            task.retried = True
            self._backlog.put_back(task)
            return
        self._fail(task, code)
        for other in self._backlog.of(task.document):
            if opening or (known.strikes >= _STRIKES and other.priority.in_background):
                self._backlog.remove(other)
                self._fail(other, code)

    def _fail(self, task: Task, code: PreviewErrorCode) -> None:
        self._deliver(Failed(task.document, task.page, code, frozenset(task.numbers)))

    def _end_overdue(self) -> None:
        now = time.monotonic()
        for seat in self._seats:
            if seat.deadline is not None and now >= seat.deadline:
                seat.overdue, seat.deadline = True, None
                _end(seat)

    def _seconds_to_wait(self) -> float | None:
        moments = [seat.deadline for seat in self._seats if seat.deadline is not None]
        now = time.monotonic()
        if any(seat.idle for seat in self._seats):
            waiting = (task.asked + _PATIENCE_SECONDS for task in self._backlog.in_order())
            moments += [moment for moment in waiting if moment > now]
        return max(0.0, min(moments) - now) if moments else None

    def _loaded(self, known: _Document, content: bytes | None) -> None:
        known.loading = False
        code = None
        if content is None:
            code = PreviewErrorCode.UNREADABLE
        elif not content:
            code = known.refused = PreviewErrorCode.EMPTY
        elif len(content) > self._limits.document_bytes:
            code = known.refused = PreviewErrorCode.TOO_LARGE
        if code is None:
            known.content = content
            return
        for task in self._backlog.of(known.name):
            self._backlog.remove(task)
            self._fail(task, code)

    # on the loader's thread

    def _load_documents(self) -> None:
        while (known := self._loads.get()) is not None and not self._closed:
            content: bytes | None = None
            try:
                content = known.load()
            except Exception:
                _log.exception("a document could not be loaded for the preview")
            self._inbox.put(partial(self._loaded, known, content))


def _end(seat: _Seat[Picture]) -> None:
    if seat.worker is not None:
        seat.worker.end()
