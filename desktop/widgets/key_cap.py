"""The small frame that shows a key, as widget and for painters."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.shortcuts import Keys, key_text
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import RADIUS_SMALL
from desktop.widgets.theme.palette import ColorRole

_HEIGHT = 18
_PADDING = 5


def key_cap_width(text: str) -> int:
    """Width in pixels of the cap for a key's text."""
    return QFontMetrics(font(FontSize.TINY)).horizontalAdvance(text) + 2 * _PADDING


def paint_key_cap(painter: QPainter, x: float, center_y: float, text: str, ink: QColor, line: QColor) -> None:
    """Paint a cap with its left edge at `x`, vertically centred on `center_y`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF(x + 0.5, round(center_y - _HEIGHT / 2) + 0.5, key_cap_width(text) - 1, _HEIGHT - 1)
    painter.setPen(line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, RADIUS_SMALL, RADIUS_SMALL)
    painter.setPen(ink)
    painter.setFont(font(FontSize.TINY))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class KeyCap(QWidget):
    """Shows which key does what stands beside it. Display only; the button makes the key work."""

    def __init__(self, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = key_text(keys)
        self.setAccessibleName(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(key_cap_width(self._text), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_key_cap(
            QPainter(self), 0, self.height() / 2, self._text, color(ColorRole.KEY_CAP), color(ColorRole.KEY_CAP_LINE)
        )
