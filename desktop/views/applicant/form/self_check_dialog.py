"""条件自检 of a form that is being filled in: how each condition stands now, and the boxes still to be ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.catalogue import Catalogue
from desktop.domain.self_check import Answer, Checked
from desktop.text.self_check import reason_sentence
from desktop.views.applicant.condition_row import ConditionRow
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.sending_dialog import SendingDialog
from desktop.widgets.separators import HorizontalLine

_SIZE = (720, 620)


class SelfCheckDialog(SendingDialog):
    """Not modal, so that one can mend beside it. `ticks_given(frozenset)`: the keys of what is ticked now; what was
    kept before stays ticked. Whoever hears it calls `set_busy`, then `accept` or `show_problem`.
    """

    ticks_given = Signal(object)

    def __init__(self, catalogue: Catalogue, checked: Sequence[Checked], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("selfCheckDialog")
        self.setWindowTitle(self.tr("条件自检"))
        failed = sum(one.answer is Answer.NOT_MET for one in checked)
        self._said = Label("", LabelStyle.SMALL_BAD if failed else LabelStyle.SMALL, wrap=True)
        self._failed = failed
        self.rows = [
            ConditionRow(one.condition.key, one.condition.text, one.answer, reason_sentence(one, catalogue))
            for one in checked
        ]
        self._keep = KeyButton(self.tr("保存勾选"), None, "Ctrl+S", kind=ButtonKind.PRIMARY)
        self._keep.setObjectName("keepTicks")
        self._keep.clicked.connect(self._give)
        close = KeyButton(self.tr("返回填报"))
        close.clicked.connect(self.reject)
        inside = Panel(Surface.WINDOW)
        listed = QVBoxLayout(inside)
        listed.setContentsMargins(20, 12, 20, 12)
        listed.setSpacing(0)
        for row in self.rows:
            row.box.setEnabled(row.answer is Answer.OPEN)
            row.ticked.connect(self._show_state)
            listed.addWidget(row)
            listed.addWidget(HorizontalLine())
        listed.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 12)
        foot.setSpacing(8)
        foot.addWidget(self.busy)
        foot.addWidget(self._said, 1)
        foot.addWidget(close)
        foot.addWidget(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(HorizontalLine())
        column.addLayout(foot)
        self.resize(*_SIZE)
        self._show_state()

    def set_busy(self) -> None:
        """They are being kept."""
        self._keep.setEnabled(False)

    def show_problem(self, sentence: str) -> None:
        """They were not kept, and why; what is ticked stays."""
        self._show_state()
        self._said.setText(sentence)
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_state(self) -> None:
        still = sum(not row.box.isChecked() for row in self._by_hand)
        if self._failed:
            said = self.tr("有 {0} 项不符合，不能提交；请按原因核对所填内容").format(self._failed)
        elif still:
            said = self.tr("还有 {0} 项需要本人核对后勾选").format(still)
        else:
            said = self.tr("自检完成")
        self._said.setText(said)
        self._keep.setEnabled(any(row.box.isEnabled() and row.box.isChecked() for row in self._by_hand))

    @property
    def _by_hand(self) -> list[ConditionRow]:
        return [row for row in self.rows if row.answer in (Answer.OPEN, Answer.TICKED)]

    def _give(self) -> None:
        self.ticks_given.emit(frozenset(row.key for row in self._by_hand if row.box.isChecked()))
