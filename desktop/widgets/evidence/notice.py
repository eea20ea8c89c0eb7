"""What stands on the canvas instead of a page: a sentence, and a button to try again where that may help."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.theme.palette import ColorRole

_ICON_SIZE = 32
_TEXT_WIDTH = 320


class CanvasNotice(Panel):
    """Covers the canvas with a message. `retry_asked` when the person wants another try."""

    retry_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SUNKEN, parent)
        self.setObjectName("canvasNotice")
        self._icon = IconLabel(IconName.FILE, ColorRole.MUTED, _ICON_SIZE)
        self._text = Label("", LabelStyle.SECONDARY, wrap=True, selectable=True)
        self._text.setObjectName("canvasNoticeText")
        self._text.setFixedWidth(_TEXT_WIDTH)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._retry = KeyButton(self.tr("重试"), IconName.REFRESH)
        self._retry.setObjectName("canvasRetry")
        self._retry.clicked.connect(self.retry_asked)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for part in (self._icon, self._text, self._retry):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_message(self, text: str, name: IconName, role: ColorRole, *, retry: bool = False) -> None:
        """Say `text` under an icon."""
        self._icon.set_icon(name, role)
        self._text.setText(text)
        self._retry.setVisible(retry)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()
