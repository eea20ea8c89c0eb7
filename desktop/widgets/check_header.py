"""The header of a table whose rows can be ticked: a tri-state box in one section, a sort arrow in another."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.widgets.check_painter import CHECK_SIZE, paint_check
from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font
from desktop.widgets.theme.metrics import CELL_PADDING, ROW_HEIGHT
from desktop.widgets.theme.palette import ColorRole

CHECK_LEFT = 18  # px from the section's left edge; the cells below paint theirs at the same place
_ARROW = 12
_ARROW_GAP = 4


class CheckHeader(QHeaderView):
    """Paints itself. `check_toggled(bool)`: the person wants all shown rows ticked, or none.

    The header never changes its own box: the owner counts the ticked rows and calls `set_check_state`.
    """

    check_toggled = Signal(bool)

    def __init__(self, check_section: int | None = 0, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._check_section = check_section
        self._check_state = Qt.CheckState.Unchecked
        self._hovered = -1
        self.setFixedHeight(ROW_HEIGHT)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setMouseTracking(True)
        self.setHighlightSections(False)
        self.setAccessibleName(self.tr("表头"))

    @property
    def check_state(self) -> Qt.CheckState:
        """What the box shows."""
        return self._check_state

    def set_check_state(self, state: Qt.CheckState) -> None:
        """Show that none, some or all rows are ticked."""
        if state != self._check_state:
            self._check_state = state
            self.viewport().update()

    def toggle_check(self) -> None:
        """Ask for all rows unless all are ticked."""
        self.check_toggled.emit(self._check_state != Qt.CheckState.Checked)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        on_check = self._is_check(self.logicalIndexAt(event.position().toPoint()))
        if on_check and event.button() == Qt.MouseButton.LeftButton and not self._on_edge(event):
            self.toggle_check()
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hovered = self.logicalIndexAt(event.position().toPoint())
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self._check_section is not None:
            self.toggle_check()
            return
        super().keyPressEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        if not rect.isValid():
            return
        painter.save()
        painter.fillRect(rect, color(ColorRole.SURFACE))
        if self._is_check(logical_index):
            paint_check(painter, rect.left() + CHECK_LEFT, QRectF(rect).center().y(), self._check_state)
        else:
            self._paint_caption(painter, rect, logical_index)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(ColorRole.LINE_STRONG))
        painter.restore()

    def _paint_caption(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        if model is None:
            return
        text = str(model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) or "")
        alignment = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        right_aligned = bool(int(alignment or 0) & int(Qt.AlignmentFlag.AlignRight))
        sorted_by = self.sortIndicatorSection() == section
        emphasised = sorted_by or (section == self._hovered and self.sectionsClickable())
        face = font(FontSize.SMALL, bold=sorted_by)
        painter.setFont(face)
        painter.setPen(color(ColorRole.TEXT if emphasised else ColorRole.MUTED))
        space = rect.width() - 2 * CELL_PADDING - (_ARROW + _ARROW_GAP if sorted_by else 0)
        metrics = QFontMetrics(face)
        if metrics.horizontalAdvance(text) > space:  # a narrow column lends its padding before it cuts words
            space += CELL_PADDING - 2
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, space + 1)
        width = metrics.horizontalAdvance(shown)
        extra = _ARROW + _ARROW_GAP if sorted_by else 0
        left = rect.right() - CELL_PADDING - width - extra + 1 if right_aligned else rect.left() + CELL_PADDING
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, rect.top(), width + 2, rect.height()), flags, shown)
        if sorted_by:
            ascending = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            arrow = IconName.SORTED_ASCENDING if ascending else IconName.SORTED_DESCENDING
            top = rect.top() + (rect.height() - _ARROW) // 2
            draw_icon(painter, left + width + _ARROW_GAP, top, arrow, ColorRole.TEXT_SECONDARY, _ARROW)

    def _is_check(self, section: int) -> bool:
        return self._check_section is not None and section == self._check_section

    def _on_edge(self, event: QMouseEvent) -> bool:
        """Whether the pointer is on the grip of a section that can be resized."""
        x = event.position().toPoint().x()
        left = self.sectionViewportPosition(self._check_section or 0)
        return not left <= x < left + max(self.sectionSize(self._check_section or 0) - 4, CHECK_SIZE)
