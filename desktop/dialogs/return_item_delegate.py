"""Paints the lines of the return dialog: box, icon, what is wrong, where."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.return_items_model import ReturnItem, ReturnItemRole
from desktop.widgets.check_painter import paint_check
from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import PANE_PADDING
from desktop.widgets.theme.palette import ColorRole

Index = QModelIndex | QPersistentModelIndex
_HEADING_HEIGHT = 30
_TEXT_LEFT = 66
_RIGHT = 14
_PADDING = 5
_PLACE_HEIGHT = 19
_WRAPPED = Qt.TextFlag.TextWordWrap.value


class ReturnItemDelegate(QStyledItemDelegate):
    """A click anywhere on a line, or Space, checks and unchecks it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item: ReturnItem = index.data(ReturnItemRole.ITEM)
        if item.heading:
            return QSize(100, _HEADING_HEIGHT)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        return QSize(100, self._title_height(item, width) + _PLACE_HEIGHT + 2 * _PADDING + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: ReturnItem = index.data(ReturnItemRole.ITEM)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, color(ColorRole.SURFACE))
        if item.heading:
            self._paint_heading(painter, rect, item)
        else:
            self._paint_item(painter, rect, option, index, item)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            checked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
            state = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
            return model.setData(model.index(index.row(), 0), state, Qt.ItemDataRole.CheckStateRole)
        return super().editorEvent(event, model, option, index)

    def _paint_heading(self, painter: QPainter, rect: QRect, item: ReturnItem) -> None:
        bold = font(FontSize.BODY, bold=True)
        painter.setFont(bold)
        painter.setPen(color(ColorRole.TEXT))
        line = rect.adjusted(PANE_PADDING, 0, 0, 0)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, item.title)
        painter.setFont(font(FontSize.SMALL))
        painter.setPen(color(ColorRole.MUTED))
        shift = QFontMetrics(bold).horizontalAdvance(item.title) + 8
        painter.drawText(line.adjusted(shift, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, item.place)

    def _paint_item(
        self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index, item: ReturnItem
    ) -> None:
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect, color(ColorRole.SELECTED))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color(ColorRole.HOVER))
        check = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        top = rect.top() + _PADDING
        paint_check(painter, rect.left() + PANE_PADDING, top + 11, check)
        icon, role = _look(item)
        draw_icon(painter, rect.left() + 42, top + 3, icon, role)
        chosen = check == Qt.CheckState.Checked
        width = rect.width() - _TEXT_LEFT - _RIGHT
        title = QRectF(rect.left() + _TEXT_LEFT, top, width, self._title_height(item, rect.width()))
        painter.setFont(font(FontSize.BODY))
        painter.setPen(color(ColorRole.TEXT if chosen else ColorRole.TEXT_SECONDARY))
        painter.drawText(title, _WRAPPED, item.title)
        painter.setFont(font(FontSize.SMALL))
        painter.setPen(color(ColorRole.MUTED))
        place = painter.fontMetrics().elidedText(item.place, Qt.TextElideMode.ElideMiddle, width)
        line = QRectF(title.left(), title.bottom(), width, _PLACE_HEIGHT)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, place)
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(color(ColorRole.FOCUS), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _title_height(self, item: ReturnItem, width: int) -> int:
        room = QRect(0, 0, width - _TEXT_LEFT - _RIGHT, 1000)
        return max(QFontMetrics(font(FontSize.BODY)).boundingRect(room, _WRAPPED, item.title).height(), 20)


def _look(item: ReturnItem) -> tuple[IconName, ColorRole]:
    if item.attachment:
        return IconName.UNREAD, ColorRole.WARN
    return (IconName.FINDING, ColorRole.WARN) if item.is_error else (IconName.INFORMATION, ColorRole.MUTED)
