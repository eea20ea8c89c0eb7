"""Reading a list of any length in steps: its first page, then how many there are, then all of it in order.

Each step is shown when it is there. A newer list ends the reading of an older one, in the database too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.models.application_reader import ApplicationReader
from desktop.models.row_pages import PAGE_ROWS, Page
from desktop.services.rows import ApplicationQuery, ApplicationRow, Lines, ListOpening
from desktop.work.runner import BackgroundRunner
from desktop.work.ticket import Ticket


@dataclass(frozen=True, slots=True)
class RereadList:
    """The same list as it is now: all of it in order, some of its pages, and what became of the checked rows."""

    lines: Lines
    pages: dict[int, Page]
    checked: dict[int, ApplicationRow]
    """By their lines; those that left the list are missing."""


@dataclass(frozen=True, slots=True)
class ListSteps:
    """What is called with each step, on the GUI thread."""

    opened: Callable[[ListOpening], None]
    counted: Callable[[int], None]
    ordered: Callable[[Lines], None]
    failed: Callable[[Exception], None]


_PAINTING_MS = 40
"""How long the rest is put off, so that the first rows are painted before another thread wants the interpreter."""


class ListReading:
    """At most one list is read at a time."""

    def __init__(self, reader: ApplicationReader, runner: BackgroundRunner, owner: QObject, steps: ListSteps) -> None:
        self._reader = reader
        self._runner = runner
        self._owner = owner
        self._steps = steps
        self._first: Ticket | None = None
        self._rest: list[Ticket] = []
        self._again = False
        self._begun = ApplicationQuery()
        self._painting = QTimer(owner, singleShot=True, interval=_PAINTING_MS)
        self._painting.timeout.connect(self._read_rest)

    @property
    def rereading(self) -> bool:
        """Whether the same list is being read again."""
        return self.opening and self._again

    @property
    def opening(self) -> bool:
        """Whether the first rows of a list, or a list read anew, are on their way."""
        return self._first is not None and self._first.active

    def cancel(self) -> None:
        """End the reading; no step follows."""
        self._painting.stop()
        for ticket in (self._first, *self._rest):
            if ticket is not None:
                ticket.cancel()
        self._first, self._rest = None, []

    def open(self, query: ApplicationQuery) -> None:
        """Read a list from its beginning."""
        self.cancel()
        self._again = False
        reader = self._reader

        def read() -> ListOpening:
            return reader.open_list(query, PAGE_ROWS)

        def show(opening: ListOpening) -> None:
            self._steps.opened(opening)
            if opening.lines is None:
                self._begun = query
                self._painting.start()

        self._first = self._runner.query(read, show, self._steps.failed, owner=self._owner, newest_first=True)

    def reread(
        self,
        query: ApplicationQuery,
        pages: Iterable[int],
        checked: frozenset[int],
        show: Callable[[RereadList], None],
    ) -> None:
        """Read the same list again: all of it, these of its pages, and the checked rows."""
        self.cancel()
        self._again = True
        reader, numbers = self._reader, tuple(pages)

        def read() -> RereadList:
            lines = reader.lines(query)
            shown = {number: page_of(reader, lines, number) for number in numbers}
            still = reader.still_listed(query, checked) if checked else {}
            return RereadList(lines, {number: page for number, page in shown.items() if page}, still)

        self._first = self._runner.query(read, show, self._steps.failed, owner=self._owner, background=True)

    def _read_rest(self) -> None:
        query, reader, steps = self._begun, self._reader, self._steps

        def count() -> int:
            return reader.count(query)

        def order() -> Lines:
            return reader.lines(query)

        read = partial(self._runner.query, on_error=steps.failed, owner=self._owner, background=True)
        self._rest = [read(count, steps.counted), read(order, steps.ordered)]


def page_of(reader: ApplicationReader, lines: Lines, number: int) -> Page:
    """A page of a list whose lines are known."""
    wanted = lines[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]
    rows = reader.rows_of(wanted)
    return tuple(map(rows.get, wanted))
