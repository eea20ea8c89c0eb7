"""Two submissions side by side as a table: item, what happened, before, after."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.comparison import ChangeKind
from desktop.models.change_rows import ChangeRow

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ChangeColumn(IntEnum):
    """The columns from left to right."""

    ITEM = 0
    KIND = 1
    OLD = 2
    NEW = 3


class ChangeRole(IntEnum):
    """What a delegate asks for beside the words."""

    ROW = Qt.ItemDataRole.UserRole
    """The ChangeRow itself, the same in every column."""


class ChangesModel(QAbstractTableModel):
    """Headings and changes in reading order; `headers` name the two submissions."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ChangeRow, ...] = ()
        self._versions = ("", "")

    def set_rows(self, rows: Sequence[ChangeRow], older: str, newer: str) -> None:
        """Show other rows; `older` and `newer` head the last two columns."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._versions = (older, newer)
        self.endResetModel()

    def row_at(self, row: int) -> ChangeRow:
        """The row of that number."""
        return self._rows[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(ChangeColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("项目"), self.tr("变化"), *self._versions)[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ChangeRole.ROW:
            return row
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if row.heading:
            return row.label if index.column() == ChangeColumn.ITEM else ""
        return (row.label, self.kind_label(row.kind), row.old, row.new)[index.column()]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def kind_label(self, kind: ChangeKind | None) -> str:
        """What happened, in a word."""
        return {
            None: self.tr("未变"),
            ChangeKind.ADDED: self.tr("新增"),
            ChangeKind.REMOVED: self.tr("删除"),
            ChangeKind.CHANGED: self.tr("修改"),
            ChangeKind.MOVED: self.tr("调序"),
            ChangeKind.REPLACED: self.tr("替换"),
            ChangeKind.RENAMED: self.tr("改名"),
        }[kind]
