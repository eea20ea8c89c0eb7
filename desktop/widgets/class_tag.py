"""The small framed letter of a class, A to E, as widget and for delegates."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import CLASS_TAG_WIDTH, RADIUS_SMALL, TAG_HEIGHT
from desktop.widgets.theme.palette import ColorRole

_TINTS = {
    "A": (ColorRole.CLASS_A, ColorRole.CLASS_A_SOFT),
    "B": (ColorRole.CLASS_B, ColorRole.CLASS_B_SOFT),
    "C": (ColorRole.CLASS_C, ColorRole.CLASS_C_SOFT),
    "D": (ColorRole.CLASS_D, ColorRole.CLASS_D_SOFT),
    "E": (ColorRole.CLASS_E, ColorRole.CLASS_E_SOFT),
}
_OTHER = (ColorRole.DRAFT, ColorRole.DRAFT_SOFT)
_FRAME_ALPHA = 0.32  # a frame, so that the tag survives a selected row


def class_tag_width(text: str) -> int:
    """Width in pixels: 22 for a letter, more for words such as "C 类"."""
    return max(CLASS_TAG_WIDTH, QFontMetrics(font(FontSize.TINY, bold=True)).horizontalAdvance(text) + 12)


def paint_class_tag(painter: QPainter, x: float, center_y: float, text: str) -> None:
    """Paint the tag with its left edge at `x`; the first character chooses the colour, unknown ones are grey."""
    ink, soft = _TINTS.get(text[:1], _OTHER)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = round(center_y - TAG_HEIGHT / 2)
    frame = QRectF(x + 0.5, top + 0.5, class_tag_width(text) - 1, TAG_HEIGHT - 1)
    painter.setPen(QPen(color(ink, _FRAME_ALPHA), 1))
    painter.setBrush(color(soft))
    painter.drawRoundedRect(frame, RADIUS_SMALL, RADIUS_SMALL)
    painter.setPen(color(ink))
    painter.setFont(font(FontSize.TINY, bold=True))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class ClassTag(QWidget):
    """Shows a class letter."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    @property
    def text(self) -> str:
        """The letter that is shown."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another class."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(class_tag_width(self._text), TAG_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_class_tag(QPainter(self), 0, self.height() / 2, self._text)
