"""Asks for the reason of taking a decision back."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.dialogs.comment_form import CommentForm
from desktop.dialogs.decision_frame import DecisionFrame, decision_button
from desktop.widgets.icons import IconName
from desktop.widgets.theme.palette import ColorRole


class WithdrawDialog(DecisionFrame):
    """`accepted_by_person`, then read `form`."""

    def __init__(
        self, name: str, what: str, phrases: Sequence[str], comment: str = "", parent: QWidget | None = None
    ) -> None:
        """`what` names the decision that is taken back (通过, 退回, 终止审核)."""
        super().__init__(
            self.tr("撤回 — {0}").format(name),
            (IconName.WITHDRAW, ColorRole.INFO),
            self.tr("撤回对 {0} 的申请的“{1}”决定").format(name, what),
            self.tr("申请回到您的环节，可以重新办理。原来的决定和撤回都留在进度跟踪里。"),
            decision_button(self.tr("撤回决定"), IconName.WITHDRAW),
            parent,
        )
        self.setObjectName("withdrawDialog")
        self.form = CommentForm(self.tr("撤回原因"), self.tr("记入进度跟踪"), comment, phrases)
        self.body.addWidget(self.form)
        self.resize(560, 340)
        self.form.focus_comment()
