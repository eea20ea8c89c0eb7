"""The applications table beside Qt's own models over the same rows in a plain SQLite copy; each in its own process.

`python -m tests.benchmarks.table.peers APPROACH ROWS FOLDER` prints one JSON object of milliseconds and megabytes:
`ours`, `query` (QSqlQueryModel), `proxy` (QSortFilterProxyModel over it).
"""

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEventLoop, QSettings, QSortFilterProxyModel, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from desktop.domain.terms import Status
from desktop.models.applications_table_model import ApplicationsTableModel
from desktop.services.rows import ApplicationQuery, ApplicationSort
from desktop.views.applications.applications_table import ApplicationsTable
from desktop.views.applications.reading import WorkspaceReader
from desktop.widgets.theme.metrics import ROW_HEIGHT
from desktop.work.runner import BackgroundRunner, keep_turns_short
from tests.benchmarks.table.heart import Heart, resident
from tests.benchmarks.table.province import Province, province

JUMPS = 30
ROUNDS = {"ours": 7, "query": 3, "proxy": 1}
"""The proxy takes up to half a minute for a sort of a million rows."""
Figures = dict[str, float]
_UNTIL_NEXT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
SORTS = {
    "name": (ApplicationSort.NAME, "name"),
    "class": (ApplicationSort.CLASS, "grading_class"),
    "unit": (ApplicationSort.UNIT, "unit_name"),
    "waiting": (ApplicationSort.DAYS_WAITING, "waiting_key"),
}
_SHOWN = (
    "number_key, name, unit_name, grading_class, standard, service_type, status, stage, submitted_key, waiting_key, "
    "attachment_count, finding_count"
)


WIDTH, HEIGHT = 1400, 800
Clock = Callable[[], datetime]


class PlainView(QTableView):
    """Set up as the program's table is, with Qt's own painting."""

    def __init__(self) -> None:
        super().__init__()
        self.paints = 0
        self.resize(WIDTH, HEIGHT)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerItem)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.paints += 1


class OurView(ApplicationsTable):
    """The program's own table."""

    def __init__(self, model: ApplicationsTableModel, clock: Clock, home: str) -> None:
        super().__init__(model, QSettings(f"{home}/settings.ini", QSettings.Format.IniFormat), clock)
        self.paints = 0
        self.resize(WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.paints += 1


class Approach(Protocol):
    """What is measured: every verb returns when it was asked, and `settled` tells when the view shows the outcome."""

    @property
    def view(self) -> PlainView | OurView: ...

    def open(self) -> None: ...

    def sort(self, name: str) -> None: ...

    def filter(self, name: str) -> None: ...

    def settled(self) -> bool: ...

    def whole(self) -> bool:
        """Whether nothing is read any more."""

    def to_the_end(self) -> None: ...


class Ours:
    """The program's model on the encrypted workspace."""

    def __init__(self, place: Province, home: str) -> None:
        self._workspace = place.signed_in("department-2")
        self.runner = BackgroundRunner()
        self.model = ApplicationsTableModel(WorkspaceReader(self._workspace), self.runner)
        self.view = OurView(self.model, self._workspace.clock, home)
        self._query = ApplicationQuery(sort=ApplicationSort.DAYS_WAITING)

    def open(self) -> None:
        self.model.set_query(self._query)

    def sort(self, name: str) -> None:
        self.model.set_query(ApplicationQuery(sort=SORTS[name][0], descending=False))

    def filter(self, name: str) -> None:
        chosen = {"all": frozenset[Status](), "status": frozenset({Status.RETURNED})}[name]
        self.model.set_query(ApplicationQuery(statuses=chosen, sort=ApplicationSort.DAYS_WAITING))

    def settled(self) -> bool:
        if self.model.loading:
            return False
        first, last = self.view.visible_rows()
        return all(self.model.row_at(row) is not None for row in range(first, last + 1))

    def whole(self) -> bool:
        return self.model.complete and self.model._lines is not None

    def to_the_end(self) -> None:
        self.view.scrollToBottom()


class Query:
    """QSqlQueryModel over the plain copy."""

    def __init__(self, file: Path) -> None:
        self.view = PlainView()
        self._database = QSqlDatabase.addDatabase("QSQLITE")
        self._database.setDatabaseName(str(file))
        if not self._database.open():
            raise RuntimeError(self._database.lastError().text())
        self.model = QSqlQueryModel()

    def open(self) -> None:
        self.filter("all")
        self.view.setModel(self.model)

    def sort(self, name: str) -> None:
        self._show("deleted_at IS NULL", SORTS[name][1])

    def filter(self, name: str) -> None:
        self._show(
            {"all": "deleted_at IS NULL", "status": "deleted_at IS NULL AND status_rank = 2"}[name], "waiting_key"
        )

    def settled(self) -> bool:
        return True

    def whole(self) -> bool:
        return True

    def to_the_end(self) -> None:
        while self.model.canFetchMore():
            self.model.fetchMore()
        self.view.scrollToBottom()

    def _show(self, condition: str, order: str) -> None:
        self.model.setQuery(
            f"SELECT {_SHOWN} FROM application WHERE {condition} ORDER BY {order}, line", self._database
        )


class Proxy(Query):
    """QSortFilterProxyModel over all rows of a QSqlQueryModel."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self._proxy = QSortFilterProxyModel()
        self._proxy.setDynamicSortFilter(False)

    def open(self) -> None:
        super().filter("all")
        while self.model.canFetchMore():
            self.model.fetchMore()
        self._proxy.setSourceModel(self.model)
        self.view.setModel(self._proxy)

    def sort(self, name: str) -> None:
        columns = {"name": 1, "class": 3, "unit": 2, "waiting": 9}
        self._proxy.sort(columns[name], Qt.SortOrder.AscendingOrder)

    def filter(self, name: str) -> None:
        self._proxy.setFilterKeyColumn(6)
        self._proxy.setFilterFixedString({"all": "", "status": Status.RETURNED.value}[name])

    def to_the_end(self) -> None:
        self.view.scrollToBottom()


PEERS: Mapping[str, Callable[[Path], Query]] = {"query": Query, "proxy": Proxy}


def measure(name: str, rows: int, folder: Path) -> Figures:
    application = QApplication([])
    place = province(folder, rows)
    with tempfile.TemporaryDirectory() as home:
        approach: Approach = Ours(place, home) if name == "ours" else PEERS[name](plain(place))
        return _figures(application, approach, ROUNDS[name])


def _figures(application: QApplication, approach: Approach, rounds: int) -> Figures:
    view, heart = approach.view, Heart()
    view.show()
    taken: dict[str, list[float]] = {}
    gap = 0.0

    def until(condition: Callable[[], bool]) -> None:
        begun = time.perf_counter()
        while not condition():
            application.processEvents(_UNTIL_NEXT)
            if time.perf_counter() - begun > 120:
                raise TimeoutError

    def timed(figure: str, act: Callable[[], None]) -> None:
        nonlocal gap
        application.processEvents()
        painted = view.paints
        heart.begin()
        begun = time.perf_counter()
        act()
        until(lambda: approach.settled() and view.paints > painted)
        taken.setdefault(figure, []).append(1000 * (time.perf_counter() - begun))
        until(approach.whole)
        application.processEvents()
        gap = max(gap, heart.longest)

    until(lambda: view.paints > 0)
    empty = resident()
    bar = view.verticalScrollBar()
    for _ in range(rounds):
        timed("first rows", approach.open)
        for screen in (1, 2, 3):  # among the rows of the first page
            timed("repaint of new rows", partial(bar.setValue, screen * bar.pageStep()))
        for filtered in ("status", "all"):
            timed(f"filter {filtered}", partial(approach.filter, filtered))
        for sort in SORTS:
            timed(f"sort {sort}", partial(approach.sort, sort))
    for _ in range(15):
        timed("repaint", view.viewport().update)
    rng = random.Random(3)
    timed("all rows and the end", approach.to_the_end)
    for _ in range(JUMPS):
        timed("jump to the middle", partial(bar.setValue, bar.maximum() // 2))
        timed("jump", partial(bar.setValue, rng.randrange(bar.maximum())))
        timed("jump to the end", approach.to_the_end)
    figures = {figure: statistics.median(times) for figure, times in taken.items()}
    return figures | {"gap": gap, "memory": resident() - empty, "rows": float(view.model().rowCount())}


def plain(place: Province) -> Path:
    """The list's table in a plain SQLite file with the same indexes, beside the workspace; made once."""
    file = place.location.parent / "plain.db"
    if not file.exists():
        unfinished = file.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        raw = place.raw()
        raw.execute("PRAGMA query_only = OFF")
        raw.execute("ATTACH DATABASE ? AS plain KEY ''", (str(unfinished),))
        raw.execute("CREATE TABLE plain.application AS SELECT * FROM main.application ORDER BY line")
        raw.execute("CREATE UNIQUE INDEX plain.ix_line ON application (line)")
        indexes = "SELECT name, sql FROM main.sqlite_master WHERE name LIKE 'ix_application_by%'"
        for name, sql in raw.execute(indexes).fetchall():
            raw.execute(sql.replace(f"CREATE INDEX {name}", f"CREATE INDEX plain.{name}"))
        raw.close()
        unfinished.rename(file)
    return file


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    keep_turns_short()
    sys.stdout.write(json.dumps(measure(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))) + "\n")
    sys.stdout.flush()
    os._exit(0)  # a million rows of a peer take long to be given back
