"""The bar at the foot of a form: back, keep now, on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.theme.metrics import ACTION_BAR_HEIGHT, FORM_PADDING, GAP, PANE_PADDING


class FootBar(Panel):
    """`back_asked()`, `save_asked()`, `preview_asked()`, `next_asked()`, `leave_asked()`."""

    back_asked = Signal()
    save_asked = Signal()
    preview_asked = Signal()
    next_asked = Signal()
    leave_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, parent)
        self.setFixedHeight(ACTION_BAR_HEIGHT)
        self._back = KeyButton(self.tr("上一步"), IconName.PREVIOUS, "Alt+Left")
        self._leave = KeyButton(self.tr("返回申报列表"), IconName.BACK, kind=ButtonKind.QUIET)
        self._save = KeyButton(self.tr("保存"), IconName.SAVE, "Ctrl+S", kind=ButtonKind.QUIET)
        self._preview = KeyButton(self.tr("预览申报表"), IconName.FILE_TEXT, "Ctrl+P", kind=ButtonKind.QUIET)
        self._next = KeyButton("", None, "Alt+Right", kind=ButtonKind.PRIMARY, trailing=IconName.NEXT)
        for button, name, signal in (
            (self._back, "formBack", self.back_asked),
            (self._leave, "formLeave", self.leave_asked),
            (self._save, "formSave", self.save_asked),
            (self._preview, "formPreview", self.preview_asked),
            (self._next, "formNext", self.next_asked),
        ):
            button.setObjectName(name)
            button.clicked.connect(signal)
        row = QHBoxLayout(self)
        row.setContentsMargins(FORM_PADDING, 0, PANE_PADDING, 0)
        row.setSpacing(GAP)
        row.addWidget(self._back)
        row.addWidget(self._leave)
        row.addStretch(1)
        row.addWidget(self._save)
        row.addWidget(self._preview)
        row.addSpacing(GAP)
        row.addWidget(self._next)

    def show_neighbours(self, *, first: bool, following: str) -> None:
        """Whether there is a page before this one, and what the next is called ("" for none)."""
        self._back.setEnabled(not first)
        self._next.setVisible(bool(following))
        self._next.setText(self.tr("保存，下一步：{0}").format(following))
