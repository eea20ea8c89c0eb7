"""The view of one page at a place: lays it out, asks for the pictures that are missing, and shows what it is given.

Where pictures come from is the pane's business, how they look `page_painter`'s, moving about the canvas's.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.preview.host import RenderedPage
from desktop.preview.protocol import WHOLE_PAGE_SCALE, DocumentInfo, NormalRect, PageRequest, PageSize
from desktop.widgets.evidence.geometry import MARGIN, covers, visible_part, zoom_in_view
from desktop.widgets.evidence.page_painter import Highlight, paint_focus, paint_page, paint_waiting
from desktop.widgets.evidence.painted_area import PaintedArea
from desktop.widgets.evidence.place import GREATEST_ZOOM, LEAST_ZOOM, PIXELS_PER_POINT, Place, ZoomMode
from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole

PATIENCE_MS: Final = 200
"""How long a page may take before the canvas says that it is being opened."""
CLIP_SLACK: Final = 0.25
"""How much more than is visible a clip shows on each side, as a fraction of the visible."""


class PageView(PaintedArea):
    """Shows one page of a document at a `Place`.

    `page_wanted(PageRequest)`: a picture is missing; answer with `accept_page`, now or later.
    `place_changed(Place)`: the person moved. `page_painted(int page)`: a page's own picture reached the screen.
    """

    page_wanted = Signal(object)
    place_changed = Signal(object)
    page_painted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageCanvas")
        self.setAccessibleName(self.tr("材料页面"))
        self.setMinimumSize(200, 160)
        self._info: DocumentInfo | None = None
        self._place = Place()
        self._whole: RenderedPage | None = None
        self._clip: RenderedPage | None = None
        self._wanted: dict[bool, PageRequest] = {}
        self._highlights: tuple[Highlight, ...] = ()
        self._placing = False
        self._waiting_shown = False
        self._loading = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_over)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # what is shown

    @property
    def place(self) -> Place:
        return self._place

    @property
    def info(self) -> DocumentInfo | None:
        return self._info

    @property
    def zoom(self) -> float:
        """The zoom in force (1.0 = 100 %), whatever the mode."""
        return self._zoom_for(self._turned_size(), self._place) if self._info is not None else self._place.zoom

    def request_for(self, info: DocumentInfo, place: Place) -> PageRequest:
        """The picture of the whole page that this canvas would need to show `place`; for having it ready."""
        size = info.pages[min(place.page, len(info.pages) - 1)].rotated(place.rotation)
        scale = min(self._zoom_for(size, place), WHOLE_PAGE_SCALE) * PIXELS_PER_POINT * self.devicePixelRatioF()
        return PageRequest(info.document, place.page, max(round(size.width * scale), 1), place.rotation)

    @property
    def is_waiting(self) -> bool:
        """Whether the canvas is telling the person that the page is being opened."""
        return self._waiting_shown

    @property
    def shows_page(self) -> bool:
        """Whether the current page's own picture is there."""
        return self._whole is not None

    @property
    def is_sharp(self) -> bool:
        """Whether every picture that this place and size ask for is there, not one of another size in its stead."""
        there = {False: self._whole, True: self._clip}
        pictures = ((there[is_clip], request) for is_clip, request in self._wanted.items())
        return self.shows_page and all(one is not None and one.request == request for one, request in pictures)

    def clear(self) -> None:
        """Show nothing."""
        self._forget()
        self._loading = False
        self._lay_out()

    def show_loading(self) -> None:
        """Show that a document is on its way; that is said only after 200 ms, meanwhile the view is empty."""
        self._forget()
        self._loading = True
        self._patience.start()
        self._lay_out()

    def show_document(self, info: DocumentInfo, place: Place) -> None:
        """Show a document at a place; a page beyond the end becomes the last."""
        self._forget()
        self._loading = False
        self._info = info
        self._place = replace(place, page=min(max(place.page, 0), len(info.pages) - 1))
        self._lay_out()
        self._ask()

    def accept_page(self, rendered: RenderedPage) -> bool:
        """Take a picture that was asked for; False (and nothing happens) for one that no longer fits."""
        is_clip = rendered.request.clip is not None
        if self._wanted.get(is_clip) != rendered.request:
            return False
        if is_clip:
            self._clip = rendered
        else:
            self._whole = rendered
            self._patience.stop()
            self._waiting_shown = False
        self.viewport().update()
        return True

    def set_highlights(self, highlights: Sequence[Highlight]) -> None:
        """Mark places on the current page (rectangles on the unturned page)."""
        self._highlights = tuple(highlights)
        self.viewport().update()

    # moving

    def set_place(self, place: Place) -> None:
        """Go to another place of the same document."""
        if self._info is None:
            return
        place = replace(
            place,
            page=min(max(place.page, 0), len(self._info.pages) - 1),
            rotation=place.rotation % 360,
            zoom=min(max(place.zoom, LEAST_ZOOM), GREATEST_ZOOM),
        )
        turned = (place.page, place.rotation) != (self._place.page, self._place.rotation)
        if turned:
            self._whole = self._clip = None
            self._highlights = ()
            self._patience.start()
        self._place = place
        self._lay_out()
        self._ask()
        self.place_changed.emit(self._place)

    def page_rect(self) -> QRectF:
        """Where the page lies in viewport coordinates."""
        size = self._page_pixels()
        view = self.viewport().rect()
        spare_x, spare_y = view.width() - size.width(), view.height() - size.height()
        x = spare_x / 2 if spare_x >= 2 * MARGIN else MARGIN - self.horizontalScrollBar().value()
        y = spare_y / 2 if spare_y >= 2 * MARGIN else MARGIN - self.verticalScrollBar().value()
        return QRectF(QPointF(round(x), round(y)), size)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._ask()
        if self._info is not None:
            self.place_changed.emit(self._place)  # a page that fits the view has another zoom now

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), color(ColorRole.SUNKEN))
        if self._info is not None:
            paint_page(painter, self.page_rect(), self._place.rotation, self._whole, self._clip, self._highlights)
            if self._whole is not None:
                self.page_painted.emit(self._place.page)
        if self._waiting_shown:
            paint_waiting(painter, QRectF(self.viewport().rect()), self.tr("正在打开…"))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.viewport().rect()))
        painter.end()

    # inside

    def _forget(self) -> None:
        self._patience.stop()
        self._waiting_shown = False
        self._info = None
        self._whole = self._clip = None
        self._wanted = {}
        self._highlights = ()

    def _turned_size(self) -> PageSize:
        if self._info is None:
            return PageSize(1, 1)
        return self._info.pages[self._place.page].rotated(self._place.rotation)

    def _zoom_for(self, size: PageSize, place: Place) -> float:
        return zoom_in_view(size, place, self.maximumViewportSize(), self.verticalScrollBar().sizeHint().width())

    def _page_pixels(self) -> QSizeF:
        size, scale = self._turned_size(), self.zoom * PIXELS_PER_POINT
        return QSizeF(max(1, round(size.width * scale)), max(1, round(size.height * scale)))

    def _lay_out(self) -> None:
        """Give the scroll bars their ranges and the place its position."""
        self._placing = True
        view = self.maximumViewportSize() if self._place.mode is ZoomMode.FIT_PAGE else self.viewport().size()
        size = self._page_pixels() if self._info is not None else QSizeF(0, 0)
        for bar, length, room, fraction in (
            (self.horizontalScrollBar(), size.width(), view.width(), self._place.x),
            (self.verticalScrollBar(), size.height(), view.height(), self._place.y),
        ):
            bar.setRange(0, max(0, round(length) + 2 * MARGIN - room) if length else 0)
            bar.setPageStep(max(room, 1))
            bar.setSingleStep(40)
            bar.setValue(round(MARGIN + fraction * length - room / 2))
        self._placing = False
        self.viewport().update()

    def _on_scrolled(self) -> None:
        if self._placing or self._info is None:
            return
        page, middle = self.page_rect(), QRectF(self.viewport().rect()).center()
        self._place = replace(
            self._place, x=(middle.x() - page.left()) / page.width(), y=(middle.y() - page.top()) / page.height()
        )
        self.viewport().update()
        self._ask()
        self.place_changed.emit(self._place)

    def _ask(self) -> None:
        """Ask for the pictures that are missing at this place."""
        if self._info is None:
            return
        ratio, size, zoom = self.devicePixelRatioF(), self._turned_size(), self.zoom
        self._want(self.request_for(self._info, self._place))
        if zoom <= WHOLE_PAGE_SCALE:
            self._clip = None
            self._wanted.pop(True, None)
            return
        sharp_width = round(size.width * zoom * PIXELS_PER_POINT * ratio)
        visible = self._visible_part(0.0)
        clip = self._clip.request if self._clip is not None else None
        if clip is None or clip.clip is None or clip.width_px != sharp_width or not covers(clip.clip, visible):
            part = self._visible_part(CLIP_SLACK)
            self._want(PageRequest(self._info.document, self._place.page, sharp_width, self._place.rotation, clip=part))

    def _want(self, request: PageRequest) -> None:
        is_clip = request.clip is not None
        if self._wanted.get(is_clip) == request:
            return
        self._wanted[is_clip] = request
        if not is_clip and self._whole is None:
            self._patience.start()
        self.page_wanted.emit(request)

    def _visible_part(self, slack: float) -> NormalRect:
        return visible_part(self.page_rect(), QRectF(self.viewport().rect()), slack)

    def _on_patience_over(self) -> None:
        if self._loading or (self._info is not None and self._whole is None):
            self._waiting_shown = True
            self.viewport().update()
