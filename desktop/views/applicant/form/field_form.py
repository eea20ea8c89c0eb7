"""The fields of one record, as the catalogue says: groups, conditions, what is wrong below each field."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.catalogue import Field, FieldType, Section
from desktop.domain.findings import Severity
from desktop.domain.known_keys import EMPLOYMENT_FORM
from desktop.models.form_state import FormState
from desktop.text.findings import finding_sentence
from desktop.views.applicant.form.condition_panel import ConditionPanel
from desktop.views.applicant.form.editors import Editor, LinesEditor, make_editor
from desktop.views.applicant.form.field_layout import DERIVED_CLASS, UNIT, Cell, deciding, layout
from desktop.widgets.class_tag import ClassTag
from desktop.widgets.field_box import FieldBox
from desktop.widgets.form_grid import COLUMNS, FormGrid
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import CONTROL_HEIGHT

_GROUP_GAP = 18
_NARROW, _WIDE = 560, 1000
_USUAL_ACROSS = 3


class FieldForm(QWidget):
    """Shows and changes one record of the state. `cleansed()`: characters were taken out of what was pasted."""

    cleansed = Signal()

    def __init__(
        self, state: FormState, section: Section, record: str, unit: str = "", parent: QWidget | None = None
    ) -> None:
        """`unit`: the recommending unit's name, where it is to be shown among the fields."""
        super().__init__(parent)
        self._state, self._section, self._record = state, section, record
        self._across = _USUAL_ACROSS
        self._editors: dict[str, Editor] = {}
        self._boxes: dict[str, FieldBox] = {}
        self._derived = _DerivedClass()
        self._unit = _read_only(self.tr("工作单位"), unit) if unit else None
        self._groups = [tuple(members) for _, members in groupby(section.fields, key=lambda field: field.group)]
        self._grids: list[FormGrid] = []
        self._panels: dict[str, ConditionPanel] = {}
        for field in section.fields:
            self._add(field)
        self._lay_out()
        self._arrange()
        state.value_changed.connect(self._on_value_changed)
        state.checked.connect(self._show_findings)
        self._show_values()
        self._show_findings()

    def focus_field(self, key: str) -> QWidget | None:
        """Put the cursor into a field; the box around it, None where the form does not show it."""
        editor, box = self._editors.get(key), self._boxes.get(key)
        if editor is None or box is None or not box.isVisibleTo(self):
            return None
        editor.focused.setFocus(Qt.FocusReason.OtherFocusReason)
        return box

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.focus_field(self._section.fields[0].key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        across = 4 if width >= _WIDE else 3 if width >= _NARROW else 2
        if across != self._across:
            self._across = across
            self._arrange()

    # building

    def _add(self, field: Field) -> None:
        editor = make_editor(field, self._state.catalogue)
        editor.widget.setObjectName(f"field-{field.key}")
        marked = editor.marked if isinstance(editor, LinesEditor) else None
        needed = self._section.required or self._section.repeats
        required = needed and (field.required or field.required_when is not None)
        box = FieldBox(field.label, editor.widget, required=required, marked=marked)
        box.setObjectName(f"box-{field.key}")
        editor.edited.connect(lambda: self._on_edited(field.key))
        editor.left.connect(lambda: self._state.leave(self._section.key, self._record, field.key))
        editor.cleansed.connect(self.cleansed)
        self._editors[field.key], self._boxes[field.key] = editor, box

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for number, members in enumerate(self._groups):
            if number:
                column.addSpacing(_GROUP_GAP - 10)
                column.addWidget(HorizontalLine())
                column.addSpacing(_GROUP_GAP - 12)
            if members[0].group:
                column.addWidget(Label(members[0].group, LabelStyle.HEADING))
            for key in deciding(members):
                self._panels[key] = self._panel(key, members)
            grid = FormGrid()
            column.addWidget(grid)
            self._grids.append(grid)

    def _panel(self, key: str, members: Sequence[Field]) -> ConditionPanel:
        dependent = [field for field in members if field.required_when and field.required_when.field == key]
        panel = ConditionPanel([(field, self._boxes[field.key]) for field in dependent])
        panel.setObjectName(f"condition-{key}")
        return panel

    def _arrange(self) -> None:
        for grid, members in zip(self._grids, self._groups, strict=True):
            first = members[0].key if any(field.key == EMPLOYMENT_FORM for field in members) else ""
            rows = layout(members, self._across, unit_before=first if self._unit is not None else "")
            grid.set_rows([list(self._widgets(row)) for row in rows])

    def _widgets(self, row: Sequence[Cell]) -> Iterator[tuple[QWidget, int]]:
        for cell in row:
            if cell.condition_of:
                panel = self._panels[cell.condition_of]
                panel.set_across(cell.span == COLUMNS)
                yield panel, cell.span
            elif cell.key == DERIVED_CLASS:
                yield self._derived, cell.span
            elif cell.key == UNIT and self._unit is not None:
                yield self._unit, cell.span
            else:
                yield self._boxes[cell.key], cell.span

    # values and findings

    def _on_edited(self, key: str) -> None:
        self._state.set_value(self._section.key, self._record, key, self._editors[key].value)

    def _on_value_changed(self, section: str, record: str, field: str) -> None:
        if (section, record) == (self._section.key, self._record):
            self._editors[field].show_value(self._state.value(section, record, field))
            self._show_conditions()

    def _show_values(self) -> None:
        for key, editor in self._editors.items():
            editor.show_value(self._state.value(self._section.key, self._record, key))
        self._show_conditions()

    def _show_conditions(self) -> None:
        values = self._state.values(self._section.key, self._record)
        for key, panel in self._panels.items():
            panel.show_for(values.get(key))
        standard = next((field.key for field in self._section.fields if field.type is FieldType.STANDARD), None)
        if standard is not None:
            graded = self._state.catalogue.class_of(values.get(standard))
            self._derived.show_class("" if graded is None else graded.key, "" if graded is None else graded.label)

    def _show_findings(self) -> None:
        for key, box in self._boxes.items():
            finding = self._state.finding_at(self._section.key, self._record, key)
            if finding is None:
                box.show_problem("")
            elif box.problem or not self._editors[key].is_being_typed_in:
                sentence = finding_sentence(finding, self._state.catalogue)
                box.show_problem(sentence, warning=finding.severity is Severity.WARNING)


class _DerivedClass(QWidget):
    """申请评定级别（层次）: what the chosen standard comes to (guide 3.2.1, note 3)."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("derivedClass")
        self._tag = ClassTag("")
        self._name = Label("", LabelStyle.BODY)
        self._note = Label("", LabelStyle.SMALL)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._tag)
        line.addWidget(self._name)
        line.addWidget(self._note, 1)
        row = QWidget()
        row.setFixedHeight(CONTROL_HEIGHT)
        line.setContentsMargins(0, 0, 0, 0)
        row.setLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(self.tr("申请评定级别（层次）"), LabelStyle.SECONDARY))
        column.addWidget(row)
        self.show_class("", "")

    def show_class(self, key: str, label: str) -> None:
        """The class, or that none follows yet."""
        self._tag.set_text(key)
        self._tag.setVisible(bool(key))
        self._name.setText(label)
        self._name.setVisible(bool(label))
        self._note.setText(self.tr("由所选标准得出") if key else self.tr("选择标准后自动得出，不需要填写"))


def _read_only(label: str, text: str) -> FieldBox:
    field = QLineEdit(text)
    field.setReadOnly(True)
    field.setFixedHeight(CONTROL_HEIGHT)
    field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    field.setAccessibleName(label)
    field.setCursorPosition(0)
    return FieldBox(label, field)
