"""The rows of a long list that are at hand, in pages: fetched in the background, the least used forgotten.

A page that is asked for by the painter is waited for a few milliseconds, so that what is quick is painted once; what is
not arrives later. Knows nothing of Qt's models.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import QObject

from desktop.services.rows import ApplicationRow
from desktop.work.runner import BackgroundRunner
from desktop.work.ticket import Ticket

PAGE_ROWS = 100
KEPT_PAGES = 200
GRACE_SECONDS = 0.008
_BETWEEN_GRACES = 0.03
"""One wait in a repaint, whatever it misses."""

Page = Sequence[ApplicationRow | None]
Fetch = Callable[[int], Page]
"""Reads a page by its number, on a background thread. None stands for a row that is not to be seen any more."""


class RowPages:
    """`arrived(number)` is called for a page that came after its grace, `failed(error)` when one cannot be read."""

    def __init__(
        self,
        runner: BackgroundRunner,
        owner: QObject,
        arrived: Callable[[int], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._runner = runner
        self._owner = owner
        self._arrived = arrived
        self._failed = failed
        self._pages: OrderedDict[int, Page] = OrderedDict()
        self._requested: dict[int, Ticket] = {}
        self._waited_at = 0.0

    def __contains__(self, number: int) -> bool:
        return number in self._pages

    def __iter__(self) -> Iterator[tuple[int, Page]]:
        """Pages with their numbers, the one used last at the end."""
        return iter(self._pages.items())

    def row(self, row: int) -> ApplicationRow | None:
        """The application at `row` if it is at hand."""
        page = self._pages.get(row // PAGE_ROWS)
        offset = row % PAGE_ROWS
        return page[offset] if page is not None and offset < len(page) else None

    def find(self, application_id: str) -> int | None:
        """The row of an application that is at hand."""
        for number, page in self._pages.items():
            for offset, row in enumerate(page):
                if row is not None and row.id == application_id:
                    return number * PAGE_ROWS + offset
        return None

    def replace(self, pages: Mapping[int, Page]) -> None:
        """Forget all others."""
        self.cancel()
        self._pages = OrderedDict(pages)

    def want(self, number: int, fetch: Fetch) -> None:
        """Use a page: it stays at hand longer, or is fetched, once however often it is asked for."""
        if number in self._pages:
            self._pages.move_to_end(number)
        elif number not in self._requested:
            self._request(number, fetch)

    def cancel(self) -> None:
        """Forget what is on its way."""
        for ticket in self._requested.values():
            ticket.cancel()
        self._requested.clear()

    def _request(self, number: int, fetch: Fetch) -> None:
        read: list[Page] = []
        done = threading.Event()

        def work() -> None:
            try:
                read.append(fetch(number))
            finally:
                done.set()

        def show(_: object) -> None:
            self._requested.pop(number, None)
            self._keep(number, read[0])
            self._arrived(number)

        def fail(error: Exception) -> None:
            self._requested.pop(number, None)
            self._failed(error)

        ticket = self._runner.query(work, show, fail, owner=self._owner, newest_first=True)
        self._requested[number] = ticket
        if self._may_wait() and done.wait(GRACE_SECONDS) and read:
            ticket.cancel()
            del self._requested[number]
            self._keep(number, read[0])

    def _may_wait(self) -> bool:
        now = time.monotonic()
        if now - self._waited_at < _BETWEEN_GRACES:
            return False
        self._waited_at = now
        return True

    def _keep(self, number: int, page: Page) -> None:
        self._pages[number] = page
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
