"""The applications of one query as a table: rows arrive in pages from a background read, never on the GUI thread.

Owns the pages, the total and which applications are checked. Sorting and filtering are the query's.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.models.application_columns import Column, Standards, describe, heading
from desktop.services.rows import ApplicationQuery, ApplicationRow
from desktop.work.runner import BackgroundRunner
from desktop.work.ticket import Ticket

PAGE_ROWS = 100
KEPT_PAGES = 200
REFRESHED_PAGES = 4
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
CHECKED_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_CHECK_STATE = int(Qt.ItemDataRole.CheckStateRole)
_NO_PARENT = QModelIndex()

ModelIndex = QModelIndex | QPersistentModelIndex
Page = tuple[ApplicationRow, ...]


class ApplicationReader(Protocol):
    """Where rows come from; both verbs are called on background threads."""

    def count(self, query: ApplicationQuery) -> int: ...

    def rows(self, query: ApplicationQuery, offset: int, limit: int) -> Page: ...


@dataclass(frozen=True, slots=True)
class _Answer:
    total: int
    pages: dict[int, Page]
    checked: dict[str, ApplicationRow]
    """The rows asked about, as they are now; those that left the list are missing."""


class ApplicationsTableModel(QAbstractTableModel):
    """Rows of `ApplicationRow` in the order of the query.

    `loaded(int)`: the first rows of a new query are here, with the total. `refreshed(int)`: the same query was read
    again. `failed(Exception)`: a read was refused by the store; what was shown stays. `checks_changed()`.
    """

    loaded = Signal(int)
    refreshed = Signal(int)
    failed = Signal(object)
    checks_changed = Signal()

    def __init__(self, reader: ApplicationReader, runner: BackgroundRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._runner = runner
        self._query = ApplicationQuery()
        self._shown_query = self._query
        self._total = 0
        self._pages: OrderedDict[int, Page] = OrderedDict()
        self._requested: dict[int, Ticket] = {}
        self._whole: Ticket | None = None
        self._standards: Standards = {}
        self._checked: dict[str, ApplicationRow] = {}
        self._asked: frozenset[str] = frozenset()

    @property
    def query(self) -> ApplicationQuery:
        return self._query

    @property
    def loading(self) -> bool:
        """Whether a new query or a refresh is under way."""
        return self._whole is not None and self._whole.active

    def set_query(self, query: ApplicationQuery) -> None:
        """Show `query` instead; the old rows stay until the first new ones are here."""
        self._query = query
        self._read([0], self._show_new)

    def refresh(self, row: int = 0) -> None:
        """Read the same query again, keeping scroll position, checks and current row; `row` is sure to be here then.

        While a new query is on its way there is nothing to keep: that one is read again.
        """
        if self._query != self._shown_query:
            self._read([0], self._show_new)
            return
        pages = list(self._pages)[-REFRESHED_PAGES:]
        self._read(sorted({0, max(row, 0) // PAGE_ROWS, *pages}), self._show_again)

    def cancel(self) -> None:
        """Give up the reading under way: the query is again the one that is shown."""
        if self._whole is not None:
            self._whole.cancel()
        self._query = self._shown_query

    def set_standards(self, standards: Standards) -> None:
        """Give the labels of the standards, which rows name by code."""
        self._standards = standards
        self._announce_all()

    def row_at(self, row: int) -> ApplicationRow | None:
        """The application at `row`, or None while its page is on the way."""
        page = self._pages.get(row // PAGE_ROWS)
        offset = row % PAGE_ROWS
        return page[offset] if page is not None and offset < len(page) else None

    def row_of(self, application_id: str) -> int | None:
        """Where an application stands among the rows that are here."""
        for number, page in self._pages.items():
            for offset, row in enumerate(page):
                if row.id == application_id:
                    return number * PAGE_ROWS + offset
        return None

    @property
    def checked(self) -> tuple[ApplicationRow, ...]:
        """The checked applications, in the order they were checked."""
        return tuple(self._checked.values())

    def set_checked(self, rows: Iterable[int], checked: bool) -> None:
        """Check or uncheck the applications at `rows`; those still on the way are left out."""
        for number in rows:
            row = self.row_at(number)
            if row is not None and checked:
                self._checked[row.id] = row
            elif row is not None:
                self._checked.pop(row.id, None)
        self._announce_all()
        self.checks_changed.emit()

    def check_all(self) -> None:
        """Check every application of the list, also those that are not here yet."""
        if all(page in self._pages for page in range((self._total + PAGE_ROWS - 1) // PAGE_ROWS)):
            self.set_checked(range(self._total), True)
            return
        query, total, reader = self._query, self._total, self._reader

        def check(rows: Page) -> None:
            if query == self._query:
                self._checked |= {row.id: row for row in rows}
                self._announce_all()
                self.checks_changed.emit()

        self._runner.query(lambda: reader.rows(query, 0, total), check, self.failed.emit, owner=self)

    def clear_checks(self) -> None:
        if self._checked:
            self._checked.clear()
            self._announce_all()
            self.checks_changed.emit()

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
        row = self._row_or_request(index.row())
        if role == ROW_ROLE:
            return row
        if row is None:
            return "…" if role == _DISPLAY and index.column() != Column.CHECK else None
        if role == CHECKED_ROLE:
            return row.id in self._checked
        column = index.column()
        if role == _CHECK_STATE:
            if column != Column.CHECK:
                return None
            return Qt.CheckState.Checked if row.id in self._checked else Qt.CheckState.Unchecked
        if role == _ACCESSIBLE and column == Column.CHECK:
            return row.name
        text = describe(Column(column)).text(row, self._standards)
        return text if role != _TOOL_TIP or column in _TOOL_TIP_COLUMNS else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for the rows in another order; the store sorts."""
        key = describe(Column(column)).sort
        if key is not None:
            self.set_query(replace(self._query, sort=key, descending=order == Qt.SortOrder.DescendingOrder))

    def _read(self, pages: list[int], show: Callable[[_Answer], None]) -> None:
        if self._whole is not None:
            self._whole.cancel()
        for ticket in self._requested.values():
            ticket.cancel()
        self._requested.clear()
        query, reader, checked = self._query, self._reader, frozenset(self._checked)

        def read() -> _Answer:
            found = {page: reader.rows(query, page * PAGE_ROWS, PAGE_ROWS) for page in pages}
            total = reader.count(query)
            here = {row.id: row for rows in found.values() for row in rows if row.id in checked}
            if len(here) < len(checked) and total > sum(map(len, found.values())):
                here = {row.id: row for row in reader.rows(query, 0, total) if row.id in checked}
            return _Answer(total, found, here)

        self._asked = checked
        self._whole = self._runner.query(read, show, self.failed.emit, owner=self, newest_first=True)

    def _show_new(self, answer: _Answer) -> None:
        self.beginResetModel()
        self._pages = OrderedDict(answer.pages)
        self._total = answer.total
        self._shown_query = self._query
        self.endResetModel()
        if self._checked:
            self._checked.clear()
            self.checks_changed.emit()
        self.loaded.emit(answer.total)

    def _show_again(self, answer: _Answer) -> None:
        if answer.total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, answer.total - 1)
            self._total = answer.total
            self._pages = OrderedDict(answer.pages)
            self.endInsertRows()
        elif answer.total < self._total:
            self.beginRemoveRows(QModelIndex(), answer.total, self._total - 1)
            self._total = answer.total
            self._pages = OrderedDict(answer.pages)
            self.endRemoveRows()
        else:
            self._pages = OrderedDict(answer.pages)
        self._announce_all()
        self._renew_checks(answer.checked)
        self.refreshed.emit(answer.total)

    def _renew_checks(self, shown: dict[str, ApplicationRow]) -> None:
        """A checked application that was decided elsewhere must not be acted on unseen: keep only what is in the list.

        What was checked while the reading was under way stays as it is until the next one.
        """
        asked = self._asked
        kept = {
            number: shown.get(number, row)
            for number, row in self._checked.items()
            if number in shown or number not in asked
        }
        if kept != self._checked:
            self._checked = kept
            self.checks_changed.emit()

    def _row_or_request(self, row: int) -> ApplicationRow | None:
        number = row // PAGE_ROWS
        if number in self._pages:
            self._pages.move_to_end(number)
        elif number not in self._requested and row < self._total:
            self._request(number)
        return self.row_at(row)

    def _request(self, number: int) -> None:
        query, reader = self._query, self._reader

        def show(page: Page) -> None:
            self._requested.pop(number, None)
            self._pages[number] = page
            while len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
            last = min(self._total, (number + 1) * PAGE_ROWS) - 1
            self.dataChanged.emit(self.index(number * PAGE_ROWS, 0), self.index(last, len(Column) - 1))

        def fail(error: Exception) -> None:
            self._requested.pop(number, None)
            self.failed.emit(error)

        self._requested[number] = self._runner.query(
            lambda: reader.rows(query, number * PAGE_ROWS, PAGE_ROWS), show, fail, owner=self, newest_first=True
        )

    def _announce_all(self) -> None:
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, len(Column) - 1))


_ROLES = frozenset({_DISPLAY, ROW_ROLE, CHECKED_ROLE, _ACCESSIBLE, _TOOL_TIP, _CHECK_STATE})
_TOOL_TIP_COLUMNS = frozenset({Column.UNIT, Column.STANDARD, Column.SUBMITTED_AT})
