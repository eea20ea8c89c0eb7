"""The evidence preview as the window sees it: requests in, Qt signals out, nothing ever blocks.

The work is done by `supervisor` on its own threads; here live the page cache and the QImages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.preview.protocol import DocumentId, DocumentInfo, Limits, PageRequest


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page (or clip, or thumbnail) as asked for; the image owns its pixels and may be kept."""

    number: int
    request: PageRequest
    image: QImage


class PreviewHost(QObject):
    """Shows documents of strangers without opening them in this process.

    Every `request…` returns its number at once; the answer is one of the signals, always from the event loop, in the
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
        super().__init__(parent)
        raise NotImplementedError

    def open_document(self, document: DocumentId, load: Callable[[], bytes], *, ahead: bool = False) -> int:
        """Make a document known and open it; `load` runs on another thread. Emits `document_opened` or `failed`.

        `ahead` opens it once nothing else is wanted (the attachment the person will look at next).
        """
        raise NotImplementedError

    def info(self, document: DocumentId) -> DocumentInfo | None:
        """What `document_opened` told of this document, if it has been opened."""
        raise NotImplementedError

    def page_now(self, request: PageRequest) -> RenderedPage | None:
        """The page if it is already there (number 0), at once; its neighbours are prefetched as for a request."""
        raise NotImplementedError

    def request_page(self, request: PageRequest, *, view: str = "page") -> int:
        """Ask for a page; emits `page_rendered` or `failed`. A newer request of the same `view` replaces this one."""
        raise NotImplementedError

    def prefetch_page(self, request: PageRequest) -> None:
        """Have a page ready for later, when nothing else is wanted. Says nothing, neither done nor failed."""
        raise NotImplementedError

    def request_thumbnails(self, document: DocumentId, pages: Sequence[int], width_px: int) -> int:
        """Small pictures of these pages, one `thumbnail_rendered` (or `failed`) for each, all with this number."""
        raise NotImplementedError

    def search(self, document: DocumentId, text: str) -> int:
        """Find a text; one `search_finished` (or `failed`). A newer search replaces this one."""
        raise NotImplementedError

    def retry(self, document: DocumentId) -> None:
        """Give a document that ended the child twice another chance; requests for it are refused until then."""
        raise NotImplementedError

    def cancel(self, number: int) -> None:
        """Abandon one request; its answer will not arrive."""
        raise NotImplementedError

    def cancel_all(self) -> None:
        """Abandon every request, prefetching included."""
        raise NotImplementedError

    def close(self) -> None:
        """End the children and threads; returns at once. No signal comes afterwards. May be called twice."""
        raise NotImplementedError
