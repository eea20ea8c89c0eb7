"""我的申报: the bound unit, the notices of the year, and the person's own applications."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.applicant.history_list import HistoryList
from desktop.views.applicant.notice_list import NoticeList
from desktop.views.applicant.unit_strip import UnitStrip
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import PANE_PADDING

_NOTICES_HEIGHT = 236


class HomePage(QWidget):
    """`start_asked()`: 开始申报, which leads to 条件自检."""

    start_asked = Signal()

    def __init__(self, clock: Callable[[], datetime], this_year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("home_page")
        self.unit = UnitStrip()
        self.notices = NoticeList(clock, this_year)
        self.history = HistoryList()
        self.start = KeyButton(self.tr("条件自检"), IconName.PASS, "Ctrl+N", kind=ButtonKind.NORMAL)
        self.start.setObjectName("start_check")
        self.start.clicked.connect(self.start_asked)
        strip = Panel(Surface.WINDOW)
        row = QHBoxLayout(strip)
        row.setContentsMargins(PANE_PADDING, 10, 12, 10)
        row.setSpacing(8)
        row.addWidget(self.unit, 1)
        row.addWidget(self.start)
        self.notices.setFixedHeight(_NOTICES_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(HorizontalLine())
        column.addWidget(self.notices)
        column.addWidget(HorizontalLine())
        column.addWidget(self.history, 1)
        self.setFocusProxy(self.notices)
