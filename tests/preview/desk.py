"""A host with everything it has said, for tests that wait for this or that."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.preview.host import PreviewHost, RenderedPage
from desktop.preview.protocol import DocumentInfo, Limits, PageRequest, PreviewErrorCode, PreviewFailure, SearchResult

PATIENCE_MS = 30_000
MISBEHAVING = Path(__file__).with_name("misbehaving_child.py")
SHORT = Limits(request_seconds=1.0, page_pixels=1 << 19, page_side=2000)


def misbehaving(manner: str = "well") -> list[str]:
    """The command of a child that behaves as `manner` says from the start, or later as documents say."""
    return [sys.executable, "-I", str(MISBEHAVING), manner]


class Desk:
    """A preview host; a context manager that closes it."""

    def __init__(self, qtbot: QtBot, command: list[str] | None = None, limits: Limits | None = None) -> None:
        self._qtbot = qtbot
        self.host = PreviewHost(command=command, limits=limits)
        self.opened: list[DocumentInfo] = []
        self.pages: list[RenderedPage] = []
        self.thumbnails: list[RenderedPage] = []
        self.searches: list[SearchResult] = []
        self.failures: list[PreviewFailure] = []
        self.host.document_opened.connect(self.opened.append)
        self.host.page_rendered.connect(self.pages.append)
        self.host.thumbnail_rendered.connect(self.thumbnails.append)
        self.host.search_finished.connect(self.searches.append)
        self.host.failed.connect(self.failures.append)

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.host.close()

    def wait(self, happened: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(happened()), timeout=PATIENCE_MS)

    def open(self, document: str, content: bytes) -> DocumentInfo:
        """Open a document that opens."""
        self.host.open_document(document, lambda: content)
        self.wait(lambda: self.host.info(document) or self.failures)
        info = self.host.info(document)
        assert info is not None, self.failures
        return info

    def page(self, document: str, page: int = 0, width: int = 100, rotation: int = 0) -> QImage:
        """A page that can be drawn."""
        number = self.host.request_page(PageRequest(document, page, width, rotation))
        self.wait(lambda: [page for page in self.pages if page.number == number] or self.failures)
        assert not self.failures
        return next(page.image for page in self.pages if page.number == number)

    def failure(self) -> PreviewErrorCode:
        """The next failure's code; it is forgotten afterwards."""
        self.wait(lambda: self.failures)
        return self.failures.pop(0).code
