"""Finding in the document that is shown: the bar, the search in the preview, the hit the reader is at."""

from PySide6.QtCore import QObject, Signal

from desktop.preview.host import PreviewHost
from desktop.preview.protocol import DocumentId, PreviewFailure, SearchHit, SearchResult
from desktop.widgets.evidence.find_bar import FindBar
from desktop.widgets.evidence.find_session import FindSession
from desktop.widgets.evidence.page_painter import Highlight


class DocumentFinder(QObject):
    """`hit_reached(SearchHit)`: show this place. `marks_changed`: ask `highlights` again. `ended`: the bar is gone."""

    hit_reached = Signal(object)
    marks_changed = Signal()
    ended = Signal()

    def __init__(self, host: PreviewHost, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._document: DocumentId = ""
        self._page = 0
        self._session = FindSession()
        self.bar = FindBar()
        self.bar.text_wanted.connect(self._on_text_wanted)
        self.bar.next_asked.connect(lambda: self._reach(self._session.step(1)))
        self.bar.previous_asked.connect(lambda: self._reach(self._session.step(-1)))
        self.bar.closed.connect(self._on_closed)
        host.search_finished.connect(self._on_search_finished)
        host.failed.connect(self._on_failed)

    def set_document(self, document: DocumentId) -> None:
        """Another document is shown: what was found in the one before is of no use."""
        self._document = document
        self._session = FindSession()
        self.bar.dismiss()

    def set_page(self, page: int) -> None:
        """The page from which a new search begins."""
        self._page = page

    def highlights(self, page: int) -> tuple[Highlight, ...]:
        """What to mark on a page."""
        return self._session.highlights(page)

    def _on_text_wanted(self, text: str) -> None:
        self._session = FindSession(text)
        self.marks_changed.emit()
        if text and self._document:
            self.bar.show_searching()
            self._session.number = self._host.search(self._document, text)
        else:
            self.bar.show_result(0, 0)

    def _on_search_finished(self, result: SearchResult) -> None:
        if result.number == self._session.number:
            self._reach(self._session.accept(result, self._page))
            if not result.hits:
                self.bar.show_result(0, 0)

    def _on_failed(self, failure: PreviewFailure) -> None:
        if failure.number == self._session.number:
            self.bar.show_result(0, 0)

    def _reach(self, hit: SearchHit | None) -> None:
        if hit is not None:
            self.hit_reached.emit(hit)
            session = self._session
            self.bar.show_result(session.current, len(session.hits), complete=session.complete)

    def _on_closed(self) -> None:
        self._session = FindSession()
        self.marks_changed.emit()
        self.ended.emit()
