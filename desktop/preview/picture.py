"""A document's first page as one image, drawn by a child of its own and waited for: for what is no preview.

Blocks the calling thread; a window shows documents by `host`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from queue import Empty, SimpleQueue

from PySide6.QtGui import QImage

from desktop.preview.protocol import DrawPage, Limits, OpenDocument, PageRequest, PreviewErrorCode, Refused, Request
from desktop.preview.worker import Answered, Gone, Ready, Report, Worker, child_command


class PictureUnavailable(Exception):
    """The page could not be drawn: why is in `code`."""

    def __init__(self, code: PreviewErrorCode) -> None:
        super().__init__(code.value)
        self.code = code


def first_page(
    content: bytes, width: int, *, command: Sequence[str] | None = None, limits: Limits | None = None
) -> QImage:
    """The first page, `width` pixels wide. Takes a few hundred milliseconds. Raises PictureUnavailable."""
    limits = limits or Limits()
    reports: SimpleQueue[Report[QImage]] = SimpleQueue()
    worker: Worker[QImage] = Worker(list(command or child_command()), limits, image_of, reports.put)
    document = hashlib.sha256(content).hexdigest()

    def ask(request: Request) -> QImage | None:
        worker.submit(request)
        match reports.get(timeout=limits.request_seconds):
            case Answered(Refused(_, code), _) | Gone(code, _):
                raise PictureUnavailable(code)
            case Answered(_, picture):
                return picture
        raise PictureUnavailable(PreviewErrorCode.NONSENSE)

    try:
        match reports.get(timeout=limits.start_seconds):
            case Gone(code, _):
                raise PictureUnavailable(code)
            case Ready():
                ask(OpenDocument(1, document, (), content))
        image = ask(DrawPage(2, PageRequest(document, 0, width)))
    except Empty:
        raise PictureUnavailable(PreviewErrorCode.TIMED_OUT) from None
    finally:
        worker.end()
    if image is None:
        raise PictureUnavailable(PreviewErrorCode.NONSENSE)
    return image


def image_of(width: int, height: int, pixels: bytearray) -> QImage:
    """An image with pixels of its own, in the format that is painted fastest. Runs on a worker's thread."""
    borrowed = QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888)
    return borrowed.convertToFormat(QImage.Format.Format_RGB32)
