"""What the program and its preview child say to each other: limits, error codes, requests and replies.

Neither Qt nor PyMuPDF is known here. The bytes on the pipe are the business of `wire`; sentences for people live in
`desktop.text.preview`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.preview_error import PreviewErrorCode as PreviewErrorCode

DocumentId = str
"""The SHA-256 of the document's bytes, 64 hexadecimal digits."""

PROTOCOL_VERSION = 2

LONGEST_PAGE_SIDE = 1e9
"""In points. No page that anybody made on purpose comes near."""

WHOLE_PAGE_SCALE = 1.5
"""Above this zoom (1.0 = 100 %) a view asks for the visible clip alone instead of the whole page."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may cost. Bytes, pages, pixels, seconds."""

    document_bytes: int = 128 << 20
    pages: int = 2000
    page_pixels: int = 32_000_000
    """Pixels of one rendered image; a request beyond it is drawn smaller."""
    page_side: int = 16_384
    source_pixels: int = 160_000_000
    """Pixels of a JPEG, PNG, TIFF or BMP as it was made."""
    request_seconds: float = 5.0
    start_seconds: float = 15.0
    memory_bytes: int = 1 << 30
    header_bytes: int = 512 << 10
    font_bytes: int = 32 << 20
    search_text: int = 200
    search_hits: int = 2000
    open_documents: int = 4
    """Documents one child keeps open; the longest unused is closed first."""

    @property
    def shared_bytes(self) -> int:
        """Size of the shared memory: three bytes a pixel."""
        return self.page_pixels * 3


CODES_OF_THE_CHILD = frozenset(
    {
        PreviewErrorCode.EMPTY,
        PreviewErrorCode.DAMAGED,
        PreviewErrorCode.ENCRYPTED,
        PreviewErrorCode.TOO_LARGE,
        PreviewErrorCode.TOO_MANY_PAGES,
        PreviewErrorCode.UNSUPPORTED_FORMAT,
        PreviewErrorCode.NO_SUCH_PAGE,
        PreviewErrorCode.OUT_OF_MEMORY,
        PreviewErrorCode.NOT_CAGED,
    }
)


class Wall(StrEnum):
    """What stands between a child and the rest of the machine."""

    LIMITS = "limits"
    LANDLOCK = "landlock"
    SECCOMP = "seccomp"
    JOB_OBJECT = "job object"


class ProtocolViolation(Exception):
    """The other side said something the protocol does not allow."""


@dataclass(frozen=True, slots=True)
class NormalRect:
    """A rectangle on a page, each side a fraction 0…1 of the page as it is shown, origin at the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def rotated(self, rotation: int) -> NormalRect:
        """The same place once the page is turned clockwise by 0, 90, 180 or 270 degrees."""
        match rotation % 360:
            case 90:
                return NormalRect(1 - self.bottom, self.left, 1 - self.top, self.right)
            case 180:
                return NormalRect(1 - self.right, 1 - self.bottom, 1 - self.left, 1 - self.top)
            case 270:
                return NormalRect(self.top, 1 - self.right, self.bottom, 1 - self.left)
            case _:
                return self


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of a page in points (1/72 inch), the document's own rotation applied."""

    width: float
    height: float

    def rotated(self, rotation: int) -> PageSize:
        """The size once the page is turned by 0, 90, 180 or 270 degrees."""
        return PageSize(self.height, self.width) if rotation % 180 else self


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document that could be opened: its pages in order."""

    document: DocumentId
    pages: tuple[PageSize, ...]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One picture of one page.

    `page` counts from 0. `width_px` is the width in device pixels of the whole page as shown, i.e. after turning it
    clockwise by `rotation` (0, 90, 180, 270). `clip` is the part wanted of the turned page; None is all of it.
    """

    document: DocumentId
    page: int
    width_px: int
    rotation: int = 0
    clip: NormalRect | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Where a text was found: rectangles on the unturned page."""

    page: int
    rect: NormalRect


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Every place of `text` in a document, in reading order; `complete` is False past `Limits.search_hits`."""

    number: int
    document: DocumentId
    text: str
    hits: tuple[SearchHit, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class PreviewFailure:
    """A request that gave nothing. `page` is None if it concerns the whole document, `document` "" for none."""

    number: int
    document: DocumentId
    page: int | None
    code: PreviewErrorCode


# Requests, from the program to the child. `number` is answered in the reply.


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """Open these bytes under this name, closing `forget` first."""

    number: int
    document: DocumentId
    forget: tuple[DocumentId, ...]
    content: bytes


@dataclass(frozen=True, slots=True)
class DrawPage:
    """Draw a page of an open document into the shared memory."""

    number: int
    request: PageRequest


@dataclass(frozen=True, slots=True)
class SearchPages:
    """Search from `first_page` on for as long as one request may reasonably take."""

    number: int
    document: DocumentId
    text: str
    first_page: int


@dataclass(frozen=True, slots=True)
class GiveFont:
    """Hand over the built-in Chinese font."""

    number: int


Request = OpenDocument | DrawPage | SearchPages | GiveFont


# Replies, from the child to the program.


@dataclass(frozen=True, slots=True)
class Hello:
    """The child is ready and caged; always the first message, number 0. A child without its cage says Refused."""

    number: int
    version: int
    walls: tuple[Wall, ...]


@dataclass(frozen=True, slots=True)
class DocumentOpened:
    """The pages of the document just opened."""

    number: int
    pages: tuple[PageSize, ...]


@dataclass(frozen=True, slots=True)
class PageDrawn:
    """Pixels lie at the start of the shared memory: RGB, 3 bytes each, rows without padding."""

    number: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PagesSearched:
    """Hits so far; `next_page` is where to go on, None at the document's end."""

    number: int
    hits: tuple[SearchHit, ...]
    next_page: int | None


@dataclass(frozen=True, slots=True)
class FontGiven:
    """The font file's bytes."""

    number: int
    font: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """The request could not be met, and why."""

    number: int
    code: PreviewErrorCode


Reply = Hello | DocumentOpened | PageDrawn | PagesSearched | FontGiven | Refused
