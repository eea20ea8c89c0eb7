"""Below the table: what is selected and what can be done with it, and how many there are."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.terms import Action
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.theme.metrics import TOOL_BAR_HEIGHT


class ActionBar(Panel):
    """`pass_requested()` for all that are checked; `clear_requested()` to uncheck them.

    Returning and terminating need one's own words for each, so they are offered where the evidence is.
    """

    pass_requested = Signal()
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, parent)
        self.setFixedHeight(TOOL_BAR_HEIGHT)
        self._selected = Label(style=LabelStyle.STRONG)
        self._pass = KeyButton(self.tr("通过"), IconName.PASS, "Alt+P", kind=ButtonKind.PRIMARY)
        self._pass.setObjectName("pass_checked")
        self._pass.clicked.connect(self.pass_requested)
        self._clear = KeyButton(self.tr("清除选择"), None, "Esc", kind=ButtonKind.QUIET)
        self._clear.setObjectName("clear_checked")
        self._clear.clicked.connect(self.clear_requested)
        self._hints = [
            Label(self.tr("未选择"), LabelStyle.MUTED),
            KeyCap("Space"),
            Label(self.tr("选择"), LabelStyle.SMALL),
            KeyCap("Return"),
            Label(self.tr("打开"), LabelStyle.SMALL),
        ]
        self._summary = Label(style=LabelStyle.SMALL)
        self._summary.setObjectName("list_summary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(8)
        for widget in (self._selected, self._pass, self._clear, *self._hints):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self._summary)
        self.show_checked(0, frozenset())

    def show_checked(self, count: int, actions: frozenset[Action]) -> None:
        """`actions` are those that every checked application could take."""
        self._selected.setText(self.tr("已选 {0} 份").format(f"{count:,}"))
        self._selected.setVisible(count > 0)
        self._clear.setVisible(count > 0)
        self._pass.setVisible(count > 0)
        self._pass.setEnabled(Action.PASS in actions)
        self._pass.set_hint("" if Action.PASS in actions else self.tr("所选申请中有不在您的环节的"))
        for hint in self._hints:
            hint.setVisible(count == 0)

    def show_summary(self, text: str) -> None:
        self._summary.setText(text)
