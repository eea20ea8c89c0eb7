"""The strip of small pages below the canvas. Asks for the pictures of the pages that can be seen, and for no others."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.preview.protocol import DocumentInfo
from desktop.widgets.evidence.painted_area import PaintedArea
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import PANE_PADDING, THUMBNAIL_HEIGHT
from desktop.widgets.theme.palette import ColorRole

PICTURE_HEIGHT = 58
_TOP = 10
_LABEL_TOP = 71
_LABEL_HEIGHT = 17
_GAP = 18
_NARROWEST, _WIDEST = 46, 108
_PAUSE_MS = 40


class ThumbnailStrip(PaintedArea):
    """Small pages in a row. `page_chosen(int)` on a click or key; `pictures_wanted(list[int] pages, int width_px)`."""

    page_chosen = Signal(int)
    pictures_wanted = Signal(list, int)

    def __init__(self, page_label: Callable[[int], str], parent: QWidget | None = None) -> None:
        """`page_label` names the page of a 0-based number (第 1 页)."""
        super().__init__(parent)
        self.setObjectName("thumbnailStrip")
        self.setFixedHeight(THUMBNAIL_HEIGHT)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("页面缩略图"))
        self._page_label = page_label
        self._info: DocumentInfo | None = None
        self._current = 0
        self._pictures: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)

    def set_document(self, info: DocumentInfo | None) -> None:
        """Show the pages of a document, or none."""
        if info == self._info:
            return
        self._info = info
        self._current = 0
        self._pictures.clear()
        self._asked.clear()
        self._lay_out()
        self.horizontalScrollBar().setValue(0)

    def set_current(self, page: int) -> None:
        """Mark the page that is shown and bring it into view."""
        self._current = page
        cell = self._cell(page)
        bar, room = self.horizontalScrollBar(), self.viewport().width()
        if cell.left() < 0:
            bar.setValue(bar.value() + cell.left() - PANE_PADDING)
        elif cell.right() > room:
            bar.setValue(bar.value() + cell.right() - room + PANE_PADDING)
        self.viewport().update()

    def accept_picture(self, page: int, image: QImage) -> None:
        """Take a picture that was asked for."""
        self._pictures[page] = image
        self.viewport().update(self._cell(page))

    @property
    def pictures(self) -> int:
        """How many pages have their picture."""
        return len(self._pictures)

    def content_width(self) -> int:
        """How wide all pages are together."""
        return 2 * PANE_PADDING + len(self._info.pages) * self._pitch() - _GAP if self._info is not None else 0

    def sizeHint(self) -> QSize:
        return QSize(self.content_width(), THUMBNAIL_HEIGHT)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), color(ColorRole.WINDOW))
        for page in self._visible_pages():
            self._paint_page(painter, page)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        for page in self._visible_pages():
            if self._cell(page).contains(position):
                self.page_chosen.emit(page)
                return

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (event.angleDelta().y() or event.angleDelta().x()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._info.pages) - 1 if self._info is not None else 0
        target = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if target is None:
            super().keyPressEvent(event)
        elif 0 <= target <= last and target != self._current:
            self.page_chosen.emit(target)

    def _paint_page(self, painter: QPainter, page: int) -> None:
        if self._info is None:
            return
        cell, current = self._cell(page), page == self._current
        size = self._info.pages[page]
        scale = min(PICTURE_HEIGHT / size.height, self._picture_width() / size.width)
        picture = QRectF(0, 0, size.width * scale, size.height * scale)
        picture.moveCenter(QRectF(cell.left(), _TOP, cell.width(), PICTURE_HEIGHT).center())
        painter.fillRect(picture, color(ColorRole.PAPER))
        if page in self._pictures:
            painter.drawImage(picture, self._pictures[page])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if current:
            painter.setPen(QPen(color(ColorRole.ACCENT_TEXT), 2))
            painter.drawRoundedRect(picture.adjusted(-4, -4, 4, 4), 4, 4)
        else:
            painter.setPen(QPen(color(ColorRole.LINE_STRONG), 1))
            painter.drawRect(picture.adjusted(-0.5, -0.5, 0.5, 0.5))
        label_font = font(FontSize.TINY, bold=current)
        label_font.setUnderline(current and self.hasFocus())
        painter.setFont(label_font)
        painter.setPen(color(ColorRole.ACCENT_TEXT if current else ColorRole.MUTED))
        label = QRect(cell.left() - _GAP // 2, _LABEL_TOP, cell.width() + _GAP, _LABEL_HEIGHT)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self._page_label(page))

    def _picture_width(self) -> int:
        if self._info is None:
            return _NARROWEST
        widest = max(size.width / size.height for size in self._info.pages)
        return min(max(round(PICTURE_HEIGHT * widest), _NARROWEST), _WIDEST)

    def _pitch(self) -> int:
        return self._picture_width() + _GAP

    def _cell(self, page: int) -> QRect:
        left = PANE_PADDING + page * self._pitch() - self.horizontalScrollBar().value()
        return QRect(left, 0, self._picture_width(), THUMBNAIL_HEIGHT)

    def _visible_pages(self) -> range:
        if self._info is None:
            return range(0)
        pitch, offset = self._pitch(), self.horizontalScrollBar().value()
        first = max(0, (offset - PANE_PADDING) // pitch)
        last = (offset + self.viewport().width() - PANE_PADDING) // pitch
        return range(first, min(last + 1, len(self._info.pages)))

    def _lay_out(self) -> None:
        room = self.viewport().width()
        bar = self.horizontalScrollBar()
        bar.setRange(0, max(0, self.content_width() - room))
        bar.setPageStep(max(1, room))
        self.updateGeometry()
        self.viewport().update()
        self._pause.start()

    def _on_scrolled(self) -> None:
        self.viewport().update()
        self._pause.start()

    def _ask(self) -> None:
        missing = [page for page in self._visible_pages() if page not in self._asked]
        if missing and self.isVisible():
            self._asked.update(missing)
            self.pictures_wanted.emit(missing, round(self._picture_width() * self.devicePixelRatioF()))
