"""Paints the comparison of two submissions: headings, what happened, the old value struck out, the new one marked."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.domain.comparison import ChangeKind
from desktop.models.change_rows import ChangeRow
from desktop.models.changes_model import ChangeColumn, ChangeRole
from desktop.text.values import NOTHING
from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import PANE_PADDING, RADIUS_SMALL
from desktop.widgets.theme.palette import ColorRole

Index = QModelIndex | QPersistentModelIndex
HEADING_HEIGHT = 34
_ROW_HEIGHT = 36
_PADDING = 7
_BOX = 6
_MOST_LINES = 8
_WRAPPED = Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextWrapAnywhere.value
_LOOKS = {
    None: (IconName.UNCHANGED, ColorRole.MUTED),
    ChangeKind.ADDED: (IconName.ADD, ColorRole.OK),
    ChangeKind.REMOVED: (IconName.DELETE, ColorRole.BAD),
    ChangeKind.CHANGED: (IconName.CHANGED, ColorRole.INFO),
    ChangeKind.MOVED: (IconName.CHANGED, ColorRole.MUTED),
    ChangeKind.REPLACED: (IconName.REPLACED, ColorRole.WARN),
    ChangeKind.RENAMED: (IconName.CHANGED, ColorRole.MUTED),
}


class ChangeDelegate(QStyledItemDelegate):
    """Rows grow with their values up to a few lines; the whole text is the tool tip."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: ChangeRow = index.data(ChangeRole.ROW)
        if row.heading:
            return QSize(100, HEADING_HEIGHT)
        view = option.widget
        width = view.columnWidth(index.column()) if isinstance(view, QTableView) else option.rect.width()
        return QSize(100, max(_ROW_HEIGHT, self._text_height(index, width) + 2 * _PADDING + 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ChangeRow = index.data(ChangeRole.ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.heading:
            painter.fillRect(rect, color(ColorRole.WINDOW))
            painter.setFont(font(FontSize.BODY, bold=True))
            painter.setPen(color(ColorRole.TEXT))
            painter.drawText(rect.adjusted(PANE_PADDING, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, row.label)
        else:
            selected = bool(state & QStyle.StateFlag.State_Selected)
            painter.fillRect(rect, color(ColorRole.SELECTED_SOFT if selected else ColorRole.SURFACE))
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(ColorRole.LINE))
            self._paint_cell(painter, QRectF(rect), index, row)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRectF, index: Index, row: ChangeRow) -> None:
        top = rect.top() + _PADDING
        match index.column():
            case ChangeColumn.ITEM:
                painter.setPen(color(ColorRole.TEXT))
                painter.setFont(font(FontSize.BODY))
                painter.drawText(rect.adjusted(PANE_PADDING, _PADDING, -8, 0), _WRAPPED, row.label)
            case ChangeColumn.KIND:
                icon, role = _LOOKS[row.kind]
                draw_icon(painter, rect.left() + 12, top + 4, icon, role, 14)
                painter.setPen(color(role))
                painter.setFont(font(FontSize.SMALL))
                words = QRectF(rect.left() + 31, top, rect.width() - 31, 22)
                painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, index.data())
            case ChangeColumn.OLD:
                self._paint_value(painter, rect, row.old, row, is_old=True)
            case _:
                self._paint_value(painter, rect, row.new, row, is_old=False)

    def _paint_value(self, painter: QPainter, rect: QRectF, text: str, row: ChangeRow, *, is_old: bool) -> None:
        face = font(FontSize.BODY)
        marked = row.is_change and row.kind is not ChangeKind.MOVED and text != NOTHING
        face.setStrikeOut(marked and is_old)
        room = QRect(0, 0, round(rect.width()) - 12 - 2 * _BOX - 8, _line_height() * _MOST_LINES)
        box = QFontMetrics(face).boundingRect(room, _WRAPPED, text)
        frame = QRectF(rect.left() + 12, rect.top() + _PADDING - 1, box.width() + 2 * _BOX + 2, box.height() + 4)
        if marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(ColorRole.BAD_SOFT if is_old else ColorRole.OK_SOFT))
            painter.drawRoundedRect(frame, RADIUS_SMALL, RADIUS_SMALL)
        ink = (ColorRole.BAD if is_old else ColorRole.OK) if marked else ColorRole.TEXT_SECONDARY
        painter.setFont(face)
        painter.setPen(color(ink))
        words = frame.adjusted(_BOX, 1, 2, 4)
        painter.setClipRect(rect)
        painter.drawText(words, _WRAPPED, text)

    def _text_height(self, index: Index, width: int) -> int:
        indent = PANE_PADDING + 8 if index.column() == ChangeColumn.ITEM else 12 + 2 * _BOX + 8
        room = QRect(0, 0, max(width - indent, 20), _line_height() * _MOST_LINES)
        box = QFontMetrics(font(FontSize.BODY)).boundingRect(room, _WRAPPED, str(index.data() or ""))
        return min(box.height(), room.height())


def _line_height() -> int:
    return QFontMetrics(font(FontSize.BODY)).lineSpacing()
