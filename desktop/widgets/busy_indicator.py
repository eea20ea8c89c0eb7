"""Shows in place that something takes time: nothing for 200 ms, then a turning arc, after 2 s a way to cancel."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole

_SHOW_AFTER_MS = 200
_CANCEL_AFTER_MS = 2000
_TURN_EVERY_MS = 40
_STEP_DEGREES = 15
_SIZE = 18


class _Arc(QWidget):
    """The turning arc; it turns only while it can be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._angle = 0
        self._timer = QTimer(self, interval=_TURN_EVERY_MS)
        self._timer.timeout.connect(self._on_timeout)
        self.setFixedSize(_SIZE, _SIZE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(QPen(color(ColorRole.LINE_STRONG), 2))
        painter.drawEllipse(circle)
        painter.setPen(QPen(color(ColorRole.ACCENT_TEXT), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(circle, -self._angle * 16, 90 * 16)

    def _on_timeout(self) -> None:
        self._angle = (self._angle + _STEP_DEGREES) % 360
        self.update()


class BusyIndicator(QWidget):
    """Start it when the request leaves, stop it when the answer comes; short waits show nothing at all.

    `cancel_requested`: the person pressed cancel, offered after 2 s when `start` was told that cancelling works.
    `cancel_offered(bool)`: it is offered from now on, or not any more.
    """

    cancel_requested = Signal()
    cancel_offered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cancellable = False
        self._label = Label(style=LabelStyle.SMALL_SECONDARY)
        self._cancel_button = KeyButton(self.tr("取消"), IconName.REMOVE, kind=ButtonKind.QUIET)
        self._cancel_button.clicked.connect(self.cancel_requested)
        self._cancel_button.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(_Arc())
        layout.addWidget(self._label)
        layout.addWidget(self._cancel_button)
        self._show_timer = QTimer(self, interval=_SHOW_AFTER_MS, singleShot=True)
        self._show_timer.timeout.connect(self.show)
        self._cancel_timer = QTimer(self, interval=_CANCEL_AFTER_MS, singleShot=True)
        self._cancel_timer.timeout.connect(self._on_cancel_due)
        self.hide()

    @property
    def waiting(self) -> bool:
        """Whether it was started and not stopped, seen or not."""
        return self._show_timer.isActive() or not self.isHidden()

    def start(self, text: str = "", *, cancellable: bool = False) -> None:
        """A wait begins; a running one goes on with the new text."""
        self.set_text(text or self.tr("正在读取"))
        self._cancellable = cancellable
        if self.waiting:
            if self._cancel_button.isHidden() and not self._cancel_timer.isActive():  # after the end of another
                self._cancel_timer.start()
            return
        self._show_timer.start()
        self._cancel_timer.start()

    def set_text(self, text: str) -> None:
        """Say what is being done."""
        self._label.setText(text)
        self.setAccessibleName(text)

    def set_progress(self, text: str, done: int, total: int) -> None:
        """Say how far it is; total 0 means unknown."""
        self.set_text(f"{text} {done} / {total}" if total else f"{text} {done}")

    def show_ending(self, text: str) -> None:
        """Cancelling is on its way; there is nothing more to press."""
        self._cancellable = False
        self._offer_cancel(False)
        self.set_text(text)

    def stop(self) -> None:
        """The wait is over."""
        self._show_timer.stop()
        self._cancel_timer.stop()
        self._offer_cancel(False)
        self.hide()

    def _on_cancel_due(self) -> None:
        self._offer_cancel(self._cancellable)

    def _offer_cancel(self, offered: bool) -> None:
        if offered == self._cancel_button.isHidden():
            self._cancel_button.setVisible(offered)
            self.cancel_offered.emit(offered)
