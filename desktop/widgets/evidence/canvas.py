"""The canvas: a page view that a person moves about in, by keys, wheel and mouse."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.preview.protocol import NormalRect
from desktop.widgets.evidence.page_view import PageView
from desktop.widgets.evidence.place import GREATEST_ZOOM, LEAST_ZOOM, ZoomMode, next_step, previous_step

OVERSCROLL: Final = 240
"""How far (in eighths of a degree) the wheel turns past a page's end before the next page comes."""


class PageCanvas(PageView):
    """Keys turn pages and scroll, the wheel scrolls and with Ctrl zooms, dragging moves the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        self._drag_from: QPoint | None = None
        self._overscroll = 0

    def go_to_page(self, page: int, *, at_end: bool = False) -> None:
        """Show another page, from its top or its end."""
        if self._info is not None and 0 <= page < len(self._info.pages) and page != self._place.page:
            self.set_place(replace(self._place, page=page, x=0.5, y=1.0 if at_end else 0.0))

    def turn_pages(self, pages: int) -> None:
        """Go on by so many pages, or back; past the ends nothing happens."""
        self.go_to_page(self._place.page + pages)

    def set_mode(self, mode: ZoomMode) -> None:
        """Fit the width or the page, now and whenever the view changes its size."""
        self.set_place(replace(self._place, mode=mode, zoom=self.zoom))

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Zoom so that the point under `around` (viewport coordinates; the middle) stays where it is."""
        if self._info is None:
            return
        zoom = min(max(zoom, LEAST_ZOOM), GREATEST_ZOOM)
        view = QRectF(self.viewport().rect())
        around = view.center() if around is None else around
        page = self.page_rect()
        fixed_x = (around.x() - page.left()) / page.width()
        fixed_y = (around.y() - page.top()) / page.height()
        grown = zoom / self.zoom
        x = fixed_x + (view.center().x() - around.x()) / (page.width() * grown)
        y = fixed_y + (view.center().y() - around.y()) / (page.height() * grown)
        self.set_place(replace(self._place, mode=ZoomMode.FREE, zoom=zoom, x=x, y=y))

    def zoom_in(self) -> None:
        self.set_zoom(next_step(self.zoom))

    def zoom_out(self) -> None:
        self.set_zoom(previous_step(self.zoom))

    def rotate(self) -> None:
        """Turn the page clockwise by a quarter."""
        self.set_place(replace(self._place, rotation=self._place.rotation + 90, x=0.5, y=0.0))

    def show_rect(self, rect: NormalRect) -> None:
        """Scroll a rectangle of the unturned page into the middle, unless it can be seen already."""
        turned = rect.rotated(self._place.rotation)
        page = self.page_rect()
        spot = QRectF(
            page.left() + turned.left * page.width(),
            page.top() + turned.top * page.height(),
            (turned.right - turned.left) * page.width(),
            (turned.bottom - turned.top) * page.height(),
        )
        if not QRectF(self.viewport().rect()).contains(spot):
            middle_x, middle_y = (turned.left + turned.right) / 2, (turned.top + turned.bottom) / 2
            self.set_place(replace(self._place, x=middle_x, y=middle_y))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * 1.25 ** (event.angleDelta().y() / 120), event.position())
            event.accept()
            return
        bar, turn = self.verticalScrollBar(), event.angleDelta().y()
        at_edge = bar.value() == (bar.minimum() if turn > 0 else bar.maximum())
        if turn and at_edge and not event.modifiers():
            self._overscroll = self._overscroll + turn if self._overscroll * turn >= 0 else turn
            if abs(self._overscroll) >= OVERSCROLL:
                self.go_to_page(self._place.page + (-1 if turn > 0 else 1), at_end=turn > 0)
                self._overscroll = 0
            event.accept()
            return
        self._overscroll = 0
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag_from = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is None:
            return
        here = event.position().toPoint()
        moved, self._drag_from = here - self._drag_from, here
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag_from = None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self._place.page
        match event.key():
            case Qt.Key.Key_PageDown:
                self.go_to_page(page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to_page(page - 1)
            case Qt.Key.Key_Home:
                self.go_to_page(0)
            case Qt.Key.Key_End if self._info is not None:
                self.go_to_page(len(self._info.pages) - 1)
            case _:
                super().keyPressEvent(event)
