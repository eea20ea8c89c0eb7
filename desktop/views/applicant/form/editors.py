"""The controls in which the values of a catalogue's fields are typed or chosen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.catalogue import Catalogue, Field, FieldType
from desktop.domain.content import JsonScalar
from desktop.domain.field_values import text_length
from desktop.domain.typed_values import typed_day, typed_value
from desktop.domain.visible_text import cleaned, forbidden_character
from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.comment_edit import CommentEdit
from desktop.widgets.date_field import DateField
from desktop.widgets.segmented_control import SegmentedControl
from desktop.widgets.theme.metrics import CONTROL_HEIGHT

_FEW, _SHORT = 3, 6
_LINES_HEIGHT, _TALL_HEIGHT = 104, 208
_LONG = 200
_YES, _NO = "yes", "no"


class Editor(QObject):
    """One control. `edited()`: read `value` anew. `left()`: the person went on to something else.

    `cleansed()`: characters that no field may hold were taken out of what was typed or pasted.
    """

    edited = Signal()
    left = Signal()
    cleansed = Signal()
    typed = True

    def __init__(self, widget: QWidget, focused: QWidget, read: Callable[[], JsonScalar]) -> None:
        super().__init__(widget)
        self.widget, self.focused = widget, focused
        self._read = read
        for part in (focused, *focused.findChildren(QWidget)):
            part.installEventFilter(self)

    @property
    def value(self) -> JsonScalar:
        """What the record is to hold; None for nothing."""
        return self._read()

    def show_value(self, value: JsonScalar) -> None:
        """Show a value silently."""
        raise NotImplementedError

    @property
    def is_being_typed_in(self) -> bool:
        """Whether what it holds may be half of something; a choice is whole at once."""
        return self.typed and self.focused.hasFocus()

    def _decide(self) -> None:
        self.edited.emit()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        popup = isinstance(event, QFocusEvent) and event.reason() == Qt.FocusReason.PopupFocusReason
        if event.type() == QEvent.Type.FocusOut and not popup:
            self.left.emit()
        return super().eventFilter(watched, event)


class LineEditor(Editor):
    """Text on one line, numbers, amounts."""

    def __init__(self, field: Field) -> None:
        self._line = QLineEdit()
        self._line.setFixedHeight(CONTROL_HEIGHT)
        self._line.setAccessibleName(field.label)
        self._line.setPlaceholderText(field.hint or field.absent_label)
        super().__init__(self._line, self._line, lambda: typed_value(field, self._line.text()))
        self._field = field
        self._line.textChanged.connect(self._on_changed)
        self._line.editingFinished.connect(self._tidy)

    def show_value(self, value: JsonScalar) -> None:
        text = "" if value is None else str(value)
        if typed_value(self._field, self._line.text()) != value:
            self._line.blockSignals(True)
            self._line.setText(text)
            self._line.setCursorPosition(0)
            self._line.blockSignals(False)

    def _on_changed(self, text: str) -> None:
        clean = cleaned(text)
        if forbidden_character(text) is not None:
            place = len(cleaned(text[: self._line.cursorPosition()]))
            self._line.setText(clean)
            self._line.setCursorPosition(place)
            self.cleansed.emit()
            return
        self.edited.emit()

    def _tidy(self) -> None:
        """Show a number or an amount as it is kept."""
        if self._field.type in (FieldType.INT, FieldType.MONEY) and self.value is not None:
            self._line.setText(str(self.value))


class LinesEditor(Editor):
    """Text of several lines, with a counter."""

    def __init__(self, field: Field) -> None:
        self._edit = CommentEdit(field.label, field.max_length, field.hint, length=text_length)
        tall = field.required and (field.max_length or 0) >= _LONG and not field.absent_label
        self._edit.field.setFixedHeight(_TALL_HEIGHT if tall else _LINES_HEIGHT)
        super().__init__(self._edit, self._edit.field, lambda: self._edit.text or None)
        self._edit.text_changed.connect(self._on_changed)

    @property
    def marked(self) -> QWidget:
        return self._edit.field

    def show_value(self, value: JsonScalar) -> None:
        text = "" if value is None else str(value)
        if self._edit.text != text:
            self._edit.blockSignals(True)
            self._edit.set_text(text)
            self._edit.blockSignals(False)

    def _on_changed(self, text: str) -> None:
        if forbidden_character(text, lines=True) is not None:
            self._edit.set_text(cleaned(text, lines=True))
            self.cleansed.emit()
            return
        self.edited.emit()


class DateEditor(Editor):
    """A day or a month."""

    def __init__(self, field: Field) -> None:
        months = field.type is FieldType.MONTH
        self._date = DateField(field.label, lambda text: typed_day(text, months=months), months=months)
        self._date.setPlaceholderText(field.absent_label or ("2024-08" if months else "2024-08-19"))
        if field.hint:
            self._date.setToolTip(field.hint)
        super().__init__(self._date, self._date, lambda: typed_value(field, cleaned(self._date.text())))
        self._date.textChanged.connect(lambda _text: self.edited.emit())
        self._date.picked.connect(self.left)

    def show_value(self, value: JsonScalar) -> None:
        if self.value != value:
            self._date.blockSignals(True)
            self._date.setText("" if value is None else str(value))
            self._date.blockSignals(False)


class SegmentEditor(Editor):
    """One of a few short choices, side by side."""

    def __init__(self, field: Field) -> None:
        self._segments = SegmentedControl(field.label, [(choice, choice) for choice in field.choices])
        super().__init__(self._segments, self._segments, lambda: self._segments.key)
        self._choices = field.choices
        self._segments.chosen.connect(self._decide)

    def show_value(self, value: JsonScalar) -> None:
        self._segments.set_key(str(value) if value in self._choices else None)


class FlagEditor(Editor):
    """Yes or no, or nothing yet."""

    typed = False

    def __init__(self, field: Field) -> None:
        choices = ((_YES, self.tr("是")), (_NO, self.tr("否")))
        self._segments = SegmentedControl(field.label, choices)
        super().__init__(self._segments, self._segments, self._flag)
        self._segments.chosen.connect(self._decide)

    def show_value(self, value: JsonScalar) -> None:
        self._segments.set_key(None if not isinstance(value, bool) else _YES if value else _NO)

    def _flag(self) -> bool | None:
        return None if self._segments.key is None else self._segments.key == _YES


class ChoiceEditor(Editor):
    """One of many choices."""

    typed = False

    def __init__(self, field: Field, choices: list[tuple[str, str]]) -> None:
        hint = field.hint if field.type is not FieldType.STANDARD else ""
        self._choice = ChoiceField(field.label, choices, optional=not field.required, placeholder=hint)
        super().__init__(self._choice, self._choice, lambda: self._choice.key or None)
        self._choice.chosen.connect(self._decide)

    def show_value(self, value: JsonScalar) -> None:
        self._choice.set_key(None if value is None else str(value))


def make_editor(field: Field, catalogue: Catalogue) -> Editor:
    """The control that suits a field."""
    match field.type:
        case FieldType.DATE | FieldType.MONTH:
            return DateEditor(field)
        case FieldType.FLAG:
            return FlagEditor(field)
        case FieldType.CHOICE if is_segmented(field):
            return SegmentEditor(field)
        case FieldType.CHOICE:
            return ChoiceEditor(field, [(choice, choice) for choice in field.choices])
        case FieldType.STANDARD:
            return ChoiceEditor(field, [(one.code, f"{one.code}  {one.label}") for one in catalogue.standards])
        case FieldType.GRADING_CLASS:
            return ChoiceEditor(field, [(one.key, f"{one.key}  {one.label}") for one in catalogue.classes])
    return LinesEditor(field) if field.multiline else LineEditor(field)


def is_segmented(field: Field) -> bool:
    """Whether its choices stand side by side; one that may stay empty needs a list to be emptied again."""
    few = 0 < len(field.choices) <= _FEW and all(len(choice) <= _SHORT for choice in field.choices)
    return field.type is FieldType.CHOICE and few and (field.required or field.required_when is not None)
