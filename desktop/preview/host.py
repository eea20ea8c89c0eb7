"""The evidence preview as the window sees it: requests in, Qt signals out, nothing ever blocks.

The work is done by `supervisor` on its own threads; here live the page cache and the images.
"""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from desktop.preview.backlog import Priority
from desktop.preview.events import Drawn, Event, Failed, Opened, Searched
from desktop.preview.page_cache import PageCache
from desktop.preview.picture import image_of
from desktop.preview.protocol import DocumentId, DocumentInfo, Limits, PageRequest, PreviewFailure, SearchResult
from desktop.preview.supervisor import Supervisor
from desktop.preview.worker import child_command

_MOST_THUMBNAILS = 400


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page (or clip, or thumbnail) as asked for; the image owns its pixels and may be kept."""

    number: int
    request: PageRequest
    image: QImage


@dataclass(slots=True)
class _Waiting:
    """What a request number stands for."""

    kind: Literal["document", "page", "thumbnails", "search"]
    view: str = ""
    left: int = 1
    """Answers still to come."""


class PreviewHost(QObject):
    """Shows documents of strangers without opening them in this process.

    Every request returns its number at once; the answer is one of the signals, always from the event loop, in the
    thread of this object. An answer to a cancelled or superseded request never arrives.
    """

    document_opened = Signal(object)  # DocumentInfo
    page_rendered = Signal(object)  # RenderedPage
    thumbnail_rendered = Signal(object)  # RenderedPage
    search_finished = Signal(object)  # SearchResult
    failed = Signal(object)  # PreviewFailure

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        limits: Limits | None = None,
        command: Sequence[str] | None = None,
    ) -> None:
        """Nothing is started before the first document. `command` starts another child than the program's own."""
        super().__init__(parent)
        self._limits = limits or Limits()
        self._command = list(command or child_command())
        self._supervisor: Supervisor[QImage] | None = None
        self._closed = False
        self._numbers = itertools.count(1)
        self._waiting: dict[int, _Waiting] = {}
        self._known: set[DocumentId] = set()
        self._infos: dict[DocumentId, DocumentInfo] = {}
        self._pages: PageCache[QImage] = PageCache()
        self._thumbnails: PageCache[QImage] = PageCache(_MOST_THUMBNAILS)
        self._mailbox = _Mailbox()
        self._mailbox.filled.connect(self._on_filled, Qt.ConnectionType.QueuedConnection)

    def open_document(self, document: DocumentId, load: Callable[[], bytes], *, ahead: bool = False) -> int:
        """Make a document known and open it; `load` runs on another thread. Emits `document_opened` or `failed`.

        `ahead` opens it once nothing else is wanted (the attachment the person will look at next).
        """
        self._known.add(document)
        number = self._await(_Waiting("document"))
        if (supervisor := self._running()) is not None:
            supervisor.open(document, load, number, ahead=ahead)
        return number

    def info(self, document: DocumentId) -> DocumentInfo | None:
        """What `document_opened` told of this document, if it has been opened."""
        return self._infos.get(document)

    def page_now(self, request: PageRequest) -> RenderedPage | None:
        """The page if it is already there (number 0), at once; its neighbours are prefetched as after a request."""
        image = self._pages.get(request)
        if image is None:
            return None
        self._prefetch_neighbours(request)
        return RenderedPage(0, request, image)

    def request_page(self, request: PageRequest, *, view: str = "page") -> int:
        """Ask for a page of a document made known by `open_document`; emits `page_rendered` or `failed`.

        A newer request of the same `view` replaces this one. What is cached arrives in the same turn of the event loop.
        """
        self._replace("page", view)
        number = self._await(_Waiting("page", view))
        if not self._answer_from(self._pages, request, number):
            self._draw(request, Priority.PAGE, number)
        return number

    def prefetch_page(self, request: PageRequest) -> None:
        """Have a page ready for later, when nothing else is wanted. Says nothing, neither done nor failed."""
        if request not in self._pages:
            self._draw(request, Priority.AHEAD, None)

    def request_thumbnails(self, document: DocumentId, pages: Sequence[int], width_px: int) -> int:
        """Small pictures of these pages, one `thumbnail_rendered` (or `failed`) for each, all with this number."""
        if not pages:
            return next(self._numbers)
        number = self._await(_Waiting("thumbnails", left=len(pages)))
        for page in pages:
            request = PageRequest(document, page, width_px)
            if not self._answer_from(self._thumbnails, request, number):
                self._draw(request, Priority.THUMBNAIL, number)
        return number

    def search(self, document: DocumentId, text: str) -> int:
        """Find a text (at most `Limits.search_text` characters are looked at); one `search_finished` or `failed`.

        A newer search replaces this one.
        """
        self._replace("search", "")
        number = self._await(_Waiting("search"))
        self._check_known(document)
        if (supervisor := self._running()) is not None:
            supervisor.search(document, text[: self._limits.search_text], number)
        return number

    def retry(self, document: DocumentId) -> None:
        """Give a document another chance that was refused or has ended its children."""
        if self._supervisor is not None:
            self._supervisor.pardon(document)

    def cancel(self, number: int) -> None:
        """Abandon one request; its answer will not arrive."""
        if self._waiting.pop(number, None) is not None and self._supervisor is not None:
            self._supervisor.abandon(number)

    def cancel_all(self) -> None:
        """Abandon every request, prefetching included."""
        self._waiting.clear()
        if self._supervisor is not None:
            self._supervisor.abandon_all()

    def close(self) -> None:
        """End the children and threads; returns at once. No signal comes afterwards, and nothing is started again."""
        self._closed = True
        self._mailbox.close()
        self._waiting.clear()
        if self._supervisor is not None:
            self._supervisor.close()

    def _running(self) -> Supervisor[QImage] | None:
        if self._supervisor is None and not self._closed:
            self._supervisor = Supervisor(self._command, self._limits, image_of, self._mailbox.put)
            # a host that is destroyed unclosed must not leave its threads and children behind
            self.destroyed.connect(partial(_shut, self._mailbox, self._supervisor))
        return self._supervisor

    def _await(self, waiting: _Waiting) -> int:
        number = next(self._numbers)
        self._waiting[number] = waiting
        return number

    def _replace(self, kind: str, view: str) -> None:
        for number in [n for n, waiting in self._waiting.items() if waiting.kind == kind and waiting.view == view]:
            self.cancel(number)

    def _check_known(self, document: DocumentId) -> None:
        if document not in self._known:
            raise ValueError("a document must be opened before it is asked about")

    def _draw(self, request: PageRequest, priority: Priority, number: int | None) -> None:
        self._check_known(request.document)
        if (supervisor := self._running()) is not None:
            supervisor.draw(request, priority, number)

    def _answer_from(self, cache: PageCache[QImage], request: PageRequest, number: int) -> bool:
        image = cache.get(request)
        if image is None:
            return False
        self._mailbox.put(Drawn(request, image, frozenset({number}), is_thumbnail=cache is self._thumbnails))
        return True

    def _prefetch_neighbours(self, request: PageRequest) -> None:
        info = self._infos.get(request.document)
        if request.clip is not None or info is None:
            return
        for page in (request.page - 1, request.page + 1):  # the newest comes first
            if 0 <= page < len(info.pages):
                self.prefetch_page(replace(request, page=page))

    def _on_filled(self) -> None:
        for event in self._mailbox.take():
            match event:
                case Opened(info, numbers):
                    self._infos[info.document] = info
                    for _ in self._settle(numbers):
                        self.document_opened.emit(info)
                case Drawn(request, picture, numbers, is_thumbnail):
                    self._on_drawn(request, picture, numbers, is_thumbnail=is_thumbnail)
                case Searched(document, text, hits, complete, numbers):
                    for number, _ in self._settle(numbers):
                        self.search_finished.emit(SearchResult(number, document, text, hits, complete))
                case Failed(document, page, code, numbers):
                    for number, _ in self._settle(numbers):
                        self.failed.emit(PreviewFailure(number, document, page, code))

    def _on_drawn(self, request: PageRequest, image: QImage, numbers: frozenset[int], *, is_thumbnail: bool) -> None:
        answered = self._settle(numbers)
        cache = self._thumbnails if is_thumbnail else self._pages
        cache.put(request, image, image.sizeInBytes())
        for number, waiting in answered:
            signal = self.thumbnail_rendered if waiting.kind == "thumbnails" else self.page_rendered
            signal.emit(RenderedPage(number, request, image))
        if any(waiting.kind == "page" for _, waiting in answered):
            self._prefetch_neighbours(request)

    def _settle(self, numbers: frozenset[int]) -> list[tuple[int, _Waiting]]:
        """Which of these requests are still wanted; each answer counts once."""
        wanted = []
        for number in sorted(numbers):
            waiting = self._waiting.get(number)
            if waiting is None:
                continue
            wanted.append((number, waiting))
            waiting.left -= 1
            if waiting.left < 1:
                del self._waiting[number]
        return wanted


class _Mailbox(QObject):
    """Brings events from the preview's threads to the event loop."""

    filled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._events: deque[Event[QImage]] = deque()
        self._lock = threading.Lock()
        self._closed = False

    def put(self, event: Event[QImage]) -> None:
        """Called on any thread."""
        with self._lock:
            if not self._closed:
                self._events.append(event)
                if len(self._events) == 1:
                    self.filled.emit()

    def take(self) -> list[Event[QImage]]:
        """Everything that has arrived."""
        with self._lock:
            events = list(self._events)
            self._events.clear()
        return events

    def close(self) -> None:
        """Take nothing more in."""
        with self._lock:
            self._closed = True
            self._events.clear()


def _shut(mailbox: _Mailbox, supervisor: Supervisor[QImage]) -> None:
    mailbox.close()
    supervisor.close()
