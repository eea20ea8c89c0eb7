"""How many applications each saved filter finds: counted one after the other, behind everything else that is read."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from desktop.services.rows import ApplicationQuery
from desktop.work.runner import BackgroundRunner
from desktop.work.ticket import Ticket

CountQuery = Callable[[ApplicationQuery], int]


class FilterCounts(QObject):
    """`counted(str, int)`: the key of a query and its number. `failed(Exception)`: the store refused, the rest wait.

    At most one count is under way. `pause` ends it in the database too, so that no list waits for a number.
    """

    counted = Signal(str, int)
    failed = Signal(object)

    def __init__(self, runner: BackgroundRunner, count: CountQuery, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._count = count
        self._waiting: dict[str, ApplicationQuery] = {}
        self._under_way: Ticket | None = None
        self._paused = False

    def start(self, queries: Mapping[str, ApplicationQuery]) -> None:
        """Count all of these anew; those that an earlier call has not come to yet come first."""
        self._end()
        left = {key: queries[key] for key in self._waiting if key in queries}
        self._waiting = left | {key: query for key, query in queries.items() if key not in left}
        self._go_on()

    def pause(self) -> None:
        """A list is being read: nothing is counted until `resume`."""
        self._paused = True
        self._end()

    def resume(self) -> None:
        """Go on where it was left."""
        self._paused = False
        self._go_on()

    def _end(self) -> None:
        if self._under_way is not None:
            self._under_way.cancel()
            self._under_way = None

    def _go_on(self) -> None:
        if self._paused or self._under_way is not None or not self._waiting:
            return
        key, query = next(iter(self._waiting.items()))
        count = self._count

        def read() -> int:
            return count(query)

        def show(number: int) -> None:
            self._under_way = None
            del self._waiting[key]
            self.counted.emit(key, number)
            self._go_on()

        self._under_way = self._runner.query(read, show, self._on_failed, owner=self, background=True)

    def _on_failed(self, error: Exception) -> None:
        self._under_way = None
        self._waiting.clear()
        self.failed.emit(error)
