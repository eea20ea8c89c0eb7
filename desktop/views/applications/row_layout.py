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
from desktop.widgets.theme.fonts import FontSize, font
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

_INKS = (
    ColorRole.TEXT,
    ColorRole.TEXT_SECONDARY,
    ColorRole.MUTED,
    ColorRole.DRAFT,
    ColorRole.INFO,
    ColorRole.WARN,
    ColorRole.OK,
    ColorRole.BAD,
)
_KEPT_TEXTS = 4096
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


class _Style:
    """A font with its baseline in a row, and texts cut to their room: a table shows the same ones over and over."""

    def __init__(self, size: FontSize, *, bold: bool = False) -> None:
        self.font = font(size, bold=bold)
        self.metrics = QFontMetrics(self.font)
        self.baseline = (ROW_HEIGHT - self.metrics.height()) // 2 + self.metrics.ascent()
        self._cut: dict[tuple[str, int], str] = {}

    def cut(self, text: str, width: int) -> str:
        """`text` as far as `width` pixels have room."""
        found = self._cut.get((text, width))
        if found is None:
            if len(self._cut) >= _KEPT_TEXTS:
                self._cut.clear()
            found = self._cut[text, width] = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return found


class RowLayout:
    """Lays rows out for these cells, in the colours and fonts of the moment it was made in."""

    def __init__(self, cells: tuple[Cell, ...], standards: Standards, today: date, ratio: float) -> None:
        """`today` is the day of a date without its year, `ratio` device pixels to a pixel."""
        self.cells = cells
        self._standards = standards
        self._today = today
        self._ratio = ratio
        self._body, self._bold = _Style(FontSize.BODY), _Style(FontSize.BODY, bold=True)
        self._small = _Style(FontSize.SMALL)
        self._ink = {role: color(role) for role in _INKS}
        self._strong, self._plain = self._ink[ColorRole.TEXT], self._ink[ColorRole.TEXT_SECONDARY]
        self._code_width = self._body.metrics.horizontalAdvance("D-00") + 10
        widest = QCoreApplication.translate("ApplicationColumns", "{0} 天").format("000")
        self._days_width = CELL_PADDING + self._bold.metrics.horizontalAdvance(widest)
        self._tags: dict[str, QPixmap] = {}
        ways: dict[Column, _Way] = {
            Column.NAME: self._name,
            Column.CLASS: self._class_tag,
            Column.STANDARD: self._standard,
            Column.STATUS: self._status,
            Column.SUBMITTED_AT: self._submitted,
            Column.DAYS_WAITING: self._days,
            Column.ATTACHMENTS: self._attachments,
            Column.FINDINGS: self._findings,
        }
        self._parts = [
            (cell, describe(cell.column).text, ways.get(cell.column, self._other))
            for cell in cells
            if cell.column is not Column.CHECK
        ]

    def is_of(self, cells: Sequence[Cell], standards: Standards, today: date, ratio: float) -> bool:
        """Whether it would be the same for these."""
        mine = (self.cells, self._standards, self._today, self._ratio)
        return mine == (tuple(cells), standards, today, ratio)

    def of(self, row: ApplicationRow) -> LaidOutRow:
        """All of a row but what changes with a click."""
        laid_out = LaidOutRow(row)
        for cell, words, way in self._parts:
            way(laid_out, cell, row, words(row, self._standards))
        return laid_out

    @cached_property
    def on_its_way(self) -> LaidOutRow:
        """A row that is not here yet."""
        laid_out = LaidOutRow(None)
        for cell, _, _ in self._parts:
            self._text(laid_out, cell.text_left, cell.text_width, "…", self._ink[ColorRole.MUTED], self._body)
        return laid_out

    @cached_property
    def checks(self) -> dict[bool, Picture]:
        """The box of the first column, checked and not; empty where that column is not shown."""
        return {
            checked: (cell.left + _CHECK_LEFT, _centred(CHECK_SIZE), self._check(checked=checked))
            for cell in self.cells
            if cell.column is Column.CHECK
            for checked in (False, True)
        }

    def _name(self, laid_out: LaidOutRow, cell: Cell, row: ApplicationRow, text: str) -> None:
        style = self._body if row.opened else self._bold
        self._text(laid_out, cell.text_left, cell.text_width, text, self._strong, style)

    def _class_tag(self, laid_out: LaidOutRow, cell: Cell, row: ApplicationRow, text: str) -> None:
        tag = self._tags.get(text)
        if tag is None:
            width = class_tag_width(text)
            tag = self._painted(width, TAG_HEIGHT, lambda painter: paint_class_tag(painter, 0, TAG_HEIGHT / 2, text))
            self._tags[text] = tag
        laid_out.pictures.append((cell.text_left, _centred(TAG_HEIGHT), tag))

    def _standard(self, laid_out: LaidOutRow, cell: Cell, row: ApplicationRow, text: str) -> None:
        left, width, words = cell.text_left, self._code_width, text.removeprefix(row.standard).strip()
        self._text(laid_out, left, cell.text_width, row.standard, self._plain, self._body)
        self._text(laid_out, left + width, cell.text_width - width, words, self._strong, self._body)

    def _status(self, laid_out: LaidOutRow, cell: Cell, row: ApplicationRow, text: str) -> None:
        icon, role, size = STATUS_LOOK[row.status]
        self._icon(laid_out, cell.text_left + (_ICON - size) // 2, icon, role, size)
        self._beside_icon(laid_out, cell, text, role, self._body)

    def _findings(self, laid_out: LaidOutRow, cell: Cell, row: ApplicationRow, text: str) -> None:
        role = ColorRole.WARN if row.findings else ColorRole.OK
        self._icon(laid_out, cell.text_left, IconName.FINDING if row.findings else IconName.PASS, role)
        self._beside_icon(laid_out, cell, text, role, self._small)

    def _submitted(self, laid_out: LaidOutRow, cell: Cell, row: ApplicationRow, text: str) -> None:
        """The day and the time, or only the day where the column has no room for both."""
        if self._body.cut(text, cell.text_width) != text:
            text = short_day_text(row.submitted_at, self._today)
        self._other(laid_out, cell, row, text)

    def _days(self, laid_out: LaidOutRow, cell: Cell, row: ApplicationRow, text: str) -> None:
        urgent = bool(row.stage) and row.days_waiting >= SLOW_DAYS
        overdue = urgent and row.days_waiting >= OVERDUE_DAYS
        role = ColorRole.BAD if overdue else ColorRole.WARN if urgent else ColorRole.TEXT_SECONDARY
        right = cell.left + min(self._days_width, cell.width - CELL_PADDING - 1) + 1
        self._figures(laid_out, cell, right, text, self._ink[role], self._bold if urgent else self._body)
        if urgent:
            icon = IconName.OVERDUE if overdue else IconName.AGEING
            self._icon(laid_out, cell.left + self._days_width + 6, icon, role)

    def _attachments(self, laid_out: LaidOutRow, cell: Cell, row: ApplicationRow, text: str) -> None:
        self._figures(laid_out, cell, cell.left + cell.width - CELL_PADDING - 4, text, self._plain, self._body)

    def _other(self, laid_out: LaidOutRow, cell: Cell, row: ApplicationRow, text: str) -> None:
        self._text(laid_out, cell.text_left, cell.text_width, text, self._plain, self._body)

    def _beside_icon(self, laid_out: LaidOutRow, cell: Cell, text: str, role: ColorRole, style: _Style) -> None:
        left, width = cell.text_left + _BESIDE_ICON, cell.text_width - _BESIDE_ICON
        self._text(laid_out, left, width, text, self._ink[role], style)

    def _figures(self, laid_out: LaidOutRow, cell: Cell, right: int, text: str, ink: QColor, style: _Style) -> None:
        """To the right, so that they stand below one another."""
        left = right - style.metrics.horizontalAdvance(text)
        self._text(laid_out, max(left, cell.text_left), cell.text_width, text, ink, style)

    def _text(self, laid_out: LaidOutRow, left: int, width: int, text: str, ink: QColor, style: _Style) -> None:
        shown = style.cut(text, width)
        if shown:
            laid_out.texts.append((style.font, ink, left, style.baseline, shown))

    def _icon(self, laid_out: LaidOutRow, left: int, icon: IconName, role: ColorRole, size: int = _ICON) -> None:
        laid_out.pictures.append((left, _centred(size), pixmap(icon, role, size, self._ratio)))

    def _check(self, *, checked: bool) -> QPixmap:
        state = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
        return self._painted(CHECK_SIZE, CHECK_SIZE, lambda painter: paint_check(painter, 0, CHECK_SIZE / 2, state))

    def _painted(self, width: int, height: int, paint: Callable[[QPainter], None]) -> QPixmap:
        """What looks the same in many rows and takes long to paint."""
        picture = QPixmap(round(width * self._ratio), round(height * self._ratio))
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint(painter)
        painter.end()
        return picture


_Way = Callable[[LaidOutRow, Cell, ApplicationRow, str], None]


def _centred(height: int) -> int:
    """The top of what is `height` high and in the middle of a row."""
    return round(ROW_HEIGHT / 2 - height / 2)
