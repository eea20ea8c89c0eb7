"""One of a few choices, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.widgets.style_property import set_style_property
from desktop.widgets.theme.metrics import CONTROL_HEIGHT

_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class SegmentedControl(QFrame):
    """`chosen(key)`: a person chose, by mouse, Space or arrow keys. May start with nothing chosen."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`choices`: (key, text) from left to right; `name`: what is chosen, for screen readers."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_style_property(self, "surface", "segments")
        self._keys = [key for key, _text in choices]
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        for number, (_key, text) in enumerate(choices):
            button = QPushButton(text.replace("&", "&&"))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name} {text}")
            set_style_property(button, "kind", "segment")
            self._group.addButton(button, number)
            layout.addWidget(button, 1)
        self._group.idClicked.connect(self._on_clicked)

    @property
    def key(self) -> str | None:
        """Key of the choice, None before there is one."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else None

    def set_key(self, key: str | None) -> None:
        """Show a choice (or none) without a signal. ValueError for an unknown key."""
        if key is None:
            self._group.setExclusive(False)
            for button in self._group.buttons():
                button.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._group.button(self._keys.index(key)).setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _KEYS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        current = self._group.checkedId()
        wanted = current + step if current >= 0 else 0
        if 0 <= wanted < len(self._keys):
            self._group.button(wanted).setFocus()
            self._group.button(wanted).click()

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])
