"""The history of an application as a list, newest first."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.text.timeline import TimelineEntry

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class TimelineRole(IntEnum):
    """What a delegate asks for beside the words."""

    ENTRY = Qt.ItemDataRole.UserRole


class TimelineModel(QAbstractListModel):
    """One row per step, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[TimelineEntry, ...] = ()

    def set_entries(self, entries: tuple[TimelineEntry, ...]) -> None:
        """Show other steps; the same ones again change nothing."""
        if entries != self._entries:
            self.beginResetModel()
            self._entries = entries
            self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == TimelineRole.ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.spoken()
        return None
