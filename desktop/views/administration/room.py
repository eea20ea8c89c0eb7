"""The shape that all administration rooms share: a title with actions, a banner, a table that says why it is empty."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from desktop.text.errors import explain
from desktop.widgets.banner import Banner
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import ROW_HEIGHT, TOOL_BAR_HEIGHT
from desktop.widgets.tone import Tone


class Room(Panel):
    """Title bar, banner, and room for content below."""

    def __init__(self, title: str, explanation: str, actions: Sequence[KeyButton]) -> None:
        super().__init__()
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 0, 16, 0)
        bar.setSpacing(8)
        bar.addWidget(Label(title, LabelStyle.HEADING))
        bar.addWidget(Label(explanation, LabelStyle.SMALL), 1)
        for action in actions:
            bar.addWidget(action)
        head = Panel()
        head.setFixedHeight(TOOL_BAR_HEIGHT)
        head.setLayout(bar)
        self._banner = Banner(Tone.OK, "")
        self._banner.hide()
        self.content = QVBoxLayout()
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(HorizontalLine())
        layout.addWidget(self._banner)
        layout.addLayout(self.content, 1)

    def announce(self, text: str, detail: str = "", tone: Tone = Tone.OK) -> None:
        """Say quietly what happened."""
        self._banner.set_message(tone, text, detail)
        self._banner.show()

    def show_error(self, error: Exception) -> None:
        """Say why something did not happen."""
        self.announce(explain(error), tone=Tone.BAD)


def plain_table(name: str, headings: Sequence[str], stretched: int) -> QTableWidget:
    """A read-only table of text cells, one row selected at a time; column `stretched` takes what is left."""
    table = QTableWidget(0, len(headings))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(headings))
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setFixedHeight(ROW_HEIGHT)
    table.verticalHeader().hide()
    table.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    return table


def fill_table(table: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
    """Replace the rows, keeping the selected line where it was."""
    selected = table.currentRow()
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(number, column, item)
    if 0 <= selected < len(rows):
        table.selectRow(selected)
