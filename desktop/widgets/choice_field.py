"""A field in which one of several choices is picked: from a list, or where there are many by typing any part of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QSizePolicy, QWidget

from desktop.widgets.theme.metrics import CONTROL_HEIGHT

_MANY = 10
_LEAST_WIDTH = 80


class ChoiceField(QComboBox):
    """`chosen()`: the person picked another choice. An empty `optional` choice empties the field."""

    chosen = Signal()

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        *,
        optional: bool = False,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`choices`: (key, text). More than ten can be searched by typing."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._placeholder = placeholder or self.tr("请选择")
        self._strange = False
        if optional:
            self.addItem(self.tr("（不填）"), "")
        for key, text in choices:
            self.addItem(text, key)
        self._typing = QLineEdit() if len(choices) > _MANY else None
        if self._typing is not None:
            self._make_searchable(self._typing)
        else:
            self.setPlaceholderText(self._placeholder)
        self.set_key(None)
        self.activated.connect(self._on_activated)

    @property
    def key(self) -> str:
        """Key of the choice, "" for none."""
        return str(self.currentData() or "")

    def set_key(self, key: str | None) -> None:
        """Show a choice, or none, silently. What is none of the choices is shown as it is."""
        index = self.findData(key) if key else -1
        if key and index < 0:
            self._forget_strange()
            self.addItem(key, key)
            self._strange = True
            index = self.count() - 1
        self.setCurrentIndex(index)
        self._show_text()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the form: over a field that was just chosen in, too, where nobody would see it change."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_text()

    def _make_searchable(self, field: QLineEdit) -> None:
        self.setEditable(True)
        self.setLineEdit(field)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.activated.connect(self._on_completed)
        self.setCompleter(completer)
        field.setPlaceholderText(self._placeholder)
        field.setAccessibleName(self.accessibleName())
        field.editingFinished.connect(lambda: self._take_typed(field))

    def _on_activated(self) -> None:
        self._show_text()
        self.chosen.emit()

    def _on_completed(self, text: str) -> None:
        index = self.findText(text)
        if index >= 0:
            self.setCurrentIndex(index)
            self._on_activated()

    def _take_typed(self, field: QLineEdit) -> None:
        """Take what was typed where it is one choice, else show again what is chosen."""
        typed = field.text().strip()
        shown = self.itemText(self.currentIndex())
        if not typed or typed == shown:
            self._show_text()
            return
        found = [index for index in range(self.count()) if typed.casefold() in self.itemText(index).casefold()]
        if len(found) == 1:
            self.setCurrentIndex(found[0])
            self._on_activated()
        else:
            self._show_text()

    def _show_text(self) -> None:
        if self._typing is not None:
            self._typing.setText(self.itemText(self.currentIndex()) if self.currentIndex() >= 0 else "")
            self._typing.setCursorPosition(0)
            self.setToolTip(self._typing.text())

    def _forget_strange(self) -> None:
        if self._strange:
            self.removeItem(self.count() - 1)
            self._strange = False
