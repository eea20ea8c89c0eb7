"""A field for a day or a month: typed in any usual way, or picked from a calendar."""

from collections.abc import Callable

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.day_calendar import DayCalendar
from desktop.widgets.icons import IconName
from desktop.widgets.month_picker import MonthPicker
from desktop.widgets.theme.metrics import CONTROL_HEIGHT
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tool_button import ToolButton, ToolButtonKind

_BUTTON_ROOM = 28
_DAY, _MONTH = "yyyy-MM-dd", "yyyy-MM"


class DateField(QLineEdit):
    """Shows what was typed as a date once it is left. `picked()`: a day was chosen in the calendar.

    `read` turns what was typed into `2012-06-15` (or `2012-06`), and leaves what is no date as it is.
    """

    picked = Signal()

    def __init__(
        self, name: str, read: Callable[[str], str], *, months: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._format = _MONTH if months else _DAY
        self._months = months
        self._popup: QFrame | None = None
        self.setAccessibleName(name)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setTextMargins(0, 0, _BUTTON_ROOM, 0)
        self._button = ToolButton(
            IconName.CALENDAR, self.tr("打开日历"), kind=ToolButtonKind.FIELD, role=ColorRole.MUTED, parent=self
        )
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.clicked.connect(self.open_calendar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 5, 0)
        row.addStretch(1)
        row.addWidget(self._button)

    @property
    def value(self) -> str:
        """The date that is typed, or the text as it is."""
        return self._read(self.text())

    def open_calendar(self) -> None:
        """Let the person pick; what is typed is where it begins."""
        day = QDate.fromString(self.value if not self._months else f"{self.value}-01", _DAY)
        picker: DayCalendar | MonthPicker = MonthPicker() if self._months else DayCalendar()
        picker.show_day(day if day.isValid() else QDate.currentDate())
        picker.chosen.connect(self._on_chosen)
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setObjectName("calendarPopup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(popup)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(picker)
        popup.destroyed.connect(self._forget_popup)
        self._popup = popup
        popup.adjustSize()
        popup.move(self._place(popup))
        popup.show()
        picker.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if opens or event.key() == Qt.Key.Key_F4:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() is not Qt.FocusReason.PopupFocusReason and self.value != self.text():
            self.setText(self.value)
        super().focusOutEvent(event)

    def _place(self, popup: QWidget) -> QPoint:
        """Below the field, above it where the screen ends."""
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        screen = self.screen().availableGeometry()
        if below.y() + popup.height() > screen.bottom():
            below.setY(self.mapToGlobal(QPoint(0, 0)).y() - popup.height() - 2)
        below.setX(min(below.x(), max(screen.left(), screen.right() - popup.width())))
        return below

    def _on_chosen(self, day: QDate) -> None:
        if self._popup is not None:
            self._popup.close()
        self.setText(day.toString(self._format))
        self.setFocus()
        self.picked.emit()

    def _forget_popup(self) -> None:
        self._popup = None
