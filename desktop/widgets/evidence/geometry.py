"""Where a page lies in a view: its zoom, the part of it that can be seen, whether one part covers another."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, QSizeF

from desktop.preview.protocol import NormalRect, PageSize
from desktop.widgets.evidence.place import PIXELS_PER_POINT, Place, ZoomMode, fitting_zoom

MARGIN: Final = 20
"""Pixels between a page and the edges of the view."""
_ROUNDING: Final = 1e-6


def zoom_in_view(size: PageSize, place: Place, view: QSize, scroll_bar_width: int) -> float:
    """The zoom of a (turned) page at a place in a view of this size, which a scroll bar may make narrower."""
    if place.mode is ZoomMode.FREE:
        return place.zoom
    room = QSizeF(max(view.width() - 2 * MARGIN, 1), max(view.height() - 2 * MARGIN, 1))
    zoom = fitting_zoom(place.mode, size, room)
    if place.mode is ZoomMode.FIT_WIDTH and size.height * zoom * PIXELS_PER_POINT > room.height():
        room.setWidth(max(room.width() - scroll_bar_width, 1))
        zoom = fitting_zoom(place.mode, size, room)
    return zoom


def visible_part(page: QRectF, view: QRectF, slack: float) -> NormalRect:
    """The part of a page at `page` that `view` shows, widened on each side by `slack` times what the view shows."""
    wide, high = view.width() * slack, view.height() * slack
    seen = view.adjusted(-wide, -high, wide, high).intersected(page)
    return NormalRect(
        max(0.0, (seen.left() - page.left()) / page.width()),
        max(0.0, (seen.top() - page.top()) / page.height()),
        min(1.0, (seen.right() - page.left()) / page.width()),
        min(1.0, (seen.bottom() - page.top()) / page.height()),
    )


def covers(outer: NormalRect, inner: NormalRect) -> bool:
    """Whether nothing of `inner` lies outside `outer`."""
    return (
        outer.left <= inner.left + _ROUNDING
        and outer.top <= inner.top + _ROUNDING
        and outer.right >= inner.right - _ROUNDING
        and outer.bottom >= inner.bottom - _ROUNDING
    )
