"""The Phosphor font that ships with QtAwesome, drawn as outlines.

`import qtawesome` costs about 150 ms (it loads qtpy and every icon family), half of the start-up budget. Only its two
Phosphor files are read here, without importing the package. Not concerned with names, colours or caching.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QRawFont

# The outlines are kept for this em size and scaled, so one path serves every icon size.
_EM = 256.0


def _file(pattern: str) -> Path:
    spec = find_spec("qtawesome")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        found = sorted((Path(folder) / "fonts").glob(pattern))
        if found:
            return found[-1]
    raise FileNotFoundError(f"QtAwesome does not provide {pattern}")


@cache
def _code_points() -> dict[str, str]:
    content: dict[str, str] = json.loads(_file("phosphor-charmap-*.json").read_text(encoding="utf-8"))
    return content


@cache
def _raw_font() -> QRawFont:
    result = QRawFont(str(_file("phosphor-*.ttf")), _EM, QFont.HintingPreference.PreferNoHinting)
    if not result.isValid():
        raise OSError("the icon font cannot be read")
    return result


@cache
def glyph_path(name: str) -> QPainterPath:
    """The outline of a Phosphor glyph in a square of 256 units, origin at the top left. KeyError for unknown names."""
    raw = _raw_font()
    index = raw.glyphIndexesForString(chr(int(_code_points()[name], 16)))[0]
    return raw.pathForGlyph(index).translated(0, raw.ascent())


def paint_glyph(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Fill the glyph into `rect` (square, device-independent pixels)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _EM, rect.height() / _EM)
    painter.fillPath(glyph_path(name), color)
    painter.restore()
