"""The workspaces offered at sign-in: those opened before, newest first, and the demo. Kept in the settings file."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSettings, Qt

from desktop.domain.rejections import Rejected
from desktop.services.places import Address, Place, place_of, written

WORKSPACE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_KEPT = 8
_KEY = "sign_in/recent_workspaces"
_NO_PARENT = QModelIndex()


class WorkspaceKind(StrEnum):
    LOCAL = "local"
    SHARED = "shared"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class WorkspaceEntry:
    """One line of the list."""

    kind: WorkspaceKind
    place: Place
    title: str
    last_login: str = ""

    @property
    def folder(self) -> Path | None:
        """Where a local workspace lies; None for a shared database."""
        return self.place if isinstance(self.place, Path) else None

    @property
    def missing(self) -> bool:
        """The folder is not there (any more, or yet for the demo). A server is only known to be gone when asked."""
        return self.folder is not None and not self.folder.is_dir()


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
            return str(entry.place)
        return None

    def offer(self, place: Place) -> int:
        """Make sure `place` is in the list, before anybody has signed in to it; returns its row."""
        row = self.row_of(place)
        if row is None:
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._entries.insert(0, self._entry(place, ""))
            self.endInsertRows()
            row = 0
        return row

    def remember(self, place: Place, login: str) -> None:
        """Put `place` first, with the account that signed in. The demo keeps its place at the end."""
        recent = [(place, login)]
        recent += [(entry.place, entry.last_login) for entry in self._entries if entry.place != place]
        kept = [f"{login}\n{written(place)}" for place, login in recent[:_KEPT]]
        self._settings.setValue(_KEY, kept)
        self.beginResetModel()
        self._entries = self._read()
        self.endResetModel()

    def forget(self, place: Place) -> None:
        """Take a workspace off the list; nothing of it is touched."""
        row = self.row_of(place)
        if row is None or place == self._demo:
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._entries[row]
        self.endRemoveRows()
        self._settings.setValue(
            _KEY, [f"{entry.last_login}\n{written(entry.place)}" for entry in self._entries if entry.last_login]
        )

    def row_of(self, place: Place) -> int | None:
        return next((row for row, entry in enumerate(self._entries) if entry.place == place), None)

    def _read(self) -> list[WorkspaceEntry]:
        stored = self._settings.value(_KEY, [])
        lines: Sequence[object] = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        found: dict[Place, str] = {}
        for line in lines:
            login, separator, text = str(line).partition("\n")
            place = _read_place(text) if separator and text else None
            if place is not None:
                found.setdefault(place, login)
        demo_login = found.pop(self._demo, "")
        entries = [self._entry(place, login) for place, login in found.items()]
        return [*entries, self._entry(self._demo, demo_login)]

    def _entry(self, place: Place, login: str) -> WorkspaceEntry:
        if isinstance(place, Address):
            title = self.tr("共享数据库 {0}").format(place.database)
            return WorkspaceEntry(WorkspaceKind.SHARED, place, title, login)
        if place == self._demo:
            return WorkspaceEntry(WorkspaceKind.DEMO, place, self.tr("演示工作区"), login)
        return WorkspaceEntry(WorkspaceKind.LOCAL, place, place.name or str(place), login)


def _read_place(text: str) -> Place | None:
    """None where somebody has edited an address into none."""
    try:
        return place_of(text)
    except Rejected:
        return None
