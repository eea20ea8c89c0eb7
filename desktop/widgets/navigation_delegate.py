"""Paints the rows of a navigation tree: icon, words, count, caret; head and line rows."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.navigation_entry import EntryKind, NavigationEntry
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import GAP, ICON_SIZE, RADIUS, ROW_HEIGHT
from desktop.widgets.theme.palette import ColorRole

ENTRY_ROLE = Qt.ItemDataRole.UserRole
_INSET = 8
_PADDING = 10
_TEXT_SHIFT = 26
_CARET = 12
_HEAD_HEIGHT = 30
_LINE_HEIGHT = 17
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight

Index = QModelIndex | QPersistentModelIndex


class NavigationDelegate(QStyledItemDelegate):
    """Rows of `row_height` pixels; everything is painted, the background too."""

    def __init__(self, row_height: int = ROW_HEIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row_height = row_height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heights = {EntryKind.HEAD: _HEAD_HEIGHT, EntryKind.LINE: _LINE_HEIGHT}
        return QSize(100, heights.get(index.data(ENTRY_ROLE).kind, self._row_height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: NavigationEntry = index.data(ENTRY_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.kind is EntryKind.LINE:
            painter.fillRect(QRect(16, rect.center().y(), rect.width() - 32, 1), color(ColorRole.LINE))
        elif entry.kind is EntryKind.HEAD:
            painter.setPen(color(ColorRole.MUTED))
            painter.setFont(font(FontSize.TINY))
            painter.drawText(QRectF(rect).adjusted(20, 6, -12, 0), _LEFT, entry.text)
        else:
            self._paint_entry(painter, QRectF(rect), option, index, entry)
        painter.restore()

    def _paint_entry(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index, entry: NavigationEntry
    ) -> None:
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        body = rect.adjusted(_INSET, 1, -_INSET, -1)
        _paint_background(painter, body, state)
        ink = ColorRole.ACCENT_TEXT if selected else ColorRole.TEXT_SECONDARY
        middle = rect.center().y()
        left = body.left() + _PADDING
        if entry.icon is not None:
            draw_icon(painter, left, round(middle - ICON_SIZE / 2), entry.icon, entry.icon_role or ink)
        left += _TEXT_SHIFT
        right = body.right() - _PADDING
        if entry.kind is EntryKind.GROUP:
            view = option.widget
            opened = isinstance(view, QTreeView) and isinstance(index, QModelIndex) and view.isExpanded(index)
            caret = IconName.DOWN if opened else IconName.NEXT
            draw_icon(painter, right - _CARET, round(middle - _CARET / 2), caret, ColorRole.MUTED, _CARET)
            right -= _CARET + GAP
        if entry.count:
            face = font(FontSize.SMALL, bold=selected)
            width = QFontMetrics(face).horizontalAdvance(entry.count) + 1
            painter.setFont(face)
            painter.setPen(color(entry.count_role or (ColorRole.ACCENT_TEXT if selected else ColorRole.MUTED)))
            painter.drawText(QRectF(right - width - 2, rect.top(), width + 2, rect.height()), _RIGHT, entry.count)
            right -= width + GAP
        face = font(FontSize.BODY, bold=selected)
        painter.setFont(face)
        painter.setPen(color(ColorRole.ACCENT_TEXT if selected else ColorRole.TEXT))
        text = QFontMetrics(face).elidedText(entry.text, Qt.TextElideMode.ElideRight, int(right - left) + 1)
        painter.drawText(QRectF(left, rect.top(), right - left + 2, rect.height()), _LEFT, text)


def _paint_background(painter: QPainter, body: QRectF, state: QStyle.StateFlag) -> None:
    fill = None
    if state & QStyle.StateFlag.State_Selected:
        fill = ColorRole.SELECTED
    elif state & QStyle.StateFlag.State_MouseOver:
        fill = ColorRole.PRESSED
    if fill is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(fill))
        painter.drawRoundedRect(body, RADIUS, RADIUS)
    if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
        painter.setPen(QPen(color(ColorRole.FOCUS), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), RADIUS - 1, RADIUS - 1)
