"""One condition of 条件自检: whether it is met and why, or a box for the person to tick."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.self_check import Answer
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.theme.palette import ColorRole

_LOOK = {
    Answer.MET: (IconName.APPROVED, ColorRole.OK),
    Answer.NOT_MET: (IconName.FINDING, ColorRole.BAD),
    Answer.UNKNOWN: (IconName.INFORMATION, ColorRole.MUTED),
}
_MARK = 18


class ConditionRow(QWidget):
    """`ticked(bool)`: the person ticked the box, or took the tick back."""

    ticked = Signal(bool)

    def __init__(self, key: str, words: str, answer: Answer, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.answer = key, answer
        self.setObjectName(f"condition_{key}")
        by_hand = answer in (Answer.OPEN, Answer.TICKED)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(10)
        self.box = QCheckBox(self)
        self.box.setAccessibleName(words)
        self.box.setChecked(answer is Answer.TICKED)
        self.box.toggled.connect(self.ticked)
        said = QVBoxLayout()
        said.setSpacing(3)
        text = Label(words, LabelStyle.BODY, wrap=True)
        said.addWidget(text)
        if by_hand:
            self.box.setFixedWidth(_MARK)
            row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        else:
            self.box.hide()
            icon, role = _LOOK[answer]
            mark = IconLabel(icon, role, _MARK)
            mark.setAccessibleName(self._answer_words())
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            style = LabelStyle.SMALL_BAD if answer is Answer.NOT_MET else LabelStyle.SMALL
            said.addWidget(Label(self.tr("{0}　{1}").format(self._answer_words(), reason), style, wrap=True))
        row.addLayout(said, 1)

    def _answer_words(self) -> str:
        words = {Answer.MET: self.tr("符合"), Answer.NOT_MET: self.tr("不符合"), Answer.UNKNOWN: self.tr("待核对")}
        return words.get(self.answer, "")
