"""Asks before a notice is published or closed: says what will happen, the safe button first."""

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.form_dialog import FormDialog

_WIDTH = 560


class NoticeActDialog(FormDialog):
    """`asked()`; then `accept` or `show_problem`. Parts are named `notice_act_…`."""

    def __init__(self, title: str, button: str, sentences: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("notice_act", title, button, _WIDTH, parent)
        for sentence in sentences:
            self.explain_above(sentence)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._cancel_first()

    def _cancel_first(self) -> None:
        self.setFocus()
