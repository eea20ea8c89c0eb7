"""What the smaller decision dialogs ask for: a comment with ready phrases, and where needed the meeting."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.decisions import COMMENT_LENGTH, MEETING_LENGTH
from desktop.widgets.comment_edit import CommentEdit
from desktop.widgets.key_button import ButtonKind
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.phrase_button import PhraseButton
from desktop.widgets.style_property import set_invalid


class CommentForm(Panel):
    """Fields for `comment` and `meeting`; `missing()` says what must still be filled in and marks it."""

    def __init__(
        self,
        title: str,
        who_reads: str,
        comment: str,
        phrases: Sequence[str],
        *,
        meeting: str = "",
        comment_required: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`meeting` labels a field for the meeting, "" for none."""
        super().__init__(Surface.SURFACE, parent)
        self._title = title
        self._comment_required = comment_required
        self._meeting_label = meeting
        self._meeting = QLineEdit()
        self._meeting.setObjectName("meeting")
        self._meeting.setMaxLength(MEETING_LENGTH)
        self._meeting.setAccessibleName(meeting)
        self._meeting.setPlaceholderText(self.tr("会议名称，如“2026 年第 3 次评审会”"))
        self._meeting.textChanged.connect(lambda: set_invalid(self._meeting, False))
        self._comment = CommentEdit(title, COMMENT_LENGTH)
        self._comment.field.setObjectName("decisionComment")
        self._comment.set_text(comment)
        self._comment.set_note(who_reads)
        self._comment.text_changed.connect(lambda: self._comment.set_invalid(False))
        phrase_button = PhraseButton(phrases, kind=ButtonKind.QUIET)
        phrase_button.phrase_chosen.connect(self._comment.insert_phrase)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        if meeting:
            column.addLayout(self._heading(meeting, required=True))
            column.addWidget(self._meeting)
            column.addSpacing(8)
        head = self._heading(title, required=comment_required)
        head.addWidget(phrase_button)
        column.addLayout(head)
        column.addWidget(self._comment, 1)

    @property
    def comment(self) -> str:
        """The comment as typed."""
        return self._comment.text

    @property
    def meeting(self) -> str:
        """The meeting's name without surrounding spaces, "" where none is asked for."""
        return self._meeting.text().strip()

    def missing(self) -> str:
        """The first thing that is missing or too long as a sentence, "" when all is there."""
        if self._meeting_label and not self.meeting:
            set_invalid(self._meeting, True)
            self._meeting.setFocus()
            return self.tr("请填写{0}的名称。").format(self._meeting_label)
        if self._comment_required and not self.comment.strip():
            self._comment.set_invalid(True)
            self.focus_comment()
            return self.tr("请填写{0}。").format(self._title)
        if self._comment.is_too_long:
            self.focus_comment()
            return self.tr("{0}超过 {1} 字。").format(self._title, COMMENT_LENGTH)
        return ""

    def focus_comment(self) -> None:
        """Put the keyboard into the comment, behind its text."""
        self._comment.field.setFocus()
        self._comment.field.moveCursor(self._comment.field.textCursor().MoveOperation.End)

    def focus_meeting(self) -> None:
        """Put the keyboard into the meeting's name."""
        self._meeting.setFocus()

    def _heading(self, text: str, *, required: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Label(text, LabelStyle.STRONG))
        row.addWidget(Label(self.tr("必填") if required else self.tr("选填"), _required_style(required=required)))
        row.addStretch(1)
        return row


def _required_style(*, required: bool) -> LabelStyle:
    return LabelStyle.SMALL_BAD if required else LabelStyle.SMALL
