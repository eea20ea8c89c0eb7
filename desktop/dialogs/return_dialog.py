"""The return: choose what the applicant has to mend; one comment lists it all, with a deadline where one is wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.decision_frame import DecisionFrame, decision_button
from desktop.dialogs.return_item_delegate import ReturnItemDelegate
from desktop.domain.clock import shanghai_day
from desktop.domain.decisions import COMMENT_LENGTH
from desktop.models.application_outline import ApplicationOutline
from desktop.models.return_items_model import ReturnItemsModel, return_items, usual_choice
from desktop.services.rows import ApplicationDetail, CommentDraft
from desktop.text.moments import day_text
from desktop.text.return_comment import rewrite
from desktop.text.terms import stage_label
from desktop.widgets.comment_edit import CommentEdit
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.panel_head import PanelHead
from desktop.widgets.phrase_button import PhraseButton
from desktop.widgets.splitter import Splitter
from desktop.widgets.theme.metrics import GAP, PANE_PADDING
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.wrapping_list import WrappingList

_USUAL_DAYS = 10
"""The deadline that is proposed, in days from today."""


@dataclass(frozen=True, slots=True)
class ReturnForm:
    """What the person has filled in."""

    comment: str
    correction_deadline: date | None
    straight_back: bool
    chosen: frozenset[str]
    open_next: bool


class ReturnDialog(DecisionFrame):
    """`accepted_by_person`, then read `form`. `form_changed` on every change, so that it can be kept."""

    form_changed = Signal()
    phrases_edit_asked = Signal()

    def __init__(
        self,
        detail: ApplicationDetail,
        outline: ApplicationOutline,
        draft: CommentDraft,
        phrases: Sequence[str],
        now: datetime,
        *,
        has_next: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        row = detail.row
        place = " · ".join((row.standard, stage_label(row.stage), self.tr("第 {0} 次提交").format(row.submission)))
        super().__init__(
            self.tr("退回 — {0} · {1}").format(row.name, place),
            (IconName.RETURNED, ColorRole.WARN),
            self.tr("退回 {0} 的申请").format(row.name),
            self.tr("状态变为“被退回”，申报人可以修改并再次提交；申报人开始修改前您可以撤回这个决定。"),
            decision_button(self.tr("退回给申报人"), IconName.RETURN),
            parent,
        )
        self.setObjectName("returnDialog")
        self._today = shanghai_day(now)
        self._notice_day = shanghai_day(detail.notice.closes)
        self._notice_closed = now >= detail.notice.closes
        items = return_items(outline)
        begun = bool(draft.return_comment or draft.chosen_findings)
        self._model = ReturnItemsModel(items, draft.chosen_findings if begun else usual_choice(items), self)
        self._view = WrappingList()
        self._chosen_count = Label("", LabelStyle.SMALL)
        self._chosen_count.setObjectName("chosenCount")
        self._comment = CommentEdit(self.tr("审核意见"), COMMENT_LENGTH)
        self._comment.field.setObjectName("returnComment")
        self._has_deadline = QCheckBox(self.tr("补正期限"))
        self._deadline = QDateEdit()
        self._deadline_note = Label("", LabelStyle.SMALL, wrap=True)
        self._straight_back = QCheckBox(self.tr("再次提交后直接回到本环节"))
        self._open_next = QCheckBox(self.tr("退回后打开下一份"))
        self._prepare(draft, has_next=has_next)
        splitter = Splitter()
        splitter.addWidget(self._left())
        splitter.addWidget(self._right(phrases))
        splitter.setSizes([440, 460])
        self.body.addWidget(splitter)
        self.foot_left.addWidget(self._open_next)
        self._fill_comment(draft, rewrite_it=not begun)
        self._connect()
        self.resize(900, 560)
        self._comment.field.setFocus()
        self._comment.field.moveCursor(QTextCursor.MoveOperation.End)

    @property
    def form(self) -> ReturnForm:
        """What is filled in now."""
        return ReturnForm(
            self._comment.text,
            _to_date(self._deadline.date()) if self._has_deadline.isChecked() else None,
            self._straight_back.isChecked(),
            self._model.chosen,
            self._open_next.isChecked() and not self._open_next.isHidden(),
        )

    def missing(self) -> str:
        """What is missing or too long as a sentence, marked in its place; "" when all is there."""
        if not self._comment.text.strip():
            self._comment.set_invalid(True)
            self._comment.field.setFocus()
            return self.tr("请填写审核意见，说明需要修改什么。")
        if self._comment.is_too_long:
            self._comment.field.setFocus()
            return self.tr("审核意见超过 {0} 字。").format(COMMENT_LENGTH)
        return ""

    def _prepare(self, draft: CommentDraft, *, has_next: bool) -> None:
        view = self._view
        view.setObjectName("returnItems")
        view.setAccessibleName(self.tr("要告知申报人的内容"))
        view.setModel(self._model)
        view.setItemDelegate(ReturnItemDelegate(view))
        view.setMouseTracking(True)
        self._has_deadline.setObjectName("hasDeadline")
        self._straight_back.setObjectName("straightBack")
        self._straight_back.setToolTip(self.tr("不勾选时，再次提交后从单位审核重新开始"))
        self._straight_back.setChecked(draft.straight_back)
        self._open_next.setObjectName("openNext")
        self._open_next.setChecked(True)
        self._open_next.setVisible(has_next)
        self._deadline.setObjectName("correctionDeadline")
        self._deadline.setAccessibleName(self.tr("补正期限"))
        self._deadline.setCalendarPopup(True)
        self._deadline.setDisplayFormat("yyyy-MM-dd")
        self._deadline.setMinimumDate(_to_qdate(self._today))
        proposed = draft.correction_deadline or self._today + timedelta(days=_USUAL_DAYS)
        self._deadline.setDate(_to_qdate(max(proposed, self._today)))
        self._has_deadline.setChecked(draft.correction_deadline is not None or self._notice_closed)
        self._has_deadline.setEnabled(not self._notice_closed)
        self._show_deadline()

    def _left(self) -> QWidget:
        pane = Panel(Surface.SURFACE)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(PanelHead([Label(self.tr("要告知申报人的内容"), LabelStyle.HEADING)], [self._chosen_count]))
        if self._model.rowCount():
            column.addWidget(self._view, 1)
        else:
            text = self.tr("数据验证没有发现问题，附件都已打开。请在右边写明退回的原因。")
            note = Label(text, LabelStyle.MUTED, wrap=True)
            note.setContentsMargins(PANE_PADDING, 8, PANE_PADDING, 8)
            column.addWidget(note)
            column.addStretch(1)
        return pane

    def _right(self, phrases: Sequence[str]) -> QWidget:
        pane = Panel(Surface.SURFACE)
        title = Label(self.tr("审核意见"), LabelStyle.HEADING)
        needed = Label(self.tr("必填"), LabelStyle.SMALL_BAD)
        phrase_button = PhraseButton(phrases, kind=ButtonKind.QUIET, editable=True)
        phrase_button.phrase_chosen.connect(self._comment.insert_phrase)
        phrase_button.edit_requested.connect(self.phrases_edit_asked)
        box = QVBoxLayout()
        box.setContentsMargins(PANE_PADDING, 0, PANE_PADDING, 12)
        box.setSpacing(8)
        box.addWidget(self._comment, 1)
        deadline = QHBoxLayout()
        deadline.setSpacing(GAP)
        deadline.addWidget(self._has_deadline)
        deadline.addWidget(self._deadline)
        deadline.addWidget(self._deadline_note, 1)
        box.addLayout(deadline)
        box.addWidget(self._straight_back)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PanelHead([title, needed], [phrase_button]))
        column.addLayout(box, 1)
        return pane

    def _connect(self) -> None:
        self._model.choice_changed.connect(self._on_choice_changed)
        self._comment.text_changed.connect(self._on_comment_changed)
        self._has_deadline.toggled.connect(self._on_deadline_changed)
        self._deadline.dateChanged.connect(self._on_deadline_changed)
        self._straight_back.toggled.connect(self.form_changed)

    def _fill_comment(self, draft: CommentDraft, *, rewrite_it: bool) -> None:
        self._comment.set_text(draft.return_comment)
        self._comment.set_note(self.tr("勾选变化时自动改写；您手工改过的句子会保留"))
        if rewrite_it:
            self._rewrite()
            if draft.comment.strip():
                # what was already written in the bar below belongs to the same return
                self._comment.set_text(f"{self._comment.text}\n{draft.comment.strip()}".strip())
        self._show_count()

    def _rewrite(self) -> None:
        sentences = self._model.sentences(chosen_only=True)
        text = rewrite(self._comment.text, sentences, self._model.sentences(chosen_only=False))
        if text != self._comment.text:
            self._comment.set_text(text)

    def _show_count(self) -> None:
        self._chosen_count.setText(self.tr("已选 {0} / {1}").format(len(self._model.chosen), self._model.choosable))

    def _show_deadline(self) -> None:
        self._deadline.setEnabled(self._has_deadline.isChecked())
        if self._notice_closed:
            self._deadline_note.setText(self.tr("通知已截止，必须设定补正期限"))
        else:
            text = self.tr("不设定时，截至通知截止日 {0}").format(day_text(self._notice_day))
            self._deadline_note.setText("" if self._has_deadline.isChecked() else text)

    def _on_choice_changed(self) -> None:
        self._rewrite()
        self._show_count()
        self.form_changed.emit()

    def _on_comment_changed(self) -> None:
        self._comment.set_invalid(False)
        self.form_changed.emit()

    def _on_deadline_changed(self) -> None:
        self._show_deadline()
        self.form_changed.emit()


def _to_qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _to_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
