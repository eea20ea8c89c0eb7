"""The parts of the detail dialog and where they stand; what they show and what a click does is said elsewhere."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.dialogs.detail.action_bar import ActionBar
from desktop.dialogs.detail.findings_panel import FindingsPanel
from desktop.dialogs.detail.header import DetailHeader
from desktop.dialogs.detail.history_page import HistoryPage
from desktop.dialogs.detail.section_pane import SectionPane
from desktop.models.application_outline import RecordOutline
from desktop.widgets.banner import Banner
from desktop.widgets.evidence.pane import EvidencePane
from desktop.widgets.navigation_tree import NavigationTree
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import HorizontalLine, VerticalLine
from desktop.widgets.splitter import Splitter
from desktop.widgets.theme.metrics import SECTION_ROW_HEIGHT, SECTIONS_WIDTH
from desktop.widgets.tone import Tone

_MIDDLE_WIDTH, _WIDE_MIDDLE_WIDTH = 474, 600
_LEAST_MIDDLE_WIDTH = 360
_WIDE = 1700


class DetailView(QWidget):
    """Header on top; sections on the left; records, findings and evidence, or the history; actions at the foot."""

    def __init__(
        self,
        evidence: EvidencePane,
        portrait: Callable[[RecordOutline], QWidget | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        # each part begins in its place: whatever changes its parent has all within it styled anew
        self.header = DetailHeader(self)
        self.banner = Banner(Tone.INFO, "", parent=self)
        self.banner.setObjectName("detailBanner")
        self.banner.hide()
        self._left = Panel(Surface.WINDOW, self)
        self._left.setFixedWidth(SECTIONS_WIDTH)
        self.sections = NavigationTree(SECTION_ROW_HEIGHT, self._left)
        self.sections.setObjectName("sections")
        self.sections.setAccessibleName(self.tr("申报栏目"))
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 4, 0, 8)
        left.addWidget(self.sections)
        self.pages = QStackedWidget(self)
        self._review = Splitter(parent=self.pages)
        self._middle = QWidget(self._review)
        self.records = SectionPane(portrait, self._middle)
        self.findings = FindingsPanel(self._middle)
        self._lay_out_middle()
        self._review.addWidget(evidence)
        self._review.setStretchFactor(1, 1)
        self.pages.addWidget(self._review)
        self.history = HistoryPage(self.pages)
        self.pages.addWidget(self.history)
        self.action_bar = ActionBar(self)
        self._lines = (HorizontalLine(self), VerticalLine(parent=self), HorizontalLine(self))
        self._lay_out(*self._lines)

    def show_review(self) -> None:
        """Records beside their evidence."""
        self.pages.setCurrentWidget(self._review)

    def show_history(self) -> None:
        """What happened, and what it changed."""
        self.pages.setCurrentWidget(self.history)

    def show_evidence_only(self, only: bool) -> None:
        """Nothing but the evidence, as large as the screen."""
        if only:
            self.show_review()
        for part in (self.header, self._left, self._middle, self.action_bar, *self._lines):
            part.setVisible(not only)

    def fit_widths(self, width: int) -> None:
        """Share a width between records and evidence."""
        middle = _WIDE_MIDDLE_WIDTH if self.is_wide(width) else _MIDDLE_WIDTH
        self._review.setSizes([middle, max(width - SECTIONS_WIDTH - middle - 2, 200)])

    def is_wide(self, width: int) -> bool:
        """Whether a width leaves the records more than their usual room."""
        return width >= _WIDE

    def say(self, tone: Tone, text: str, detail: str = "") -> None:
        """Show a quiet message under the header, in place of the one before."""
        self.banner.clear_actions()
        self.banner.set_message(tone, text, detail)
        self.banner.show()

    def _lay_out_middle(self) -> None:
        self._middle.setMinimumWidth(_LEAST_MIDDLE_WIDTH)
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.records, 1)
        column.addWidget(HorizontalLine(self._middle))
        column.addWidget(self.findings)

    def _lay_out(self, below_header: QWidget, beside_left: QWidget, above_actions: QWidget) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.pages, 1)
        right.addWidget(above_actions)
        right.addWidget(self.action_bar)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(beside_left)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, below_header, self.banner):
            column.addWidget(part)
        column.addLayout(row, 1)
