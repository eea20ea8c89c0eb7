"""条件自检: 申报注意事项, each condition with its reason, what the person ticks, and the recommending unit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.catalogue import Catalogue
from desktop.domain.self_check import Answer, Checked
from desktop.services.bindings import BindingRow
from desktop.text.self_check import reason_sentence
from desktop.views.applicant.condition_row import ConditionRow
from desktop.views.applicant.page_foot import PageFoot
from desktop.views.applicant.unit_strip import UnitStrip
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel
from desktop.widgets.separators import HorizontalLine, VerticalLine
from desktop.widgets.theme.metrics import FORM_PADDING

_NOTES_WIDTH = 360
_WIDEST = 760


class SelfCheckPage(QWidget):
    """`confirmed()`: 确认开始申报. `back_asked()`, `binding_asked()`. `ticks` outlives what is shown anew."""

    confirmed = Signal()
    back_asked = Signal()
    binding_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("self_check_page")
        self.ticks: set[str] = set()
        self._rows: list[ConditionRow] = []
        self._checked: tuple[Checked, ...] = ()
        self._shown: object = None
        self.unit = UnitStrip()
        self.unit.binding_asked.connect(self.binding_asked)
        self._sample = Label(self.tr("样本目录，以业务部门公布的为准"), LabelStyle.SMALL_WARN)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(10)
        self._conditions = QVBoxLayout()
        self._conditions.setSpacing(0)
        self.foot = PageFoot(self.tr("确认开始申报"))
        self.foot.back_asked.connect(self.back_asked)
        self.foot.go_asked.connect(self.confirmed)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self._conditions_side(), 1)
        columns.addWidget(VerticalLine())
        columns.addWidget(self._notes_side())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(columns, 1)
        column.addWidget(self.foot)
        self._show_state()

    def show_check(self, catalogue: Catalogue, checked: tuple[Checked, ...], binding: BindingRow | None) -> None:
        """The conditions of a catalogue as they stand; what was ticked stays ticked, also while they were read."""
        self.unit.show_binding(binding)
        shown = (catalogue.content_hash, tuple((one.condition, one.reason, one.facts, one.finding) for one in checked))
        if shown != self._shown:
            self._shown = shown
            self._rebuild(catalogue, checked)
        self._show_state()

    def _rebuild(self, catalogue: Catalogue, checked: tuple[Checked, ...]) -> None:
        _empty(self._notes)
        _empty(self._conditions)
        for number, note in enumerate(catalogue.notes, start=1):
            self._notes.addWidget(Label(self.tr("{0}．{1}").format(number, note), LabelStyle.SECONDARY, wrap=True))
        self._sample.setVisible(catalogue.sample)
        self._checked = checked
        self._rows = [
            ConditionRow(one.condition.key, one.condition.text, one.answer, reason_sentence(one, catalogue))
            for one in checked
        ]
        for row in self._rows:
            row.box.setChecked(row.key in self.ticks)
            row.ticked.connect(self._on_ticked)
            self._conditions.addWidget(row)
            self._conditions.addWidget(HorizontalLine())

    def begin(self) -> None:
        """Put the keyboard on the first box that is not ticked."""
        first = next((row.box for row in self._rows if row.answer is Answer.OPEN and not row.box.isChecked()), None)
        (first or self.foot.go).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def ready(self) -> bool:
        """Whether one may go on."""
        return bool(self._checked) and not self._failed and not self._still and self.unit.bound

    @property
    def _failed(self) -> int:
        return sum(one.answer is Answer.NOT_MET for one in self._checked)

    @property
    def _still(self) -> int:
        return sum(row.answer in (Answer.OPEN, Answer.TICKED) and not row.box.isChecked() for row in self._rows)

    def _on_ticked(self) -> None:
        self.ticks = {row.key for row in self._rows if row.box.isChecked()}
        self._show_state()

    def _show_state(self) -> None:
        failed, still = self._failed, self._still
        if failed:
            said = self.tr("有 {0} 项不符合，不能申报").format(failed)
        elif still:
            said = self.tr("还有 {0} 项需要本人核对后勾选").format(still)
        elif not self.unit.bound:
            said = self.tr("还没有绑定推荐单位")
        else:
            said = self.tr("自检完成")
        self.foot.show_state(said, ready=self.ready, hint="" if self.ready else said, bad=bool(failed))

    def _conditions_side(self) -> QWidget:
        inside = Panel()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(FORM_PADDING, 18, FORM_PADDING, 18)
        layout.setSpacing(0)
        layout.addWidget(Label(self.tr("申报条件"), LabelStyle.HEADING))
        layout.addSpacing(2)
        explanation = self.tr(
            "能核对的已替您核对；其余请本人核对后逐项勾选，勾选的内容和时间会随申报保存，审核人员可以看到。"
        )
        layout.addWidget(Label(explanation, LabelStyle.SMALL, wrap=True))
        layout.addSpacing(6)
        layout.addLayout(self._conditions)
        layout.addSpacing(16)
        layout.addWidget(self.unit)
        layout.addStretch(1)
        inside.setMaximumWidth(_WIDEST + 2 * FORM_PADDING)
        return _scrolling(inside)

    def _notes_side(self) -> QWidget:
        inside = Panel()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(12)
        layout.addWidget(Label(self.tr("申报注意事项"), LabelStyle.HEADING))
        layout.addWidget(self._sample)
        layout.addLayout(self._notes)
        layout.addStretch(1)
        area = _scrolling(inside)
        area.setFixedWidth(_NOTES_WIDTH)
        return area


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
