"""Documents open in the child: the only importer of PyMuPDF in the preview. Knows the limits, not the pipe.

MuPDF's errors become codes here; its own messages are silenced.
"""

from __future__ import annotations

import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pymupdf

from desktop.domain.media import SNIFF_LENGTH, MediaType, sniff
from desktop.preview.protocol import (
    LONGEST_PAGE_SIDE,
    DocumentId,
    Limits,
    NormalRect,
    PageRequest,
    PageSize,
    PreviewErrorCode,
    SearchHit,
)

_FILE_TYPES = {MediaType.PDF: "pdf", MediaType.JPEG: "jpeg", MediaType.PNG: "png"}
_A4 = PageSize(595.0, 842.0)
_LARGEST_ZOOMED_SIDE = 1_000_000
"""Pixels a whole page may measure when only a clip of it is drawn."""


class Refusal(Exception):
    """The document or page cannot be shown, for the reason its code names."""

    def __init__(self, code: PreviewErrorCode) -> None:
        super().__init__(code)
        self.code = code


class OpenDocuments:
    """The documents this child was given, by name."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._documents: dict[DocumentId, pymupdf.Document] = {}
        self._drawn: tuple[DocumentId, int, pymupdf.DisplayList] | None = None

    def open(self, name: DocumentId, content: bytes) -> tuple[PageSize, ...]:
        """Take a document in; the sizes of its pages."""
        if not content:
            raise Refusal(PreviewErrorCode.EMPTY)
        media = sniff(content[:SNIFF_LENGTH])
        if media is None:
            raise Refusal(PreviewErrorCode.UNSUPPORTED_FORMAT)
        if media is not MediaType.PDF:
            self._check_image(media, content)
        with _codes():
            document = pymupdf.open(stream=content, filetype=_FILE_TYPES[media])
            # MuPDF looks at the content as well and may have chosen differently
            if document.is_pdf != (media is MediaType.PDF):
                raise Refusal(PreviewErrorCode.DAMAGED)
            if document.needs_pass:
                raise Refusal(PreviewErrorCode.ENCRYPTED)
            count = document.page_count
            if count < 1:
                raise Refusal(PreviewErrorCode.EMPTY)
            if count > self._limits.pages:
                raise Refusal(PreviewErrorCode.TOO_MANY_PAGES)
            sizes = tuple(_page_size(document, page) for page in range(count))
        self.forget(name)
        self._documents[name] = document
        return sizes

    def forget(self, name: DocumentId) -> None:
        """Close a document, if it is open."""
        if self._drawn is not None and self._drawn[0] == name:
            self._drawn = None
        document = self._documents.pop(name, None)
        if document is not None:
            document.close()

    def draw(self, request: PageRequest) -> pymupdf.Pixmap:
        """The page, or its clip, in RGB without alpha; smaller than asked for where a limit demands it."""
        with _codes():
            picture = self._display_list(request.document, request.page)
            rect = picture.rect
            if not _can_be_shown(rect):
                raise Refusal(PreviewErrorCode.DAMAGED)
            clip = _clip(rect, request)
            zoom = self._zoom(rect, clip, request)
            matrix = pymupdf.Matrix(zoom, zoom).prerotate(request.rotation)
            pixels: pymupdf.Pixmap = picture.get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=0, clip=clip)
        if pixels.width < 1 or pixels.height < 1:
            raise Refusal(PreviewErrorCode.DAMAGED)
        return pixels

    def search(
        self, name: DocumentId, text: str, first_page: int, seconds: float
    ) -> tuple[tuple[SearchHit, ...], int | None]:
        """Hits from `first_page` on until `seconds` are over, and the page to go on with (None at the end)."""
        document = self._document(name)
        hits: list[SearchHit] = []
        end = time.monotonic() + seconds
        with _codes():
            for number in range(first_page, document.page_count):
                if hits and (time.monotonic() > end or len(hits) >= self._limits.search_hits):
                    return tuple(hits[: self._limits.search_hits]), number
                if time.monotonic() > end and number > first_page:
                    return (), number
                hits += _hits_on(document, number, text)
        return tuple(hits[: self._limits.search_hits]), None

    def _document(self, name: DocumentId) -> pymupdf.Document:
        try:
            return self._documents[name]
        except KeyError:
            raise Refusal(PreviewErrorCode.NO_SUCH_PAGE) from None

    def _display_list(self, name: DocumentId, number: int) -> pymupdf.DisplayList:
        """What the page draws; kept for the next clip or zoom of the same page."""
        if self._drawn is None or self._drawn[:2] != (name, number):
            document = self._document(name)
            if not 0 <= number < document.page_count:
                raise Refusal(PreviewErrorCode.NO_SUCH_PAGE)
            self._drawn = None
            self._drawn = (name, number, document.load_page(number).get_displaylist())
        return self._drawn[2]

    def _zoom(self, rect: pymupdf.Rect, clip: pymupdf.Rect, request: PageRequest) -> float:
        """Pixels a point: as asked for, or the most the limits allow."""
        shown_width = rect.height if request.rotation % 180 else rect.width
        # one pixel is kept back on each side, as edges are rounded outwards
        side = self._limits.page_side - 2
        most_pixels = max(1, self._limits.page_pixels - 4 * self._limits.page_side)
        zoom: float = min(
            request.width_px / shown_width,
            _LARGEST_ZOOMED_SIDE / max(rect.width, rect.height),
            side / max(clip.width, clip.height),
            (most_pixels / (clip.width * clip.height)) ** 0.5,
        )
        return zoom

    def _check_image(self, media: MediaType, content: bytes) -> None:
        width, height = _png_size(content) if media is MediaType.PNG else _jpeg_size(content)
        if width < 1 or height < 1:
            raise Refusal(PreviewErrorCode.DAMAGED)
        if width * height > self._limits.source_pixels:
            raise Refusal(PreviewErrorCode.TOO_LARGE)


@contextmanager
def _codes() -> Iterator[None]:
    """MuPDF's exceptions of many kinds as one of ours."""
    try:
        yield
    except Refusal:
        raise
    except Exception as error:
        if isinstance(error, MemoryError) or "alloc" in str(error):
            raise Refusal(PreviewErrorCode.OUT_OF_MEMORY) from error
        raise Refusal(PreviewErrorCode.DAMAGED) from error


def warm_up() -> None:
    """Keep MuPDF's messages off the standard streams; load what is loaded once, as the cage lets nothing in later."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    with pymupdf.open() as document:
        page = document.new_page(width=10, height=10)
        page.insert_text((1, 9), "x")
        page.get_pixmap()
        page.search_for("x")


def chinese_font() -> bytes:
    """The font file built into PyMuPDF for Chinese, Japanese and Korean (Droid Sans Fallback, TrueType)."""
    return bytes(pymupdf.Font("cjk").buffer)


def _page_size(document: pymupdf.Document, number: int) -> PageSize:
    try:
        rect = document.load_page(number).rect
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
        return _A4  # the page will be refused when it is asked for; the others can be seen
    return PageSize(float(rect.width), float(rect.height)) if _can_be_shown(rect) else _A4


def _can_be_shown(rect: pymupdf.Rect) -> bool:
    return not rect.is_empty and not rect.is_infinite and max(rect.width, rect.height) <= LONGEST_PAGE_SIDE


def _clip(rect: pymupdf.Rect, request: PageRequest) -> pymupdf.Rect:
    if request.clip is None:
        return rect
    part = request.clip.rotated(-request.rotation)
    clip = pymupdf.Rect(
        rect.x0 + part.left * rect.width,
        rect.y0 + part.top * rect.height,
        rect.x0 + part.right * rect.width,
        rect.y0 + part.bottom * rect.height,
    )
    if clip.is_empty:
        raise Refusal(PreviewErrorCode.NO_SUCH_PAGE)
    return clip


def _hits_on(document: pymupdf.Document, number: int, text: str) -> list[SearchHit]:
    try:
        page = document.load_page(number)
        found = page.search_for(text)
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
        return []  # a page that cannot be read hides no hits on the others
    rect = page.rect
    places = (place * page.rotation_matrix for place in found)
    return [SearchHit(number, _normal(place, rect)) for place in places]


def _normal(place: pymupdf.Rect, page: pymupdf.Rect) -> NormalRect:
    place = place.normalize()
    left, right = sorted(_fraction(x - page.x0, page.width) for x in (place.x0, place.x1))
    top, bottom = sorted(_fraction(y - page.y0, page.height) for y in (place.y0, place.y1))
    return NormalRect(left, top, right, bottom)


def _fraction(part: float, whole: float) -> float:
    return min(1.0, max(0.0, part / whole))


def _png_size(content: bytes) -> tuple[int, int]:
    if len(content) < 24 or content[12:16] != b"IHDR":
        raise Refusal(PreviewErrorCode.DAMAGED)
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Width and height from the first frame header (ITU-T T.81, B.2.2)."""
    position = 2
    while position + 9 <= len(content):
        if content[position] != 0xFF:
            position += 1
            continue
        marker = content[position + 1]
        if marker == 0xFF:
            position += 1
        elif marker in (0x00, 0x01) or 0xD0 <= marker <= 0xD8:
            position += 2
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        else:
            position += 2 + int.from_bytes(content[position + 2 : position + 4])
    raise Refusal(PreviewErrorCode.DAMAGED)
