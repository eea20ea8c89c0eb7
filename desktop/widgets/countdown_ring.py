"""A quiet ring that empties while seconds pass, with the number in it; a check mark when none is left."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.palette import ColorRole

_SIZE = 36
_WIDTH = 3
_CHECK = 20


class CountdownRing(QWidget):
    """`set_left(seconds, total)`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left = self._total = 0
        self.setFixedSize(_SIZE, _SIZE)

    def set_left(self, left: int, total: int) -> None:
        """Show how many of the seconds are left."""
        if (left, total) != (self.left, self._total):
            self.left, self._total = left, total
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIZE, _SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(_WIDTH, _WIDTH, -_WIDTH, -_WIDTH)
        if self.left <= 0:
            start = (_SIZE - _CHECK) / 2
            draw_icon(painter, start, start, IconName.APPROVED, ColorRole.OK, _CHECK)
            return
        painter.setPen(QPen(color(ColorRole.LINE_STRONG), _WIDTH))
        painter.drawEllipse(ring)
        painter.setPen(QPen(color(ColorRole.ACCENT_TEXT), _WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, 90 * 16, round(360 * 16 * self.left / max(1, self._total)))
        painter.setFont(font(FontSize.SMALL, bold=True))
        painter.setPen(color(ColorRole.TEXT))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self.left))
