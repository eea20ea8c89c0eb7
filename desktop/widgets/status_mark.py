"""A state as shape, colour and words together; as widget and for delegates. Which state looks how is the caller's."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import TAG_HEIGHT
from desktop.widgets.theme.palette import ColorRole

_GAP = 6
_SHAPE_SIZE = 15
_DOT_SIZE = 11  # a full disc looks larger than a line drawing


def _shape_size(icon: IconName) -> int:
    return _DOT_SIZE if icon is IconName.SUBMITTED else _SHAPE_SIZE


def paint_status_mark(painter: QPainter, rect: QRectF, icon: IconName, role: ColorRole, text: str) -> None:
    """Paint shape and words from the left edge of `rect`, vertically centred; words that do not fit are elided."""
    size = _shape_size(icon)
    draw_icon(painter, rect.left(), round(rect.center().y() - size / 2), icon, role, size)
    shift = size + _GAP
    face = font(FontSize.BODY)
    painter.setFont(face)
    painter.setPen(color(role))
    shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()) - shift + 1)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect.adjusted(shift, 0, 2, 0), flags, shown)


class StatusMark(QWidget):
    """Shows a state."""

    def __init__(self, icon: IconName, role: ColorRole, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._role, self._text = icon, role, text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(icon, role, text)

    @property
    def text(self) -> str:
        """The words that are shown."""
        return self._text

    def set_status(self, icon: IconName, role: ColorRole, text: str) -> None:
        """Show another state."""
        self._icon, self._role, self._text = icon, role, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(font(FontSize.BODY)).horizontalAdvance(self._text)
        return QSize(_shape_size(self._icon) + _GAP + width + 1, TAG_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_status_mark(QPainter(self), QRectF(self.rect()), self._icon, self._role, self._text)
