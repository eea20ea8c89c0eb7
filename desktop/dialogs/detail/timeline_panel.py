"""进度跟踪: the history of the application as a line with marks; every submission and every decision, newest first."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.detail.status_look import action_look
from desktop.models.timeline_model import TimelineModel, TimelineRole
from desktop.text.timeline import TimelineEntry
from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.panel_head import PanelHead
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import RADIUS
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.wrapping_list import WrappingList

_LINE_X = 32
_TEXT_LEFT = 62
_RIGHT = 22
_TOP = 9
_TITLE, _WHO = 22, 20
_BOTTOM = 14
_MARK = 20
Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT_ALIGNED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_WRAPPED = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value


class _TimelineDelegate(QStyledItemDelegate):
    """Paints one step, as high as its comment needs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: TimelineEntry = index.data(TimelineRole.ENTRY)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        height = _TOP + _TITLE + _WHO + self._text_height(entry, width) + _BOTTOM
        if entry.facts:
            height += self._wrapped_height(entry.facts, FontSize.SMALL, width) + 2
        return QSize(200, max(height, 60))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: TimelineEntry = index.data(TimelineRole.ENTRY)
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, color(ColorRole.SURFACE))
        focused = bool(state & QStyle.StateFlag.State_Selected) and bool(state & QStyle.StateFlag.State_HasFocus)
        if entry.action is None or focused:
            painter.setPen(QPen(color(ColorRole.FOCUS), 1) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(color(ColorRole.SELECTED_SOFT) if entry.action is None else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(52, 2, -14, -8), RADIUS, RADIUS)
        self._paint_line(painter, rect, index, entry)
        self._paint_words(painter, rect, entry)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRectF, index: Index, entry: TimelineEntry) -> None:
        x, y = rect.left() + _LINE_X, rect.top() + _MARK
        painter.setPen(QPen(color(ColorRole.LINE_STRONG), 2))
        if index.row() > 0:
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, y - 12))
        if index.row() < index.model().rowCount() - 1:
            painter.drawLine(QPointF(x, y + 12), QPointF(x, rect.bottom() + 1))
        painter.setPen(Qt.PenStyle.NoPen)
        if entry.action is None:
            painter.setBrush(color(ColorRole.INFO, 0.18))
            painter.drawEllipse(QPointF(x, y), 11, 11)
            draw_icon(painter, x - 6, y - 6, IconName.SUBMITTED, ColorRole.INFO, 12)
        else:
            icon, role = action_look(entry.action)
            draw_icon(painter, x - 9, y - 9, icon, role, 18)

    def _paint_words(self, painter: QPainter, rect: QRectF, entry: TimelineEntry) -> None:
        left, width = rect.left() + _TEXT_LEFT, rect.width() - _TEXT_LEFT - _RIGHT
        role = ColorRole.INFO if entry.action is None else action_look(entry.action)[1]
        bold = font(FontSize.BODY, bold=True)
        line = QRectF(left, rect.top() + _TOP, width, _TITLE)
        painter.setFont(bold)
        painter.setPen(color(ColorRole.TEXT))
        painter.drawText(line, _LEFT, entry.title)
        painter.setPen(color(role))
        painter.drawText(
            line.adjusted(QFontMetrics(bold).horizontalAdvance(entry.title) + 8, 0, 0, 0), _LEFT, entry.word
        )
        painter.setFont(font(FontSize.SMALL))
        painter.setPen(color(ColorRole.MUTED))
        painter.drawText(line, _RIGHT_ALIGNED, entry.when)
        line = QRectF(left, line.bottom(), width, _WHO)
        painter.setPen(color(ColorRole.TEXT_SECONDARY))
        who = painter.fontMetrics().elidedText(entry.who, Qt.TextElideMode.ElideRight, int(width))
        painter.drawText(line, _LEFT, who)
        if entry.compares:
            painter.setPen(color(ColorRole.ACCENT_TEXT))
            painter.drawText(line, _RIGHT_ALIGNED, self.tr("看修改"))
        height = self._text_height(entry, round(rect.width()))
        body = QRectF(left, line.bottom() + 2, width, height)
        painter.setFont(font(FontSize.BODY))
        painter.setPen(color(ColorRole.TEXT))
        painter.drawText(body, _WRAPPED, entry.text)
        if entry.facts:
            painter.setFont(font(FontSize.SMALL))
            painter.setPen(color(ColorRole.MUTED))
            painter.drawText(QRectF(left, body.bottom() + 2, width, 200), _WRAPPED, entry.facts)

    def _text_height(self, entry: TimelineEntry, width: int) -> int:
        return self._wrapped_height(entry.text, FontSize.BODY, width) if entry.text else 0

    def _wrapped_height(self, text: str, size: FontSize, width: int) -> int:
        room = QRect(0, 0, width - _TEXT_LEFT - _RIGHT, 100_000)
        return QFontMetrics(font(size)).boundingRect(room, _WRAPPED, text).height()


class _TimelineView(WrappingList):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.currentIndex().isValid():
            QGuiApplication.clipboard().setText(self.currentIndex().data())
            return
        super().keyPressEvent(event)


class TimelinePanel(Panel):
    """`comparison_asked(int submission)`: the person wants to see what that submission changed."""

    comparison_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("timelinePanel")
        self._model = TimelineModel(self)
        self._view = _TimelineView()
        self._view.setObjectName("timeline")
        self._view.setAccessibleName(self.tr("进度跟踪"))
        self._view.setModel(self._model)
        self._view.setItemDelegate(_TimelineDelegate(self._view))
        self._view.clicked.connect(self._on_chosen)
        self._view.activated.connect(self._on_chosen)
        self._summary = Label("", LabelStyle.MUTED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PanelHead([Label(self.tr("进度跟踪"), LabelStyle.HEADING), self._summary]))
        column.addWidget(HorizontalLine())
        column.addSpacing(8)
        column.addWidget(self._view, 1)

    def show_entries(self, entries: tuple[TimelineEntry, ...], days: int) -> None:
        """Show the steps; `days` is how long it has taken so far."""
        self._model.set_entries(entries)
        self._summary.setText(self.tr("{0} 步，历时 {1} 天").format(len(entries), days))

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self._view.setFocus()
        if not self._view.currentIndex().isValid():
            self._view.setCurrentIndex(self._model.index(0))

    def _on_chosen(self, index: QModelIndex) -> None:
        entry: TimelineEntry = index.data(TimelineRole.ENTRY)
        if entry.compares:
            self.comparison_asked.emit(entry.submission)
