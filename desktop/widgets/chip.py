"""A filter that is in force, with a cross to take it away."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label
from desktop.widgets.theme.metrics import CHIP_HEIGHT
from desktop.widgets.tool_button import ToolButton, ToolButtonKind


class Chip(QFrame):
    """Shows "name: value". `removed` is emitted for the cross, Delete and Backspace; the owner takes the chip away."""

    removed = Signal()

    def __init__(self, name: str, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = f"{name}: {value}" if name else value
        self.setAccessibleName(text)
        self.setFixedHeight(CHIP_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.remove_button = ToolButton(
            IconName.REMOVE, self.tr("移除筛选 {0}").format(text), kind=ToolButtonKind.TINY, parent=self
        )
        self.remove_button.clicked.connect(self.removed)
        self._label = Label(text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 5, 0)
        layout.setSpacing(4)
        layout.addWidget(self._label)
        layout.addWidget(self.remove_button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)
