"""Paints whole rows of the applications table, from how `row_layout` has laid them out."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtGui import QPainter

from desktop.domain.clock import shanghai_day
from desktop.models.application_columns import Column, Standards
from desktop.services.rows import ApplicationRow
from desktop.views.applications.row_layout import Cell, LaidOutRow, RowLayout
from desktop.widgets.theme.current import color
from desktop.widgets.theme.metrics import ROW_HEIGHT
from desktop.widgets.theme.palette import ColorRole

_KEPT_ROWS = 400
"""Some screens full: what is scrolled back to is not laid out again."""


class RowPainter:
    """`hovered` is the row under the mouse, `current` the one of the keyboard, each -1 where there is none.

    A row is laid out once and painted from that as long as it and its columns stay as they are: a repaint has to fit
    into a frame. A date without its year is one of the year that `clock` tells.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.hovered = -1
        self.current = -1
        self.focused = False
        self._layout = RowLayout((), {}, date.min, 1.0)
        self._laid_out: dict[int, LaidOutRow] = {}

    def lay_out(self, cells: Sequence[Cell], standards: Standards, ratio: float) -> None:
        """Paint these columns from now on; `ratio` is device pixels to a pixel."""
        today = shanghai_day(self._clock())
        if not self._layout.is_of(cells, standards, today, ratio):
            self._layout = RowLayout(tuple(cells), standards, today, ratio)
            self._laid_out.clear()

    def forget(self) -> None:
        """Colours or fonts have changed."""
        self._layout = RowLayout((), {}, date.min, 1.0)
        self._laid_out.clear()

    def paint(
        self, painter: QPainter, number: int, top: int, width: int, row: ApplicationRow | None, *, checked: bool
    ) -> None:
        """Paint row `number` over the whole `width`, background and line included; None is one still on its way."""
        painter.fillRect(0, top, width, ROW_HEIGHT - 1, color(self._background(number, checked=checked)))
        painter.fillRect(0, top + ROW_HEIGHT - 1, width, 1, color(ColorRole.LINE))
        laid_out = self._layout.on_its_way if row is None else self._of(row)
        for font, ink, x, baseline, text in laid_out.texts:
            painter.setFont(font)
            painter.setPen(ink)
            painter.drawText(x, top + baseline, text)
        for x, y, picture in laid_out.pictures:
            painter.drawPixmap(x, top + y, picture)
        if row is not None and self._layout.checks:
            x, y, picture = self._layout.checks[checked]
            painter.drawPixmap(x, top + y, picture)
        if number == self.current:
            self._frame_current(painter, top, width)

    def _of(self, row: ApplicationRow) -> LaidOutRow:
        laid_out = self._laid_out.get(row.line)
        if laid_out is None or laid_out.row is not row:
            if len(self._laid_out) >= _KEPT_ROWS:
                self._laid_out.clear()
            laid_out = self._laid_out[row.line] = self._layout.of(row)
        return laid_out

    def _background(self, number: int, *, checked: bool) -> ColorRole:
        if checked:
            return ColorRole.SELECTED
        if number == self.current:
            return ColorRole.SELECTED_SOFT
        return ColorRole.HOVER if number == self.hovered else ColorRole.SURFACE

    def _frame_current(self, painter: QPainter, top: int, width: int) -> None:
        line = color(ColorRole.FOCUS if self.focused else ColorRole.LINE_STRONG)
        painter.fillRect(0, top, width, 1, line)
        painter.fillRect(0, top + ROW_HEIGHT - 1, width, 1, line)
        if self._layout.cells and self._layout.cells[0].column is Column.CHECK:
            painter.fillRect(0, top, 3, ROW_HEIGHT, color(ColorRole.ACCENT))
