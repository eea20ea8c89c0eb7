"""A table of units and departments (.xlsx or .csv), row by row; what the rows mean together is the service's to say."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.dossier_paths import printable

COLUMNS: Final = ("code", "name", "parent", "kind")
MAX_TABLE_BYTES: Final = 32 << 20
MAX_UNPACKED_BYTES: Final = 512 << 20
MAX_ROWS: Final = 100_000

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (b"\x84\x31\x95\x33", "gb18030"))
"""Byte order marks that name an encoding; UTF-8 and GB 18030 are also told without one."""
_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as written, white space at both ends taken off; `line` counts from 1, the header's being 1."""

    line: int
    code: str
    name: str
    parent: str
    kind: str


def read_organisation_table(path: Path) -> tuple[TableRow, ...]:
    """All rows below the header that hold anything. Rejected where the file or its header is not such a table."""
    readers = {".xlsx": _spreadsheet_rows, ".csv": _csv_rows}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise Rejected(RejectionCode.UNKNOWN_TABLE_FORMAT, file=printable(str(path)))
    try:
        data = _read(path)
    except (OSError, ValueError) as error:
        code = RejectionCode.FILE_UNREADABLE if path.exists() else RejectionCode.FILE_NOT_FOUND
        raise Rejected(code, file=printable(str(path))) from error
    rows = reader(data, path)
    columns = _columns(next(rows, ()))
    found = tuple(_table_rows(rows, columns, path))
    if not found:
        raise Rejected(RejectionCode.TABLE_EMPTY)
    return found


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(MAX_TABLE_BYTES + 1)
    if len(data) > MAX_TABLE_BYTES:
        raise _too_large(path)
    return data


def _too_large(path: Path) -> Rejected:
    return Rejected(RejectionCode.TABLE_TOO_LARGE, file=printable(str(path)), limit=MAX_TABLE_BYTES, rows=MAX_ROWS)


def _csv_rows(data: bytes, path: Path) -> Iterator[Sequence[object]]:
    marked = tuple(encoding for mark, encoding in _MARKS if data.startswith(mark))
    for encoding in marked or _ENCODINGS:
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        try:
            yield from csv.reader(io.StringIO(text, newline=""), strict=True)
        except csv.Error as error:
            raise Rejected(RejectionCode.TABLE_DAMAGED, file=printable(str(path))) from error
        return
    raise Rejected(RejectionCode.TABLE_DAMAGED, file=printable(str(path)))


def _spreadsheet_rows(data: bytes, path: Path) -> Iterator[Sequence[object]]:
    """The rows of the first sheet. The library unpacks as a whole, so what it would unpack is measured first."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise _too_large(path)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError) as error:
        raise Rejected(RejectionCode.TABLE_DAMAGED, file=printable(str(path))) from error
    yield from rows


def _columns(header: Sequence[object]) -> tuple[int, ...]:
    """Where each of `COLUMNS` stands; their order is free."""
    names = [_cell(value).lower() for value in header]
    while names and not names[-1]:
        names.pop()
    if sorted(names) != sorted(COLUMNS):
        raise Rejected(RejectionCode.TABLE_HEADER, found=printable(",".join(names)))
    return tuple(names.index(column) for column in COLUMNS)


def _table_rows(rows: Iterator[Sequence[object]], columns: tuple[int, ...], path: Path) -> Iterator[TableRow]:
    for line, row in enumerate(rows, start=2):
        if line > MAX_ROWS + 1:
            raise _too_large(path)
        cells = [_cell(row[index]) if index < len(row) else "" for index in columns]
        if any(cells):
            yield TableRow(line, *cells)


def _cell(value: object) -> str:
    """Spreadsheets hold a code made of digits as a number: 220101.0 is written 220101."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
