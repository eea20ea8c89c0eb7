"""The evidence pane: tool bar, find bar, canvas, pages. Fetches pictures from the preview host and keeps every place.

Knows documents and pages only; which documents there are, and what it means to have seen one, is told and asked by
the dialog around it.
"""

import itertools
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.preview.host import PreviewHost
from desktop.preview.protocol import DocumentInfo, PageRequest, PreviewErrorCode, PreviewFailure, SearchHit
from desktop.widgets.evidence.canvas import PageCanvas
from desktop.widgets.evidence.document import EvidenceDocument
from desktop.widgets.evidence.document_finder import DocumentFinder
from desktop.widgets.evidence.document_strip import DocumentStrip
from desktop.widgets.evidence.notice import CanvasNotice
from desktop.widgets.evidence.place import Place
from desktop.widgets.evidence.tool_bar import EvidenceToolBar
from desktop.widgets.icons import IconName
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.palette import ColorRole

NEXT_KEY = "Ctrl+]"
PREVIOUS_KEY = "Ctrl+["
_views = itertools.count(1)


class EvidencePane(Panel):
    """Shows one of several documents.

    `page_painted(str key)`: a page of that document reached the screen. `document_changed(str key)` after the pane
    itself turned to a neighbour. `full_screen_asked` from its button or key.
    """

    page_painted = Signal(str)
    document_changed = Signal(str)
    full_screen_asked = Signal()

    def __init__(
        self,
        host: PreviewHost,
        failure_sentence: Callable[[PreviewErrorCode], str],
        may_retry: Callable[[PreviewErrorCode], bool],
        parent: QWidget | None = None,
        *,
        empty_text: str = "",
    ) -> None:
        """`failure_sentence` words a failure, `may_retry` tells whether another try could help; `empty_text` stands
        there while there is no document at all.
        """
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("evidencePane")
        self._host = host
        self._failure_sentence = failure_sentence
        self._may_retry = may_retry
        self._empty_text = empty_text
        self._documents: tuple[EvidenceDocument, ...] = ()
        self._current: EvidenceDocument | None = None
        self._places: dict[str, Place] = {}
        self._view = f"evidence-{next(_views)}"
        self._tool_bar = EvidenceToolBar()
        self._finder = DocumentFinder(host, self)
        self._canvas = PageCanvas()
        self._notice = CanvasNotice()
        self._strip = DocumentStrip(host, NEXT_KEY)
        self._find_line, self._strip_line = HorizontalLine(), HorizontalLine()
        self._lay_out()
        self._connect()
        self._bind_keys()
        self._show(None)

    @property
    def tool_bar(self) -> EvidenceToolBar:
        """The row of tools, to which the surrounding dialog may add its own."""
        return self._tool_bar

    @property
    def canvas(self) -> PageCanvas:
        """The page itself."""
        return self._canvas

    @property
    def current_key(self) -> str:
        """The document that is shown, "" for none."""
        return self._current.key if self._current is not None else ""

    @property
    def notice(self) -> str:
        """The sentence that stands in place of a page, "" while there is a page or one is on its way."""
        return self._notice.text if self._stack.currentWidget() is self._notice else ""

    def set_documents(self, documents: Sequence[EvidenceDocument]) -> None:
        """Which documents there are, in the order of next and previous. The one that is shown stays if it still can."""
        self._documents = tuple(documents)
        current = self._find_document(self.current_key)
        if current is None or self._current is None or current.document != self._current.document:
            if self._current is not None or current is not None:
                self._show(current)
        else:
            self._current = current
            self._prepare_next()

    def show_document(self, key: str) -> None:
        """Show a document at the place where the person left it."""
        document = self._find_document(key)
        if document is not None and document.key != self.current_key:
            self._show(document)

    def show_nothing(self, text: str = "") -> None:
        """Show no document, and why."""
        self._show(None, text)

    def forget_places(self) -> None:
        """Start anew at the first page of everything, as for another application."""
        self._places.clear()

    def go_to_neighbour(self, steps: int) -> None:
        """Show the document so many further on; after the last comes the first, so that none is left out."""
        target = self._neighbour(steps)
        if target is not None and target != self._current:
            self._show(target)
            self.document_changed.emit(self.current_key)

    # building

    def _lay_out(self) -> None:
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._find_line.hide()
        for part in (self._tool_bar, HorizontalLine(), self._finder.bar, self._find_line):
            column.addWidget(part)
        column.addLayout(self._stack, 1)
        self._stack.addWidget(self._canvas)  # not before the stack has its place: it would show a window of its own
        self._stack.addWidget(self._notice)
        column.addWidget(self._strip_line)
        column.addWidget(self._strip)

    def _connect(self) -> None:
        bar, canvas, finder, host = self._tool_bar, self._canvas, self._finder, self._host
        bar.zoom.work_on(canvas)
        bar.rotation_asked.connect(canvas.rotate)
        bar.finding_asked.connect(self._on_finding_asked)
        bar.full_screen_asked.connect(self.full_screen_asked)
        canvas.page_wanted.connect(self._on_page_wanted)
        canvas.place_changed.connect(self._on_place_changed)
        # out of the paint event, so that whoever listens may change what is painted
        canvas.page_painted.connect(self._on_page_painted, Qt.ConnectionType.QueuedConnection)
        finder.hit_reached.connect(self._on_hit_reached)
        finder.marks_changed.connect(self._mark_hits)
        finder.ended.connect(self._on_finding_ended)
        self._strip.page_chosen.connect(canvas.go_to_page)
        self._strip.next_chosen.connect(lambda: self.go_to_neighbour(1))
        self._notice.retry_asked.connect(self._on_retry)
        host.document_opened.connect(self._on_document_opened)
        host.page_rendered.connect(canvas.accept_page)
        host.failed.connect(self._on_failed)

    def _bind_keys(self) -> None:
        actions = {
            NEXT_KEY: lambda: self.go_to_neighbour(1),
            PREVIOUS_KEY: lambda: self.go_to_neighbour(-1),
            "PgDown": lambda: self._canvas.turn_pages(1),
            "PgUp": lambda: self._canvas.turn_pages(-1),
            "Ctrl++": self._canvas.zoom_in,
        }
        for keys, action in actions.items():
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    # documents

    def _find_document(self, key: str) -> EvidenceDocument | None:
        return next((document for document in self._documents if document.key == key), None)

    def _neighbour(self, steps: int) -> EvidenceDocument | None:
        """The document so many further on from the current one, from its end on at its beginning."""
        keys = [document.key for document in self._documents]
        index = keys.index(self.current_key) + steps if self.current_key in keys else 0
        return self._documents[index % len(self._documents)] if self._documents else None

    def _show(self, document: EvidenceDocument | None, why_not: str = "") -> None:
        self._current = document
        self._finder.set_document(document.document if document is not None else "")
        self._tool_bar.show_document(document)
        self._strip.show_pages(None)
        if document is None:
            self._canvas.clear()
            self._notice.show_message(why_not or self._empty_text, IconName.FILE, ColorRole.MUTED)
            self._stack.setCurrentWidget(self._notice)
        else:
            self._stack.setCurrentWidget(self._canvas)
            info = self._host.info(document.document)
            if info is not None:
                self._show_pages(info)
            else:
                self._canvas.show_loading()
                self._host.open_document(document.document, document.load)
        self._prepare_next()

    def _show_pages(self, info: DocumentInfo) -> None:
        self._stack.setCurrentWidget(self._canvas)
        self._canvas.show_document(info, self._places.get(self.current_key, Place()))
        self._tool_bar.set_page_tools_enabled(True)
        self._strip.show_pages(info)
        self._on_place_changed(self._canvas.place)

    def _prepare_next(self) -> None:
        following = self._neighbour(1) if len(self._documents) > 1 else None
        for part in (self._strip, self._strip_line):
            part.setVisible(self._current is not None)
        if following == self._strip.next_document:
            return
        self._strip.show_next(following)
        if following is None:
            return
        info = self._host.info(following.document)
        if info is None:
            self._host.open_document(following.document, following.load, ahead=True)
        else:
            self._prepare_first_page(following, info)

    def _prepare_first_page(self, following: EvidenceDocument, info: DocumentInfo) -> None:
        self._host.prefetch_page(self._canvas.request_for(info, self._places.get(following.key, Place())))
        self._strip.fetch_next_picture()

    # answers of the host

    def _on_document_opened(self, info: DocumentInfo) -> None:
        if self._current is not None and info.document == self._current.document and self._canvas.info != info:
            self._show_pages(info)
        following = self._strip.next_document
        if following is not None and info.document == following.document:
            self._prepare_first_page(following, info)

    def _on_page_wanted(self, request: PageRequest) -> None:
        now = self._host.page_now(request)
        if now is not None:
            self._canvas.accept_page(now)
        else:
            layer = "whole" if request.clip is None else "clip"
            self._host.request_page(request, view=f"{self._view}-{layer}")

    def _on_failed(self, failure: PreviewFailure) -> None:
        concerns = self._current is not None and failure.document == self._current.document
        elsewhere = failure.page is not None and failure.page != self._canvas.place.page
        if not concerns or elsewhere or self._canvas.shows_page or self._strip.asked_for(failure.number):
            return
        self._canvas.clear()
        self._tool_bar.set_page_tools_enabled(False)
        sentence, retry = self._failure_sentence(failure.code), self._may_retry(failure.code)
        self._notice.show_message(sentence, IconName.ERROR, ColorRole.BAD, retry=retry)
        self._stack.setCurrentWidget(self._notice)

    def _on_retry(self) -> None:
        if self._current is not None:
            self._host.retry(self._current.document)
            self._show(self._current)

    # the person

    def _on_place_changed(self, place: Place) -> None:
        info = self._canvas.info
        if self._current is None or info is None:
            return
        self._places[self._current.key] = place
        self._tool_bar.show_page(place.page, len(info.pages))
        self._tool_bar.zoom.show_zoom(self._canvas.zoom)
        self._strip.set_current(place.page)
        self._finder.set_page(place.page)
        self._mark_hits()

    def _on_page_painted(self) -> None:
        if self._current is not None and self._canvas.shows_page:
            self.page_painted.emit(self._current.key)

    def _on_finding_asked(self) -> None:
        self._find_line.show()
        self._finder.bar.present()

    def _on_finding_ended(self) -> None:
        self._find_line.hide()
        self._canvas.setFocus()

    def _on_hit_reached(self, hit: SearchHit) -> None:
        self._canvas.go_to_page(hit.page)
        self._mark_hits()
        self._canvas.show_rect(hit.rect)

    def _mark_hits(self) -> None:
        self._canvas.set_highlights(self._finder.highlights(self._canvas.place.page))
