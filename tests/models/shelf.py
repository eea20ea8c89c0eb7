"""An application reader over a list in memory, which can be held up: what a slow store looks like to a model."""

import threading
from datetime import UTC, datetime

from desktop.domain.terms import Status
from desktop.services.rows import ApplicationQuery, ApplicationRow, ApplicationSort

MOMENT = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)


def make_row(index: int) -> ApplicationRow:
    """A plausible row; `index` makes it different from the others."""
    return ApplicationRow(
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
    """`rows` may be replaced between reads; while `gate` is cleared every read waits; `error` makes reads fail."""

    def __init__(self, count: int) -> None:
        self.stored = [make_row(index) for index in range(count)]
        self.gate = threading.Event()
        self.gate.set()
        self.error: Exception | None = None
        self.reads: list[tuple[int, int]] = []

    def count(self, query: ApplicationQuery) -> int:
        self._pass()
        return len(self._matching(query))

    def rows(self, query: ApplicationQuery, offset: int, limit: int) -> tuple[ApplicationRow, ...]:
        self._pass()
        self.reads.append((offset, limit))
        return tuple(self._matching(query)[offset : offset + limit])

    def _pass(self) -> None:
        self.gate.wait()
        if self.error is not None:
            raise self.error

    def _matching(self, query: ApplicationQuery) -> list[ApplicationRow]:
        found = [row for row in self.stored if query.search in row.name]
        if query.sort is ApplicationSort.NAME:
            found.sort(key=lambda row: row.name, reverse=query.descending)
        return found
