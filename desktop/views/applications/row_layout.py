"""Lays a row of the applications table out: status by colour, shape and words, classes as tags, waiting by urgency.

What comes of it is texts and small pictures with their places, from the left of the view and the top of the row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from desktop.domain.terms import Status
from desktop.models.application_columns import Column, Standards, describe
from desktop.services.rows import ApplicationRow
from desktop.text.moments import short_day_text
from desktop.widgets.check_painter import CHECK_SIZE, paint_check
from desktop.widgets.class_tag import class_tag_width, paint_class_tag
from desktop.widgets.icons import IconName, pixmap
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, elided, font
from desktop.widgets.theme.metrics import CELL_PADDING, ROW_HEIGHT, TAG_HEIGHT
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

_CHECK_LEFT = 18
_BESIDE_ICON = 20
_ICON = 14

Text = tuple[QFont, QColor, int, int, str]
"""Font, colour, left, baseline, words."""
Picture = tuple[int, int, QPixmap]
"""Left, top, what is there."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a column lies on the screen, in pixels."""

    column: Column
    left: int
    width: int

    @property
    def text_left(self) -> int:
        return self.left + CELL_PADDING

    @property
    def text_width(self) -> int:
        return self.width - 2 * CELL_PADDING + 1


@dataclass(slots=True)
class LaidOutRow:
    """A row ready to be painted; `row` is None for one that is still on its way."""

    row: ApplicationRow | None
    texts: list[Text] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


class RowLayout:
    """Lays rows out for these cells, in the colours and fonts of the moment it was made in."""

    def __init__(self, cells: tuple[Cell, ...], standards: Standards, today: date, ratio: float) -> None:
        """`today` is the day of a date without its year, `ratio` device pixels to a pixel."""
        self.cells = cells
        self._standards = standards
        self._today = today
        self._ratio = ratio
        self._fonts: dict[tuple[FontSize, bool], tuple[QFont, QFontMetrics, int]] = {}
        self._painted: dict[tuple[object, ...], QPixmap] = {}

    def is_of(self, cells: Sequence[Cell], standards: Standards, today: date, ratio: float) -> bool:
        """Whether it would be the same for these."""
        mine = (self.cells, self._standards, self._today, self._ratio)
        return mine == (tuple(cells), standards, today, ratio)

    def of(self, row: ApplicationRow) -> LaidOutRow:
        """All of a row but what changes with a click."""
        laid_out = LaidOutRow(row)
        for cell in self.cells:
            self._lay_out(laid_out, cell, row)
        return laid_out

    @cached_property
    def on_its_way(self) -> LaidOutRow:
        """A row that is not here yet."""
        laid_out = LaidOutRow(None)
        for cell in self.cells:
            if cell.column is not Column.CHECK:
                self._text(laid_out, cell, "…", ColorRole.MUTED)
        return laid_out

    def check(self, *, checked: bool) -> Picture | None:
        """The box of the first column, where that is shown."""
        cell = next((cell for cell in self.cells if cell.column is Column.CHECK), None)
        if cell is None:
            return None
        state = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked

        def paint(painter: QPainter) -> None:
            paint_check(painter, 0, CHECK_SIZE / 2, state)

        box = self._painted_once(("check", checked), CHECK_SIZE, CHECK_SIZE, paint)
        return cell.left + _CHECK_LEFT, _centred(CHECK_SIZE), box

    def _lay_out(self, laid_out: LaidOutRow, cell: Cell, row: ApplicationRow) -> None:
        text = describe(cell.column).text(row, self._standards)
        match cell.column:
            case Column.CHECK:
                pass
            case Column.NAME:
                self._text(laid_out, cell, text, bold=not row.opened)
            case Column.CLASS:
                laid_out.pictures.append((cell.text_left, _centred(TAG_HEIGHT), self._class_tag(text)))
            case Column.STANDARD:
                self._standard(laid_out, cell, text, row.standard)
            case Column.STATUS:
                icon, role, size = STATUS_LOOK[row.status]
                self._icon(laid_out, cell.text_left + (_ICON - size) // 2, icon, role, size)
                self._text(laid_out, _moved(cell, _BESIDE_ICON), text, role)
            case Column.DAYS_WAITING:
                self._days(laid_out, cell, row, text)
            case Column.FINDINGS:
                role = ColorRole.WARN if row.findings else ColorRole.OK
                self._icon(laid_out, cell.text_left, IconName.FINDING if row.findings else IconName.PASS, role)
                self._text(laid_out, _moved(cell, _BESIDE_ICON), text, role, FontSize.SMALL)
            case Column.SUBMITTED_AT:
                self._text(laid_out, cell, self._submitted(cell, row, text), ColorRole.TEXT_SECONDARY)
            case Column.ATTACHMENTS:
                figures = Cell(cell.column, cell.left, cell.width - 4)
                self._text(laid_out, figures, text, ColorRole.TEXT_SECONDARY, to_the_right=True)
            case _:
                self._text(laid_out, cell, text, ColorRole.TEXT_SECONDARY)

    def _standard(self, laid_out: LaidOutRow, cell: Cell, text: str, code: str) -> None:
        width = self._font(FontSize.BODY, bold=False)[1].horizontalAdvance("D-00") + 10
        self._text(laid_out, cell, code, ColorRole.TEXT_SECONDARY)
        self._text(laid_out, _moved(cell, width), text.removeprefix(code).strip())

    def _submitted(self, cell: Cell, row: ApplicationRow, text: str) -> str:
        """The day and the time, or only the day where the column has no room for both."""
        if elided(text, cell.text_width) == text:
            return text
        return short_day_text(row.submitted_at, self._today)

    def _days(self, laid_out: LaidOutRow, cell: Cell, row: ApplicationRow, text: str) -> None:
        urgent = bool(row.stage) and row.days_waiting >= SLOW_DAYS
        overdue = bool(row.stage) and row.days_waiting >= OVERDUE_DAYS
        role = ColorRole.BAD if overdue else ColorRole.WARN if urgent else ColorRole.TEXT_SECONDARY
        widest = QCoreApplication.translate("ApplicationColumns", "{0} 天").format("000")
        figures = CELL_PADDING + self._font(FontSize.BODY, bold=True)[1].horizontalAdvance(widest)
        number = Cell(cell.column, cell.left, min(figures + CELL_PADDING + 1, cell.width))
        self._text(laid_out, number, text, role, bold=urgent, to_the_right=True)
        if urgent:
            icon = IconName.OVERDUE if overdue else IconName.AGEING
            self._icon(laid_out, cell.left + figures + 6, icon, role)

    def _text(
        self,
        laid_out: LaidOutRow,
        cell: Cell,
        text: str,
        role: ColorRole = ColorRole.TEXT,
        size: FontSize = FontSize.BODY,
        *,
        bold: bool = False,
        to_the_right: bool = False,
    ) -> None:
        text_font, metrics, baseline = self._font(size, bold=bold)
        shown = elided(text, cell.text_width, size, bold=bold)
        if not shown:
            return
        left = cell.text_left
        if to_the_right:
            left = cell.left + cell.width - CELL_PADDING - metrics.horizontalAdvance(shown)
        laid_out.texts.append((text_font, color(role), left, baseline, shown))

    def _icon(self, laid_out: LaidOutRow, left: int, icon: IconName, role: ColorRole, size: int = _ICON) -> None:
        laid_out.pictures.append((left, _centred(size), pixmap(icon, role, size, self._ratio)))

    def _class_tag(self, text: str) -> QPixmap:
        def paint(painter: QPainter) -> None:
            paint_class_tag(painter, 0, TAG_HEIGHT / 2, text)

        return self._painted_once(("class", text), class_tag_width(text), TAG_HEIGHT, paint)

    def _font(self, size: FontSize, *, bold: bool) -> tuple[QFont, QFontMetrics, int]:
        """A font, its metrics, and its baseline in a row."""
        found = self._fonts.get((size, bold))
        if found is None:
            text_font = font(size, bold=bold)
            metrics = QFontMetrics(text_font)
            found = text_font, metrics, (ROW_HEIGHT - metrics.height()) // 2 + metrics.ascent()
            self._fonts[size, bold] = found
        return found

    def _painted_once(
        self, key: tuple[object, ...], width: int, height: int, paint: Callable[[QPainter], None]
    ) -> QPixmap:
        """What looks the same in many rows and takes long to paint."""
        found = self._painted.get(key)
        if found is None:
            found = QPixmap(round(width * self._ratio), round(height * self._ratio))
            found.setDevicePixelRatio(self._ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            paint(painter)
            painter.end()
            self._painted[key] = found
        return found


def _centred(height: int) -> int:
    """The top of what is `height` high and in the middle of a row."""
    return round(ROW_HEIGHT / 2 - height / 2)


def _moved(cell: Cell, pixels: int) -> Cell:
    """What is left of a cell to the right of something."""
    return Cell(cell.column, cell.left + pixels, cell.width - pixels)
