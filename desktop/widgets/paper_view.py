"""Sheets of paper one below the other, as they will be printed: scrolled, zoomed, always black on white."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.preview.protocol import PageSize
from desktop.widgets.evidence.page_painter import paint_focus, paint_shadow
from desktop.widgets.evidence.place import (
    GREATEST_ZOOM,
    LEAST_ZOOM,
    PIXELS_PER_POINT,
    ZoomMode,
    fitting_zoom,
    next_step,
    previous_step,
)
from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole

_MARGIN: Final = 20
_BETWEEN: Final = 16
_KEPT: Final = 8
"""Pictures of pages that are kept: what two screens show, and a little more."""


class PaperView(QAbstractScrollArea):
    """`page_changed(int)`: another page, counted from 0, lies in the middle. `zoom_changed(float)`: 1.0 is 100 %.

    `picture_wanted(int page, int width)`: answer with `set_picture`, `width` device pixels wide; the sheet is white, or
    shows the picture of another size, until then.
    """

    picture_wanted = Signal(int, int)
    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperView")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sizes: tuple[QSizeF, ...] = ()
        self._pictures: dict[tuple[int, int], QImage] = {}
        self._awaited: set[tuple[int, int]] = set()
        self._mode = ZoomMode.FIT_WIDTH
        self._zoom = 1.0
        self._page = 0
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def page(self) -> int:
        """The page in the middle, from 0."""
        return self._page

    @property
    def shows_page(self) -> bool:
        """Whether the page in the middle is there, not only its paper."""
        return bool(self._sizes) and self._key(self._page, self._sheet_rects()[self._page]) in self._pictures

    def show_sheets(self, sizes: Sequence[QSizeF]) -> None:
        """Show sheets of these sizes in points, from the first on."""
        self._sizes = tuple(sizes)
        self._pictures.clear()
        self._awaited.clear()
        self._page = 0
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.page_changed.emit(0)

    def set_picture(self, page: int, width: int, picture: QImage) -> None:
        """The picture that was wanted."""
        self._awaited.discard((page, width))
        self._keep((page, width), picture)
        self.viewport().update()

    def set_mode(self, mode: ZoomMode) -> None:
        """Fit the width or a page, now and whenever the view changes its size."""
        self._mode = mode
        self._lay_out()

    def set_zoom(self, zoom: float) -> None:
        """Show that size; what is in the middle stays there."""
        self._mode, self._zoom = ZoomMode.FREE, min(max(zoom, LEAST_ZOOM), GREATEST_ZOOM)
        self._lay_out()

    def zoom_in(self) -> None:
        self.set_zoom(next_step(self._zoom))

    def zoom_out(self) -> None:
        self.set_zoom(previous_step(self._zoom))

    def go_to_page(self, page: int) -> None:
        """Scroll to the top of a page; past the ends to the first or last."""
        if self._sizes:
            target = self._sheet_rects()[min(max(page, 0), len(self._sizes) - 1)]
            self.verticalScrollBar().setValue(round(target.top()) - _MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), color(ColorRole.SUNKEN))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        offset = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for page, rect in enumerate(self._sheet_rects()):
            seen = rect.translated(-offset)
            if seen.intersects(QRectF(self.viewport().rect())):
                paint_shadow(painter, seen)
                self._paint_sheet(painter, page, seen)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.viewport().rect()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * 1.25 ** (event.angleDelta().y() / 120))
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown:
                self.go_to_page(self._page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to_page(self._page - 1)
            case Qt.Key.Key_Home:
                self.go_to_page(0)
            case Qt.Key.Key_End:
                self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
            case _:
                super().keyPressEvent(event)

    def _paint_sheet(self, painter: QPainter, page: int, rect: QRectF) -> None:
        key = self._key(page, rect)
        picture = self._pictures.get(key)
        if picture is not None:
            self._keep(key, picture)
            at_pixel = QRectF(round(rect.left()), round(rect.top()), rect.width(), rect.height())
            painter.drawImage(at_pixel, picture)
            return
        painter.fillRect(rect, Qt.GlobalColor.white)
        other = next((kept for (of, _), kept in reversed(self._pictures.items()) if of == page), None)
        if other is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, other)
        if key not in self._awaited:
            self._awaited.add(key)
            self.picture_wanted.emit(*key)

    def _key(self, page: int, rect: QRectF) -> tuple[int, int]:
        return page, round(rect.width() * self.devicePixelRatioF())

    def _keep(self, key: tuple[int, int], picture: QImage) -> None:
        self._pictures.pop(key, None)
        self._pictures[key] = picture  # the one used last is the last
        while len(self._pictures) > _KEPT:
            del self._pictures[next(iter(self._pictures))]

    def _sheet_rects(self) -> list[QRectF]:
        """Where the sheets lie on the whole, which starts at 0, 0."""
        scale = self._zoom * PIXELS_PER_POINT
        whole = max(self._content_size().width(), self.viewport().width())
        top, rects = float(_MARGIN), []
        for size in self._sizes:
            width, height = size.width() * scale, size.height() * scale
            rects.append(QRectF((whole - width) / 2, top, width, height))
            top += height + _BETWEEN
        return rects

    def _content_size(self) -> QSize:
        scale = self._zoom * PIXELS_PER_POINT
        width = max((size.width() for size in self._sizes), default=0.0) * scale + 2 * _MARGIN
        height = sum(size.height() * scale + _BETWEEN for size in self._sizes) - _BETWEEN + 2 * _MARGIN
        return QSize(round(width), round(height))

    def _lay_out(self) -> None:
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        middle = (vertical.value() + self.viewport().height() / 2) / max(1, vertical.maximum() + vertical.pageStep())
        if self._mode is not ZoomMode.FREE and self._sizes:
            self._zoom = self._fitting()
        content, view = self._content_size(), self.viewport().size()
        for bar, whole, seen in (
            (horizontal, content.width(), view.width()),
            (vertical, content.height(), view.height()),
        ):
            bar.setPageStep(seen)
            bar.setSingleStep(40)
            bar.setRange(0, max(0, whole - seen))
        vertical.setValue(round(middle * content.height() - view.height() / 2))
        self.zoom_changed.emit(self._zoom)
        self._on_scrolled()
        self.viewport().update()

    def _fitting(self) -> float:
        widest = max(self._sizes, key=QSizeF.width)
        # the bar may come and go with the zoom: its room is always kept free
        bar = self.verticalScrollBar().sizeHint().width()
        room = QSizeF(self.width() - bar - 2 * _MARGIN, self.viewport().height() - 2 * _MARGIN)
        size = PageSize(widest.width(), widest.height())
        zoom = fitting_zoom(self._mode, size, room)
        return min(max(zoom, LEAST_ZOOM), GREATEST_ZOOM)

    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        rects = self._sheet_rects()
        passed = [page for page, rect in enumerate(rects) if rect.top() <= middle]
        page = passed[-1] if passed else 0
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()
