"""The three tables of 绑定审核: who waits, who is bound, what was; each with the sentence for when it is empty."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget

from desktop.domain.bindings import BindingState
from desktop.services.bindings import DeskBindingRow
from desktop.text.bindings import binding_state_label
from desktop.text.moments import moment_text
from desktop.views.administration.room_table import Cell, Line, RoomTable
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.icons import IconName
from desktop.widgets.theme.palette import ColorRole

translate = QCoreApplication.translate


class BindingTab(StrEnum):
    """Which bindings are shown."""

    PENDING = "pending"
    BOUND = "bound"
    HISTORY = "history"


_STATES = {
    BindingTab.PENDING: (BindingState.PENDING,),
    BindingTab.BOUND: (BindingState.BOUND,),
    BindingTab.HISTORY: (BindingState.REFUSED, BindingState.UNBOUND, BindingState.WITHDRAWN),
}
_MARKS = {
    BindingState.PENDING: (IconName.DRAFT, ColorRole.ACCENT_TEXT),
    BindingState.BOUND: (IconName.APPROVED, ColorRole.OK),
    BindingState.REFUSED: (IconName.TERMINATED, ColorRole.BAD),
    BindingState.UNBOUND: (IconName.WITHDRAW, ColorRole.WARN),
    BindingState.WITHDRAWN: (IconName.WITHDRAW, ColorRole.MUTED),
}


class BindingTable(QStackedWidget):
    """One tab: its table, or why there is nothing in it."""

    def __init__(self, tab: BindingTab) -> None:
        super().__init__()
        self.tab = tab
        headings = [
            (translate("BindingTable", "姓名"), 170),
            (translate("BindingTable", "证件类型"), 150),
            (translate("BindingTable", "证件号码"), 190),
            (translate("BindingTable", "手机号码"), 130),
            (translate("BindingTable", "申请时间"), 150),
            *_FURTHER[tab](),
        ]
        self.table = RoomTable(translate("BindingTable", "绑定申请"), headings)
        self.table.setObjectName(f"bindings_{tab}")
        self.addWidget(self.table)
        title, text = _EMPTY[tab]()
        self.addWidget(EmptyState(IconName.BINDINGS, title, text))

    def show_rows(self, rows: Sequence[DeskBindingRow]) -> int:
        """Those that belong to this tab, the newest of the past first; how many they are."""
        own = [row for row in rows if row.state in _STATES[self.tab]]
        if self.tab is BindingTab.HISTORY:
            own.sort(key=lambda row: row.ended_at or row.decided_at or row.asked_at, reverse=True)
        self.table.show_lines([self._line(row) for row in own])
        self.setCurrentIndex(0 if own else 1)
        first = self.table.topLevelItem(0)
        if first is not None and not self.table.selectedItems():
            self.table.setCurrentItem(first)
        return len(own)

    def _line(self, row: DeskBindingRow) -> Line:
        icon, mark = _MARKS[row.state]
        cells = [
            Cell(row.name, ColorRole.TEXT, icon, mark, bold=row.unseen),
            Cell(row.document_type or "—", ColorRole.TEXT_SECONDARY),
            Cell(row.masked_number or "—", ColorRole.TEXT_SECONDARY),
            Cell(row.mobile or "—", ColorRole.TEXT_SECONDARY),
            Cell(moment_text(row.asked_at), ColorRole.TEXT_SECONDARY),
        ]
        if self.tab is BindingTab.PENDING:
            cells.append(Cell(row.unit_name, ColorRole.TEXT_SECONDARY))
        else:
            cells.append(Cell(moment_text(row.ended_at or row.decided_at), ColorRole.TEXT_SECONDARY))
            cells.append(
                Cell(_outcome(row), ColorRole.TEXT if row.unseen else ColorRole.TEXT_SECONDARY, bold=row.unseen)
            )
        return Line(row.id, tuple(cells))


def _outcome(row: DeskBindingRow) -> str:
    words = binding_state_label(row.state)
    if row.state is BindingState.BOUND:
        return translate("BindingTable", "由 {0} 同意").format(row.decided_by)
    if row.state is BindingState.REFUSED:
        return translate("BindingTable", "{0}：{1}").format(words, row.reason)
    if row.unseen:
        return translate("BindingTable", "本人已解除绑定（新）")
    return words


def _further_pending() -> list[tuple[str, int]]:
    return [(translate("BindingTable", "申请绑定的单位"), 0)]


def _further_bound() -> list[tuple[str, int]]:
    return [(translate("BindingTable", "绑定时间"), 150), (translate("BindingTable", "办理"), 0)]


def _further_history() -> list[tuple[str, int]]:
    return [(translate("BindingTable", "结束时间"), 150), (translate("BindingTable", "结果"), 0)]


_FURTHER: dict[BindingTab, Callable[[], list[tuple[str, int]]]] = {
    BindingTab.PENDING: _further_pending,
    BindingTab.BOUND: _further_bound,
    BindingTab.HISTORY: _further_history,
}
_EMPTY: dict[BindingTab, Callable[[], tuple[str, str]]] = {
    BindingTab.PENDING: lambda: (
        translate("BindingTable", "没有待审核的绑定申请"),
        translate("BindingTable", "申报人按统一社会信用代码找到本单位并申请绑定后，会出现在这里。"),
    ),
    BindingTab.BOUND: lambda: (
        translate("BindingTable", "还没有人与本单位绑定"),
        translate("BindingTable", "同意绑定申请后，申报人会列在这里，由本单位推荐申报。"),
    ),
    BindingTab.HISTORY: lambda: (
        translate("BindingTable", "还没有历史记录"),
        translate("BindingTable", "被拒绝、撤回和解除的绑定都保留在这里，不会删除。"),
    ),
}
