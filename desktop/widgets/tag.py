"""A short word on a soft background, such as a degree or a change; as widget and for delegates."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import RADIUS_SMALL, TAG_HEIGHT
from desktop.widgets.tone import Tone

_PADDING = 7


def tag_width(text: str) -> int:
    """Width in pixels of the tag for a text."""
    return QFontMetrics(font(FontSize.TINY)).horizontalAdvance(text) + 2 * _PADDING


def paint_tag(painter: QPainter, x: float, center_y: float, text: str, tone: Tone = Tone.NEUTRAL) -> None:
    """Paint a tag with its left edge at `x`, vertically centred on `center_y`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF(x, round(center_y - TAG_HEIGHT / 2), tag_width(text), TAG_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(tone.soft))
    painter.drawRoundedRect(frame, RADIUS_SMALL, RADIUS_SMALL)
    painter.setPen(color(tone.ink))
    painter.setFont(font(FontSize.TINY))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class Tag(QWidget):
    """Shows a tag."""

    def __init__(self, text: str, tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_tag(text, tone)

    @property
    def text(self) -> str:
        """The word that is shown."""
        return self._text

    def set_tag(self, text: str, tone: Tone) -> None:
        """Show another word."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(tag_width(self._text), TAG_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_tag(QPainter(self), 0, self.height() / 2, self._text, self._tone)
