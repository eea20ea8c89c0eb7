"""Thousands of units to choose from: those whose name or code holds what is typed, each with a check mark."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

UNIT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_CHECK_STATE = int(Qt.ItemDataRole.CheckStateRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_NO_PARENT = QModelIndex()

ModelIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class UnitItem:
    """One unit; `count` is how many applications of it there are, `code` empty until it is known."""

    id: str
    name: str
    count: int
    code: str = ""


class UnitsModel(QAbstractListModel):
    """Rows of `UnitItem` by `UNIT_ROLE`; those chosen at first stand on top. `choice_changed()`.

    What is chosen stays so while it is not among what was found.
    """

    choice_changed = Signal()

    def __init__(self, units: Iterable[UnitItem], chosen: frozenset[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._units = sorted(units, key=lambda unit: unit.id not in chosen)
        self._chosen = set(chosen)
        self._words: list[str] = []
        self._texts = list(map(_text, self._units))
        self._found = list(range(len(self._units)))

    @property
    def chosen(self) -> frozenset[str]:
        """The ids of the checked units."""
        return frozenset(self._chosen)

    def set_codes(self, codes: Mapping[str, str]) -> None:
        """Give the codes by id, once they are here."""
        self._units = [replace(unit, code=codes.get(unit.id, unit.code)) for unit in self._units]
        self._texts = list(map(_text, self._units))
        self._show_found()

    def find(self, text: str) -> None:
        """Show the units whose name or code holds every word of `text`."""
        words = text.casefold().split()
        if words != self._words:
            self._words = words
            self._show_found()

    def toggle(self, row: int) -> None:
        """Check or uncheck the unit at `row`."""
        if 0 <= row < len(self._found):
            self._chosen ^= {self._units[self._found[row]].id}
            self._announce(row, row)

    def clear_choice(self) -> None:
        """Uncheck all, also those that are not shown."""
        self._chosen.clear()
        self._announce(0, len(self._found) - 1)

    def rowCount(self, parent: ModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._found)

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        checkable = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | checkable

    def data(self, index: ModelIndex, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in _ROLES:
            return None
        unit = self._units[self._found[index.row()]]
        if role == UNIT_ROLE:
            return unit
        if role == _CHECK_STATE:
            return Qt.CheckState.Checked if unit.id in self._chosen else Qt.CheckState.Unchecked
        if role == _DISPLAY:
            return unit.name
        return " ".join(filter(None, (unit.name, unit.code, f"{unit.count:,}")))

    def setData(self, index: ModelIndex, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if not index.isValid() or role != _CHECK_STATE:
            return False
        unit = self._units[self._found[index.row()]]
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != (unit.id in self._chosen):
            self.toggle(index.row())
        return True

    def _show_found(self) -> None:
        self.beginResetModel()
        words = self._words
        self._found = [row for row, text in enumerate(self._texts) if all(word in text for word in words)]
        self.endResetModel()

    def _announce(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first), self.index(last), [_CHECK_STATE])
        self.choice_changed.emit()


def _text(unit: UnitItem) -> str:
    return f"{unit.name}\n{unit.code}".casefold()


_ROLES = frozenset({UNIT_ROLE, _DISPLAY, _CHECK_STATE, _ACCESSIBLE, _TOOL_TIP})
