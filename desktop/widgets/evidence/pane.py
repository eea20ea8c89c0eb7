"""The evidence pane: tool bar, find bar, canvas, thumbnails. Fetches pages from the preview host and keeps every place.

Knows documents and pages only; which documents there are, and what it means to have seen one, is told and asked by
the dialog around it.
"""

import itertools
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.preview.host import PreviewHost, RenderedPage
from desktop.preview.protocol import (
    DocumentInfo,
    PageRequest,
    PreviewErrorCode,
    PreviewFailure,
    SearchHit,
    SearchResult,
)
from desktop.widgets.evidence.canvas import PageCanvas
from desktop.widgets.evidence.document import EvidenceDocument
from desktop.widgets.evidence.find_bar import FindBar
from desktop.widgets.evidence.find_session import FindSession
from desktop.widgets.evidence.next_document import NextDocumentCard
from desktop.widgets.evidence.notice import CanvasNotice
from desktop.widgets.evidence.place import Place, ZoomMode
from desktop.widgets.evidence.thumbnails import ThumbnailStrip
from desktop.widgets.evidence.tool_bar import EvidenceToolBar
from desktop.widgets.icons import IconName
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.palette import ColorRole

NEXT_KEY = "Ctrl+]"
PREVIOUS_KEY = "Ctrl+["
_views = itertools.count(1)
_NEXT_PICTURE_PX = 64


class EvidencePane(Panel):
    """Shows one of several documents.

    `page_painted(str key)`: a page of that document reached the screen. `document_changed(str key)` after the pane
    itself turned to a neighbour; "" for none. `full_screen_asked` from its button or key.
    """

    page_painted = Signal(str)
    document_changed = Signal(str)
    full_screen_asked = Signal()

    def __init__(
        self,
        host: PreviewHost,
        failure_sentence: Callable[[PreviewErrorCode], str],
        parent: QWidget | None = None,
        *,
        empty_text: str = "",
    ) -> None:
        """`failure_sentence` words a failure; `empty_text` stands there while there is no document at all."""
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("evidencePane")
        self._host = host
        self._failure_sentence = failure_sentence
        self._empty_text = empty_text
        self._documents: tuple[EvidenceDocument, ...] = ()
        self._current: EvidenceDocument | None = None
        self._places: dict[str, Place] = {}
        self._view = f"evidence-{next(_views)}"
        self._thumbnail_requests: set[int] = set()
        self._next_picture_request = -1
        self._find = FindSession()
        self._tool_bar = EvidenceToolBar()
        self._find_bar = FindBar()
        self._canvas = PageCanvas()
        self._notice = CanvasNotice()
        self._thumbnails = ThumbnailStrip(lambda page: self.tr("第 {0} 页").format(page + 1))
        self._next = NextDocumentCard(NEXT_KEY)
        self._strip = Panel(Surface.WINDOW)
        self._lay_out()
        self._connect()
        self._show_empty()

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
            self._show(current)
        else:
            self._current = current
            self._prepare_next()

    def show_document(self, key: str) -> None:
        """Show a document at the place where the person left it."""
        document = self._find_document(key)
        if document is not None and (self._current is None or document.key != self._current.key):
            self._show(document)

    def show_nothing(self, text: str = "") -> None:
        """Show no document, and why."""
        self._show(None, text)

    def forget_places(self) -> None:
        """Start anew at the first page of everything, as for another application."""
        self._places.clear()

    def go_to_neighbour(self, steps: int) -> None:
        """Show the document so many further on, if there is one."""
        index = self._index()
        target = index + steps if index is not None else 0
        if 0 <= target < len(self._documents):
            self._show(self._documents[target])
            self.document_changed.emit(self.current_key)

    # building

    def _lay_out(self) -> None:
        self._stack = QStackedLayout()
        self._stack.addWidget(self._canvas)
        self._stack.addWidget(self._notice)
        self._strip.setFixedHeight(self._thumbnails.height())
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(0, 0, 0, 0)
        strip.setSpacing(0)
        strip.addWidget(self._thumbnails, 1)
        strip.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._find_line = HorizontalLine()
        self._find_line.hide()
        column.addWidget(self._tool_bar)
        column.addWidget(HorizontalLine())
        column.addWidget(self._find_bar)
        column.addWidget(self._find_line)
        column.addLayout(self._stack, 1)
        self._strip_line = HorizontalLine()
        column.addWidget(self._strip_line)
        column.addWidget(self._strip)

    def _connect(self) -> None:
        bar, canvas, find = self._tool_bar, self._canvas, self._find_bar
        bar.zoom_in_asked.connect(canvas.zoom_in)
        bar.zoom_out_asked.connect(canvas.zoom_out)
        bar.actual_size_asked.connect(lambda: canvas.set_zoom(1.0))
        bar.fit_width_asked.connect(lambda: canvas.set_mode(ZoomMode.FIT_WIDTH))
        bar.fit_page_asked.connect(lambda: canvas.set_mode(ZoomMode.FIT_PAGE))
        bar.rotation_asked.connect(canvas.rotate)
        bar.finding_asked.connect(self._on_finding_asked)
        bar.full_screen_asked.connect(self.full_screen_asked)
        canvas.page_wanted.connect(self._on_page_wanted)
        canvas.place_changed.connect(self._on_place_changed)
        # out of the paint event, so that whoever listens may change what is painted
        canvas.page_painted.connect(self._on_page_painted, Qt.ConnectionType.QueuedConnection)
        find.text_wanted.connect(self._on_text_wanted)
        find.next_asked.connect(lambda: self._go_to_hit(self._find.step(1)))
        find.previous_asked.connect(lambda: self._go_to_hit(self._find.step(-1)))
        find.closed.connect(self._on_find_closed)
        self._thumbnails.page_chosen.connect(canvas.go_to_page)
        self._thumbnails.pictures_wanted.connect(self._on_pictures_wanted)
        self._next.clicked.connect(lambda: self.go_to_neighbour(1))
        self._notice.retry_asked.connect(self._on_retry)
        for keys, step in ((NEXT_KEY, 1), (PREVIOUS_KEY, -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self.go_to_neighbour(step))
        for keys, step in (("PgDown", 1), ("PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self._turn_page(step))
        QShortcut(QKeySequence("Ctrl++"), self).activated.connect(canvas.zoom_in)
        host = self._host
        host.document_opened.connect(self._on_document_opened)
        host.page_rendered.connect(self._on_page_rendered)
        host.thumbnail_rendered.connect(self._on_thumbnail_rendered)
        host.search_finished.connect(self._on_search_finished)
        host.failed.connect(self._on_failed)

    # documents

    def _find_document(self, key: str) -> EvidenceDocument | None:
        return next((document for document in self._documents if document.key == key), None)

    def _index(self) -> int | None:
        keys = [document.key for document in self._documents]
        return keys.index(self.current_key) if self.current_key in keys else None

    def _show(self, document: EvidenceDocument | None, why_not: str = "") -> None:
        self._current = document
        self._find = FindSession()
        self._find_bar.dismiss()
        self._tool_bar.show_document(document)
        self._thumbnails.set_document(None)
        if document is None:
            self._canvas.clear()
            self._show_empty(why_not)
        else:
            self._stack.setCurrentWidget(self._canvas)
            info = self._host.info(document.document)
            if info is not None:
                self._show_pages(info)
            else:
                self._canvas.show_loading()
                self._host.open_document(document.document, document.load)
        self._prepare_next()

    def _show_empty(self, text: str = "") -> None:
        self._notice.show_message(text or self._empty_text, IconName.FILE, ColorRole.MUTED)
        self._stack.setCurrentWidget(self._notice)

    def _show_pages(self, info: DocumentInfo) -> None:
        self._stack.setCurrentWidget(self._canvas)
        self._canvas.show_document(info, self._places.get(self.current_key, Place()))
        self._tool_bar.set_page_tools_enabled(True)
        self._thumbnails.set_document(info)
        self._on_place_changed(self._canvas.place)

    def _prepare_next(self) -> None:
        index = self._index()
        following = self._documents[index + 1] if index is not None and index + 1 < len(self._documents) else None
        self._next.show_document(following)
        self._strip.setVisible(self._current is not None)
        self._strip_line.setVisible(self._current is not None)
        if following is None:
            return
        info = self._host.info(following.document)
        if info is None:
            self._host.open_document(following.document, following.load, ahead=True)
        else:
            self._prepare_first_page(following, info)

    def _prepare_first_page(self, following: EvidenceDocument, info: DocumentInfo) -> None:
        place = self._places.get(following.key, Place())
        request = self._canvas.request_for(info, place)
        self._host.prefetch_page(request)
        width = round(_NEXT_PICTURE_PX * self.devicePixelRatioF())
        self._next_picture_request = self._host.request_thumbnails(following.document, [0], width)

    # answers of the host

    def _on_document_opened(self, info: DocumentInfo) -> None:
        if self._current is not None and info.document == self._current.document and self._canvas.info != info:
            self._show_pages(info)
        following = self._next.document
        if following is not None and info.document == following.document:
            self._prepare_first_page(following, info)

    def _on_page_wanted(self, request: PageRequest) -> None:
        now = self._host.page_now(request)
        if now is not None:
            self._canvas.accept_page(now)
        else:
            layer = "whole" if request.clip is None else "clip"
            self._host.request_page(request, view=f"{self._view}-{layer}")

    def _on_page_rendered(self, rendered: RenderedPage) -> None:
        self._canvas.accept_page(rendered)

    def _on_pictures_wanted(self, pages: list[int], width_px: int) -> None:
        if self._current is not None:
            number = self._host.request_thumbnails(self._current.document, pages, width_px)
            self._thumbnail_requests.add(number)

    def _on_thumbnail_rendered(self, rendered: RenderedPage) -> None:
        if rendered.number == self._next_picture_request:
            following = self._next.document
            if following is not None and following.document == rendered.request.document:
                self._next.show_picture(rendered.image)
        elif (
            rendered.number in self._thumbnail_requests
            and self._current is not None
            and rendered.request.document == self._current.document
        ):
            self._thumbnails.accept_picture(rendered.request.page, rendered.image)

    def _on_failed(self, failure: PreviewFailure) -> None:
        if self._current is None or failure.document != self._current.document:
            return
        if failure.number in self._thumbnail_requests or failure.number == self._next_picture_request:
            return
        if failure.number == self._find.number:
            self._find_bar.show_result(0, 0)
            return
        if failure.page is not None and failure.page != self._canvas.place.page:
            return
        if self._canvas.shows_page:
            return
        self._canvas.clear()
        self._tool_bar.set_page_tools_enabled(False)
        sentence = self._failure_sentence(failure.code)
        self._notice.show_message(sentence, IconName.ERROR, ColorRole.BAD, retry=True)
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
        self._tool_bar.show_zoom(self._canvas.zoom)
        self._thumbnails.set_current(place.page)
        self._canvas.set_highlights(self._find.highlights(place.page))

    def _on_page_painted(self, page: int) -> None:
        if self._current is not None and self._canvas.shows_page:
            self.page_painted.emit(self._current.key)

    def _turn_page(self, step: int) -> None:
        self._canvas.go_to_page(self._canvas.place.page + step)

    def _on_finding_asked(self) -> None:
        self._find_line.show()
        self._find_bar.present()

    def _on_text_wanted(self, text: str) -> None:
        self._find = FindSession(text)
        self._canvas.set_highlights(())
        if text and self._current is not None:
            self._find_bar.show_searching()
            self._find.number = self._host.search(self._current.document, text)
        else:
            self._find_bar.show_result(0, 0)

    def _on_search_finished(self, result: SearchResult) -> None:
        if result.number == self._find.number:
            self._go_to_hit(self._find.accept(result, self._canvas.place.page))
            if not result.hits:
                self._find_bar.show_result(0, 0)

    def _go_to_hit(self, hit: SearchHit | None) -> None:
        if hit is None:
            return
        self._canvas.go_to_page(hit.page)
        self._canvas.set_highlights(self._find.highlights(hit.page))
        self._canvas.show_rect(hit.rect)
        self._find_bar.show_result(self._find.current, len(self._find.hits), complete=self._find.complete)

    def _on_find_closed(self) -> None:
        self._find = FindSession()
        self._find_line.hide()
        self._canvas.set_highlights(())
        self._canvas.setFocus()
