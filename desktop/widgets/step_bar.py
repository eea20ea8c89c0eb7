"""The steps of an undertaking side by side: those that are done, the one that one is at, those that follow."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import PANE_PADDING
from desktop.widgets.theme.palette import ColorRole

_HEIGHT = 52
_DISC = 22
_GAP = 8
_BESIDE = 14
_LEAST_LINE = 20


class StepBar(QWidget):
    """Shows where one is; nothing to click. `current` counts from 0, None where nothing has begun."""

    def __init__(self, name: str, steps: Sequence[str], done: str, now: str, parent: QWidget | None = None) -> None:
        """`name`, `done` and `now` are for screen readers: what the steps are of, and how a step stands."""
        super().__init__(parent)
        self._name, self._steps, self._done, self._now = name, tuple(steps), done, now
        self.current: int | None = None
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_current(None)

    def set_current(self, number: int | None) -> None:
        """Show that one is at this step."""
        self.current = number
        words = [f"{position + 1} {step} {self._state(position)}".strip() for position, step in enumerate(self._steps)]
        self.setAccessibleName(f"{self._name}: {', '.join(words)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bold = QFontMetrics(font(FontSize.BODY, bold=True))
        widths = [_DISC + _GAP + bold.horizontalAdvance(step) for step in self._steps]
        room = self.width() - 2 * PANE_PADDING - sum(widths)
        line = max(_LEAST_LINE, min(96, room // max(1, len(self._steps) - 1) - 2 * _BESIDE))
        x, middle = float(PANE_PADDING), self.height() / 2
        for position, step in enumerate(self._steps):
            self._paint_step(painter, x, middle, position, step)
            x += widths[position] + _BESIDE
            if position + 1 < len(self._steps):
                passed = self.current is not None and position < self.current
                painter.setPen(QPen(color(ColorRole.ACCENT_TEXT if passed else ColorRole.LINE_STRONG), 1))
                painter.drawLine(QPointF(x, round(middle) + 0.5), QPointF(x + line, round(middle) + 0.5))
                x += line + _BESIDE

    def _state(self, position: int) -> str:
        if self.current is None or position > self.current:
            return ""
        return self._now if position == self.current else self._done

    def _paint_step(self, painter: QPainter, x: float, middle: float, position: int, step: str) -> None:
        here = position == self.current
        disc = QRectF(x, middle - _DISC / 2, _DISC, _DISC)
        role = ColorRole.MUTED
        if self.current is not None and position < self.current:
            role = ColorRole.TEXT_SECONDARY
            draw_icon(painter, disc.left(), disc.top(), IconName.APPROVED, ColorRole.OK, _DISC)
        else:
            painter.setPen(Qt.PenStyle.NoPen if here else QPen(color(ColorRole.LINE_INPUT), 1))
            painter.setBrush(color(ColorRole.ACCENT) if here else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setFont(font(FontSize.SMALL, bold=here))
            painter.setPen(color(ColorRole.ON_ACCENT if here else ColorRole.MUTED))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(position + 1))
            role = ColorRole.ACCENT_TEXT if here else ColorRole.MUTED
        painter.setFont(font(FontSize.BODY, bold=here))
        painter.setPen(color(role))
        words = QRectF(disc.right() + _GAP, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, step)
