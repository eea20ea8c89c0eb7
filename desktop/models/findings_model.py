"""The findings of a submission as a list, in the words the applicant sees too."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.models.application_outline import FindingOutline
from desktop.text.language import phrase

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class FindingRole(IntEnum):
    """What a delegate asks for beside the words."""

    FINDING = Qt.ItemDataRole.UserRole
    """The FindingOutline itself."""


class FindingsModel(QAbstractListModel):
    """One row per finding."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[FindingOutline, ...] = ()

    def set_findings(self, findings: Sequence[FindingOutline]) -> None:
        """Show others; the same ones again change nothing."""
        if tuple(findings) != self._findings:
            self.beginResetModel()
            self._findings = tuple(findings)
            self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        finding = self._findings[index.row()]
        if role == FindingRole.FINDING:
            return finding
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return phrase("message", place=finding.place, sentence=finding.sentence)
        return None
