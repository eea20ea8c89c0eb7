"""进度跟踪 beside 版本对比: what happened, and what it changed; beneath, what the applicant has confirmed."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.detail.comparison_panel import ComparisonPanel
from desktop.dialogs.detail.ticks_panel import TicksPanel
from desktop.dialogs.detail.timeline_panel import TimelinePanel
from desktop.widgets.splitter import Splitter

_TIMELINE_WIDTH = 431


class HistoryPage(QWidget):
    """Two panels side by side, each of which can be made as wide as the reader likes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        splitter = Splitter(parent=self)
        left = QWidget(splitter)
        self.timeline = TimelinePanel(left)
        self.ticks = TicksPanel(left)
        beneath = QVBoxLayout(left)
        beneath.setContentsMargins(0, 0, 0, 0)
        beneath.setSpacing(0)
        beneath.addWidget(self.timeline, 1)
        beneath.addWidget(self.ticks)
        self.comparison = ComparisonPanel(splitter)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_TIMELINE_WIDTH, 2 * _TIMELINE_WIDTH])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)
