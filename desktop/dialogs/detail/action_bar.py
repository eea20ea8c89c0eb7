"""The bar at the foot: the comment, and exactly those buttons that the workflow table allows this reader now."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.decisions import COMMENT_LENGTH
from desktop.domain.terms import Action
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.growing_edit import GrowingEdit
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.phrase_button import PhraseButton
from desktop.widgets.style_property import set_invalid
from desktop.widgets.theme.metrics import ACTION_BAR_HEIGHT, GAP, PANE_PADDING
from desktop.widgets.theme.palette import ColorRole

_SHOWN_LENGTH = COMMENT_LENGTH * 9 // 10
"""From this length on the counter is shown."""


class ActionBar(Panel):
    """`action_asked(Action)` on a button or its key; `comment_changed(str)` on every change of the text.

    `busy` is where a decision on its way shows itself.
    """

    action_asked = Signal(object)
    comment_changed = Signal(str)
    phrases_edit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("actionBar")
        self.setMinimumHeight(ACTION_BAR_HEIGHT)
        self._label = Label(self.tr("审核意见"), LabelStyle.SECONDARY)
        self._phrases = PhraseButton(editable=True)
        self._phrases.setObjectName("phrases")
        self._phrases.phrase_chosen.connect(self._on_phrase_chosen)
        self._phrases.edit_requested.connect(self.phrases_edit_asked)
        self._edit = GrowingEdit(self.tr("审核意见"), self.tr("审核意见（退回和终止时必填）"))
        self._edit.setObjectName("comment")
        self._edit.textChanged.connect(self._on_text_changed)
        self._counter = Label("", LabelStyle.SMALL)
        self._counter.hide()
        self._quiet_icon = IconLabel(IconName.INFORMATION, ColorRole.MUTED)
        self._quiet = Label("", LabelStyle.SECONDARY, wrap=True, selectable=True)
        self._quiet.setObjectName("whoActs")
        self._buttons = {
            Action.WITHDRAW: self._button(self.tr("撤回"), IconName.WITHDRAW, "Alt+Z", ButtonKind.NORMAL),
            Action.TERMINATE: self._button(self.tr("终止审核"), IconName.TERMINATE, "Alt+T", ButtonKind.DANGER),
            Action.RETURN: self._button(self.tr("退回"), IconName.RETURN, "Alt+R", ButtonKind.WARNING),
            Action.PASS: self._button(self.tr("通过，看下一份"), IconName.PASS, "Ctrl+Return", ButtonKind.PRIMARY),
            Action.CONFIRM: self._button(self.tr("确认通过"), IconName.PASS, "Ctrl+Return", ButtonKind.PRIMARY),
        }
        self.busy = BusyIndicator()
        row = QHBoxLayout(self)
        row.setContentsMargins(PANE_PADDING, 12, PANE_PADDING, 12)
        row.setSpacing(GAP)
        bottom = Qt.AlignmentFlag.AlignBottom
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._phrases, 0, bottom)
        row.addWidget(self._edit, 1, bottom)
        row.addWidget(self._counter, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._quiet_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._quiet, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.busy, 0, Qt.AlignmentFlag.AlignVCenter)
        for action, button in self._buttons.items():
            button.setObjectName(f"action-{action.value}")
            button.clicked.connect(lambda _checked=False, action=action: self.action_asked.emit(action))
            row.addWidget(button, 0, bottom)
        self.show_actions((), "")

    @property
    def comment(self) -> str:
        """The text as typed."""
        return self._edit.toPlainText()

    @property
    def offered(self) -> tuple[Action, ...]:
        """The actions that have a button now."""
        return tuple(action for action, button in self._buttons.items() if not button.isHidden())

    def set_comment(self, comment: str) -> None:
        """Put a kept text into the field."""
        if comment != self.comment:
            self._edit.set_text(comment)

    def set_phrases(self, phrases: Sequence[str]) -> None:
        """Offer these sentences."""
        self._phrases.set_phrases(phrases)

    def show_actions(self, actions: Sequence[Action], who_acts: str, *, has_next: bool = True) -> None:
        """Offer these actions, or say in a quiet line who is to act. `has_next`: another application follows."""
        for action, button in self._buttons.items():
            button.setVisible(action in actions)
        takes_comment = bool(set(actions) - {Action.WITHDRAW})
        self._buttons[Action.PASS].setText(self.tr("通过，看下一份") if has_next else self.tr("通过"))
        returns = {Action.RETURN, Action.TERMINATE} & set(actions)
        self._edit.setPlaceholderText(
            self.tr("审核意见（退回和终止时必填）") if returns else self.tr("审核意见（可以不填）")
        )
        for shown in (self._label, self._phrases, self._edit):
            shown.setVisible(takes_comment)
        self._show_length()
        self._quiet_icon.setVisible(not takes_comment)
        self._quiet.setVisible(not takes_comment)
        self._quiet.setText(who_acts)

    def set_busy(self, busy: bool) -> None:
        """While a decision is on its way no other can be begun; typing goes on."""
        for button in self._buttons.values():
            button.setEnabled(not busy)

    def focus_comment(self) -> None:
        """Put the keyboard into the comment."""
        self._edit.setFocus()

    def _button(self, text: str, icon: IconName, keys: str, kind: ButtonKind) -> KeyButton:
        return KeyButton(text, icon, keys, kind=kind, parent=self)

    def _on_phrase_chosen(self, phrase: str) -> None:
        self._edit.insertPlainText(phrase)
        self._edit.setFocus()

    def _on_text_changed(self) -> None:
        self._show_length()
        self.comment_changed.emit(self.comment)

    def _show_length(self) -> None:
        length = len(self.comment)
        self._counter.setVisible(length >= _SHOWN_LENGTH and not self._edit.isHidden())
        self._counter.setText(self.tr("{0} / {1} 字").format(length, COMMENT_LENGTH))
        self._counter.set_style(LabelStyle.SMALL_BAD if length > COMMENT_LENGTH else LabelStyle.SMALL)
        set_invalid(self._edit, length > COMMENT_LENGTH)
