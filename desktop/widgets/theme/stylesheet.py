"""Turns the style sheet template into Qt style sheet text: colours, sizes and the few images QSS needs as files.

Knows the template's `@token` syntax and the image cache; the look itself is in `resources/qss/talentdesk.qss`.
"""

import os
import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from desktop.widgets.icon_font import paint_glyph
from desktop.widgets.icons import IconName
from desktop.widgets.theme.fonts import FontSize
from desktop.widgets.theme.metrics import RADIUS, RADIUS_LARGE, RADIUS_SMALL
from desktop.widgets.theme.palette import ColorRole, Tokens
from resources import ROOT

_TEMPLATE: Final = ROOT / "qss" / "talentdesk.qss"
_TOKEN: Final = re.compile(r"@([a-z][a-z0-9_]*)")
# token: (icon, colour, side in pixels)
_IMAGES: Final = {
    "image_caret": (IconName.DOWN, ColorRole.MUTED, 14),
    "image_caret_disabled": (IconName.DOWN, ColorRole.DISABLED, 14),
    "image_caret_up": (IconName.UP, ColorRole.MUTED, 14),
    "image_calendar": (IconName.CALENDAR, ColorRole.MUTED, 16),
    "image_check": (IconName.CHECKED, ColorRole.ON_ACCENT, 14),
    "image_partial": (IconName.PARTLY_CHECKED, ColorRole.ON_ACCENT, 14),
    "image_check_disabled": (IconName.CHECKED, ColorRole.DISABLED, 14),
}


def style_sheet(tokens: Tokens, image_directory: Path) -> str:
    """The style sheet for a palette. Images are written to `image_directory` unless they lie there already.

    KeyError when the template names an unknown token; OSError when the images cannot be written.
    """
    values = {role.value: shade for role, shade in tokens.items()}
    values |= {f"font_{size.name.lower()}": f"{size.points:g}pt" for size in FontSize}
    values |= {"radius_small": f"{RADIUS_SMALL}px", "radius": f"{RADIUS}px", "radius_large": f"{RADIUS_LARGE}px"}
    values |= {
        token: f'"{_image(image_directory, name, tokens[role], side).as_posix()}"'
        for token, (name, role, side) in _IMAGES.items()
    }
    return _TOKEN.sub(lambda match: values[match.group(1)], _TEMPLATE.read_text(encoding="utf-8"))


def _image(directory: Path, name: IconName, shade: str, side: int) -> Path:
    """Path of the icon as PNG in one colour, with a @2x sibling that Qt picks on dense screens."""
    target = directory / f"{name.value}-{side}-{shade.lstrip('#').lower()}.png"
    for path, ratio in ((target, 1), (target.with_stem(f"{target.stem}@2x"), 2)):
        if path.exists():
            continue
        directory.mkdir(parents=True, exist_ok=True)
        image = QImage(side * ratio, side * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        paint_glyph(painter, name, QRectF(image.rect()), QColor(shade))
        painter.end()
        # a second program may start at the same time: no reader may see half a file
        partial = path.with_suffix(f".{os.getpid()}.part")
        writer = QImageWriter(str(partial), QByteArray(b"png"))
        if not writer.write(image):
            raise OSError(f"cannot write {path}: {writer.errorString()}")
        partial.replace(path)
    return target
