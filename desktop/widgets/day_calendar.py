"""A month of days to pick one from, in the look of the program."""

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget as QtCalendar
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tool_button import ToolButton


class DayCalendar(QWidget):
    """`chosen(QDate)` by a click or Enter. Page Up and Down go by months, with Ctrl by years."""

    chosen = Signal(QDate)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calendar = QtCalendar()
        self._calendar.setNavigationBarVisible(False)
        self._calendar.setLocale(QLocale(QLocale.Language.Chinese))
        self._calendar.setVerticalHeaderFormat(QtCalendar.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setGridVisible(False)
        plain = QTextCharFormat()
        plain.setForeground(color(ColorRole.TEXT))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, plain)
        heads = QTextCharFormat()
        heads.setForeground(color(ColorRole.MUTED))
        self._calendar.setHeaderTextFormat(heads)
        self._title = Label("", LabelStyle.STRONG)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        for icon, name, months in (
            (IconName.FIRST, self.tr("上一年"), -12),
            (IconName.PREVIOUS, self.tr("上一月"), -1),
        ):
            row.addWidget(self._step(icon, name, months))
        row.addWidget(self._title, 1)
        for icon, name, months in ((IconName.NEXT, self.tr("下一月"), 1), (IconName.LAST, self.tr("下一年"), 12)):
            row.addWidget(self._step(icon, name, months))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._calendar)
        self._calendar.setFixedSize(280, 212)
        self.setFocusProxy(self._calendar)
        self._calendar.clicked.connect(self.chosen)
        self._calendar.activated.connect(self.chosen)
        self._calendar.currentPageChanged.connect(self._show_title)

    def show_day(self, day: QDate) -> None:
        """Begin at this day."""
        self._calendar.setSelectedDate(day)
        self._show_title(day.year(), day.month())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
            return
        year = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._go(12 * steps if year else steps)

    def _step(self, icon: IconName, name: str, months: int) -> ToolButton:
        button = ToolButton(icon, name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._go(months))
        return button

    def _go(self, months: int) -> None:
        self._calendar.setSelectedDate(self._calendar.selectedDate().addMonths(months))

    def _show_title(self, year: int, month: int) -> None:
        self._title.setText(self.tr("{0} 年 {1} 月").format(year, month))
