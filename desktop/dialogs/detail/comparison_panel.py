"""版本对比: what changed between two submissions, by field, record and attachment."""

from collections.abc import Sequence
from itertools import combinations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFrame,
    QHeaderView,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.detail.change_delegate import ChangeDelegate
from desktop.models.change_rows import ChangeRow, only_changes
from desktop.models.changes_model import ChangeColumn, ChangesModel
from desktop.services.rows import SubmissionRow
from desktop.text.moments import moment_text
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.panel_head import PanelHead
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.tool_button import ToolButton

_KIND_WIDTH = 84


class ComparisonPanel(Panel):
    """`versions_chosen(int older, int newer)`: two other submissions are to be compared."""

    versions_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("comparisonPanel")
        self._rows: tuple[ChangeRow, ...] = ()
        self._submissions: tuple[SubmissionRow, ...] = ()
        self._unsubmitted = False
        self._shown: tuple[int, int] | None = None
        self._model = ChangesModel(self)
        self._table = QTableView()
        self._empty = EmptyState(IconName.COMPARE, self.tr("没有可以对比的版本"))
        self._title = Label(self.tr("版本对比"), LabelStyle.HEADING)
        self._count = Label("", LabelStyle.MUTED)
        self._count.setObjectName("changeCount")
        self._only = QCheckBox(self.tr("只看修改"))
        self._only.setObjectName("onlyChanges")
        self._only.setChecked(True)
        self._only.toggled.connect(self._fill)
        self._versions = QComboBox()
        self._versions.setObjectName("versions")
        self._versions.setAccessibleName(self.tr("对比哪两次提交"))
        self._versions.setMinimumWidth(168)
        self._versions.activated.connect(self._on_versions_chosen)
        self._up = ToolButton(IconName.UP, self.tr("上一处变化"), "Shift+F7", parent=self)
        self._down = ToolButton(IconName.DOWN, self.tr("下一处变化"), "F7", parent=self)
        self._up.clicked.connect(lambda: self.step(-1))
        self._down.clicked.connect(lambda: self.step(1))
        self._prepare_table()
        self._stack = QStackedLayout()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        controls = (self._only, self._versions, self._up, self._down)
        column.addWidget(PanelHead([self._title, self._count], controls))
        column.addWidget(HorizontalLine())
        column.addLayout(self._stack, 1)

    @property
    def current_change(self) -> ChangeRow | None:
        """The row that is selected."""
        index = self._table.currentIndex()
        return self._model.row_at(index.row()) if index.isValid() else None

    def show_submissions(self, submissions: Sequence[SubmissionRow], *, unsubmitted: bool = False) -> None:
        """Offer the pairs of these, the newest pair first. `unsubmitted`: the last of them is being filled in."""
        self._unsubmitted = unsubmitted
        if tuple(submissions) == self._submissions:
            return
        self._submissions = tuple(submissions)
        self._shown = None
        numbers = [submission.number for submission in submissions]
        pairs = sorted(combinations(numbers, 2), key=lambda pair: (-pair[1], -pair[0]))
        self._versions.clear()
        for older, newer in pairs:
            words = self.tr("第 {0} 次 → 第 {1} 次")
            if self._is_unsubmitted(newer):
                words = self.tr("第 {0} 次 → 现在填写的")
            self._versions.addItem(words.format(older, newer), (older, newer))
        for control in (self._versions, self._only, self._up, self._down):
            control.setVisible(bool(pairs))
        if not pairs:
            text = self.tr("申报人只提交过一次。退回后再次提交时，这里逐项列出修改了什么。")
            self._empty.set_message(IconName.COMPARE, self.tr("没有可以对比的版本"), text)
            self._count.setText("")
            self._stack.setCurrentWidget(self._empty)

    def show_changes(self, older: int, newer: int, rows: Sequence[ChangeRow]) -> None:
        """Show what changed from one submission to the other."""
        self._shown = (older, newer)
        self.keep_shown()
        newest = self._submissions[-1].number if self._submissions else newer
        latest = (older, newer) == (newest - 1, newest)
        self._title.setText(self.tr("自上次提交以来的变化") if latest else self.tr("版本对比"))
        self._rows = tuple(rows)
        self._fill()

    def keep_shown(self) -> None:
        """Choose the pair whose changes are shown: those of another one have not come."""
        for index in range(self._versions.count()):
            if tuple(self._versions.itemData(index)) == self._shown:  # `findData` knows no pairs
                self._versions.setCurrentIndex(index)

    def step(self, steps: int) -> None:
        """Go to the next or previous change, round the end."""
        changed = [row for row in range(self._model.rowCount()) if self._model.row_at(row).is_change]
        if not changed:
            return
        current = self._table.currentIndex().row()
        if steps > 0:
            target = next((row for row in changed if row > current), changed[0])
        else:
            target = next((row for row in reversed(changed) if row < current), changed[-1])
        self._table.setCurrentIndex(self._model.index(target, ChangeColumn.NEW))
        self._table.scrollTo(self._model.index(target, ChangeColumn.ITEM))

    def focus_table(self) -> None:
        """Put the keyboard into the table, at the first change."""
        self._table.setFocus()
        if self.current_change is None:
            self.step(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit_columns)  # once the table has its place

    def _prepare_table(self) -> None:
        table = self._table
        table.setObjectName("changes")
        table.setAccessibleName(self.tr("版本对比"))
        table.setModel(self._model)
        table.setItemDelegate(ChangeDelegate(table))
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _fill(self) -> None:
        rows = only_changes(self._rows) if self._only.isChecked() else self._rows
        older, newer = self._versions.currentData() or (0, 0)
        self._model.set_rows(rows, self._heading(older), self._heading(newer))
        self._table.clearSpans()
        for row in range(self._model.rowCount()):
            if self._model.row_at(row).heading:
                self._table.setSpan(row, 0, 1, len(ChangeColumn))
        changes = sum(row.is_change for row in self._rows)
        self._count.setText(self.tr("{0} 处变化").format(changes))
        if changes:
            self._stack.setCurrentWidget(self._table)
            self._fit_columns()
        else:
            text = self.tr("第 {0} 次提交与第 {1} 次提交的内容和附件完全相同。").format(older, newer)
            if self._is_unsubmitted(newer):
                text = self.tr("现在填写的内容和附件与第 {0} 次提交的完全相同，还没有修改。").format(older)
            self._empty.set_message(IconName.UNCHANGED, self.tr("没有变化"), text)
            self._stack.setCurrentWidget(self._empty)

    def _heading(self, number: int) -> str:
        found = next((submission for submission in self._submissions if submission.number == number), None)
        if found is None:
            return ""
        if self._is_unsubmitted(number):
            return self.tr("现在填写的（未提交）")
        day = moment_text(found.submitted_at)[:10]
        return self.tr("第 {0} 次提交 · {1}").format(number, day)

    def _is_unsubmitted(self, number: int) -> bool:
        return self._unsubmitted and bool(self._submissions) and number == self._submissions[-1].number

    def _fit_columns(self) -> None:
        width = self._table.viewport().width()
        item = min(max(round(width * 0.24), 150), 260)
        half = max((width - item - _KIND_WIDTH) // 2, 80)
        for column, size in zip(ChangeColumn, (item, _KIND_WIDTH, half, half), strict=True):
            self._table.setColumnWidth(column, size)
        self._table.resizeRowsToContents()

    def _on_versions_chosen(self) -> None:
        older, newer = self._versions.currentData()
        self.versions_chosen.emit(older, newer)
