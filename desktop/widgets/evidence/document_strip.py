"""The row below the canvas: the pages of this document, and the document after it. Fetches their small pictures."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.preview.host import PreviewHost, RenderedPage
from desktop.preview.protocol import DocumentInfo
from desktop.widgets.evidence.document import EvidenceDocument
from desktop.widgets.evidence.next_document import NextDocumentCard
from desktop.widgets.evidence.thumbnails import ThumbnailStrip
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.shortcuts import Keys
from desktop.widgets.theme.metrics import THUMBNAIL_HEIGHT

_NEXT_PICTURE_PX = 64


class DocumentStrip(Panel):
    """`page_chosen(int)` on a small page; `next_chosen` on the document after this one."""

    page_chosen = Signal(int)
    next_chosen = Signal()

    def __init__(self, host: PreviewHost, next_keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(Surface.WINDOW, parent)
        self.setFixedHeight(THUMBNAIL_HEIGHT)
        self._host = host
        self._info: DocumentInfo | None = None
        self._page_requests: set[int] = set()
        self._next_request = -1
        self._pages = ThumbnailStrip(lambda page: self.tr("第 {0} 页").format(page + 1))
        self._next = NextDocumentCard(next_keys)
        self._pages.page_chosen.connect(self.page_chosen)
        self._pages.pictures_wanted.connect(self._on_pictures_wanted)
        self._next.clicked.connect(self.next_chosen)
        host.thumbnail_rendered.connect(self._on_thumbnail_rendered)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._pages, 1)
        row.addWidget(self._next)

    @property
    def next_document(self) -> EvidenceDocument | None:
        """The document that the card leads to."""
        return self._next.document

    def show_pages(self, info: DocumentInfo | None) -> None:
        """Show the pages of a document, or none."""
        self._info = info
        self._page_requests.clear()
        self._pages.set_document(info)

    def set_current(self, page: int) -> None:
        """Mark the page that is shown."""
        self._pages.set_current(page)

    def show_next(self, document: EvidenceDocument | None) -> None:
        """Name the document after this one, or none."""
        self._next.show_document(document)

    def fetch_next_picture(self) -> None:
        """The document after this one is open: its first page can be drawn."""
        if self._next.document is not None:
            width = round(_NEXT_PICTURE_PX * self.devicePixelRatioF())
            self._next_request = self._host.request_thumbnails(self._next.document.document, [0], width)

    def asked_for(self, number: int) -> bool:
        """Whether a request was for one of these small pictures, which may be missing without much harm."""
        return number in self._page_requests or number == self._next_request

    def _on_pictures_wanted(self, pages: list[int], width_px: int) -> None:
        if self._info is not None:
            self._page_requests.add(self._host.request_thumbnails(self._info.document, pages, width_px))

    def _on_thumbnail_rendered(self, rendered: RenderedPage) -> None:
        if rendered.number == self._next_request:
            self._next.show_picture(rendered.image)
        elif rendered.number in self._page_requests:
            self._pages.accept_picture(rendered.request.page, rendered.image)
