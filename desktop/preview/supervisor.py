"""The preview's own thread: takes requests, gives them to the children in the best order, says how each one went.

Qt is not known here. Who works is `crew`'s business, what waits is `backlog`'s.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from queue import Empty, SimpleQueue
from typing import Generic

from desktop.preview.backlog import Backlog, Opening, Priority, Search, Task
from desktop.preview.crew import Crew, Seat
from desktop.preview.events import Drawn, Event, Failed, Opened, Searched
from desktop.preview.library import DocumentLoader, KnownDocument
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
from desktop.preview.worker import Answered, Gone, Picture, Ready, Report, TakePicture

_MOST_AHEAD = 6
_STRIKES = 2
"""A document that has ended this many children is not tried again of the program's own accord."""


class Supervisor(Generic[Picture]):
    """The threads behind the preview. Every method returns at once; `deliver` is called on the supervisor's thread."""

    def __init__(
        self,
        command: Sequence[str],
        limits: Limits,
        take_picture: TakePicture[Picture],
        deliver: Callable[[Event[Picture]], None],
    ) -> None:
        self._limits = limits
        self._deliver = deliver
        self._inbox: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._loader = DocumentLoader(self._on_loaded)
        self._documents: dict[DocumentId, KnownDocument] = {}
        self._backlog = Backlog(_MOST_AHEAD)
        self._crew: Crew[Picture] = Crew(command, limits, take_picture, self._on_report)
        self._exchanges = itertools.count(1)
        self._closed = False
        threading.Thread(target=self._run, name="preview-supervisor", daemon=True).start()

    # called from anywhere

    def open(self, document: DocumentId, load: Callable[[], bytes], number: int, *, ahead: bool) -> None:
        """Make a document known and open it."""
        self._inbox.put(partial(self._ask_open, document, load, number, ahead=ahead))

    def draw(self, request: PageRequest, priority: Priority, number: int | None) -> None:
        """Draw a page of a known document; `number` None draws it ahead of any request."""
        self._inbox.put(partial(self._ask_page, request, priority, number))

    def search(self, document: DocumentId, text: str, number: int) -> None:
        """Search a known document."""
        self._inbox.put(partial(self._ask, Task(document, Search(text), Priority.SEARCH, {number}, time.monotonic())))

    def pardon(self, document: DocumentId) -> None:
        """Forget what a document has done, so that it is tried again."""
        self._inbox.put(partial(self._pardon, document))

    def abandon(self, number: int) -> None:
        """Drop a request that has not begun."""
        self._inbox.put(partial(self._abandon, number))

    def abandon_all(self) -> None:
        """Drop everything that has not begun."""
        self._inbox.put(self._abandon_all)

    def close(self) -> None:
        """End children and threads."""
        self._closed = True
        self._crew.close()
        self._loader.close()
        self._inbox.put(lambda: None)

    # on the threads of the workers and the loader

    def _on_report(self, seat: Seat[Picture], report: Report[Picture]) -> None:
        match report:
            case Ready():
                self._inbox.put(partial(self._crew.started, seat))
            case Answered(reply, picture):
                self._inbox.put(partial(self._answered, seat, reply, picture))
            case Gone(code):
                self._inbox.put(partial(self._gone, seat, code))

    def _on_loaded(self, known: KnownDocument, content: bytes | None) -> None:
        self._inbox.put(partial(self._loaded, known, content))

    # on the supervisor's thread

    def _run(self) -> None:
        while not self._closed:
            try:
                self._inbox.get(timeout=self._crew.seconds_until_due(self._backlog.in_order()))()
                while True:
                    self._inbox.get_nowait()()
            except Empty:
                pass
            self._crew.end_overdue()
            self._schedule()
        self._crew.close()

    def _ask_open(self, document: DocumentId, load: Callable[[], bytes], number: int, *, ahead: bool) -> None:
        known = self._documents.setdefault(document, KnownDocument(document, load))
        known.load = load
        priority = Priority.AHEAD if ahead else Priority.PAGE
        self._ask(Task(document, Opening(), priority, {number}, time.monotonic()))

    def _ask_page(self, request: PageRequest, priority: Priority, number: int | None) -> None:
        same = self._task_for(request)
        if same is None:
            numbers = set() if number is None else {number}
            self._ask(Task(request.document, request, priority, numbers, time.monotonic()))
            return
        if number is not None:
            same.numbers.add(number)
        if priority < same.priority:
            same.priority, same.asked = priority, time.monotonic()

    def _task_for(self, request: PageRequest) -> Task | None:
        tasks = [*self._crew.busy_with(), *self._backlog.in_order()]
        return next((task for task in tasks if task.wanted == request), None)

    def _ask(self, task: Task) -> None:
        self._backlog.add(task)
        self._crew.call()

    def _abandon(self, number: int) -> None:
        self._backlog.abandon(number)
        for task in self._crew.busy_with():
            task.numbers.discard(number)

    def _abandon_all(self) -> None:
        self._backlog.abandon_all()
        for task in self._crew.busy_with():
            task.numbers.clear()

    def _pardon(self, document: DocumentId) -> None:
        known = self._documents.get(document)
        if known is not None:
            known.pardon()

    def _schedule(self) -> None:
        for task in self._backlog.in_order():
            known = self._documents[task.document]
            code = known.refused
            if code is None and task.priority.in_background and known.strikes >= _STRIKES:
                code = known.last_strike
            if code is not None:
                self._fail_pending(task, code)
            elif isinstance(task.wanted, Opening) and known.info is not None:
                self._backlog.remove(task)
                self._deliver(Opened(known.info, frozenset(task.numbers)))
            elif (seat := self._crew.seat_for(task)) is not None:
                self._begin(task, known, seat)
        for known in self._documents.values():
            if known.content is not None and not self._backlog.of(known.name):
                known.content = None

    def _begin(self, task: Task, known: KnownDocument, seat: Seat[Picture]) -> None:
        opening = known.name not in seat.held
        if opening and known.content is None:
            self._loader.load(known)
            return
        request = self._opening(known, seat) if opening else self._request(task)
        if not opening:
            seat.held[known.name] = seat.held.pop(known.name)  # now the one used last
        self._backlog.remove(task)
        seat.begin(task, request, opening=opening, seconds=self._limits.request_seconds)

    def _opening(self, known: KnownDocument, seat: Seat[Picture]) -> Request:
        surplus = max(0, len(seat.held) - self._limits.open_documents + 1)
        forget = tuple(seat.held)[:surplus]
        for name in forget:
            del seat.held[name]
        return OpenDocument(next(self._exchanges), known.name, forget, known.content or b"")

    def _request(self, task: Task) -> Request:
        number = next(self._exchanges)
        match task.wanted:
            case PageRequest() as page:
                return DrawPage(number, page)
            case Search(text, next_page):
                return SearchPages(number, task.document, text, next_page)
            case Opening():
                raise AssertionError("an open document needs no opening")

    def _answered(self, seat: Seat[Picture], reply: Reply, picture: Picture | None) -> None:
        served_before = seat.answers > 0
        task = seat.finish()
        if task is None:
            return
        match reply:
            case DocumentOpened(_, pages):
                known = self._documents[task.document]
                known.info, known.content = DocumentInfo(known.name, pages), None
                seat.held[known.name] = None
                self._go_on(task)
            case PageDrawn() if picture is not None and isinstance(task.wanted, PageRequest):
                is_thumbnail = task.priority is Priority.THUMBNAIL
                self._deliver(Drawn(task.wanted, picture, frozenset(task.numbers), is_thumbnail))
            case PagesSearched(_, hits, next_page) if isinstance(task.wanted, Search):
                self._searched(task, task.wanted, hits, next_page)
            case Refused(_, PreviewErrorCode.OUT_OF_MEMORY) if served_before and not task.retried:
                # what earlier documents have left behind may be what is missing: try with a fresh child
                task.retried = True
                self._go_on(task)
                self._crew.dismiss(seat)
            case Refused(_, code):
                if seat.opening and code is not PreviewErrorCode.OUT_OF_MEMORY:
                    self._documents[task.document].refused = code
                self._fail(task, code)

    def _searched(self, task: Task, search: Search, hits: tuple[SearchHit, ...], next_page: int | None) -> None:
        room = self._limits.search_hits - len(search.hits)
        search.hits += hits[:room]
        if next_page is None or len(search.hits) >= self._limits.search_hits:
            complete = next_page is None and len(hits) <= room
            numbers = frozenset(task.numbers)
            self._deliver(Searched(task.document, search.text, tuple(search.hits), complete, numbers))
        else:
            search.next_page = next_page
            self._go_on(task)

    def _gone(self, seat: Seat[Picture], code: PreviewErrorCode) -> None:
        if not self._crew.left(seat):
            return
        if seat.ready and seat.task is not None:
            self._strike(seat.task, seat.opening, PreviewErrorCode.TIMED_OUT if seat.overdue else code)
        if self._crew.is_lost:
            for task in self._backlog.in_order():
                self._fail_pending(task, PreviewErrorCode.NOT_STARTED if seat.ready else code)

    def _strike(self, task: Task, opening: bool, code: PreviewErrorCode) -> None:
        """A child has ended over this task: once more with the reserve, unless it is the document's habit."""
        known = self._documents[task.document]
        known.strike(code)
        if code is not PreviewErrorCode.TIMED_OUT and not task.retried and known.strikes < _STRIKES:
            task.retried = True
            self._go_on(task)
            return
        self._fail(task, code)
        if opening:
            for other in self._backlog.of(task.document):
                self._fail_pending(other, code)

    def _go_on(self, task: Task) -> None:
        """There is more to do for a task, unless everybody has lost interest meanwhile."""
        if task.numbers or task.priority is Priority.AHEAD:
            self._backlog.put_back(task)

    def _loaded(self, known: KnownDocument, content: bytes | None) -> None:
        code = known.accept(content, self._limits)
        if code is None:
            return
        for task in self._backlog.of(known.name):
            self._fail_pending(task, code)

    def _fail_pending(self, task: Task, code: PreviewErrorCode) -> None:
        self._backlog.remove(task)
        self._fail(task, code)

    def _fail(self, task: Task, code: PreviewErrorCode) -> None:
        self._deliver(Failed(task.document, task.page, code, frozenset(task.numbers)))
