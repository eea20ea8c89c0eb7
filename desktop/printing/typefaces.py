"""Which fonts a form is set in: the system's Song and Hei where a PDF can carry them, else the program's own.

Outlines of the CFF kind give PDFs whose text cannot be searched, so only TrueType counts.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from desktop.preview.fonts import FontUnavailable, cjk_font_bytes

# A Chinese Windows knows its own fonts by their Chinese names.
_SONG = ("SimSun", "宋体", "NSimSun", "新宋体", "Songti SC", "STSong", "华文宋体", "AR PL UMing CN", "AR PL SungtiL GB")
_HEI = ("SimHei", "黑体", "Heiti SC", "STHeiti", "华文黑体", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei")
_OWN = "Droid Sans Fallback"
_SAMPLE = "人才评审"

_lock = threading.Lock()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Typefaces:
    """Families for running text and for headings; Qt asks the other fonts for characters that they lack."""

    body: tuple[str, ...]
    heading: tuple[str, ...]


def find_typefaces(own_font: Callable[[], bytes] | None = None) -> Typefaces:
    """The fonts of this machine; `own_font` gives the program's Chinese font where no other one will do.

    May take some hundred milliseconds the first time. Raises FontUnavailable where there is none at all, ValueError for
    a font of our own that cannot be read.
    """
    with _lock:
        song, hei = _first(_SONG), _first(_HEI)
        one = song or hei or _own_family(own_font or _fetched_font)
        return Typefaces((song or one,), (hei or one,))


def _first(families: tuple[str, ...]) -> str | None:
    return next((family for family in families if _fits(family)), None)


def _fits(family: str) -> bool:
    if not QFontDatabase.hasFamily(family):
        return False
    raw = QRawFont.fromFont(QFont(family, 10), QFontDatabase.WritingSystem.SimplifiedChinese)
    return raw.fontTable("glyf").size() > 0 and all(raw.supportsCharacter(ord(each)) for each in _SAMPLE)


def _own_family(own_font: Callable[[], bytes]) -> str:
    if _fits(_OWN):
        return _OWN
    try:
        font = own_font()
    except FontUnavailable:
        chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        if not chinese:
            raise
        _log.warning("forms are set in %s: their text can be read but hardly searched", chinese[0], exc_info=True)
        return chinese[0]
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(font))
    if not families:
        raise ValueError("the program's own Chinese font cannot be read")
    return families[0]


def _fetched_font() -> bytes:
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    return cjk_font_bytes(Path(cache) / "fonts")
