"""Asks for the meeting whose vote is confirmed: the last step of an application."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.dialogs.comment_form import CommentForm
from desktop.dialogs.decision_frame import DecisionFrame, decision_button
from desktop.widgets.icons import IconName
from desktop.widgets.theme.palette import ColorRole


class ConfirmDialog(DecisionFrame):
    """`accepted_by_person`, then read `form`."""

    def __init__(self, name: str, comment: str, phrases: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("确认通过 — {0}").format(name),
            (IconName.APPROVED, ColorRole.OK),
            self.tr("确认 {0} 的申请通过评审").format(name),
            self.tr("状态变为“终审通过”。确认后不能撤回，请先核对评审会的表决结果。"),
            decision_button(self.tr("确认通过"), IconName.PASS),
            parent,
        )
        self.setObjectName("confirmDialog")
        self.form = CommentForm(
            self.tr("审核意见"),
            self.tr("选填，申报人会看到这段意见"),
            comment,
            phrases,
            meeting=self.tr("评审会"),
            comment_required=False,
        )
        self.body.addWidget(self.form)
        self.resize(620, 380)
        self.form.focus_meeting()
