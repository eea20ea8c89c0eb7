"""The document formats an attachment may have, told from the bytes alone: names and endings prove nothing."""

import re
from enum import StrEnum
from typing import Final

SNIFF_LENGTH: Final = 1024 + 8
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

    A PDF header may begin anywhere in the first 1024 bytes (ISO 32000-1, annex H, note 13), as files with a stray
    prefix exist; a file that starts like another known format is not a PDF.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    header = _PDF_HEADER.search(head[: 1024 + 7])
    if header is None or header.start() >= 1024:
        return None
    prefix = head[: header.start()].removeprefix(b"\xef\xbb\xbf").lstrip()
    return None if prefix.startswith(_FOREIGN_STARTS) else MediaType.PDF
