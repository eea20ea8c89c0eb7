"""A disc with the first character of a name."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.palette import ColorRole


class Avatar(QWidget):
    """Stands for a person beside the name; decoration, so silent for screen readers."""

    def __init__(self, name: str, diameter: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initial = name[:1]
        self.setFixedSize(diameter, diameter)

    def set_name(self, name: str) -> None:
        """Stand for another person."""
        self._initial = name[:1]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(ColorRole.ACCENT_SOFT))
        painter.drawEllipse(self.rect())
        painter.setPen(color(ColorRole.ACCENT_TEXT))
        painter.setFont(font(FontSize.SMALL, bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initial)
