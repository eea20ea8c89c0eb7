"""The search box: a magnifying glass, the key that leads here, and a signal once typing pauses."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.shortcuts import Keys, with_key
from desktop.widgets.style_property import set_style_property
from desktop.widgets.theme.metrics import CONTROL_HEIGHT
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tool_button import ToolButton, ToolButtonKind

_PAUSE_MS = 250


class SearchField(QLineEdit):
    """Emits `searched(text)` 250 ms after the last change, at once for Enter and for clearing.

    While an input method composes nothing is searched: half a pinyin syllable is not a question. The text is stripped;
    the same text is not searched twice. Escape clears.
    """

    searched = Signal(str)

    def __init__(
        self,
        placeholder: str = "",
        shortcut: Keys | None = QKeySequence.StandardKey.Find,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._composing = False
        self._searched = ""
        set_style_property(self, "kind", "search")
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(with_key(self.tr("搜索"), shortcut))
        self.setToolTip(with_key(self.tr("搜索"), shortcut))
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._search)
        self._cap = KeyCap(shortcut) if shortcut is not None else None
        self._clear_button = ToolButton(IconName.REMOVE, self.tr("清除"), kind=ToolButtonKind.FIELD, parent=self)
        self._clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear_button.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear_button.clicked.connect(self.clear_and_search)
        self._arrange()
        if shortcut is not None:
            QShortcut(QKeySequence(shortcut), self).activated.connect(self._on_shortcut)
        self.textChanged.connect(self._on_text_changed)
        self._on_text_changed("")

    @property
    def composing(self) -> bool:
        """Whether an input method holds unfinished characters."""
        return self._composing

    def set_text_silently(self, text: str) -> None:
        """Show a text, as from a saved filter, that counts as searched already."""
        self._searched = text.strip()
        self.setText(text)
        self._pause.stop()

    def clear_and_search(self) -> None:
        """Empty the field and search for nothing, which means everything."""
        self.clear()
        self._search()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if self._composing:
            self._pause.stop()
            self._show_trailing(has_text=True)
        else:
            self._on_text_changed(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._search()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear_and_search()
        else:
            super().keyPressEvent(event)

    def _on_shortcut(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _on_text_changed(self, text: str) -> None:
        self._show_trailing(has_text=bool(text))
        if not self._composing and text.strip() != self._searched:
            self._pause.start()
        else:
            self._pause.stop()

    def _search(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if self._composing or text == self._searched:
            return
        self._searched = text
        self.searched.emit(text)

    def _show_trailing(self, *, has_text: bool) -> None:
        self._clear_button.setVisible(has_text)
        if self._cap is not None:
            self._cap.setVisible(not has_text)

    def _arrange(self) -> None:
        trailing = 12 + (self._cap.sizeHint().width() if self._cap is not None else 24)
        self.setTextMargins(24, 0, trailing, 0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(11, 0, 7, 0)
        layout.setSpacing(4)
        glass = IconLabel(IconName.SEARCH, ColorRole.MUTED)
        glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addWidget(glass)
        layout.addStretch(1)
        layout.addWidget(self._clear_button)
        if self._cap is not None:
            self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(self._cap)
