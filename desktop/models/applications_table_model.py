"""The applications of one query as a table of any length: rows arrive in pages, never read on the GUI thread.

Owns what is shown and which applications are checked; `ListReading` reads the list, `RowPages` its rows. Sorting and
filtering are the query's.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.models.application_columns import Column, Standards, describe, heading
from desktop.models.application_reader import ApplicationReader
from desktop.models.checked_rows import MOST_CHECKED, CheckedRows
from desktop.models.list_reading import ListReading, ListSteps, RereadList, page_of
from desktop.models.row_pages import PAGE_ROWS, Page, RowPages
from desktop.services.rows import ApplicationQuery, ApplicationRow, Lines, ListOpening
from desktop.work.runner import BackgroundRunner

REFRESHED_PAGES = 4
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_CHECK_STATE = int(Qt.ItemDataRole.CheckStateRole)
_NO_PARENT = QModelIndex()

Rows = tuple[ApplicationRow, ...]
Ask = Callable[[Callable[[], Rows], Callable[[Rows], None], Callable[[Exception], None]], object]
ModelIndex = QModelIndex | QPersistentModelIndex


class ApplicationsTableModel(QAbstractTableModel):
    """Rows of `ApplicationRow` in the order of the query.

    `loaded(int)`: the first rows of a new query are here, with how many there are so far. `counted(int)`: how many
    there are in all, where that took longer. `refreshed(int)`: the same query was read again. `failed(Exception)`: a
    read was refused by the store; what was shown stays. `checks_changed()`. `checks_limited(int)`: no more than so many
    can be checked.
    """

    loaded = Signal(int)
    counted = Signal(int)
    refreshed = Signal(int)
    failed = Signal(object)
    checks_changed = Signal()
    checks_limited = Signal(int)

    def __init__(self, reader: ApplicationReader, runner: BackgroundRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._query = ApplicationQuery()
        self._shown_query = self._query
        self._total = 0
        self._counted = True
        self._lines: Lines | None = None
        self._pages = RowPages(runner, self, self._announce_page, self.failed.emit)
        steps = ListSteps(self._show_opening, self._show_count, self._show_lines, self.failed.emit)
        self._reading = ListReading(reader, runner, self, steps)
        self._standards: Standards = {}
        self._checked = CheckedRows()
        self._row_to_refresh: int | None = None

    @property
    def query(self) -> ApplicationQuery:
        return self._query

    @property
    def loading(self) -> bool:
        """Whether a new query or a refresh is under way."""
        return self._reading.opening

    @property
    def refreshing(self) -> bool:
        """Whether what is under way is a refresh of the list that is shown."""
        return self._reading.rereading

    @property
    def complete(self) -> bool:
        """Whether `rowCount` is the length of the whole list."""
        return self._counted

    def order_of(self, query: ApplicationQuery) -> "Lines | None":
        """The list of `query`, where that is the one shown and known to its end. From any thread."""
        shown, lines = self._shown_query, self._lines
        return lines if query == shown == self._shown_query else None

    def set_query(self, query: ApplicationQuery) -> None:
        """Show `query` instead; the old rows stay until the first new ones are here."""
        self._query = query
        self._reading.open(query)

    def refresh(self, row: int = 0) -> None:
        """Read the same query again, keeping scroll position, checks and current row; `row` is sure to be here then.

        While a new query is on its way there is nothing to keep: that one is read again. A refresh under way is brought
        to its end and followed by another, or steady changes would never let the list be seen.
        """
        if self._query != self._shown_query:
            self._reading.open(self._query)
            return
        if self._reading.rereading:
            self._row_to_refresh = row
            return
        self._row_to_refresh = None
        pages = [number for number, _ in self._pages][-REFRESHED_PAGES:]
        checked = self._checked.lines

        def show(found: RereadList) -> None:
            self._show_again(found)
            if self._checked.renew(checked, found.checked):
                self.checks_changed.emit()
            self.refreshed.emit(self._total)
            if self._row_to_refresh is not None:
                self.refresh(self._row_to_refresh)

        self._reading.reread(self._query, {0, max(row, 0) // PAGE_ROWS, *pages}, checked, show)

    def cancel(self) -> None:
        """Give up the reading under way: the query is again the one that is shown."""
        self._reading.cancel()
        self._query = self._shown_query

    @property
    def standards(self) -> Standards:
        """The labels of the standards, which rows name by code."""
        return self._standards

    def set_standards(self, standards: Standards) -> None:
        """Give the labels of the standards."""
        self._standards = standards
        self._announce_all()

    def row_at(self, row: int) -> ApplicationRow | None:
        """The application at `row`, or None while its page is on the way."""
        return self._pages.row(row)

    def row_to_show(self, row: int) -> ApplicationRow | None:
        """As `row_at`, and its page is kept at hand or asked for, and waited for a moment."""
        self._pages.want(row // PAGE_ROWS, self._fetch)
        return self._pages.row(row)

    def row_of(self, application_id: str) -> int | None:
        """Where an application stands among the rows that are here."""
        return self._pages.find(application_id)

    @property
    def checked(self) -> tuple[ApplicationRow, ...]:
        """The checked applications, in the order they were checked."""
        return tuple(self._checked)

    def is_checked(self, row: int) -> bool:
        """Whether the application at `row` is checked."""
        return (found := self.row_at(row)) is not None and found.line in self._checked

    def set_checked(self, rows: Iterable[int], checked: bool) -> None:
        """Check or uncheck the applications at `rows`; those still on the way are left out."""
        here = [row for row in map(self.row_at, rows) if row is not None]
        if checked:
            self._check(here)
        else:
            self._checked.remove(here)
            self._announce_checks()

    def check_all(self, ask: Ask) -> None:
        """Check every application of the list, as far as `MOST_CHECKED` allows; `ask` reads in the background."""
        # one more than may be checked, so that it is told where there are more
        query, reader, wanted = self._query, self._reader, min(self._total, MOST_CHECKED + 1)
        if all(number in self._pages for number in range((wanted + PAGE_ROWS - 1) // PAGE_ROWS)):
            self.set_checked(range(wanted), True)
            return

        def read() -> Rows:
            return reader.page(query, 0, wanted)

        def check(rows: Rows) -> None:
            if query == self._query:
                self._check(rows)

        ask(read, check, self.failed.emit)

    def clear_checks(self) -> None:
        if len(self._checked):
            self._checked.clear()
            self._announce_checks()

    def rowCount(self, parent: ModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: ModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _DISPLAY and 0 <= section < len(Column):
            return heading(Column(section))
        if role == _ALIGNMENT and section == Column.ATTACHMENTS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: ModelIndex, role: int = _DISPLAY) -> Any:
        # the role first and as an int: comparing enum members doubles the time of a repaint
        if role not in _ROLES or not index.isValid():
            return None
        row = self.row_to_show(index.row())
        if role == ROW_ROLE:
            return row
        column = index.column()
        if row is None:
            return "…" if role == _DISPLAY and column != Column.CHECK else None
        if role == _CHECK_STATE:
            if column != Column.CHECK:
                return None
            return Qt.CheckState.Checked if row.line in self._checked else Qt.CheckState.Unchecked
        if role == _ACCESSIBLE and column == Column.CHECK:
            return row.name
        text = describe(Column(column)).text(row, self._standards)
        return text if role != _TOOL_TIP or column in _TOOL_TIP_COLUMNS else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for the rows in another order; the store sorts."""
        key = describe(Column(column)).sort
        if key is not None:
            self.set_query(replace(self._query, sort=key, descending=order == Qt.SortOrder.DescendingOrder))

    def _fetch(self, number: int) -> Page:
        """On a background thread: by the lines once they are known."""
        lines = self._lines
        if lines is not None:
            return page_of(self._reader, lines, number)
        return self._reader.page(self._shown_query, number * PAGE_ROWS, PAGE_ROWS)

    def _show_opening(self, opening: ListOpening) -> None:
        self.beginResetModel()
        self._lines = opening.lines
        self._counted = opening.lines is not None
        self._total = len(opening.rows) if opening.lines is None else len(opening.lines)
        self._pages.replace({0: opening.rows} if opening.rows else {})
        self._shown_query = self._query
        self.endResetModel()
        if len(self._checked):
            self._checked.clear()
            self.checks_changed.emit()
        self.loaded.emit(self._total)

    def _show_count(self, total: int) -> None:
        self._counted = True
        self._resize(total)
        self.counted.emit(total)

    def _show_lines(self, lines: Lines) -> None:
        """The list may have changed since it was counted: what counts is this, of one moment."""
        self._lines = lines
        if not self._counted or len(lines) != self._total:
            self._show_count(len(lines))

    def _show_again(self, found: RereadList) -> None:
        self._lines = found.lines
        self._counted = True
        self._pages.replace(found.pages)
        self._resize(len(found.lines))
        self._announce_all()

    def _resize(self, total: int) -> None:
        """Rows come and go at the end: what is shown further up stays where it is."""
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    def _check(self, rows: Iterable[ApplicationRow]) -> None:
        within = self._checked.add(rows)
        self._announce_checks()
        if not within:
            self.checks_limited.emit(MOST_CHECKED)

    def _announce_checks(self) -> None:
        self._announce_all()
        self.checks_changed.emit()

    def _announce_page(self, number: int) -> None:
        last = min(self._total, (number + 1) * PAGE_ROWS) - 1
        if last >= number * PAGE_ROWS:
            self.dataChanged.emit(self.index(number * PAGE_ROWS, 0), self.index(last, len(Column) - 1))

    def _announce_all(self) -> None:
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, len(Column) - 1))


_ROLES = frozenset({_DISPLAY, ROW_ROLE, _ACCESSIBLE, _TOOL_TIP, _CHECK_STATE})
_TOOL_TIP_COLUMNS = frozenset({Column.UNIT, Column.STANDARD, Column.SUBMITTED_AT})
