"""Which fonts a form is set in: the system's Song and Hei where a PDF can carry them, else the program's own.

Outlines of the CFF kind give PDFs whose text cannot be searched, so only TrueType counts.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

_SONG = ("SimSun", "NSimSun", "Songti SC", "STSong", "AR PL UMing CN", "AR PL SungtiL GB")
_HEI = ("SimHei", "Heiti SC", "STHeiti", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei")
_OWN = "Droid Sans Fallback"
_SAMPLE = "人才评审"

_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Typefaces:
    """Families for running text and for headings, each with what follows it for characters that it lacks."""

    body: tuple[str, ...]
    heading: tuple[str, ...]


def find_typefaces(own_font: Callable[[], bytes] | None = None) -> Typefaces:
    """The fonts of this machine; `own_font` gives the program's Chinese font where no other one will do.

    May take some hundred milliseconds the first time. Raises what `own_font` raises, and ValueError for a font that
    cannot be read.
    """
    with _lock:
        known = set(QFontDatabase.families())
        song = _first(_SONG, known)
        hei = _first(_HEI, known)
        rest = () if song and hei else (_own_family(known, own_font or _fetched_font),)
        body = (*filter(None, [song or (hei if not rest else None)]), *rest)
        heading = (*filter(None, [hei]), *rest) or body
        return Typefaces(body, heading)


def _first(families: tuple[str, ...], known: set[str]) -> str | None:
    return next((family for family in families if family in known and _fits(family)), None)


def _fits(family: str) -> bool:
    raw = QRawFont.fromFont(QFont(family, 10), QFontDatabase.WritingSystem.SimplifiedChinese)
    is_it = raw.isValid() and raw.familyName() == family
    return is_it and raw.fontTable("glyf").size() > 0 and all(raw.supportsCharacter(ord(each)) for each in _SAMPLE)


def _own_family(known: set[str], own_font: Callable[[], bytes]) -> str:
    if _OWN in known and _fits(_OWN):
        return _OWN
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(own_font()))
    if not families:
        raise ValueError("the program's own Chinese font cannot be read")
    return families[0]


def _fetched_font() -> bytes:
    from desktop.preview.fonts import cjk_font_bytes

    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    return cjk_font_bytes(Path(cache) / "fonts")
