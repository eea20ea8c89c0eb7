"""Where somebody is in a document: page, zoom, rotation, and the point of the page in the middle of the view."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QSizeF

from desktop.preview.protocol import PageSize

PIXELS_PER_POINT: Final = 96 / 72
"""Device-independent pixels of a point at 100 %."""

ZOOM_STEPS: Final = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)
LEAST_ZOOM: Final = ZOOM_STEPS[0]
GREATEST_ZOOM: Final = ZOOM_STEPS[-1]
GREATEST_FIT: Final = 3.0
"""A small picture is not blown up beyond this to fill the view."""


class ZoomMode(Enum):
    """FIT_WIDTH and FIT_PAGE follow the view's size; FREE keeps the zoom that was chosen."""

    FIT_WIDTH = auto()
    FIT_PAGE = auto()
    FREE = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """`page` counts from 0, `rotation` is clockwise degrees; (`x`, `y`) is the page's point in the middle, each 0…1."""

    page: int = 0
    rotation: int = 0
    mode: ZoomMode = ZoomMode.FIT_WIDTH
    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.0


def fitting_zoom(mode: ZoomMode, page: PageSize, room: QSizeF) -> float:
    """The zoom at which the turned `page` fills `room` (device-independent pixels) in the manner of `mode`."""
    wide = room.width() / (page.width * PIXELS_PER_POINT)
    high = room.height() / (page.height * PIXELS_PER_POINT)
    zoom = wide if mode is ZoomMode.FIT_WIDTH else min(wide, high)
    return max(min(zoom, GREATEST_FIT), 0.05)


def next_step(zoom: float) -> float:
    """The next larger of the usual zooms."""
    return next((step for step in ZOOM_STEPS if step > zoom * 1.01), GREATEST_ZOOM)


def previous_step(zoom: float) -> float:
    """The next smaller of the usual zooms."""
    return next((step for step in reversed(ZOOM_STEPS) if step < zoom * 0.99), LEAST_ZOOM)
