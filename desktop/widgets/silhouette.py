"""Where a portrait is to come: an outline of a person in a frame."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole

_ICON = 48


class Silhouette(QWidget):
    """Decoration, so silent for screen readers."""

    def __init__(self, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen = QPen(color(ColorRole.LINE_STRONG), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(color(ColorRole.WINDOW))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        left, top = (self.width() - _ICON) / 2, (self.height() - _ICON) / 2
        draw_icon(painter, left, top, IconName.PERSON, ColorRole.LINE_INPUT, _ICON)
