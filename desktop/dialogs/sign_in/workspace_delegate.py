"""Paints a workspace in the sign-in's list: icon, title, place."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.models.workspaces_model import WORKSPACE_ROLE, WorkspaceEntry, WorkspaceKind
from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import GAP, RADIUS
from desktop.widgets.theme.palette import ColorRole

_HEIGHT = 60
_ICONS = {
    WorkspaceKind.LOCAL: IconName.WORKSPACE,
    WorkspaceKind.SHARED: IconName.DATABASE,
    WorkspaceKind.DEMO: IconName.DEMO,
}
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class WorkspaceDelegate(QStyledItemDelegate):
    """Two lines: the workspace's name, and where it lies or that it is not there."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: WorkspaceEntry = index.data(WORKSPACE_ROLE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        card = QRectF(option.rect).adjusted(GAP, 2, -GAP, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(ColorRole.SELECTED if selected else ColorRole.HOVER))
            painter.drawRoundedRect(card, RADIUS, RADIUS)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(color(ColorRole.FOCUS))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        role = ColorRole.ACCENT_TEXT if selected else ColorRole.TEXT_SECONDARY
        draw_icon(painter, card.left() + 12, card.center().y() - 10, _ICONS[entry.kind], role, 20)
        text = card.adjusted(44, 0, -12, 0)
        painter.setPen(color(ColorRole.ACCENT_TEXT if selected else ColorRole.TEXT))
        painter.setFont(font(bold=selected))
        painter.drawText(QRectF(text.left(), card.top() + 7, text.width(), 22), _LEFT, entry.title)
        small = font(FontSize.TINY)
        painter.setPen(color(ColorRole.TEXT_SECONDARY if selected else ColorRole.MUTED))
        painter.setFont(small)
        shown = QFontMetrics(small).elidedText(self._place(entry), Qt.TextElideMode.ElideMiddle, int(text.width()))
        painter.drawText(QRectF(text.left(), card.top() + 29, text.width(), 20), _LEFT, shown)
        painter.restore()

    def _place(self, entry: WorkspaceEntry) -> str:
        if entry.kind is WorkspaceKind.DEMO:
            return self.tr("尚未生成，点击后可生成") if entry.missing else self.tr("虚构的申请，可随意试用")
        return self.tr("找不到：{0}").format(entry.place) if entry.missing else str(entry.place)
