"""A small dialog of labelled fields: an explanation, what is wrong, cancel and one button that does it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.sending_dialog import SendingDialog
from desktop.work.runner import BackgroundRunner

_T = TypeVar("_T")


class FormDialog(SendingDialog):
    """`asked()`: the button or Ctrl+Enter. Whoever hears it saves by `send`, or calls `accept` or `show_problem`.

    The button stays off from `set_busy` until a problem is shown, so nothing is sent twice; what was typed stays.
    """

    asked = Signal()

    def __init__(self, name: str, title: str, button: str, width: int, parent: QWidget | None = None) -> None:
        """Parts are named after `name`: `NAME_dialog`, `NAME_save`, `NAME_problem`."""
        super().__init__(parent)
        self.setObjectName(f"{name}_dialog")
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        self.form = QFormLayout()
        self.form.setSpacing(8)
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        self._problem = Label(style=LabelStyle.BAD, wrap=True)
        self._problem.setObjectName(f"{name}_problem")
        self._problem.hide()
        cancel = KeyButton(self.tr("取消"), None, "Esc", kind=ButtonKind.QUIET)
        cancel.clicked.connect(self.reject)
        self._save = KeyButton(button, None, "Ctrl+Return", kind=ButtonKind.PRIMARY)
        self._save.setObjectName(f"{name}_save")
        self._save.clicked.connect(self.asked)
        self.busy.cancel_offered.connect(lambda offered: cancel.setVisible(not offered))
        buttons = QHBoxLayout()
        buttons.addWidget(self.busy)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(self._above)
        layout.addLayout(self.form)
        layout.addLayout(self._below)
        layout.addWidget(self._problem)
        layout.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        empty = (field for field in self.findChildren(QLineEdit) if not field.text() and not field.isReadOnly())
        first = next(empty, None)
        if first is not None:
            first.setFocus()

    def explain_above(self, sentence: str) -> None:
        """Say before the fields what they are for."""
        self._above.addWidget(Label(sentence, LabelStyle.SECONDARY, wrap=True))

    def note_below(self, sentence: str) -> None:
        """Say after the fields what to mind."""
        self._below.addWidget(Label(sentence, LabelStyle.SMALL, wrap=True))

    def add_field(self, name: str, label: str, text: str = "", *, secret: bool = False) -> QLineEdit:
        """A line to fill in; a secret one shows dots."""
        field = QLineEdit(text)
        field.setObjectName(name)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.addRow(label, field)
        return field

    def send(
        self,
        runner: BackgroundRunner,
        write: Callable[..., _T],
        done: Callable[[_T], object],
        refused: Callable[[Exception], None],
    ) -> None:
        """Write in the background, seen beside the buttons and to be given up there; then all is as it was typed."""
        self.set_busy()
        self.waiting(runner).write(write, done, refused, on_given_up=self._say_nothing_changed)

    def set_busy(self) -> None:
        """It is on its way."""
        self._save.setEnabled(False)

    def show_problem(self, sentence: str) -> None:
        """Say what is missing or why it was refused."""
        self._say(sentence, LabelStyle.BAD)

    def _say_nothing_changed(self) -> None:
        self._say(self.tr("已取消，什么也没有改变。"), LabelStyle.SECONDARY)

    def _say(self, sentence: str, style: LabelStyle) -> None:
        self._save.setEnabled(True)
        self._problem.set_style(style)
        self._problem.setText(sentence)
        self._problem.show()
        layout = self.layout()
        if layout is not None:  # the sentence takes its room below, not from the fields
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def clear_problem(self) -> None:
        """What was complained of is being mended."""
        self._problem.hide()
