"""One record of a repeating section: as a card to read, or opened in place to be edited, its attachments below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.catalogue import Section
from desktop.domain.findings import Severity
from desktop.models.form_state import FormState
from desktop.services.draft_files import SlotPlace
from desktop.text.values import field_text, when_text
from desktop.views.applicant.form.field_form import FieldForm
from desktop.views.applicant.form.slot_box import SlotBox
from desktop.views.applicant.form.uploads import Uploads
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.style_property import set_style_property
from desktop.widgets.tag import Tag
from desktop.widgets.tone import Tone
from desktop.widgets.tool_button import ToolButton


class RecordCard(Panel):
    """`edit_asked(id)`, `saved(id)`: opened and closed. `remove_asked(id)`, `move_asked(id, steps)`. Keys on the card:
    Enter, Delete, Alt with Up and Down.
    """

    edit_asked = Signal(str)
    saved = Signal(str)
    remove_asked = Signal(str)
    move_asked = Signal(str, int)
    cleansed = Signal()

    def __init__(
        self, state: FormState, uploads: Uploads, section: Section, record: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(Surface.SURFACE, parent)
        self._state, self._section, self.record = state, section, record
        self._form: FieldForm | None = None
        self._before = dict(state.values(section.key, record))
        self.setObjectName("recordCard")
        set_style_property(self, "kind", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = ElidedLabel("", LabelStyle.STRONG)
        self._facts = ElidedLabel("", LabelStyle.SMALL_SECONDARY)
        self._mark = Tag("", Tone.WARN)
        self.slots = tuple(
            SlotBox(state, uploads, SlotPlace(section.key, record, slot.key), slot) for slot in section.slots
        )
        self._editor = QWidget()
        self._editor.hide()
        self._lay_out()
        state.value_changed.connect(self._on_value_changed)
        state.checked.connect(self._show_mark)
        state.records_changed.connect(self._on_records_changed)
        self._show_head()

    @property
    def form(self) -> FieldForm | None:
        """The fields while the card is open."""
        return self._form if not self._editor.isHidden() else None

    def open(self) -> FieldForm:
        """Show the fields; what stands in them now is what 撤销修改 goes back to."""
        if self._form is None:
            self._form = FieldForm(self._state, self._section, self.record)
            self._form.cleansed.connect(self.cleansed)
            self._editor_column.insertWidget(0, self._form)
        self._before = dict(self._state.values(self._section.key, self.record))
        self._editor.show()
        self._facts.hide()
        self._edit.hide()
        return self._form

    def close_editor(self) -> None:
        """Show the card only."""
        self._editor.hide()
        self._edit.show()
        self._show_head()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if alt and steps:
            self.move_asked.emit(self.record, steps)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.hasFocus():
            self.edit_asked.emit(self.record)
        elif event.key() == Qt.Key.Key_Delete and self.hasFocus():
            self.remove_asked.emit(self.record)
        elif event.key() == Qt.Key.Key_Escape and self.form is not None:
            self.saved.emit(self.record)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.form is None:
            self.edit_asked.emit(self.record)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        self._edit = KeyButton(self.tr("编辑"), IconName.CHANGED)
        self._edit.setObjectName("edit")
        self._edit.clicked.connect(lambda: self.edit_asked.emit(self.record))
        self._up = ToolButton(IconName.MOVE_UP, self.tr("上移（Alt ↑）"))
        self._up.setObjectName("moveUp")
        self._up.clicked.connect(lambda: self.move_asked.emit(self.record, -1))
        self._down = ToolButton(IconName.MOVE_DOWN, self.tr("下移（Alt ↓）"))
        self._down.setObjectName("moveDown")
        self._down.clicked.connect(lambda: self.move_asked.emit(self.record, 1))
        remove = ToolButton(IconName.DELETE, self.tr("删除（Delete）"))
        remove.setObjectName("removeRecord")
        remove.clicked.connect(lambda: self.remove_asked.emit(self.record))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addWidget(self._mark)
        for button in (self._edit, self._up, self._down, remove):
            head.addWidget(button)
        self._editor_column = QVBoxLayout(self._editor)
        self._editor_column.setContentsMargins(0, 4, 0, 0)
        self._editor_column.setSpacing(12)
        self._editor_column.addLayout(self._buttons())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._editor)
        for slot in self.slots:
            column.addWidget(slot)

    def _buttons(self) -> QHBoxLayout:
        save = KeyButton(self.tr("保存"), IconName.SAVE, "Ctrl+Return", kind=ButtonKind.PRIMARY)
        save.setObjectName("saveRecord")
        save.clicked.connect(lambda: self.saved.emit(self.record))
        undo = KeyButton(self.tr("撤销修改"), IconName.WITHDRAW, kind=ButtonKind.QUIET)
        undo.setObjectName("undoRecord")
        undo.clicked.connect(self._undo)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(save)
        row.addWidget(undo)
        row.addStretch(1)
        return row

    def _undo(self) -> None:
        self._state.set_values(self._section.key, self.record, self._before)

    def _on_value_changed(self, section: str, record: str, field: str) -> None:
        if (section, record) == (self._section.key, self.record):
            self._show_head()

    def _on_records_changed(self, section: str) -> None:
        if section == self._section.key and self.record in self._state.record_ids(section):
            self._show_head()

    def _show_head(self) -> None:
        section, catalogue = self._section, self._state.catalogue
        values = self._state.values(section.key, self.record)
        ids = self._state.record_ids(section.key)
        place = ids.index(self.record)
        title = " · ".join(
            field_text(section.field(key), values[key], catalogue) for key in section.title_fields if key in values
        )
        self._title.setText(self.tr("{0}. {1}").format(place + 1, title or self.tr("（未填写）")))
        others = [
            field_text(field, values[field.key], catalogue)
            for field in section.fields
            if field.key in values and field.key not in (*section.title_fields, *_period_keys(section))
            if not field.multiline
        ]
        self._facts.setText("  ".join(filter(None, (when_text(section, values), *others))))
        self._facts.setVisible(self.form is None and bool(self._facts.text()))
        self._up.setEnabled(place > 0)
        self._down.setEnabled(place < len(ids) - 1)
        self.setAccessibleName(self.tr("第 {0} 条 {1}").format(place + 1, title))
        self._show_mark()

    def _show_mark(self) -> None:
        found = [one for one in self._state.findings_in(self._section.key) if one.record == self.record]
        errors = sum(one.severity is Severity.ERROR for one in found)
        self._mark.setVisible(bool(found))
        if errors:
            self._mark.set_tag(self.tr("{0} 项待完善").format(errors), Tone.BAD)
        elif found:
            self._mark.set_tag(self.tr("请核对"), Tone.WARN)


def _period_keys(section: Section) -> tuple[str, ...]:
    if section.period is not None:
        return section.period.start, section.period.end
    return ("date",) if "date" in section.fields_by_key else ()
