"""The row for finding a text: what to find, how many hits, next and previous. Does not search itself."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.theme.metrics import GAP, PANE_PADDING
from desktop.widgets.tool_button import ToolButton

PAUSE_MS = 250


class FindBar(Panel):
    """`text_wanted(str)` once typing pauses; `next_asked`, `previous_asked`; `closed` when it goes away."""

    text_wanted = Signal(str)
    next_asked = Signal()
    previous_asked = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, prompt: str = "") -> None:
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("findBar")
        prompt = prompt or self.tr("在这份材料中查找")
        self._asked = ""
        self._edit = QLineEdit(self)
        self._edit.setObjectName("findText")
        self._edit.setPlaceholderText(prompt)
        self._edit.setAccessibleName(prompt)
        self._edit.setMaximumWidth(280)
        self._result = Label("", LabelStyle.SMALL)
        self._result.setObjectName("findResult")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._edit.textChanged.connect(lambda: self._pause.start())
        previous = ToolButton(IconName.UP, self.tr("上一处"), "Shift+F3", parent=self)
        following = ToolButton(IconName.DOWN, self.tr("下一处"), "F3", parent=self)
        close = ToolButton(IconName.REMOVE, self.tr("关闭查找"), "Esc", parent=self)
        previous.setObjectName("findPrevious")
        following.setObjectName("findNext")
        close.setObjectName("findClose")
        previous.clicked.connect(self.previous_asked)
        following.clicked.connect(self.next_asked)
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(PANE_PADDING, 6, 12, 6)
        row.setSpacing(GAP)
        row.addWidget(self._edit, 1)
        row.addWidget(self._result)
        row.addStretch(1)
        for button in (previous, following, close):
            row.addWidget(button)
        self.hide()

    @property
    def text(self) -> str:
        """What is to be found, without surrounding spaces."""
        return self._edit.text().strip()

    def present(self) -> None:
        """Show the bar, ready to type."""
        self.show()
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()

    def dismiss(self) -> None:
        """Hide the bar; the marks go."""
        self._pause.stop()
        self._asked = ""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def show_result(self, current: int, total: int, *, complete: bool = True) -> None:
        """`current` counts from 0; `total` 0 says that nothing was found."""
        if not self.text:
            self._result.setText("")
        elif not total:
            self._result.setText(self.tr("没有找到"))
        else:
            more = "" if complete else "+"
            self._result.setText(self.tr("第 {0} 处，共 {1} 处").format(current + 1, f"{total}{more}"))

    def show_searching(self) -> None:
        """Say that the answer is on its way."""
        self._result.setText(self.tr("正在查找…"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.text != self._asked:
            self._ask()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.previous_asked.emit()
        else:
            self.next_asked.emit()

    def _ask(self) -> None:
        self._pause.stop()
        if self.text != self._asked:
            self._asked = self.text
            self.text_wanted.emit(self._asked)
