"""The fields of one record in two columns, long values across both, secrets masked until somebody asks for them."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.detail.reveal_button import RevealButton
from desktop.models.application_outline import FieldOutline
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.theme.palette import ColorRole

translate = QCoreApplication.translate

_LABEL_WIDTH = 96
_ROW_HEIGHT = 22


class FieldGrid(QWidget):
    """Groups of fields under each other; text can be selected and copied.

    `whole_asked(RevealButton)` when somebody wants to see a masked value.
    """

    whole_asked = Signal(object)

    def __init__(
        self, fields: Sequence[FieldOutline], beside_first: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        """`beside_first` stands on the right of the first group, such as a portrait."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        groups = [(caption, tuple(members)) for caption, members in groupby(fields, key=lambda field: field.group)]
        shared = _label_width([field for _, members in groups[1:] for field in members])
        for index, (caption, members) in enumerate(groups):
            width = _label_width(members) if index == 0 else shared
            group = _Group(caption, members, width)
            for button in group.findChildren(RevealButton):
                button.whole_asked.connect(self.whole_asked)
            if index == 0 and beside_first is not None:
                row = QHBoxLayout()
                row.setSpacing(16)
                row.addWidget(group, 1)
                row.addWidget(beside_first, 0, Qt.AlignmentFlag.AlignTop)
                column.addLayout(row)
            else:
                column.addWidget(group)


class _Group(QWidget):
    """One group: an optional caption, then labels on the left of their values."""

    def __init__(self, caption: str, fields: Sequence[FieldOutline], label_width: int) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)
        self._row = 0
        if caption:
            self._grid.addWidget(Label(caption, LabelStyle.SMALL), 0, 0, 1, 4)
            self._row = 1
        on_right = False
        for field in fields:
            if field.wide and on_right:
                self._row, on_right = self._row + 1, False
            self._add_field(field, 2 if on_right else 0, label_width)
            if field.wide or on_right:
                self._row += 1
            on_right = not field.wide and not on_right

    def _add_field(self, field: FieldOutline, column: int, label_width: int) -> None:
        label = Label(field.label, LabelStyle.MUTED, wrap=True)
        label.setFixedWidth(label_width)
        label.setMinimumHeight(_ROW_HEIGHT)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        value = Label(field.text, LabelStyle.BODY, wrap=not field.secret, selectable=True)
        value.setObjectName(f"value-{field.key}")
        value.setAccessibleName(_spoken(field.label, field.text))
        value.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        value.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if not field.secret:
            value.setMinimumWidth(1)  # a long word must not push the card wider than its pane
        extras: list[QWidget] = []
        if field.has_finding:
            extras.append(IconLabel(IconName.FINDING, ColorRole.WARN, 14))
        if field.secret:
            extras.append(_reveal_button(value, field))
        shown = _beside(value, extras, stretch=not field.secret) if extras else value
        self._grid.addWidget(label, self._row, column)
        self._grid.addWidget(shown, self._row, column + 1, 1, 3 if field.wide else 1)


def _label_width(fields: Sequence[FieldOutline]) -> int:
    metrics = Label().fontMetrics()
    widest = max((metrics.horizontalAdvance(field.label) for field in fields), default=0)
    return min(widest + 2, _LABEL_WIDTH)


def _beside(value: QWidget, extras: Sequence[QWidget], *, stretch: bool) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(value, 1 if stretch else 0)
    for extra in extras:
        row.addWidget(extra, 0, Qt.AlignmentFlag.AlignTop)
    if not stretch:
        row.addStretch(1)
    return box


def _spoken(label: str, text: str) -> str:
    return translate("FieldGrid", "{0}：{1}").format(label, text)


def _reveal_button(value: Label, field: FieldOutline) -> RevealButton:
    button = RevealButton(field.key, field.text)

    def show(text: str) -> None:
        value.setText(text)
        value.setAccessibleName(_spoken(field.label, text))

    button.text_changed.connect(show)
    return button
