"""What is left to do on the page that is shown, or was asked for by a reviewer; each line leads to its place."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.form_todo import FormPlace, TodoItem, TodoKind
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.style_property import set_style_property
from desktop.widgets.theme.palette import ColorRole

_LEAST_WIDTH = 160
_MARKS = {
    TodoKind.ERROR: (IconName.FINDING, ColorRole.BAD),
    TodoKind.ABSENCE: (IconName.DRAFT, ColorRole.WARN),
    TodoKind.REMARK: (IconName.RETURN, ColorRole.WARN),
}


class TodoLine(QPushButton):
    """One thing to do, as a row that is a button."""

    def __init__(self, item: TodoItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.setObjectName("todoLine")
        set_style_property(self, "kind", "line")
        self.setAutoDefault(False)
        self.setAccessibleName(f"{item.title} {item.detail}")
        title = ElidedLabel(item.title)
        detail = Label(item.detail, LabelStyle.SMALL_SECONDARY, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(title)
        words.addWidget(detail)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(4, 6, 4, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel(*_MARKS[item.kind]), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(IconLabel(IconName.GO_TO, ColorRole.TEXT_SECONDARY))
        for label in (title, detail):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, self.heightForWidth(max(self.width(), _LEAST_WIDTH)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row.totalHeightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()


class TodoList(QWidget):
    """`place_chosen(FormPlace)`. `nothing` is said where no line is."""

    place_chosen = Signal(object)

    def __init__(self, heading: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[TodoItem, ...] | None = None
        self._count = Label("", LabelStyle.SMALL_BAD)
        head = QHBoxLayout()
        head.addWidget(Label(heading, LabelStyle.HEADING), 1)
        head.addWidget(self._count)
        self._nothing = Label(nothing, LabelStyle.MUTED, wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._nothing)
        column.addLayout(self._lines)
        self.show_items(())

    def show_items(self, items: Sequence[TodoItem]) -> None:
        """Show these; the same again leaves the lines, and the cursor among them, alone."""
        if tuple(items) == self._items:
            return
        self._items = tuple(items)
        while (gone := self._lines.takeAt(0)) is not None:
            widget = gone.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for item in items:
            line = TodoLine(item)
            line.clicked.connect(lambda _checked=False, place=item.place: self._choose(place))
            self._lines.addWidget(line)
        self._count.setText(self.tr("{0} 项").format(len(items)) if items else "")
        self._nothing.setVisible(not items)

    def _choose(self, place: FormPlace) -> None:
        self.place_chosen.emit(place)
