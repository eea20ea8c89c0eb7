"""What has to be filled in because of another answer: it comes and goes with that answer, and says why it is there."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.catalogue import Field
from desktop.domain.content import JsonScalar
from desktop.widgets.field_box import FieldBox
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole

_BAR_WIDTH = 3
_FIELD_WIDTH = 380
_UNBOUNDED = 16_777_215


class ConditionPanel(Panel):
    """The fields that depend on one other field."""

    def __init__(self, members: Sequence[tuple[Field, FieldBox]], parent: QWidget | None = None) -> None:
        super().__init__(Surface.SELECTED, parent)
        self._members = tuple(members)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._why = Label("", LabelStyle.SMALL_SECONDARY)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(IconLabel(IconName.CONDITION, ColorRole.ACCENT_TEXT, 14))
        head.addWidget(self._why, 1)
        fields = QHBoxLayout()
        fields.setSpacing(16)
        for _, box in self._members:
            fields.addWidget(box, 1, Qt.AlignmentFlag.AlignTop)
        fields.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 8, 12, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(fields)
        self.hide()

    def set_across(self, whole_row: bool) -> None:
        """Keep the fields from becoming as wide as a whole row."""
        for _, box in self._members:
            box.setMaximumWidth(_FIELD_WIDTH if whole_row else _UNBOUNDED)

    def show_for(self, answer: JsonScalar) -> None:
        """Appear where this answer asks for it."""
        asked = False
        for field, box in self._members:
            wanted = field.required_when is not None and answer in field.required_when.choices
            box.setVisible(wanted)
            asked = asked or wanted
        if asked:
            self._why.setText(self.tr("选择了“{0}”，请填写").format(answer))
        self.setVisible(asked)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, _BAR_WIDTH, self.height()), color(ColorRole.ACCENT))
        painter.end()
