"""Editing the ready sentences: one a line, in the order of the menu."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.decision_frame import DecisionFrame, decision_button
from desktop.widgets.comment_edit import CommentEdit
from desktop.widgets.icons import IconName
from desktop.widgets.theme.palette import ColorRole


class PhrasesDialog(DecisionFrame):
    """`phrases_saved(tuple[str, ...])`: the person wants these sentences from now on."""

    phrases_saved = Signal(object)

    def __init__(self, phrases: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("常用语"),
            (IconName.PHRASES, ColorRole.INFO),
            self.tr("编辑常用语"),
            self.tr("每行一句，按这里的顺序出现在菜单里；只有您自己看得到。"),
            decision_button(self.tr("保存"), IconName.SAVE),
            parent,
        )
        self.setObjectName("phrasesDialog")
        self._edit = CommentEdit(self.tr("常用语，每行一句"))
        self._edit.field.setObjectName("phraseLines")
        self._edit.set_text("\n".join(phrases))
        box = QVBoxLayout()
        box.setContentsMargins(16, 12, 16, 12)
        box.addWidget(self._edit)
        self.body.addLayout(box)
        self.accepted_by_person.connect(self._on_accepted)
        self.resize(560, 420)
        self._edit.field.setFocus()

    def _on_accepted(self) -> None:
        lines = (line.strip() for line in self._edit.text.splitlines())
        self.phrases_saved.emit(tuple(dict.fromkeys(line for line in lines if line)))
