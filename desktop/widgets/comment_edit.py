"""A field for a comment of several lines, with a counter. Too long a text is marked, never cut."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.style_property import set_invalid


class CommentEdit(QWidget):
    """`text_changed(str)` on every change. Tab leaves the field; the counter turns red past `limit` characters."""

    text_changed = Signal(str)

    def __init__(
        self,
        name: str,
        limit: int | None = None,
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        length: Callable[[str], int] = len,
    ) -> None:
        """`name`: what the field is for, its accessible name; `limit` as `length` counts characters, None for none."""
        super().__init__(parent)
        self._length = length
        self._limit = limit
        self._marked = False
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(placeholder)
        self.field.setTabChangesFocus(True)
        self.field.textChanged.connect(self._on_text_changed)
        self._note = Label(style=LabelStyle.SMALL)
        self._counter = Label(style=LabelStyle.SMALL)
        self._counter.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        below = QHBoxLayout()
        below.addWidget(self._note, 1)
        below.addWidget(self._counter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.field, 1)
        layout.addLayout(below)
        self.setFocusProxy(self.field)
        self._show_length()

    @property
    def text(self) -> str:
        """The comment as typed."""
        return self.field.toPlainText()

    @property
    def is_too_long(self) -> bool:
        """Whether the text exceeds the limit."""
        return self._limit is not None and self._length(self.text) > self._limit

    def set_text(self, text: str) -> None:
        """Replace the whole text; the person can undo it."""
        cursor = self.field.textCursor()
        cursor.beginEditBlock()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()

    def insert_phrase(self, phrase: str) -> None:
        """Put a sentence at the cursor, replacing what is selected, and go on typing behind it."""
        cursor = self.field.textCursor()
        cursor.beginEditBlock()  # one step of undo, apart from what was typed before
        cursor.insertText(phrase)
        cursor.endEditBlock()
        self.field.setFocus()

    def set_note(self, text: str, style: LabelStyle = LabelStyle.SMALL) -> None:
        """A sentence under the field, left of the counter."""
        self._note.setText(text)
        self._note.set_style(style)

    def set_invalid(self, invalid: bool) -> None:
        """Mark the field as wrong, as when a required comment is missing."""
        self._marked = invalid
        self._show_length()

    def _on_text_changed(self) -> None:
        self._show_length()
        self.text_changed.emit(self.text)

    def _show_length(self) -> None:
        length = self._length(self.text)
        if self._limit is None:
            self._counter.setText(self.tr("{0} 字").format(length))
        else:
            self._counter.setText(self.tr("{0} / {1} 字").format(length, self._limit))
        self._counter.set_style(LabelStyle.SMALL_BAD if self.is_too_long else LabelStyle.SMALL)
        set_invalid(self.field, self._marked or self.is_too_long)
