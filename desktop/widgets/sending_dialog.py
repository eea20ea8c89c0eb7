"""A dialog that stays until what it sent is answered; before it closes by hand, what is on its way is taken back."""

from PySide6.QtWidgets import QDialog, QWidget

from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.waiting import Waiting, floating_indicator
from desktop.work.runner import BackgroundRunner


class SendingDialog(QDialog):
    """`busy` shows the wait: its place is the foot, unless it is `floating` over the dialog."""

    def __init__(self, parent: QWidget | None = None, *, floating: bool = False) -> None:
        super().__init__(parent)
        self.busy = floating_indicator(self) if floating else BusyIndicator()
        self._waiting: Waiting | None = None

    def waiting(self, runner: BackgroundRunner) -> Waiting:
        """What this dialog waits for, always the same."""
        if self._waiting is None:
            self._waiting = Waiting(runner, self, self.busy)
        return self._waiting

    @property
    def sending(self) -> bool:
        """Whether something is on its way."""
        return self._waiting is not None and self._waiting.under_way

    def reject(self) -> None:
        """取消, Esc and the window's cross; while something is on its way, that is given up first."""
        if self._waiting is not None and self.sending:
            self._waiting.give_up()
        else:
            super().reject()
