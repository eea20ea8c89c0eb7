"""Cuts a picture to a fixed ratio: the frame stands still, the picture below is moved and zoomed by mouse or keys."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole

_MARGIN = 24
_STEP = 8.0
_FAR_STEP = 40.0
_ZOOM_STEP = 1.1
_MOST_ZOOM = 8.0
_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class CropView(QWidget):
    """`zoom_changed(float)`: 1 shows the whole width or height. Arrows move (Shift: further), + and - zoom."""

    zoom_changed = Signal(float)

    def __init__(self, image: QImage, ratio: float, parent: QWidget | None = None) -> None:
        """`ratio` is width to height of what is cut out; it always lies within the picture."""
        super().__init__(parent)
        self._image, self._ratio = image, ratio
        self._zoom = 1.0
        self._center = QPointF(image.width() / 2, image.height() / 2)
        self._grip: QPointF | None = None
        self.setObjectName("crop")
        self.setAccessibleName(self.tr("裁剪范围：方向键移动，加减号缩放"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def cut(self) -> QRectF:
        """What lies in the frame, in pixels of the picture."""
        width, height = float(self._image.width()), float(self._image.height())
        whole = min(width, height * self._ratio)
        size = whole / self._zoom
        area = QRectF(0, 0, size, size / self._ratio)
        area.moveCenter(self._center)
        area.moveLeft(min(max(0.0, area.left()), width - area.width()))
        area.moveTop(min(max(0.0, area.top()), height - area.height()))
        return area

    def cropped(self, size: QSize) -> QImage:
        """What lies in the frame, as a picture of that size on white."""
        result = QImage(size, QImage.Format.Format_RGB32)
        result.fill(Qt.GlobalColor.white)
        painter = QPainter(result)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(result.rect()), self._image, self.cut)
        painter.end()
        return result

    def set_zoom(self, zoom: float) -> None:
        """Zoom about the middle of the frame."""
        self._center = self.cut.center()
        self._zoom = min(max(1.0, zoom), _MOST_ZOOM)
        self._center = self.cut.center()
        self.zoom_changed.emit(self._zoom)
        self.update()

    def move_by(self, distance: QPointF) -> None:
        """Move the frame over the picture, in pixels of the screen."""
        self._center = self.cut.center() + distance * self._pixels()
        self._center = self.cut.center()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(460, 460)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.move_by(_ARROWS[key] * (_FAR_STEP if far else _STEP))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self._zoom * _ZOOM_STEP)
        elif key is Qt.Key.Key_Minus:
            self.set_zoom(self._zoom / _ZOOM_STEP)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.set_zoom(self._zoom * _ZOOM_STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._grip = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self.move_by(self._grip - event.position())  # the picture follows the hand
            self._grip = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), color(ColorRole.SUNKEN))
        frame, cut = self._frame(), self.cut
        scale = frame.width() / cut.width()
        picture = QRectF(
            frame.left() - cut.left() * scale,
            frame.top() - cut.top() * scale,
            self._image.width() * scale,
            self._image.height() * scale,
        )
        painter.drawImage(picture, self._image)
        shade = QColor(0, 0, 0, 120)
        around = QRectF(self.rect())
        painter.fillRect(QRectF(0, 0, around.width(), frame.top()), shade)
        painter.fillRect(QRectF(0, frame.bottom(), around.width(), around.bottom() - frame.bottom()), shade)
        painter.fillRect(QRectF(0, frame.top(), frame.left(), frame.height()), shade)
        painter.fillRect(QRectF(frame.right(), frame.top(), around.right() - frame.right(), frame.height()), shade)
        painter.setPen(QPen(color(ColorRole.FOCUS if self.hasFocus() else ColorRole.ON_ACCENT), 2))
        painter.drawRect(frame)

    def _frame(self) -> QRectF:
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        width = min(room.width(), room.height() * self._ratio)
        frame = QRectF(0, 0, width, width / self._ratio)
        frame.moveCenter(QRectF(self.rect()).center())
        return frame

    def _pixels(self) -> float:
        """Pixels of the picture for one of the screen."""
        return self.cut.width() / max(1.0, self._frame().width())
