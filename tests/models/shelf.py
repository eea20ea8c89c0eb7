"""An application reader over a list in memory, which can be held up: what a slow store looks like to a model."""

import threading
from array import array
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from desktop.domain.terms import Status
from desktop.services.rows import ApplicationQuery, ApplicationRow, ApplicationSort, Lines, ListOpening

MOMENT = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)


def make_row(index: int) -> ApplicationRow:
    """A plausible row; `index` makes it different from the others."""
    return ApplicationRow(
        line=index + 1,
        id=f"id-{index}",
        application=f"A{index:05d}",
        number=f"2026-2201-{index:06d}",
        name=f"王{index}",
        unit_id=f"unit-{index % 3}",
        unit="长春北湖光电研究院",
        unit_code="12220199MADEM0107",
        grading_class="ABCDE"[index % 5],
        standard="C-03",
        service_type="首次认定",
        status=Status.SUBMITTED,
        stage="unit",
        submission=1,
        seq=0,
        submitted_at=MOMENT,
        days_waiting=index % 15,
        attachments=7,
        findings=index % 3,
        opened=False,
    )


class Shelf:
    """`stored` may be replaced between reads; while `gate` is cleared every read waits; `error` makes reads fail.

    `short` tells whether a list is known as a whole with its first page.
    """

    def __init__(self, count: int, *, short: bool = True) -> None:
        self.stored = [make_row(index) for index in range(count)]
        self.short = short
        self.gate = threading.Event()
        self.gate.set()
        self.rest = threading.Event()
        self.rest.set()
        """While it is cleared, the count of a long list is on its way, and so are its lines."""
        self.order = threading.Event()
        self.order.set()
        """While it is cleared, the lines of a long list are on their way."""
        self.error: Exception | None = None
        self.reads: list[tuple[int, int]] = []
        """Offset and length of every part that was read, whether by its place or by its lines."""

    def open_list(self, query: ApplicationQuery, limit: int) -> ListOpening:
        rows = self.page(query, 0, limit)
        return ListOpening(rows, self._lines(query) if self.short else None)

    def count(self, query: ApplicationQuery) -> int:
        self._pass()
        self.rest.wait()
        return len(self._matching(query))

    def lines(self, query: ApplicationQuery) -> Lines:
        self._pass()
        if not self.short:
            self.rest.wait()
            self.order.wait()
        return self._lines(query)

    def page(self, query: ApplicationQuery, offset: int, limit: int) -> tuple[ApplicationRow, ...]:
        self._pass()
        self.reads.append((offset, limit))
        return tuple(self._matching(query)[offset : offset + limit])

    def rows_of(self, lines: Sequence[int]) -> dict[int, ApplicationRow]:
        self._pass()
        self.reads.append((lines[0] - 1 if lines else 0, len(lines)))
        known = {row.line: row for row in self.stored}
        return {line: known[line] for line in lines if line in known}

    def still_listed(self, query: ApplicationQuery, lines: Iterable[int]) -> dict[int, ApplicationRow]:
        self._pass()
        known = {row.line: row for row in self._matching(query)}
        return {line: known[line] for line in lines if line in known}

    def _pass(self) -> None:
        self.gate.wait()
        if self.error is not None:
            raise self.error

    def _lines(self, query: ApplicationQuery) -> Lines:
        return array("q", [row.line for row in self._matching(query)])

    def _matching(self, query: ApplicationQuery) -> list[ApplicationRow]:
        found = [row for row in self.stored if query.search in row.name]
        if query.sort is ApplicationSort.NAME:
            found.sort(key=lambda row: row.name, reverse=query.descending)
        return found
