"""A grid of twelve columns in which a form sets its fields, in rows that are filled to their end."""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

COLUMNS = 12
Row: TypeAlias = Sequence[tuple[QWidget, int]]
"""Widgets from left to right, each with the columns that it takes."""


class FormGrid(QWidget):
    """`set_rows` may be called again with the same widgets, as when the window becomes wider."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Place the widgets; the order in which Tab goes through them is theirs."""
        while self._grid.count():
            self._grid.takeAt(0)
        last: QWidget | None = None
        for number, row in enumerate(rows):
            column = 0
            for widget, span in row:
                self._grid.addWidget(widget, number, column, 1, span, Qt.AlignmentFlag.AlignTop)
                column += span
                if last is not None:
                    QWidget.setTabOrder(last, widget)
                last = widget
