"""The table itself: rows of one height, the mouse's row lit, Space checks, Enter opens, columns kept."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QModelIndex, QSettings, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.models.application_columns import Column, describe
from desktop.models.applications_table_model import ApplicationsTableModel, ModelIndex
from desktop.views.applications.row_layout import Cell
from desktop.views.applications.row_painter import RowPainter
from desktop.widgets.check_header import CheckHeader
from desktop.widgets.theme.metrics import ROW_HEIGHT

WIDE_WINDOW = 1450
_HIDDEN_WHEN_NARROW = frozenset({Column.NUMBER})
_MINIMUM_STANDARD = 160
_WIDTHS_KEY = "applications/widths"
_HIDDEN_KEY = "applications/hidden"


class ApplicationsTable(QTableView):
    """`opened(int)`: Enter or double click on a row. `visible_rows_changed()`: after scrolling or resizing.

    `all_wanted()`: every row of the list is to be checked.
    """

    opened = Signal(int)
    all_wanted = Signal()
    visible_rows_changed = Signal()

    def __init__(
        self,
        model: ApplicationsTableModel,
        settings: QSettings,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("applications")
        self.setAccessibleName(self.tr("申请列表"))
        self._rows = model
        self._settings = settings
        self._painter = RowPainter(clock)
        self._wide: bool | None = None
        self._fitting = False
        self._header = CheckHeader(Column.CHECK, self)
        self.setHorizontalHeader(self._header)
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(ROW_HEIGHT)
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        self._header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._header.setSectionsMovable(False)
        self._header.setStretchLastSection(False)
        self._header.sectionResized.connect(self._on_section_resized)
        self._header.check_toggled.connect(self._on_all_toggled)
        self.verticalScrollBar().valueChanged.connect(self.visible_rows_changed)
        model.checks_changed.connect(self._show_check_state)
        for rows_changed in (model.loaded, model.counted, model.refreshed):
            rows_changed.connect(self._show_check_state)
        self.doubleClicked.connect(self._on_double_clicked)

    @property
    def hidden_columns(self) -> frozenset[Column]:
        """The columns that are not shown: chosen so, or for want of room."""
        return frozenset(column for column in Column if self.isColumnHidden(column))

    def show_column(self, column: Column, shown: bool) -> None:
        """Show or hide a column, and remember it for windows of this width."""
        self.setColumnHidden(column, not shown)
        self._settings.setValue(self._key(_HIDDEN_KEY), sorted(int(hidden) for hidden in self.hidden_columns))
        self._fit()

    def visible_rows(self) -> tuple[int, int]:
        """The first and the last row that are on screen; (0, -1) when there is none."""
        count = self._rows.rowCount()
        if not count:
            return 0, -1
        last = self.rowAt(self.viewport().height() - 1)
        return max(self.rowAt(0), 0), count - 1 if last < 0 else last

    def show_sort(self, column: Column, *, descending: bool) -> None:
        """Put the sort arrow where the query says."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicator(column, order)

    def currentChanged(self, current: ModelIndex, previous: ModelIndex) -> None:
        self._painter.current = current.row()
        super().currentChanged(current, previous)
        self._update_rows(current.row(), previous.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Space if row >= 0:
                self._rows.set_checked([row], not self._rows.is_checked(row))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if row >= 0 and not event.modifiers() & _MODIFIERS:
                self.opened.emit(row)
            case Qt.Key.Key_A if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self._on_all_toggled(True)
            case _:
                super().keyPressEvent(event)
                return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == Column.CHECK:
            self._rows.set_checked([index.row()], not self._rows.is_checked(index.row()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._painter.focused = True
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0, Column.NAME))
        self._update_rows(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._painter.focused = False
        super().focusOutEvent(event)
        self._update_rows(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE_WINDOW
        if wide != self._wide:
            self._wide = wide
            self._restore_columns()
        self._fit()
        self.visible_rows_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _NEW_LOOK:
            self._painter.forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whole rows: asking the view's delegate for each cell takes several times as long."""
        area, viewport = event.rect(), self.viewport()
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return
        self._painter.lay_out(self._cells(), self._rows.standards, viewport.devicePixelRatio())
        painter = QPainter(viewport)
        for number in range(first, (last if last >= 0 else self._rows.rowCount() - 1) + 1):
            row = self._rows.row_to_show(number)
            checked = row is not None and self._rows.is_checked(number)
            self._painter.paint(
                painter, number, self.rowViewportPosition(number), viewport.width(), row, checked=checked
            )
        painter.end()

    def _cells(self) -> list[Cell]:
        return [
            Cell(column, self.columnViewportPosition(column), self.columnWidth(column))
            for column in Column
            if not self.isColumnHidden(column)
        ]

    def _update_rows(self, *rows: int) -> None:
        for row in rows:
            if row >= 0:
                top = self.rowViewportPosition(row)
                self.viewport().update(0, top, self.viewport().width(), ROW_HEIGHT)

    def _hover(self, row: int) -> None:
        before = self._painter.hovered
        if row != before:
            self._painter.hovered = row
            self._update_rows(row, before)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() != Column.CHECK:
            self.opened.emit(index.row())

    def _on_all_toggled(self, checked: bool) -> None:
        if checked:
            self.all_wanted.emit()
        else:
            self._rows.clear_checks()

    def _show_check_state(self) -> None:
        checked, total = len(self._rows.checked), self._rows.rowCount()
        if not checked:
            self._header.set_check_state(Qt.CheckState.Unchecked)
        else:
            whole = checked == total
            self._header.set_check_state(Qt.CheckState.Checked if whole else Qt.CheckState.PartiallyChecked)

    def _key(self, name: str) -> str:
        return f"{name}_{'wide' if self._wide else 'narrow'}"

    def _restore_columns(self) -> None:
        widths = _integers(self._settings.value(self._key(_WIDTHS_KEY)))
        hidden = _integers(self._settings.value(self._key(_HIDDEN_KEY)))
        if not self._settings.contains(self._key(_HIDDEN_KEY)):
            hidden = [] if self._wide else [int(column) for column in _HIDDEN_WHEN_NARROW]
        self._fitting = True
        for column in Column:
            description = describe(column)
            own = widths[column] if len(widths) == len(Column) else 0
            width = own or (description.wide_width if self._wide else description.width)
            if width:
                self.setColumnWidth(column, width)
            self.setColumnHidden(column, int(column) in hidden)
        self._fitting = False

    def _fit(self) -> None:
        """Give what is left to the standard, so that nothing ever scrolls sideways."""
        if self._fitting:
            return
        self._fitting = True
        others = sum(
            self.columnWidth(column)
            for column in Column
            if column is not Column.STANDARD and not self.isColumnHidden(column)
        )
        self.setColumnWidth(Column.STANDARD, max(_MINIMUM_STANDARD, self.viewport().width() - others))
        self._fitting = False

    def _on_section_resized(self, section: int, old: int, new: int) -> None:
        if self._fitting:
            return
        self._fit()
        widths = [0 if column is Column.STANDARD else self.columnWidth(column) for column in Column]
        self._settings.setValue(self._key(_WIDTHS_KEY), widths)


_NEW_LOOK = frozenset({QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange})
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def _integers(value: object) -> list[int]:
    """A list of numbers as the settings file gives it back: strings, one bare value, or nothing."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [int(text) for text in map(str, values) if text.isdigit()]
