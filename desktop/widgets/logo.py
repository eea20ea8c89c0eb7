"""The mark of the program: a tick in a rosette on the accent colour; as widget and as window icon."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.widgets.icon_font import paint_glyph
from desktop.widgets.icons import IconName
from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole

_CORNER = 0.24
_GLYPH = 0.68


def paint_logo(painter: QPainter, rect: QRectF) -> None:
    """Paint the mark into a square."""
    side = rect.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(ColorRole.ACCENT))
    painter.drawRoundedRect(rect, side * _CORNER, side * _CORNER)
    glyph = QRectF(0, 0, side * _GLYPH, side * _GLYPH)
    glyph.moveCenter(rect.center())
    paint_glyph(painter, IconName.LOGO, glyph, color(ColorRole.ON_ACCENT))
    painter.restore()


def window_icon() -> QIcon:
    """The mark in the sizes that task bars ask for."""
    result = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_logo(painter, QRectF(0, 0, side, side))
        painter.end()
        result.addPixmap(picture)
    return result


class Logo(QWidget):
    """Shows the mark."""

    def __init__(self, side: int = 26, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_logo(QPainter(self), QRectF(self.rect()))
