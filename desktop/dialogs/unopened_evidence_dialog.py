"""Asks once before a pass when required evidence has not been looked at."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.decision_frame import DecisionFrame, decision_button
from desktop.models.application_outline import AttachmentOutline
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.theme.palette import ColorRole

_SHOWN = 8


class UnopenedEvidenceDialog(DecisionFrame):
    """`accepted_by_person`: pass all the same. Cancelling, which is the default, means going to look."""

    def __init__(self, unopened: Sequence[AttachmentOutline], parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("还有材料未打开"),
            (IconName.UNREAD, ColorRole.WARN),
            self.tr("还有 {0} 份必需材料没有打开").format(len(unopened)),
            self.tr("通过之前建议看一眼。这份申请只提醒一次。"),
            decision_button(self.tr("仍然通过"), IconName.PASS, ButtonKind.NORMAL),
            parent,
        )
        self.setObjectName("unopenedEvidenceDialog")
        self._cancel.setText(self.tr("去看材料"))
        self._cancel.set_kind(ButtonKind.PRIMARY)
        column = QVBoxLayout()
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for attachment in unopened[:_SHOWN]:
            line = self.tr("{0}　{1}").format(attachment.row.name, attachment.place)
            column.addWidget(Label(line, LabelStyle.BODY, wrap=True))
        if len(unopened) > _SHOWN:
            column.addWidget(Label(self.tr("另有 {0} 份").format(len(unopened) - _SHOWN), LabelStyle.MUTED))
        column.addStretch(1)
        self.body.addLayout(column)
        self.resize(520, 300)
        self._cancel.setFocus()
