"""The bar at the foot of an applicant's page: back on the left, what is to be known, and the one thing to do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import ACTION_BAR_HEIGHT, FORM_PADDING, GAP, PANE_PADDING


class PageFoot(Panel):
    """`back_asked()`, `go_asked()`."""

    back_asked = Signal()
    go_asked = Signal()

    def __init__(self, go: str, mark: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._back = KeyButton(self.tr("返回"), IconName.BACK, "Alt+Left", kind=ButtonKind.QUIET)
        self._back.setObjectName("page_back")
        self._back.clicked.connect(self.back_asked)
        self.go = KeyButton(go, None, "Ctrl+Return", kind=ButtonKind.PRIMARY, trailing=IconName.NEXT)
        self.go.setObjectName("page_go")
        self.go.clicked.connect(self.go_asked)
        self._said = Label("", LabelStyle.SECONDARY)
        self._said.setObjectName("page_said")
        bar = QWidget()
        bar.setFixedHeight(ACTION_BAR_HEIGHT)
        row = QHBoxLayout(bar)
        row.setContentsMargins(FORM_PADDING - 14, 0, PANE_PADDING, 0)
        row.setSpacing(GAP)
        row.addWidget(self._back)
        row.addStretch(1)
        if mark is not None:
            row.addWidget(mark)
        row.addWidget(self._said)
        row.addSpacing(GAP)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(HorizontalLine())
        column.addWidget(bar)

    def show_state(self, said: str, *, ready: bool, hint: str = "", bad: bool = False) -> None:
        """What stands beside the button, whether it does anything, and why not."""
        self._said.setText(said)
        self._said.set_style(LabelStyle.BAD if bad else LabelStyle.SECONDARY)
        self.go.setEnabled(ready)
        self.go.set_hint(hint)

    def show_go(self, shown: bool) -> None:
        self.go.setVisible(shown)
