"""Paints a unit to choose: box, name, code, how many applications."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.units_model import UNIT_ROLE, UnitItem
from desktop.widgets.check_painter import CHECK_SIZE, paint_check
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import GAP, PANE_PADDING, RADIUS_SMALL, ROW_HEIGHT
from desktop.widgets.theme.palette import ColorRole

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_COUNT_WIDTH = 64
_WIDEST_CODE = "9" * 18


class UnitDelegate(QStyledItemDelegate):
    """A click anywhere on a line, or Space, checks and unchecks it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            checked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
            state = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
            return model.setData(model.index(index.row(), 0), state, Qt.ItemDataRole.CheckStateRole)
        if event.type() == QEvent.Type.MouseButtonDblClick:  # its two releases have said it all
            return True
        return super().editorEvent(event, model, option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        unit: UnitItem = index.data(UNIT_ROLE)
        state: QStyle.StateFlag = option.state
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, color(ColorRole.SELECTED))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color(ColorRole.HOVER))
        check = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        paint_check(painter, rect.left() + PANE_PADDING, rect.center().y(), check)
        small, body = font(FontSize.SMALL), font(FontSize.BODY)
        line = rect.adjusted(PANE_PADDING + CHECK_SIZE + GAP + 2, 0, -PANE_PADDING, 0)
        painter.setFont(small)
        painter.setPen(color(ColorRole.MUTED))
        painter.drawText(line, _RIGHT, f"{unit.count:,}")
        line.setRight(line.right() - _COUNT_WIDTH)
        code_width = QFontMetrics(small).horizontalAdvance(_WIDEST_CODE) + GAP
        code = QRectF(line.right() - code_width, line.top(), code_width, line.height())
        painter.drawText(code, _LEFT, unit.code)
        line.setRight(code.left() - GAP)
        painter.setFont(body)
        painter.setPen(color(ColorRole.TEXT))
        name = QFontMetrics(body).elidedText(unit.name, Qt.TextElideMode.ElideMiddle, int(line.width()))
        painter.drawText(line, _LEFT, name)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(color(ColorRole.FOCUS), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS_SMALL, RADIUS_SMALL)
        painter.restore()
