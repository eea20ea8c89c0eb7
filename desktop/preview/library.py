"""The documents the preview knows, and the thread that fetches their bytes from wherever they lie."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue

from desktop.preview.protocol import DocumentId, DocumentInfo, Limits, PreviewErrorCode

_log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class KnownDocument:
    """What is known of a document. `content` is held only between loading and opening."""

    name: DocumentId
    load: Callable[[], bytes]
    info: DocumentInfo | None = None
    content: bytes | None = None
    loading: bool = False
    refused: PreviewErrorCode | None = None
    """Why it will never open."""
    strikes: int = 0
    """How many children it has ended, the last one by `last_strike`."""
    last_strike: PreviewErrorCode = PreviewErrorCode.CRASHED

    def accept(self, content: bytes | None, limits: Limits) -> PreviewErrorCode | None:
        """Take the loaded bytes (None: loading failed), or say why not."""
        self.loading = False
        if content is None:
            return PreviewErrorCode.UNREADABLE
        if not content:
            self.refused = PreviewErrorCode.EMPTY
        elif len(content) > limits.document_bytes:
            self.refused = PreviewErrorCode.TOO_LARGE
        else:
            self.content = content
        return self.refused

    def strike(self, code: PreviewErrorCode) -> None:
        """It has ended a child."""
        self.strikes += 1
        self.last_strike = code

    def pardon(self) -> None:
        """Let it be tried again."""
        self.strikes = 0
        self.refused = None


class DocumentLoader:
    """Loads one document after the other on a daemon thread, as the store may be slow or far away."""

    def __init__(self, on_loaded: Callable[[KnownDocument, bytes | None], None]) -> None:
        """`on_loaded` is called on the loader's thread, with None if the document's `load` raised."""
        self._on_loaded = on_loaded
        self._wanted: SimpleQueue[KnownDocument | None] = SimpleQueue()
        threading.Thread(target=self._run, name="preview-loader", daemon=True).start()

    def load(self, known: KnownDocument) -> None:
        """Fetch the bytes, unless that is under way."""
        if not known.loading:
            known.loading = True
            self._wanted.put(known)

    def close(self) -> None:
        """End the thread once it has finished what it is doing."""
        self._wanted.put(None)

    def _run(self) -> None:
        while (known := self._wanted.get()) is not None:
            content: bytes | None = None
            try:
                content = known.load()
            except Exception:
                _log.exception("a document could not be loaded for the preview")
            self._on_loaded(known, content)
