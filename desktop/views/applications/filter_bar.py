"""Above the table: the search box, the filters in force as chips, adding filters, columns, export, refresh."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from desktop.models.application_columns import Column, heading
from desktop.services.rows import ApplicationQuery
from desktop.views.applications.chip_row import ChipRow
from desktop.views.applications.filters import (
    UNITS_OFFERED,
    active_filters,
    filter_choices,
    units_fit,
    without_filters,
)
from desktop.widgets.icons import IconName
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.search_field import SearchField
from desktop.widgets.theme.metrics import TOOL_BAR_HEIGHT
from desktop.widgets.tool_button import ToolButton

_SEARCH_WIDTH = 420
_SEARCH_LEAST = 220
_TOOL_SPACING = 2


class FilterBar(Panel):
    """`query_changed(ApplicationQuery)` when the person searches or filters; `refresh_requested()`.

    `column_toggled(Column, bool)` when a column is to be shown or hidden; `export_requested()`. `save_requested()`: to
    keep the filters. `units_wanted()`: to choose among all units. `form_requested()`: 一览表 of the list.
    """

    query_changed = Signal(object)
    refresh_requested = Signal()
    export_requested = Signal()
    column_toggled = Signal(Column, bool)
    save_requested = Signal()
    units_wanted = Signal()
    form_requested = Signal()

    def __init__(self, levels: int, years: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, parent)
        self.setFixedHeight(TOOL_BAR_HEIGHT)
        self._levels = levels
        self._years = tuple(years)
        self._query = ApplicationQuery()
        self._unit_names: Mapping[str, str] = {}
        self._search = SearchField(self.tr("搜索姓名、单位、手机、申报编号、成果题目"))
        self._search.setToolTip(
            self.tr("搜索姓名、单位、手机号、申报编号、成果题目（Ctrl+F）\n输入完整证件号可查找本人，查找会留下记录")
        )
        self._search.setObjectName("search")
        self._search.setMinimumWidth(_SEARCH_LEAST)
        self._search.setMaximumWidth(_SEARCH_WIDTH)
        self._search.searched.connect(self._on_searched)
        self._chips = ChipRow()
        self._chips.removed.connect(lambda one: self.query_changed.emit(one.without))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        add = ToolButton(IconName.ADD, self.tr("添加筛选"), "Alt+F", text=self.tr("筛选"))
        add.setObjectName("add_filter")
        add.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        add.setMenu(self._menu)
        self._save = ToolButton(IconName.SAVED, self.tr("保存筛选"), "Ctrl+S", text=self.tr("保存筛选"))
        self._save.setObjectName("save_filter")
        self._save.clicked.connect(self.save_requested)
        self._clear = ToolButton(
            IconName.REMOVE, self.tr("清除全部筛选和搜索"), "Ctrl+Shift+X", text=self.tr("清除筛选")
        )
        self._clear.setObjectName("clear_filters")
        self._clear.clicked.connect(lambda: self.query_changed.emit(without_filters(self._query)))
        self._columns = ToolButton(IconName.COLUMNS, self.tr("选择显示的列"))
        self._columns.setObjectName("choose_columns")
        self._columns.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        self._columns.setMenu(QMenu(self))
        self._export = ToolButton(IconName.EXPORT, self.tr("导出列表为 Excel"), "Alt+E")
        self._export.setObjectName("export_list")
        self._export.clicked.connect(self.export_requested)
        form = ToolButton(IconName.PRINT, self.tr("一览表：打印或另存为 PDF"), "Alt+L")
        form.setObjectName("list_form")
        form.clicked.connect(self.form_requested)
        refresh = ToolButton(IconName.REFRESH, self.tr("刷新"), "F5")
        refresh.setObjectName("refresh")
        refresh.clicked.connect(self.refresh_requested)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 12, 0)
        layout.setSpacing(8)
        layout.addWidget(self._search, 4)
        layout.addWidget(self._chips)
        layout.addWidget(_unyielding(add, self._save, self._clear))
        layout.addStretch(1)
        tools = QHBoxLayout()
        tools.setSpacing(_TOOL_SPACING)
        for tool in (self._columns, self._export, form, refresh):
            tools.addWidget(tool)
        layout.addLayout(tools)

    def focus_search(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def show_query(self, query: ApplicationQuery, unit_names: Mapping[str, str]) -> None:
        """Show what is in force: chips, search words, and whether there is anything to clear."""
        self._query, self._unit_names = query, unit_names
        if self._search.text() != query.search:
            self._search.set_text_silently(query.search)
        filters = active_filters(query, unit_names)
        self._chips.show_filters(filters)
        in_force = bool(filters or query.search)
        self._clear.setVisible(in_force)
        self._save.setEnabled(in_force)

    def show_changed_filter(self, name: str | None) -> None:
        """The filters come from the saved one of that name and are no longer as they were saved."""
        self._save.setText(self.tr("保存筛选") if name is None else self.tr("保存改动"))
        words = self.tr("保存筛选") if name is None else self.tr("把改动保存到“{0}”").format(name)
        self._save.set_name(words)

    def set_years(self, years: Sequence[int]) -> None:
        """Offer these years of submission."""
        self._years = tuple(years)

    def show_columns(self, hidden: frozenset[Column]) -> None:
        """Offer every column but the check boxes, ticked when shown."""
        menu = self._columns.menu()
        menu.clear()
        for column in Column:
            if column is Column.CHECK:
                continue
            action = QAction(heading(column), menu, checkable=True, checked=column not in hidden)
            action.toggled.connect(lambda shown, column=column: self.column_toggled.emit(column, shown))
            menu.addAction(action)

    def offer_export(self, offered: bool) -> None:
        self._export.setEnabled(offered)

    def _on_searched(self, text: str) -> None:
        self.query_changed.emit(replace(self._query, search=text.strip()))

    def _fill_menu(self) -> None:
        self._menu.clear()
        groups: list[QMenu] = []
        choices_by_name = filter_choices(self._query, self._levels, self._years, self._unit_names)
        if len(self._unit_names) > UNITS_OFFERED:
            self._menu.addAction(self.tr("选择单位…"), self.units_wanted.emit)
        for name, choices in choices_by_name.items():
            group = self._menu.addMenu(name)
            groups.append(group)
            for choice in choices:
                action = QAction(choice.value.replace("&", "&&"), group, checkable=True, checked=choice.chosen)
                action.triggered.connect(lambda checked, query=choice.query: self.query_changed.emit(query))
                group.addAction(action)
        if units_fit(self._unit_names):
            groups[0].addSeparator()
            groups[0].addAction(self.tr("选择单位…"), self.units_wanted.emit)


def _unyielding(*buttons: QWidget) -> QWidget:
    """The buttons in a row that keeps its width: alone they would give their words up to the chips."""
    row = QWidget()
    row.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for button in buttons:
        layout.addWidget(button)
    return row
