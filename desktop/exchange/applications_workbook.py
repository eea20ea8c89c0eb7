"""An Excel workbook (.xlsx) of one plain table, written row by row in bounded memory. Knows no application and no SQL.

Texts are always texts, never formulas, links or numbers. What XML cannot hold at all (half characters, U+FFFE, U+FFFF)
is written as U+FFFD; control characters are kept, written as Excel writes them (`_x000B_`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from desktop.domain.clock import SHANGHAI

ROWS_A_SHEET: Final = 1_048_576
"""Excel's limit, the heading included."""
LONGEST_TEXT: Final = 32_767
"""Excel's limit of a cell, in UTF-16 units; a longer text ends in an ellipsis."""
MOMENT_FORMAT: Final = "yyyy-mm-dd hh:mm"

Cell = str | int | float | datetime | None
"""A text, a number, an aware moment (written in Asia/Shanghai), or nothing."""

_HALVES = "\ud800-\udfff"
_UNHELD = re.compile(
    # the last alternative: an underscore shared by two of Excel's escapes, which would be read as another text
    rf"[{_HALVES}\ufffe\uffff]|(?<=_x[0-9a-fA-F]{{4}})_(?=x[0-9a-fA-F]{{4}}_)"
)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`width` in characters. `number_format` is Excel's, for numbers and moments; empty is the ordinary one."""

    heading: str
    width: float
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class WorkbookLabels:
    """`sheet` names the sheet, further ones get a number; the rest goes into the properties of the file."""

    sheet: str
    title: str
    author: str
    comments: str
    created: datetime


class ApplicationsWorkbook:
    """Write the rows, then `close`. A sheet that is full goes on in the next one, with the same headings.

    One that fails or is given up leaves open files behind: it belongs into a process that ends then.
    """

    def __init__(
        self,
        file: BinaryIO,
        folder: Path,
        columns: Sequence[SheetColumn],
        labels: WorkbookLabels,
        *,
        rows_a_sheet: int = ROWS_A_SHEET,
    ) -> None:
        """`folder` takes what the library needs meanwhile: some hundred bytes a row."""
        from xlsxwriter import Workbook

        options = {
            "constant_memory": True,
            "tmpdir": str(folder),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._workbook: Any = Workbook(file, options)
        self._workbook.use_zip64()
        self._workbook.set_properties(
            {
                "title": _held(labels.title),
                "author": _held(labels.author),
                "comments": _held(labels.comments),
                "created": labels.created.astimezone(SHANGHAI).replace(tzinfo=None),
            }
        )
        self._columns = tuple(columns)
        self._labels = labels
        self._rows_a_sheet = rows_a_sheet
        self._heading_format = self._workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#F2F2F2"})
        self._formats = [self._format(column) for column in columns]
        self._moment_format = self._workbook.add_format({"num_format": MOMENT_FORMAT, "align": "left"})
        self._sheets: list[Any] = []
        self._next = 0
        self.rows = 0
        """How many were written, without the headings."""
        self._begin_sheet()

    @property
    def sheets(self) -> int:
        """How many sheets there are."""
        return len(self._sheets)

    def write(self, cells: Sequence[Cell]) -> None:
        """Add a row of one cell for each column."""
        if self._next >= self._rows_a_sheet:
            self._end_sheet()
            self._begin_sheet()
        sheet, row = self._sheets[-1], self._next
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(row, column, _held(cell))
            elif isinstance(cell, datetime):
                local = cell.astimezone(SHANGHAI).replace(tzinfo=None, microsecond=0)
                sheet.write_datetime(row, column, local, self._formats[column] or self._moment_format)
            elif cell is not None:
                sheet.write_number(row, column, cell, self._formats[column])
        self._next += 1
        self.rows += 1

    def close(self) -> None:
        """Put the file together. Raises `OSError`."""
        from xlsxwriter.exceptions import FileCreateError

        self._end_sheet()
        try:
            self._workbook.close()
        except FileCreateError as error:  # the library's name for any OSError
            raise error.args[0] from error

    def _format(self, column: SheetColumn) -> Any:
        return self._workbook.add_format({"num_format": column.number_format}) if column.number_format else None

    def _begin_sheet(self) -> None:
        number = len(self._sheets) + 1
        sheet = self._workbook.add_worksheet(self._labels.sheet if number == 1 else f"{self._labels.sheet} {number}")
        self._sheets.append(sheet)
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(self._columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, _held(column.heading), self._heading_format)
        self._next = 1

    def _end_sheet(self) -> None:
        if self._columns:
            self._sheets[-1].autofilter(0, 0, self._next - 1, len(self._columns) - 1)


def _held(text: str) -> str:
    """`text` as a cell can hold it."""
    text = _UNHELD.sub("\ufffd", text)
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT:
        kept = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore")
        return f"{kept}…"
    return text
