"""The table of an administration room, flat or as a tree: text cells with an icon, one row selected at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from desktop.widgets.check_header import CheckHeader
from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import font
from desktop.widgets.theme.metrics import CELL_PADDING, ICON_SIZE, ROW_HEIGHT
from desktop.widgets.theme.palette import ColorRole

KEY_ROLE = int(Qt.ItemDataRole.UserRole)
_CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_INDENT = 24
_CARET = 12
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows."""

    text: str
    role: ColorRole = ColorRole.TEXT
    icon: IconName | None = None
    icon_role: ColorRole = ColorRole.TEXT_SECONDARY
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `key` names it for the page; `depth` is 0 at the top, at most one more than in the row above."""

    key: str
    cells: tuple[Cell, ...]
    depth: int = 0


class RoomTable(QTreeWidget):
    """Columns of fixed width but for one that takes what is left; with `tree` rows open and close."""

    def __init__(self, name: str, headings: Sequence[tuple[str, int]], *, tree: bool = False) -> None:
        """`headings`: words and width in pixels, 0 for the column that takes what is left."""
        super().__init__()
        self.setAccessibleName(name)
        self.setHeader(CheckHeader(None, self))
        self.setHeaderLabels([words for words, _ in headings])
        header = self.header()
        header.setSectionsClickable(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setStretchLastSection(False)
        for column, (_, width) in enumerate(headings):
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
            if width:
                self.setColumnWidth(column, width)
        self.setItemDelegate(_CellDelegate(self))
        self.setRootIsDecorated(tree)
        self.setIndentation(_INDENT if tree else 0)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def selected_key(self) -> str | None:
        """The key of the selected row."""
        items = self.selectedItems()
        return str(items[0].data(0, KEY_ROLE)) if items else None

    def choose(self, key: str) -> bool:
        """Select the row of that key; whether there is one."""
        item = next((item for item in self._items() if item.data(0, KEY_ROLE) == key), None)
        if item is not None:
            self.setCurrentItem(item)
        return item is not None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Replace the rows; what was selected or closed stays so where it is still there."""
        selected, scrolled = self.selected_key, self.verticalScrollBar().value()
        closed = {item.data(0, KEY_ROLE) for item in self._items() if item.childCount() and not item.isExpanded()}
        self.clear()
        above: list[QTreeWidgetItem] = []
        for line in lines:
            item = _item(line)
            del above[line.depth :]
            if above:
                above[-1].addChild(item)
            else:
                self.addTopLevelItem(item)
            above.append(item)
        for item in self._items():
            item.setExpanded(item.data(0, KEY_ROLE) not in closed)
            if item.data(0, KEY_ROLE) == selected:
                self.setCurrentItem(item)
        self.verticalScrollBar().setValue(scrolled)

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = options.rect
        row = QRect(0, rect.top(), self.viewport().width(), rect.height())
        state: QStyle.StateFlag = options.state
        fill = ColorRole.SURFACE
        if self.selectionModel().isRowSelected(index.row(), index.parent()):
            fill = ColorRole.SELECTED
        elif state & QStyle.StateFlag.State_MouseOver:
            fill = ColorRole.HOVER
        painter.fillRect(row, color(fill))
        painter.fillRect(QRect(0, row.bottom(), row.width(), 1), color(ColorRole.LINE))
        if index.row() == self.currentIndex().row() and index.parent() == self.currentIndex().parent():
            painter.fillRect(QRect(0, row.top(), 3, row.height()), color(ColorRole.ACCENT))
        super().drawRow(painter, options, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if self.model().hasChildren(index) and isinstance(index, QModelIndex):
            caret = IconName.DOWN if self.isExpanded(index) else IconName.NEXT
            draw_icon(painter, rect.right() - _CARET, rect.center().y() - _CARET // 2, caret, ColorRole.MUTED, _CARET)

    def _items(self) -> list[QTreeWidgetItem]:
        found, waiting = [], [self.topLevelItem(number) for number in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None:
                found.append(item)
                waiting += [item.child(number) for number in range(item.childCount())]
        return found


class _CellDelegate(QStyledItemDelegate):
    """Paints icon and words; the row itself paints the background."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell = index.data(_CELL_ROLE)
        area = QRectF(option.rect).adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        painter.save()
        if cell.icon is not None:
            draw_icon(painter, area.left(), round(area.center().y() - ICON_SIZE / 2), cell.icon, cell.icon_role)
            area.setLeft(area.left() + ICON_SIZE + 8)
        face = font(bold=cell.bold)
        painter.setFont(face)
        painter.setPen(color(cell.role))
        shown = QFontMetrics(face).elidedText(cell.text, Qt.TextElideMode.ElideRight, int(area.width()) + 1)
        painter.drawText(area, _LEFT, shown)
        painter.restore()


def _item(line: Line) -> QTreeWidgetItem:
    item = QTreeWidgetItem([cell.text for cell in line.cells])
    item.setData(0, KEY_ROLE, line.key)
    for column, cell in enumerate(line.cells):
        item.setData(column, _CELL_ROLE, cell)
        item.setToolTip(column, cell.text)
    return item
