"""A year of months to pick one from."""

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.style_property import set_style_property
from desktop.widgets.tool_button import ToolButton

_ACROSS = 4
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_ACROSS, Qt.Key.Key_Down: _ACROSS}


class MonthPicker(QWidget):
    """`chosen(QDate)`: the first day of the month, by a click or Enter. Page Up and Down go by years."""

    chosen = Signal(QDate)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = QDate.currentDate()
        self._title = Label("", LabelStyle.STRONG)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addWidget(self._step(IconName.FIRST, self.tr("前十年"), -10))
        row.addWidget(self._step(IconName.PREVIOUS, self.tr("上一年"), -1))
        row.addWidget(self._title, 1)
        row.addWidget(self._step(IconName.NEXT, self.tr("下一年"), 1))
        row.addWidget(self._step(IconName.LAST, self.tr("后十年"), 10))
        grid = QGridLayout()
        grid.setSpacing(4)
        self._months = [self._month(number) for number in range(1, 13)]
        for place, button in enumerate(self._months):
            grid.addWidget(button, place // _ACROSS, place % _ACROSS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addLayout(grid)
        self.setFixedWidth(280)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_day(self, day: QDate) -> None:
        """Begin at the month of this day."""
        self._day = QDate(day.year(), day.month(), 1)
        self._title.setText(self.tr("{0} 年").format(day.year()))
        for number, button in enumerate(self._months, start=1):
            button.setChecked(number == day.month())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.show_day(self._day.addMonths(_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.show_day(self._day.addYears(1 if key is Qt.Key.Key_PageDown else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._day)
        else:
            super().keyPressEvent(event)

    def _month(self, number: int) -> QPushButton:
        button = QPushButton(self.tr("{0} 月").format(number))
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_style_property(button, "kind", "segment")
        button.clicked.connect(lambda: self.chosen.emit(QDate(self._day.year(), number, 1)))
        return button

    def _step(self, icon: IconName, name: str, years: int) -> ToolButton:
        button = ToolButton(icon, name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.show_day(self._day.addYears(years)))
        return button
