"""The process that writes one workbook: told by its standard input, it answers on its standard output and ends.

It imports no Qt and no database. When the other end goes away without a word it takes its draft with it.
"""

import errno
import os
import shutil
import signal
import sys
from typing import BinaryIO, Final

from desktop.exchange.applications_workbook import ApplicationsWorkbook
from desktop.exchange.workbook_wire import Answer, Order, answer_line, parse_order, parse_rows

_NICENESS: Final = 10
"""It has minutes; the window has the first claim on the processor."""


def main() -> int:
    """Never returns after a failure: the library's open files must not be tidied up, which would fail again."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for whoever started it
    if sys.platform != "win32":
        os.nice(_NICENESS)
    told, answers = sys.stdin.buffer, sys.stdout.buffer
    order = parse_order(told.readline())
    try:
        answer = _write(order, told)
    except OSError as error:
        answer = Answer(0, error.errno or errno.EIO)
    if answer is None or not _told(answer, answers):
        shutil.rmtree(order.folder, ignore_errors=True)
        os._exit(1)
    os._exit(0)


def _told(answer: Answer, answers: BinaryIO) -> bool:
    """False where nobody is there any more to put the draft in its place."""
    try:
        answers.write(answer_line(answer))
        answers.flush()
    except OSError:
        return False
    return True


def _write(order: Order, told: BinaryIO) -> Answer | None:
    """None where the rows stopped before their end."""
    with order.file.open("wb") as file:
        book = ApplicationsWorkbook(file, order.folder, order.columns, order.labels, rows_a_sheet=order.rows_a_sheet)
        while line := told.readline():
            rows = parse_rows(line) if line.endswith(b"\n") else []
            if rows is None:
                book.close()
                return Answer(book.sheets)
            for row in rows:
                book.write(row)
    return None
