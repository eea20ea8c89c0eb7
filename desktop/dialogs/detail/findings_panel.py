"""What data validation found, below the records; Enter or a click leads to the record in question."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.models.application_outline import FindingOutline
from desktop.models.findings_model import FindingRole, FindingsModel
from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.panel_head import PanelHead
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import ICON_SIZE, PANE_PADDING
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.wrapping_list import WrappingList

_HEAD_HEIGHT = 38
_LINE_HEIGHT = 21
_PADDING = 6
_TEXT_LEFT = PANE_PADDING + ICON_SIZE + 8
_RIGHT = 40
_VISIBLE_ROWS = 4
Index = QModelIndex | QPersistentModelIndex


class _FindingDelegate(QStyledItemDelegate):
    """Place and sentence in one line where they fit, else the sentence below the place."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        finding: FindingOutline = index.data(FindingRole.FINDING)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        room = width - _TEXT_LEFT - _RIGHT
        if self._fits(finding, room):
            return QSize(100, _LINE_HEIGHT + 2 * _PADDING)
        metrics = QFontMetrics(font(FontSize.BODY))
        box = metrics.boundingRect(QRect(0, 0, room, 1000), Qt.TextFlag.TextWordWrap.value, finding.sentence)
        return QSize(100, _LINE_HEIGHT + box.height() + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        finding: FindingOutline = index.data(FindingRole.FINDING)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected) and bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = ColorRole.SELECTED if selected else ColorRole.HOVER if hovered else ColorRole.SURFACE
        painter.fillRect(rect, color(ground))
        icon, role = (IconName.FINDING, ColorRole.WARN) if finding.is_error else (IconName.INFORMATION, ColorRole.MUTED)
        draw_icon(painter, PANE_PADDING, rect.top() + _PADDING + 2, icon, role)
        draw_icon(painter, rect.right() - 30, rect.top() + _PADDING + 2, IconName.GO_TO, ColorRole.TEXT_SECONDARY)
        left, top, room = rect.left() + _TEXT_LEFT, rect.top() + _PADDING, rect.width() - _TEXT_LEFT - _RIGHT
        metrics = QFontMetrics(font(FontSize.BODY))
        painter.setFont(font(FontSize.BODY))
        painter.setPen(color(ColorRole.TEXT_SECONDARY))
        line = QRectF(left, top, room, _LINE_HEIGHT)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, finding.place)
        painter.setPen(color(ColorRole.TEXT))
        if self._fits(finding, room):
            shift = metrics.horizontalAdvance(finding.place) + 10
            painter.drawText(line.adjusted(shift, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter, finding.sentence)
        else:
            below = QRectF(left, top + _LINE_HEIGHT, room, rect.bottom() - top - _LINE_HEIGHT)
            painter.drawText(below, Qt.TextFlag.TextWordWrap.value, finding.sentence)
        if selected:
            painter.setPen(QPen(color(ColorRole.FOCUS), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _fits(self, finding: FindingOutline, room: int) -> bool:
        metrics = QFontMetrics(font(FontSize.BODY))
        return metrics.horizontalAdvance(finding.place) + 10 + metrics.horizontalAdvance(finding.sentence) <= room


class _FindingsView(WrappingList):
    """As high as its rows, up to a few of them."""

    def __init__(self, model: FindingsModel) -> None:
        super().__init__()
        self.setObjectName("findings")
        self.setModel(model)
        self.setItemDelegate(_FindingDelegate(self))
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_height()

    def fit_height(self) -> None:
        """Take the height of the first rows."""
        rows = min(self.model().rowCount(), _VISIBLE_ROWS)
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in range(rows)) + 4)


class FindingsPanel(Panel):
    """`finding_chosen(FindingOutline)`: the person wants to see the place."""

    finding_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("findingsPanel")
        self._model = FindingsModel(self)
        self._view = _FindingsView(self._model)
        self._view.setAccessibleName(self.tr("校验提示"))
        self._view.clicked.connect(self._on_chosen)
        self._view.activated.connect(self._on_chosen)
        self._count = Label("", LabelStyle.MUTED)
        self._note = Label(self.tr("申报人看到同样的提示"), LabelStyle.SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(
            PanelHead([Label(self.tr("校验"), LabelStyle.STRONG), self._count], [self._note], _HEAD_HEIGHT)
        )
        column.addWidget(self._view)

    def show_findings(self, findings: Sequence[FindingOutline]) -> None:
        """List the findings; the panel says so when there are none."""
        self._model.set_findings(findings)
        self._count.setText(self.tr("{0} 项").format(len(findings)) if findings else self.tr("没有发现问题"))
        self._note.setVisible(bool(findings))
        self._view.setVisible(bool(findings))
        self._view.fit_height()

    def _on_chosen(self, index: QModelIndex) -> None:
        self.finding_chosen.emit(index.data(FindingRole.FINDING))
