"""The page a reviewer lives in: filters above, the table, what can be done below. Decides nothing by itself."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.terms import MAX_LEVELS, Action
from desktop.models.application_columns import Column, Standards, describe
from desktop.models.application_reader import ApplicationReader
from desktop.models.applications_table_model import ApplicationsTableModel
from desktop.services.rows import ApplicationQuery, ApplicationRow, Basket
from desktop.text.errors import explain, is_expected
from desktop.views.applications.action_bar import ActionBar
from desktop.views.applications.applications_table import ApplicationsTable
from desktop.views.applications.empty_list import EmptyList
from desktop.views.applications.filter_bar import FilterBar
from desktop.views.applications.filters import without_filters
from desktop.views.applications.freshness import Freshness
from desktop.widgets.banner import Banner
from desktop.widgets.icons import IconName
from desktop.widgets.panel import Panel
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import ROW_HEIGHT
from desktop.widgets.tone import Tone
from desktop.widgets.waiting import Waiting, floating_indicator
from desktop.work.runner import BackgroundRunner

_BANNER_MS = 12_000
_BELOW_HEADINGS = ROW_HEIGHT + 8


class ApplicationsPage(Panel):
    """`open_requested(str)`: an application's id. `pass_requested(tuple[ApplicationRow])`: the checked ones.

    `query_changed(ApplicationQuery)`: the person searched, filtered or sorted. `withdraw_requested(str)`.
    `export_requested()`. `reading_started()`: the list is read, or read again.
    """

    open_requested = Signal(str)
    pass_requested = Signal(object)
    query_changed = Signal(object)
    withdraw_requested = Signal(str)
    export_requested = Signal()
    reading_started = Signal()

    def __init__(
        self,
        reader: ApplicationReader,
        runner: BackgroundRunner,
        settings: QSettings,
        years: range,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._unit_names: Mapping[str, str] = {}
        self.standards: Standards = {}
        self._kept_current: str | None = None
        self.model = ApplicationsTableModel(reader, runner, self)
        self.table = ApplicationsTable(self.model, settings, clock, self)
        self._filters = FilterBar(MAX_LEVELS, years, self)
        self._freshness = Freshness(clock, self)
        self._failing = False
        self._banner = Banner(Tone.OK, "", parent=self)
        self._banner.setObjectName("list_banner")
        self._banner.hide()
        self._banner_timer = QTimer(self, singleShot=True, interval=_BANNER_MS)
        self._banner_timer.timeout.connect(self._banner.hide)
        self._busy = floating_indicator(self.table, _BELOW_HEADINGS)
        self.waiting = Waiting(runner, self.table, from_top=_BELOW_HEADINGS)  # for what is not the list itself
        self._empty = EmptyList()
        self._empty.hide()
        over_rows = QVBoxLayout(self.table.viewport())  # the headings stay: they can be sorted and widened all the same
        over_rows.setContentsMargins(0, 0, 0, 0)
        over_rows.addWidget(self._empty)
        self._actions = ActionBar(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._strips = QVBoxLayout()
        layout.addWidget(self._filters)
        layout.addWidget(HorizontalLine())
        layout.addLayout(self._strips)
        layout.addWidget(self._banner)
        layout.addWidget(self.table, 1)
        layout.addWidget(HorizontalLine())
        layout.addWidget(self._actions)
        self._connect()

    @property
    def query(self) -> ApplicationQuery:
        return self.model.query

    @property
    def unit_names(self) -> Mapping[str, str]:
        """The names of the units that filters may name, by id."""
        return self._unit_names

    @property
    def filters(self) -> FilterBar:
        return self._filters

    def show_query(self, query: ApplicationQuery) -> None:
        """Show another place, filter or order; the table stays as it is until the first rows are here."""
        self.reading_started.emit()
        self.model.set_query(query)
        self._show_query_in_force()
        self._busy.start(self.tr("正在读取"), cancellable=True)

    def refresh(self) -> None:
        """Read the list again without losing selection, scroll position or current row."""
        row = self.table.currentIndex().row()
        current = self.model.row_at(row)
        self._kept_current = current.id if current is not None else None
        self.reading_started.emit()
        self.model.refresh(row)

    def narrow(self, query: ApplicationQuery) -> None:
        """Show `query` as if its filters had been chosen above the table."""
        self._on_query_wanted(query)

    def set_unit_names(self, names: Mapping[str, str]) -> None:
        self._unit_names = names
        self._filters.show_query(self.query, names)

    def set_standards(self, standards: Standards) -> None:
        self.standards = standards
        self.model.set_standards(standards)

    def select(self, application_id: str) -> None:
        """Make an application the current row, if it is among the rows that are here."""
        row = self.model.row_of(application_id)
        if row is not None:
            self.table.setCurrentIndex(self.model.index(row, Column.NAME))

    def announce(
        self, text: str, *, undo: str | None = None, tone: Tone = Tone.OK, take_back: Callable[[], object] | None = None
    ) -> None:
        """Say quietly what happened; `undo` is the id of the application whose last decision can be withdrawn.

        `take_back` undoes at once what was not a decision.
        """
        self._failing = False
        self._banner.clear_actions()
        self._banner.set_message(tone, text)
        if undo is not None:
            self._banner.add_action(self.tr("撤回"), lambda: self.withdraw_requested.emit(undo), "Ctrl+Z")
        elif take_back is not None:
            self._banner.add_action(self.tr("撤销"), take_back, "Ctrl+Z")
        self._banner.show()
        if tone in (Tone.OK, Tone.INFO):
            self._banner_timer.start()
        else:
            self._banner_timer.stop()

    def add_strip(self, strip: QWidget) -> None:
        """Give something that goes on beside the list, and says so, its place above the table."""
        self._strips.addWidget(strip)

    def offer_export(self, offered: bool) -> None:
        self._filters.offer_export(offered)

    def focus_list(self) -> None:
        self.table.setFocus()

    def focus_search(self) -> None:
        self._filters.focus_search()

    def _show_query_in_force(self) -> None:
        query = self.query
        self._filters.show_query(query, self._unit_names)
        column = next((column for column in Column if describe(column).sort is query.sort), None)
        if column is not None:
            self.table.show_sort(column, descending=query.descending)

    def _connect(self) -> None:
        self._filters.query_changed.connect(self._on_query_wanted)
        self._filters.refresh_requested.connect(self._on_refresh_wanted)
        self._filters.export_requested.connect(self.export_requested)
        self._filters.column_toggled.connect(self._on_column_toggled)
        self._empty.query_chosen.connect(self._on_query_wanted)
        self._busy.cancel_requested.connect(self._on_reading_cancelled)
        self._freshness.changed.connect(self._show_summary)
        self.table.horizontalHeader().sectionClicked.connect(self._on_heading_clicked)
        self.table.opened.connect(self._on_opened)
        read_all = partial(self.waiting.read, text=self.tr("正在选择全部"))
        self.table.all_wanted.connect(lambda: self.model.check_all(read_all))
        self.waiting.given_up.connect(lambda: self.announce(self.tr("已取消，什么也没有改变。"), tone=Tone.INFO))
        self.table.visible_rows_changed.connect(self._show_summary)
        self.model.loaded.connect(self._on_loaded)
        self.model.counted.connect(self._show_summary)
        self.model.refreshed.connect(self._on_refreshed)
        self.model.failed.connect(self._on_failed)
        self.model.checks_changed.connect(self._on_checks_changed)
        self.model.checks_limited.connect(self._on_checks_limited)
        self.model.dataChanged.connect(self._show_summary)
        self._actions.pass_requested.connect(lambda: self.pass_requested.emit(self.model.checked))
        self._actions.clear_requested.connect(self.model.clear_checks)

    def _on_query_wanted(self, query: ApplicationQuery) -> None:
        self.show_query(query)
        self.query_changed.emit(query)

    def _on_refresh_wanted(self) -> None:
        self.refresh()
        if self.model.loading:
            self._busy.start(self.tr("正在刷新"), cancellable=True)

    def _on_heading_clicked(self, section: int) -> None:
        key = describe(Column(section)).sort
        if key is not None:
            descending = not self.query.descending if self.query.sort is key else False
            self._on_query_wanted(replace(self.query, sort=key, descending=descending))

    def _on_column_toggled(self, column: Column, shown: bool) -> None:
        self.table.show_column(column, shown)
        self._filters.show_columns(self.table.hidden_columns)

    def _on_opened(self, row: int) -> None:
        application = self.model.row_at(row)
        if application is not None:
            self.open_requested.emit(application.id)

    def _on_loaded(self, total: int) -> None:
        self._note_answer()
        self.table.scrollToTop()
        self._show_total(total)
        if total:
            self.table.setCurrentIndex(self.model.index(0, Column.NAME))
        self._filters.show_columns(self.table.hidden_columns)

    def _on_refreshed(self, total: int) -> None:
        self._note_answer()
        self._show_total(total)
        if self._kept_current is not None:
            scrolled = self.table.verticalScrollBar().value()
            self.select(self._kept_current)
            self.table.verticalScrollBar().setValue(scrolled)

    def _note_answer(self) -> None:
        """The store answers (again): nothing to wait for, and nothing to complain of any more."""
        self._busy.stop()
        if self._failing:
            self._failing = False
            self._banner.hide()
        self._freshness.note_read()

    def _on_reading_cancelled(self) -> None:
        self._busy.stop()
        self.model.cancel()
        self._show_query_in_force()
        self.query_changed.emit(self.query)

    def _on_failed(self, error: Exception) -> None:
        self._busy.stop()
        self._banner.clear_actions()
        self._banner.set_message(Tone.BAD, explain(error), self.tr("列表保持原样，可以再试一次。"))
        self._banner.add_action(self.tr("重试"), self._retry, icon=IconName.REFRESH)
        self._banner_timer.stop()
        self._banner.show()
        self._failing = True
        self._freshness.note_failure()
        if not is_expected(error):
            raise error  # for the fault report

    def _retry(self) -> None:
        self._banner.hide()
        self.show_query(self.query)

    def _on_checks_changed(self) -> None:
        checked = self.model.checked
        ready = checked and all(self._waits_for_a_desk(row) for row in checked)
        self._actions.show_checked(len(checked), frozenset({Action.PASS}) if ready else frozenset())

    def _on_checks_limited(self, most: int) -> None:
        words = self.tr("一次最多选 {0} 份，已按列表顺序选到这里。").format(f"{most:,}")
        self.announce(words, tone=Tone.INFO)

    def _waits_for_a_desk(self, row: ApplicationRow) -> bool:
        """Only what lies in 待我审核 is certainly this reviewer's to pass."""
        return self.query.basket is Basket.TO_REVIEW and bool(row.stage)

    def _show_total(self, total: int) -> None:
        if not total:
            self._empty.explain(self.query, without_filters(self.query), self._unit_names)
        self._empty.setVisible(not total)
        self._show_summary()

    def _show_summary(self) -> None:
        first, last = self.table.visible_rows()
        words = self.tr("共 {0} 份") if self.model.complete else self.tr("已读 {0} 份，正在计数")
        parts = [words.format(f"{self.model.rowCount():,}")]
        if first <= last:
            parts.append(self.tr("显示 {0}–{1}").format(f"{first + 1:,}", f"{last + 1:,}"))
        parts.append(self._freshness.words)
        self._actions.show_summary(" · ".join(filter(None, parts)))
