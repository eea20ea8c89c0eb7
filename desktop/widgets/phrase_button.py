"""A button with a menu of ready sentences."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.shortcuts import Keys

_SHOWN_LENGTH = 36


class PhraseButton(KeyButton):
    """`phrase_chosen(str)`: the whole sentence; `edit_requested()`: the person wants to change the list."""

    phrase_chosen = Signal(str)
    edit_requested = Signal()

    def __init__(
        self,
        phrases: Sequence[str] = (),
        shortcut: Keys | None = None,
        *,
        kind: ButtonKind = ButtonKind.NORMAL,
        editable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", IconName.PHRASES, shortcut, kind=kind, show_key=False, parent=parent)
        self._editable = editable
        self.setText(self.tr("常用语"))
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)
        self.set_phrases(phrases)

    def set_phrases(self, phrases: Sequence[str]) -> None:
        """Offer other sentences; long ones are cut in the menu and whole in their tool tip."""
        self._menu.clear()
        for phrase in phrases:
            shown = phrase if len(phrase) <= _SHOWN_LENGTH else f"{phrase[:_SHOWN_LENGTH]}…"
            action = self._menu.addAction(shown.replace("&", "&&").replace("\n", " "))
            action.setToolTip(phrase)
            action.triggered.connect(lambda _checked=False, text=phrase: self.phrase_chosen.emit(text))
        if not phrases:
            self._menu.addAction(self.tr("还没有常用语")).setEnabled(False)
        if self._editable:
            self._menu.addSeparator()
            self._menu.addAction(self.tr("编辑常用语")).triggered.connect(lambda: self.edit_requested.emit())
