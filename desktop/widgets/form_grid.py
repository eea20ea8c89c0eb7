"""A grid of twelve columns in which a form sets its fields, in rows that are as high as their highest field."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

COLUMNS = 12
Row: TypeAlias = Sequence[tuple[QWidget, int]]
"""Widgets from left to right, each with the columns that it takes."""

_ACROSS, _DOWN = 16, 12
_LEAST = 40


class FormGrid(QWidget):
    """`set_rows` may be called again with the same widgets, as when the window becomes wider."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _RowsLayout(self)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Place the widgets; the order in which Tab goes through them is theirs."""
        widgets = [widget for row in rows for widget, _ in row]
        self._rows.set_spans([[span for _, span in row] for row in rows], widgets)
        for before, after in pairwise(widgets):
            QWidget.setTabOrder(before, after)
        self.updateGeometry()


class _RowsLayout(QLayout):
    """Columns of exactly the same width, whatever stands in them; rows of which nothing is shown take no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []
        self._spans: list[list[int]] = []

    def set_spans(self, spans: list[list[int]], widgets: list[QWidget]) -> None:
        self._spans = spans
        while self._items:
            self.takeAt(0)
        for widget in widgets:
            self.addWidget(widget)
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        width = COLUMNS * _LEAST
        return QSize(width, self.heightForWidth(max(width, self.geometry().width())))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items in `rect` (or only pretend to); the height they take."""
        unit = (rect.width() - (COLUMNS - 1) * _ACROSS) / COLUMNS
        top = 0
        for row in self._shown_rows():
            heights = []
            for item, column, span in row:
                left = round(column * (unit + _ACROSS))
                width = round(span * (unit + _ACROSS) - _ACROSS)
                height = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
                heights.append(height)
                if move:
                    item.setGeometry(QRect(rect.x() + left, rect.y() + top, width, height))
            top += max(heights) + _DOWN
        return max(0, top - _DOWN)

    def _shown_rows(self) -> Iterator[list[tuple[QLayoutItem, int, int]]]:
        items = iter(self._items)
        for spans in self._spans:
            column, row = 0, []
            for span in spans:
                item = next(items, None)
                if item is not None and not item.isEmpty():
                    row.append((item, column, span))
                column += span
            if row:
                yield row
