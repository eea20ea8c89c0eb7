"""A field of a form with its label above and, once it is left, what is wrong with it below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.style_property import set_invalid
from desktop.widgets.theme.palette import ColorRole


class FieldBox(QWidget):
    """`marked`: what gets the border of a wrong value, the field itself unless given."""

    def __init__(
        self,
        label: str,
        field: QWidget,
        *,
        required: bool = False,
        marked: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._field, self._marked = field, marked or field
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setSpacing(1)
        caption = ElidedLabel(label, LabelStyle.SECONDARY)
        caption.setBuddy(field)
        head.addWidget(caption)
        if required:
            star = Label("*", LabelStyle.BAD)
            star.setAccessibleName(self.tr("必填"))
            head.addWidget(star)
        head.addStretch(1)
        self._icon = IconLabel(IconName.FINDING, ColorRole.BAD, 14)
        self._words = Label("", LabelStyle.SMALL_BAD, wrap=True)
        self._problem = QWidget()
        below = QHBoxLayout(self._problem)
        below.setContentsMargins(1, 0, 0, 0)
        below.setSpacing(5)
        below.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(field)
        column.addWidget(self._problem)
        self._problem.hide()

    @property
    def field(self) -> QWidget:
        return self._field

    @property
    def problem(self) -> str:
        """The sentence below the field, "" for none."""
        return "" if self._problem.isHidden() else self._words.text()

    def show_problem(self, sentence: str, *, warning: bool = False) -> None:
        """Say what is wrong, or nothing with "". A warning leaves the border alone."""
        if sentence == self.problem:
            return
        self._words.setText(sentence)
        self._words.set_style(LabelStyle.SMALL_WARN if warning else LabelStyle.SMALL_BAD)
        self._icon.set_icon(IconName.FINDING, ColorRole.WARN if warning else ColorRole.BAD)
        self._problem.setVisible(bool(sentence))
        set_invalid(self._marked, bool(sentence) and not warning)
        self._marked.setAccessibleDescription(sentence)
