"""Writing the list as it is shown into an Excel workbook: the whole of it, one state, in bounded memory.

What the cells say is handed in as columns; this verb owns the read, the scope, progress, cancellation and the record.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.exchange.applications_workbook import ROWS_A_SHEET, Cell, SheetColumn, WorkbookLabels
from desktop.exchange.replaced_file import replaced_file
from desktop.exchange.workbook_process import WorkbookProcess, WriterGone
from desktop.services.acting import acting_scope
from desktop.services.applications import whole_list
from desktop.services.interruption import Interrupt, ended_by
from desktop.services.problems import Interrupted
from desktop.services.workspace import Workspace
from desktop.store.records.exports import record_list_export
from desktop.store.rows import ApplicationQuery, ApplicationRow

__all__ = ["Cell", "ExportColumn", "ListExport", "ListExported", "SheetColumn", "WorkbookLabels"]

PROGRESS_SECONDS: Final = 0.2
_LOOK_EVERY = 64
"""Rows between two looks at the clock; a cancellation is noticed at every row."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column: how it looks, and what an application's cell holds. `cell` is called on the exporting thread."""

    sheet: SheetColumn
    cell: Callable[[ApplicationRow], Cell]


@dataclass(frozen=True, slots=True)
class ListExported:
    """What was written: `rows` without the headings, `sheets` more than one where a sheet could not hold them all."""

    file: Path
    rows: int
    sheets: int


class ListExport:
    """One export: `run` it once, on a thread that may take minutes; `cancel` it from any other.

    All rows are of one read transaction. While it lasts the write-ahead log cannot be moved into the data file, so it
    grows by what is decided meanwhile (some pages each) and shrinks after; nobody waits for it. It ends before the file
    is put together, which takes a tenth of the time.
    """

    def __init__(
        self,
        workspace: Workspace,
        query: ApplicationQuery,
        columns: Sequence[ExportColumn],
        labels: WorkbookLabels,
        file: Path,
        *,
        overwrite: bool = False,
        limit: int | None = None,
        rows_a_sheet: int = ROWS_A_SHEET,
    ) -> None:
        """Only the first `limit` rows, where given. `overwrite`: a file of that name is replaced in the end."""
        self._workspace = workspace
        self._query = query
        self._columns = tuple(columns)
        self._labels = labels
        self._file = file
        self._overwrite = overwrite
        self._limit = limit
        self._rows_a_sheet = rows_a_sheet
        self._interrupt = Interrupt()
        self._cancelled = False
        self._book: WorkbookProcess | None = None

    def cancel(self) -> None:
        """Let `run` raise `Interrupted` soon; what it has written goes, what lay there before stays."""
        self._cancelled = True
        self._interrupt.cancel()
        if self._book is not None:
            self._book.kill()

    def run(self, progress: Progress = lambda done, total: None) -> ListExported:
        """Write the file. `progress` gets rows done and their number, a few times a second and once all are written.

        That somebody exported so many rows is put on record, like a look-up of a full identity number as the search.
        Raises `Interrupted`, `Rejected` where the file cannot be written, `Unavailable`; then nothing was written.
        """
        self._check()
        with replaced_file(self._file, overwrite=self._overwrite) as draft:
            sheets = [column.sheet for column in self._columns]
            book = WorkbookProcess(draft, sheets, self._labels, rows_a_sheet=self._rows_a_sheet)
            self._book = book
            try:
                self._check()
                self._write_rows(book, progress)
                book.close()
            except WriterGone:
                self._check()
                raise
            finally:
                book.end()
            self._check()
            self._record(book.rows)
            return ListExported(self._file, book.rows, book.sheets)

    def _write_rows(self, book: WorkbookProcess, progress: Progress) -> None:
        # what was read is known to be whole only at the end of this block, so the file is not in place before
        with ended_by(self._interrupt), whole_list(self._workspace, self._query, self._limit) as listed:
            for row in _reporting(listed.rows, listed.shown, progress):
                self._check()
                book.write([column.cell(row) for column in self._columns])
        progress(listed.shown, listed.shown)

    def _record(self, rows: int) -> None:
        """Before the file takes its place: there is no export without its record."""
        workspace = self._workspace
        with workspace.store.write() as connection:
            account = acting_scope(connection, workspace).account_id
            record_list_export(connection, account, rows, at=workspace.clock())

    def _check(self) -> None:
        if self._cancelled:
            raise Interrupted


def _reporting(rows: Iterator[ApplicationRow], total: int, progress: Progress) -> Iterator[ApplicationRow]:
    progress(0, total)
    reported = time.monotonic()
    for done, row in enumerate(rows):
        if done % _LOOK_EVERY == 0 and time.monotonic() - reported >= PROGRESS_SECONDS:
            progress(done, total)
            reported = time.monotonic()
        yield row
