"""The document formats an attachment may have, told from the bytes alone: names and endings prove nothing."""

import re
from enum import StrEnum
from typing import Final

SNIFF_LENGTH: Final = 8192
"""How many leading bytes `sniff` wants to see."""


class MediaType(StrEnum):
    """An accepted format; the value is its registered media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"

    @property
    def label(self) -> str:
        """The name people know it by."""
        return self.name

    @property
    def suffix(self) -> str:
        """The usual file name ending, with its dot."""
        return {"PDF": ".pdf", "JPEG": ".jpg", "PNG": ".png"}[self.name]


_PDF_HEADER = re.compile(rb"%PDF-\d\.\d")
_PDF_HEADER_WITHIN = 1024
_PDF_OBJECT = re.compile(rb"(?<![0-9])[0-9]{1,10}[\0\t\n\f\r ]+[0-9]{1,5}[\0\t\n\f\r ]+obj\b")

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LARGEST_PNG_SIDE = 2**31 - 1

_JPEG_START = b"\xff\xd8"
_JPEG_SCAN = 0xDA
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_JPEG_SEGMENTS = frozenset({*range(0xC0, 0xD0), _JPEG_SCAN, *range(0xDB, 0xF0), 0xFE} - {0xC8})
_JPEG_NAMES = {0xE0: (b"JFIF\0", b"JFXX\0"), 0xE1: (b"Exif\0", b"http")}
"""What an application segment of the standards begins with; others are free."""

# Files that may carry a PDF header further in and still are something else: readers such as MuPDF open them by
# their own content, so what is checked here and what would be shown must not differ.
_FOREIGN_STARTS = (
    b"<",  # HTML, XML, SVG
    b"PK",  # ZIP, and with it Office documents
    b"{",  # RTF, JSON
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"RIFF",
    b"\xd0\xcf\x11\xe0",  # OLE: old Office documents
    b"MZ",
    b"\x7fELF",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!",
    b"%!",  # PostScript
    b"#!",
)


def sniff(head: bytes) -> MediaType | None:
    """The format of a file that begins with `head` (at least `SNIFF_LENGTH` bytes of it, or all); None if not accepted.

    Looks at the structure and not at the first bytes alone: a PDF header is followed by an object, a PNG signature by
    its size, a JPEG's start by segments. Says nothing about the rest of the file.
    """
    if head.startswith(_JPEG_START):
        return MediaType.JPEG if _is_jpeg(head) else None
    if head.startswith(_PNG_SIGNATURE):
        return MediaType.PNG if _is_png(head) else None
    return MediaType.PDF if _is_pdf(head) else None


def _is_pdf(head: bytes) -> bool:
    """A header anywhere in the first 1024 bytes (ISO 32000-1, annex H, note 13), as files with a stray prefix exist,
    and after it an indirect object (7.3.10); a file that starts like another known format is not a PDF."""
    header = _PDF_HEADER.search(head[: _PDF_HEADER_WITHIN + 7])
    if header is None or header.start() >= _PDF_HEADER_WITHIN:
        return False
    prefix = head[: header.start()].removeprefix(b"\xef\xbb\xbf").lstrip()
    return not prefix.startswith(_FOREIGN_STARTS) and _PDF_OBJECT.search(head, header.end()) is not None


def _is_png(head: bytes) -> bool:
    """The signature, then a header chunk of 13 bytes whose width and height are possible (PNG, 11.2.2)."""
    chunk = head[len(_PNG_SIGNATURE) : len(_PNG_SIGNATURE) + 25]
    if len(chunk) < 25 or chunk[:8] != b"\0\0\0\rIHDR":
        return False
    sides = int.from_bytes(chunk[8:12], "big"), int.from_bytes(chunk[12:16], "big")
    return all(0 < side <= _LARGEST_PNG_SIDE for side in sides)


def _is_jpeg(head: bytes) -> bool:
    """Segments from the start on, each with its length, up to the first scan or the end of `head` (ITU-T T.81, B.1.1).

    A scan needs a frame before it; a file that ends before its scan is none.
    """
    at, framed, begun = len(_JPEG_START), False, False
    while at + 4 <= len(head):
        if head[at] != 0xFF:
            return False
        marker = head[at + 1]
        if marker == 0xFF:  # any number of fill bytes may stand before a marker
            at += 1
            continue
        length = int.from_bytes(head[at + 2 : at + 4], "big")
        names = _JPEG_NAMES.get(marker)
        if marker not in _JPEG_SEGMENTS or length < 2 or (names and not head.startswith(names, at + 4)):
            return False
        if marker == _JPEG_SCAN:
            return framed
        framed, begun = framed or marker in _JPEG_FRAMES, True
        at += 2 + length
    # a file longer than `head` may have its frame further on
    return begun and len(head) >= SNIFF_LENGTH
