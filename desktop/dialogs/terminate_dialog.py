"""Asks for the reason of a termination, and at the committee stage for the meeting whose vote failed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.dialogs.comment_form import CommentForm
from desktop.dialogs.decision_frame import DecisionFrame, decision_button
from desktop.domain.workflow import WITHDRAWAL_HOURS
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind
from desktop.widgets.theme.palette import ColorRole


class TerminateDialog(DecisionFrame):
    """`accepted_by_person`, then read `form`. Cancel has the focus: ending a review is the gravest of decisions."""

    def __init__(
        self, name: str, comment: str, phrases: Sequence[str], *, with_meeting: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("终止审核 — {0}").format(name),
            (IconName.TERMINATED, ColorRole.BAD),
            self.tr("终止审核 {0} 的申请").format(name),
            self.tr("状态变为“审核不通过终止审核”，申报人不能再修改。{0} 小时内您可以撤回这个决定。").format(
                WITHDRAWAL_HOURS
            ),
            decision_button(self.tr("终止审核"), IconName.TERMINATE, ButtonKind.DANGER),
            parent,
        )
        self.setObjectName("terminateDialog")
        self.form = CommentForm(
            self.tr("终止原因"),
            self.tr("申报人会看到这段意见"),
            comment,
            phrases,
            meeting=self.tr("评审会（表决未通过）") if with_meeting else "",
        )
        self.body.addWidget(self.form)
        self.resize(620, 400)
        self._cancel.setFocus()
