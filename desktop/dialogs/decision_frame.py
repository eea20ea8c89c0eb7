"""The frame that the decision dialogs share: what will happen on top, what to fill in, one line for what is wrong."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.sending_dialog import SendingDialog
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import ACTION_BAR_HEIGHT, GAP, PANE_PADDING
from desktop.widgets.theme.palette import ColorRole
from desktop.work.runner import BackgroundRunner, ErrorHandler

_T = TypeVar("_T")
_HEAD_HEIGHT = 64


class DecisionFrame(SendingDialog):
    """Window-modal. `accepted_by_person`: the button or Ctrl+Enter; whoever hears it sends by `send`, and says when it
    may close.

    It stays open while the decision is on its way, where 取消 takes that back, and when it is refused: nothing typed is
    lost.
    """

    accepted_by_person = Signal()

    def __init__(
        self,
        window_title: str,
        icon: tuple[IconName, ColorRole],
        title: str,
        explanation: str,
        button: KeyButton,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(window_title)
        self.setModal(True)
        self._button = button
        self._button.setObjectName("confirmDecision")
        self._button.clicked.connect(self.accepted_by_person)
        self._cancel = KeyButton(self.tr("取消"), None, "Esc")
        self._cancel.setObjectName("cancelDecision")
        self._cancel.clicked.connect(self.reject)
        self._error = Label("", LabelStyle.SMALL_BAD, wrap=True, selectable=True)
        self._error.setObjectName("decisionError")
        self._error.hide()
        self.busy.cancel_offered.connect(lambda offered: self._cancel.setVisible(not offered))
        self.foot_left = QHBoxLayout()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head(icon, title, explanation))
        column.addWidget(HorizontalLine())
        column.addLayout(self.body, 1)
        column.addWidget(HorizontalLine())
        column.addWidget(self._foot())

    @property
    def error(self) -> str:
        """What is wrong, "" for nothing."""
        return "" if self._error.isHidden() else self._error.text()

    def send(
        self,
        runner: BackgroundRunner,
        fn: Callable[..., _T],
        on_result: Callable[[_T], object],
        on_error: ErrorHandler,
        text: str = "",
        *,
        on_given_up: Callable[[], None] | None = None,
    ) -> None:
        """As `Waiting.write`, shown in the foot; meanwhile it cannot be asked for again."""
        self.show_error("")
        self._button.setEnabled(False)
        on_given_up = on_given_up or self._say_nothing_changed
        waiting = self.waiting(runner)
        waiting.write(fn, on_result, on_error, text or self.tr("正在记录"), on_given_up=on_given_up)

    def show_error(self, sentence: str, *, quiet: bool = False) -> None:
        """Say why it was not recorded; everything typed stays. `quiet` where the person wanted that."""
        self._button.setEnabled(True)
        self._error.set_style(LabelStyle.SMALL_SECONDARY if quiet else LabelStyle.SMALL_BAD)
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _say_nothing_changed(self) -> None:
        self.show_error(self.tr("已取消，什么也没有改变。"), quiet=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in a field must not decide anything
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def _head(self, icon: tuple[IconName, ColorRole], title: str, explanation: str) -> QWidget:
        head = Panel(Surface.SURFACE)
        head.setMinimumHeight(_HEAD_HEIGHT)
        row = QHBoxLayout(head)
        row.setContentsMargins(PANE_PADDING, 10, PANE_PADDING, 10)
        row.setSpacing(12)
        row.addWidget(IconLabel(*icon, 20))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(Label(title, LabelStyle.HEADING))
        words.addWidget(Label(explanation, LabelStyle.SMALL_SECONDARY, wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        return head

    def _foot(self) -> QWidget:
        foot = Panel(Surface.SURFACE)
        foot.setMinimumHeight(ACTION_BAR_HEIGHT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(PANE_PADDING, 8, PANE_PADDING, 8)
        row.setSpacing(GAP)
        row.addLayout(self.foot_left)
        row.addWidget(self.busy)
        row.addWidget(self._error, 1)
        row.addStretch(0)
        row.addWidget(self._cancel)
        row.addWidget(self._button)
        return foot


def decision_button(text: str, icon: IconName, kind: ButtonKind = ButtonKind.PRIMARY) -> KeyButton:
    """The button that decides; Ctrl+Enter does the same."""
    return KeyButton(text, icon, "Ctrl+Return", kind=kind)
