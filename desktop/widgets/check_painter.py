"""The check box of tables and headers, painted; looks like QCheckBox in the style sheet."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.current import color
from desktop.widgets.theme.metrics import RADIUS_SMALL
from desktop.widgets.theme.palette import ColorRole

CHECK_SIZE = 16
_MARK_SIZE = 12


def paint_check(painter: QPainter, x: float, center_y: float, state: Qt.CheckState, *, enabled: bool = True) -> None:
    """Paint a box 16 px wide with its left edge at `x`, vertically centred on `center_y`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = round(center_y - CHECK_SIZE / 2)
    box = QRectF(x, top, CHECK_SIZE, CHECK_SIZE)
    if state == Qt.CheckState.Unchecked:
        painter.setPen(QPen(color(ColorRole.LINE_INPUT if enabled else ColorRole.LINE_STRONG), 1))
        painter.setBrush(color(ColorRole.RAISED))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_SMALL, RADIUS_SMALL)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(ColorRole.ACCENT if enabled else ColorRole.DISABLED))
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        mark = IconName.CHECKED if state == Qt.CheckState.Checked else IconName.PARTLY_CHECKED
        draw_icon(painter, x + 2, top + 2, mark, ColorRole.ON_ACCENT, _MARK_SIZE)
    painter.restore()
