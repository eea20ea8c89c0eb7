"""The fields of one record in two columns, long values across both, secrets masked until somebody asks for them."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.models.application_outline import FieldOutline
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tool_button import ToolButton, ToolButtonKind

_LABEL_WIDTH = 96
_ROW_HEIGHT = 22


class FieldGrid(QWidget):
    """Labels on the left of their values; text can be selected and copied."""

    def __init__(self, fields: Sequence[FieldOutline], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)
        self._row = 0
        for group, members in groupby(fields, key=lambda field: field.group):
            self._add_group(group, list(members))

    def _add_group(self, group: str, fields: Sequence[FieldOutline]) -> None:
        if group:
            caption = Label(group, LabelStyle.SMALL)
            caption.setContentsMargins(0, 8 if self._row else 0, 0, 2)
            self._grid.addWidget(caption, self._row, 0, 1, 4)
            self._row += 1
        on_right = False
        width = min(max(self._needed_width(field) for field in fields), _LABEL_WIDTH)
        for field in fields:
            if field.wide and on_right:
                self._row, on_right = self._row + 1, False
            self._add_field(field, 2 if on_right else 0, width)
            if field.wide or on_right:
                self._row += 1
            on_right = not field.wide and not on_right
        if on_right:
            self._row += 1

    def _needed_width(self, field: FieldOutline) -> int:
        return self.fontMetrics().horizontalAdvance(field.label) + 2

    def _add_field(self, field: FieldOutline, column: int, width: int) -> None:
        label = Label(field.label, LabelStyle.MUTED, wrap=True)
        label.setFixedWidth(width)
        label.setMinimumHeight(_ROW_HEIGHT)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        value = Label(field.text, LabelStyle.BODY, wrap=True, selectable=True)
        value.setObjectName(f"value-{field.key}")
        value.setAccessibleName(f"{field.label}：{field.text}")
        value.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        value.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        shown: QWidget = value
        if field.secret:
            shown = _with_reveal(value, field)
        elif field.has_finding:
            shown = _beside(value, IconLabel(IconName.FINDING, ColorRole.WARN, 14))
        self._grid.addWidget(label, self._row, column)
        self._grid.addWidget(shown, self._row, column + 1, 1, 3 if field.wide else 1)


def _beside(value: QWidget, *extras: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(value, 1)
    for extra in extras:
        row.addWidget(extra, 0, Qt.AlignmentFlag.AlignTop)
    return box


def _with_reveal(value: Label, field: FieldOutline) -> QWidget:
    """The masked value with a button that shows and hides the whole."""
    button = ToolButton(IconName.SEEN, value.tr("显示完整号码"), kind=ToolButtonKind.TINY, checkable=True)
    button.setObjectName(f"reveal-{field.key}")

    def on_toggled(shown: bool) -> None:
        text = field.secret if shown else field.text
        value.setText(text)
        value.setAccessibleName(f"{field.label}：{text}")
        button.set_icon(IconName.UNREAD if shown else IconName.SEEN)
        button.set_name(value.tr("隐藏号码") if shown else value.tr("显示完整号码"))

    button.toggled.connect(on_toggled)
    return _beside(value, *([IconLabel(IconName.FINDING, ColorRole.WARN, 14)] if field.has_finding else []), button)
