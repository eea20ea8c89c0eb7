"""The button that adds a filter: a menu of the filters that are not in force yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.widgets.icons import IconName, icon
from desktop.widgets.shortcuts import Keys
from desktop.widgets.tool_button import ToolButton


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """A filter on offer; with `choices` it is a sub-menu, and they are what can be chosen."""

    key: str
    text: str
    icon: IconName | None = None
    choices: tuple["FilterChoice", ...] = ()


class FilterButton(ToolButton):
    """`chosen(keys)`: a tuple of keys from the menu down to the choice, as ("status", "returned")."""

    chosen = Signal(tuple)

    def __init__(self, shortcut: Keys | None = None, parent: QWidget | None = None) -> None:
        super().__init__(IconName.ADD, "", shortcut, text=" ", parent=parent)
        self.setText(self.tr("筛选"))
        self.set_name(self.tr("添加筛选"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.clicked.connect(self.showMenu)

    def set_choices(self, choices: Sequence[FilterChoice]) -> None:
        """Offer these filters; the button is disabled when there are none."""
        self._menu.clear()
        self._fill(self._menu, choices, ())
        self.setEnabled(bool(choices))

    def _fill(self, menu: QMenu, choices: Sequence[FilterChoice], path: tuple[str, ...]) -> None:
        for choice in choices:
            keys = (*path, choice.key)
            text = choice.text.replace("&", "&&")
            if choice.choices:
                inner = menu.addMenu(text)
                self._fill(inner, choice.choices, keys)
                action = inner.menuAction()
            else:
                action = menu.addAction(text)
                action.triggered.connect(lambda _checked=False, keys=keys: self.chosen.emit(keys))
            if choice.icon is not None:
                action.setIcon(icon(choice.icon))
