"""A splitter with a line one pixel wide that can be grabbed easily and moved by keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole

_STEP = 16
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_FORTH = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class _Handle(QSplitterHandle):
    def __init__(self, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(self.tr("分隔线（方向键移动）"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (*_BACK, *_FORTH):
            super().keyPressEvent(event)
            return
        step = -_STEP if event.key() in _BACK else _STEP
        shown = self.contentsRect().topLeft() + self.pos()  # the grip is wider than the line
        place = shown.x() if self.orientation() == Qt.Orientation.Horizontal else shown.y()
        self.moveSplitter(self.closestLegalPosition(place + step))

    def paintEvent(self, event: QPaintEvent) -> None:
        active = self.hasFocus() or self.underMouse()
        painter = QPainter(self)
        painter.fillRect(self.contentsRect(), color(ColorRole.FOCUS if active else ColorRole.LINE))


class Splitter(QSplitter):
    """Panes side by side (or one above the other); none can be collapsed to nothing."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)  # up to this width Qt lets the grip reach into the neighbours
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)
