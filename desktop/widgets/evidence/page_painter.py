"""How a page looks on the canvas: shadow, paper, picture, clip, highlights; and what is said while it is awaited."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.preview.host import RenderedPage
from desktop.preview.protocol import NormalRect
from desktop.widgets.theme.current import color, is_dark
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.palette import ColorRole

_SHADOW_STEPS = 10
_DIM = 26
"""Alpha of the veil over pages in the dark palette: 10 %."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked rectangle of the unturned page; the current one stands out."""

    rect: NormalRect
    current: bool = False


def part_of(page: QRectF, part: NormalRect) -> QRectF:
    """The rectangle of `part` on a page that lies at `page`."""
    return QRectF(
        page.left() + part.left * page.width(),
        page.top() + part.top * page.height(),
        (part.right - part.left) * page.width(),
        (part.bottom - part.top) * page.height(),
    )


def paint_page(
    painter: QPainter,
    page: QRectF,
    rotation: int,
    whole: RenderedPage | None,
    clip: RenderedPage | None,
    highlights: Iterable[Highlight],
) -> None:
    """Paint a page at `page` with whatever pictures are there; blank paper without any."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    paint_shadow(painter, page)
    painter.fillRect(page, color(ColorRole.PAPER))
    if whole is not None:
        painter.drawImage(page, whole.image)
    if clip is not None and clip.request.clip is not None:
        painter.drawImage(part_of(page, clip.request.clip), clip.image)
    for highlight in highlights:
        spot = part_of(page, highlight.rect.rotated(rotation)).adjusted(-2, -2, 2, 2)
        painter.setPen(QPen(color(ColorRole.REMARK), 2) if highlight.current else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(242, 165, 22, 110 if highlight.current else 70))
        painter.drawRoundedRect(spot, 3, 3)
    if is_dark():
        painter.fillRect(page, QColor(10, 12, 16, _DIM))


def paint_waiting(painter: QPainter, area: QRectF, text: str) -> None:
    """Say in the middle that something is on its way."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(FontSize.BODY))
    width = painter.fontMetrics().horizontalAdvance(text) + 32
    box = QRectF(area.center().x() - width / 2, area.center().y() - 16, width, 32)
    painter.setPen(QPen(color(ColorRole.LINE_STRONG), 1))
    painter.setBrush(color(ColorRole.RAISED))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(color(ColorRole.TEXT_SECONDARY))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_focus(painter: QPainter, area: QRectF) -> None:
    """A thin frame that tells where the keyboard is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(color(ColorRole.FOCUS), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(0, 0, -1, -1))


def paint_shadow(painter: QPainter, page: QRectF) -> None:
    """The shadow that a sheet at `page` throws."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(ColorRole.SHADOW, 0.05 if is_dark() else 0.010))
    for step in range(_SHADOW_STEPS, 0, -1):
        painter.drawRoundedRect(page.adjusted(-step, 3 - step, step, 3 + step), step, step)
