"""Asks for the new end of a notice that is published: only its end may still move."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from desktop.domain.clock import SHANGHAI
from desktop.widgets.form_dialog import FormDialog
from desktop.widgets.moment_field import MomentField

_WIDTH = 460


class MoveEndDialog(FormDialog):
    """`asked()`, then read `moment`."""

    def __init__(self, closes: datetime, parent: QWidget | None = None) -> None:
        super().__init__("move_end", self.tr("修改截止时间"), self.tr("修改"), _WIDTH, parent)
        self.explain_above(self.tr("新的截止时间立即对所有人生效，可以提早或推迟，但须晚于现在。"))
        self._field = MomentField(self.tr("申报截止"), SHANGHAI)
        self._field.setObjectName("new_end")
        self._field.show_moment(closes)
        self.form.addRow(self.tr("申报截止"), self._field)

    @property
    def moment(self) -> datetime:
        return self._field.moment
