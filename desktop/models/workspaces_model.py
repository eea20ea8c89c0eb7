"""The workspaces offered at sign-in: those opened before, newest first, and the demo. Kept in the settings file."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSettings, Qt

WORKSPACE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_KEPT = 8
_KEY = "sign_in/recent_workspaces"
_NO_PARENT = QModelIndex()


class WorkspaceKind(StrEnum):
    LOCAL = "local"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class WorkspaceEntry:
    """One line of the list. `missing` tells that the directory is not there (any more, or yet for the demo)."""

    kind: WorkspaceKind
    location: Path
    title: str
    last_login: str = ""

    @property
    def missing(self) -> bool:
        return not self.location.is_dir()


class WorkspacesModel(QAbstractListModel):
    """Recent workspaces, then the demo; `WORKSPACE_ROLE` gives the `WorkspaceEntry`."""

    def __init__(self, settings: QSettings, demo: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._demo = demo
        self._entries = self._read()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == WORKSPACE_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(entry.location)
        return None

    def offer(self, location: Path) -> int:
        """Make sure `location` is in the list, before anybody has signed in to it; returns its row."""
        row = self.row_of(location)
        if row is None:
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._entries.insert(0, self._entry(location, ""))
            self.endInsertRows()
            row = 0
        return row

    def remember(self, location: Path, login: str) -> None:
        """Put `location` first, with the account that signed in. The demo keeps its place at the end."""
        recent = [(str(location), login)]
        recent += [(str(entry.location), entry.last_login) for entry in self._entries if entry.location != location]
        kept = [f"{login}\n{path}" for path, login in recent[:_KEPT]]
        self._settings.setValue(_KEY, kept)
        self.beginResetModel()
        self._entries = self._read()
        self.endResetModel()

    def forget(self, location: Path) -> None:
        """Take a workspace off the list; nothing on disk is touched."""
        row = self.row_of(location)
        if row is None or location == self._demo:
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._entries[row]
        self.endRemoveRows()
        self._settings.setValue(
            _KEY, [f"{entry.last_login}\n{entry.location}" for entry in self._entries if entry.last_login]
        )

    def row_of(self, location: Path) -> int | None:
        return next((row for row, entry in enumerate(self._entries) if entry.location == location), None)

    def _read(self) -> list[WorkspaceEntry]:
        stored = self._settings.value(_KEY, [])
        lines: Sequence[object] = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        found: dict[Path, str] = {}
        for line in lines:
            login, separator, path = str(line).partition("\n")
            if separator and path:
                found.setdefault(Path(path), login)
        demo_login = found.pop(self._demo, "")
        entries = [self._entry(location, login) for location, login in found.items()]
        return [*entries, self._entry(self._demo, demo_login)]

    def _entry(self, location: Path, login: str) -> WorkspaceEntry:
        if location == self._demo:
            return WorkspaceEntry(WorkspaceKind.DEMO, location, self.tr("演示工作区"), login)
        return WorkspaceEntry(WorkspaceKind.LOCAL, location, location.name or str(location), login)
