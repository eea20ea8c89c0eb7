"""A field for a day and a time of day, of a zone that its user says."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from desktop.widgets.theme.metrics import CONTROL_HEIGHT


class MomentField(QDateTimeEdit):
    """`edited()`: the person changed it."""

    edited = Signal()

    def __init__(self, name: str, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setAccessibleName(name)
        self.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.setCalendarPopup(True)
        self.setFixedHeight(CONTROL_HEIGHT)
        self._shown: datetime | None = None
        self.dateTimeChanged.connect(self._on_changed)

    @property
    def moment(self) -> datetime:
        """To the minute."""
        shown = self.dateTime()
        date, time = shown.date(), shown.time()
        return datetime(date.year(), date.month(), date.day(), time.hour(), time.minute(), tzinfo=self._zone)

    def show_moment(self, moment: datetime) -> None:
        """Not an edit."""
        self._shown = there = moment.astimezone(self._zone).replace(second=0, microsecond=0)
        self.setDateTime(QDateTime(there.year, there.month, there.day, there.hour, there.minute, 0))

    def _on_changed(self) -> None:
        if self.moment != self._shown:
            self._shown = self.moment
            self.edited.emit()
