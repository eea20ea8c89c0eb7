"""Font families by platform and the six text sizes; regular and bold only, digits tabular.

The fallback bytes for machines without a Chinese font are registered here but found elsewhere (bootstrap).
"""

import sys
from enum import Enum
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

_FAMILIES = {
    "win32": ("Microsoft YaHei UI", "Microsoft YaHei", "Segoe UI"),
    "darwin": ("PingFang SC", "Hiragino Sans GB"),
}
_OTHER_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
)
# A point is 1/96 inch times 4/3 on Windows and Linux but one pixel on macOS: keep the same pixels.
_PLATFORM_SCALE = 4 / 3 if sys.platform == "darwin" else 1.0


class FontSize(Enum):
    """Text sizes in points (96 dpi)."""

    TINY = 9.0
    SMALL = 9.75
    BODY = 10.5
    HEADING = 12.0
    TITLE = 15.0
    FIGURE = 21.0

    @property
    def points(self) -> float:
        """The size in points of this platform."""
        return self.value * _PLATFORM_SCALE


def has_chinese_font() -> bool:
    """Whether the system (or an earlier fallback) can show simplified Chinese."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def register_fallback_font(data: bytes) -> str:
    """Register a TrueType font from memory; returns its family. ValueError when Qt cannot read it."""
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(data))
    if not families:
        raise ValueError("the fallback font cannot be read")
    return families[0]


def application_font(fallback_family: str | None = None) -> QFont:
    """The program's font at body size: the platform's Chinese families, then the system font with the fallback."""
    known = set(QFontDatabase.families())
    families = [family for family in _FAMILIES.get(sys.platform, _OTHER_FAMILIES) if family in known]
    families.append(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family())
    if fallback_family:
        families.append(fallback_family)
    result = QFont()
    result.setFamilies(families)
    result.setPointSizeF(FontSize.BODY.points)
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


_application_font: QFont | None = None


def install_font(application: QFont) -> None:
    """Remember the font that `font()` derives from. Called by `Theme` alone."""
    global _application_font
    _application_font = application
    _derived.cache_clear()


def font(size: FontSize = FontSize.BODY, *, bold: bool = False) -> QFont:
    """The program's font in a given size, for painters. A copy, the caller may change it."""
    return QFont(_derived(size, bold))


@cache
def _derived(size: FontSize, bold: bool) -> QFont:
    result = QFont(_application_font) if _application_font is not None else QFont()
    result.setPointSizeF(size.points)
    result.setBold(bold)
    return result
