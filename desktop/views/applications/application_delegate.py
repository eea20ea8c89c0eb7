"""Paints one cell of the applications table: status by colour, shape and words, classes as tags, waiting by urgency."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.clock import shanghai_day
from desktop.domain.terms import Status
from desktop.models.application_columns import Column
from desktop.models.applications_table_model import CELL_ROLE, Cell
from desktop.services.rows import ApplicationRow
from desktop.text.moments import short_day_text
from desktop.widgets.check_painter import paint_check
from desktop.widgets.class_tag import paint_class_tag
from desktop.widgets.icons import IconName, draw_icon
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, elided, font
from desktop.widgets.theme.metrics import CELL_PADDING
from desktop.widgets.theme.palette import ColorRole

SLOW_DAYS = 7
OVERDUE_DAYS = 10

STATUS_LOOK = {
    Status.DRAFT: (IconName.DRAFT, ColorRole.DRAFT, 14),
    Status.SUBMITTED: (IconName.SUBMITTED, ColorRole.INFO, 10),
    Status.RETURNED: (IconName.RETURNED, ColorRole.WARN, 14),
    Status.APPROVED: (IconName.APPROVED, ColorRole.OK, 14),
    Status.TERMINATED: (IconName.TERMINATED, ColorRole.BAD, 14),
}

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class ApplicationDelegate(QStyledItemDelegate):
    """Paints the whole cell, background and row line included. `hovered` is the row under the mouse, or -1.

    A date without its year is one of the year that `clock` tells.
    """

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.hovered = -1
        self.current = -1
        self.focused = False

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: QRect = option.rect
        found: Cell = index.data(CELL_ROLE)
        row, checked, text = found
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        background = ColorRole.SELECTED if checked else ColorRole.SURFACE
        if not checked and index.row() == self.current:
            background = ColorRole.SELECTED_SOFT
        elif not checked and index.row() == self.hovered:
            background = ColorRole.HOVER
        painter.fillRect(cell, color(background))
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), color(ColorRole.LINE))
        if row is None:
            self._text(painter, cell, text, ColorRole.MUTED)
        else:
            self._content(painter, cell, Column(index.column()), row, text, checked)
        if index.row() == self.current:
            self._frame_current(painter, cell, first=index.column() == Column.CHECK)
        painter.restore()

    def _content(
        self, painter: QPainter, cell: QRect, column: Column, row: ApplicationRow, text: str, checked: bool
    ) -> None:
        middle = QRectF(cell).center().y()
        left = cell.left() + CELL_PADDING
        match column:
            case Column.CHECK:
                state = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
                paint_check(painter, cell.left() + 18, middle, state)
            case Column.NAME:
                self._text(painter, cell, text, bold=not row.opened)
            case Column.CLASS:
                paint_class_tag(painter, left, middle, row.grading_class)
            case Column.STANDARD:
                self._standard(painter, cell, text, row.standard)
            case Column.STATUS:
                icon, role, size = STATUS_LOOK[row.status]
                draw_icon(painter, left + (14 - size) / 2, middle - size / 2, icon, role, size)
                self._text(painter, cell.adjusted(20, 0, 0, 0), text, role)
            case Column.DAYS_WAITING:
                self._days(painter, cell, row, text)
            case Column.FINDINGS:
                role = ColorRole.WARN if row.findings else ColorRole.OK
                icon = IconName.FINDING if row.findings else IconName.PASS
                draw_icon(painter, left, middle - 7, icon, role, 14)
                self._text(painter, cell.adjusted(20, 0, 0, 0), text, role, FontSize.SMALL)
            case Column.SUBMITTED_AT:
                self._text(painter, cell, self._submitted(cell, row, text), ColorRole.TEXT_SECONDARY)
            case Column.ATTACHMENTS:
                self._text(painter, cell.adjusted(0, 0, -4, 0), text, ColorRole.TEXT_SECONDARY, alignment=_RIGHT)
            case _:
                self._text(painter, cell, text, ColorRole.TEXT_SECONDARY)

    def _standard(self, painter: QPainter, cell: QRect, text: str, code: str) -> None:
        width = QFontMetrics(font()).horizontalAdvance("D-00") + 10
        self._text(painter, cell, code, ColorRole.TEXT_SECONDARY)
        self._text(painter, cell.adjusted(width, 0, 0, 0), text.removeprefix(code).strip())

    def _submitted(self, cell: QRect, row: ApplicationRow, text: str) -> str:
        """The day and the time, or only the day where the column has no room for both."""
        if elided(text, _room(cell)) == text:
            return text
        return short_day_text(row.submitted_at, shanghai_day(self._clock()))

    def _days(self, painter: QPainter, cell: QRect, row: ApplicationRow, text: str) -> None:
        urgent = row.stage and row.days_waiting >= SLOW_DAYS
        overdue = row.stage and row.days_waiting >= OVERDUE_DAYS
        role = ColorRole.BAD if overdue else ColorRole.WARN if urgent else ColorRole.TEXT_SECONDARY
        widest = QCoreApplication.translate("ApplicationColumns", "{0} 天").format("000")
        figures = cell.left() + CELL_PADDING + QFontMetrics(font(bold=True)).horizontalAdvance(widest)
        number = QRect(cell)
        number.setRight(min(figures + CELL_PADDING, cell.right()))
        self._text(painter, number, text, role, bold=bool(urgent), alignment=_RIGHT)
        if urgent:
            icon = IconName.OVERDUE if overdue else IconName.AGEING
            draw_icon(painter, figures + 6, QRectF(cell).center().y() - 7, icon, role, 14)

    def _text(
        self,
        painter: QPainter,
        cell: QRect,
        text: str,
        role: ColorRole = ColorRole.TEXT,
        size: FontSize = FontSize.BODY,
        *,
        bold: bool = False,
        alignment: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        area = QRectF(cell).adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        painter.setFont(font(size, bold=bold))
        painter.setPen(color(role))
        painter.drawText(area, alignment, elided(text, _room(cell), size, bold=bold))

    def _frame_current(self, painter: QPainter, cell: QRect, *, first: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        line = color(ColorRole.FOCUS if self.focused else ColorRole.LINE_STRONG)
        painter.fillRect(QRect(cell.left(), cell.top(), cell.width(), 1), line)
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), line)
        if first:
            painter.fillRect(QRect(cell.left(), cell.top(), 3, cell.height()), color(ColorRole.ACCENT))


def _room(cell: QRect) -> int:
    """Pixels for the text of a cell."""
    return cell.width() - 2 * CELL_PADDING + 1
