"""What the database has to do for the lists, beside what the program takes: bare statements, searches beside LIKE."""

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import Engine, event

from desktop.models.row_pages import PAGE_ROWS
from desktop.services import applications
from desktop.services.rows import ApplicationQuery, ApplicationSort
from desktop.services.workspace import Workspace
from tests.benchmarks.table.province import Province

WORDS = {"rare": "王建国", "common": "研究", "none": "无此人", "one character": "王", "digits": "14200"}
Statements = list[tuple[str, Any]]


def measure(place: Province) -> dict[str, float]:
    """Milliseconds: of each search to its first rows, of LIKE, of the counts, of the bare SQL of the first rows."""
    workspace = place.signed_in("department-2")
    first = ApplicationQuery(sort=ApplicationSort.DAYS_WAITING)
    figures = {
        "bare SQL of first rows": _bare(place, workspace, first),
        "first rows without a window": _median(lambda: applications.open_list(workspace, first, PAGE_ROWS)),
        "count": _median(lambda: applications.count_applications(workspace, first)),
        "all lines in order": _median(lambda: applications.ordered_lines(workspace, first)),
        "counts of the navigation": _median(lambda: applications.navigation_counts(workspace)),
    }
    for name, word in WORDS.items():
        query = ApplicationQuery(search=word, sort=ApplicationSort.DAYS_WAITING)
        figures[f"search {name}"] = _median(partial(applications.open_list, workspace, query, PAGE_ROWS))
    workspace.close()
    raw = place.raw()
    for name, word in WORDS.items():
        like = f"SELECT line FROM application WHERE search_text LIKE '%{word}%' ORDER BY waiting_key, line LIMIT 100"
        figures[f"LIKE {name}"] = _median(partial(_all, raw, like), 2)
    raw.close()
    return figures


def _bare(place: Province, workspace: Workspace, query: ApplicationQuery) -> float:
    """The statements that the program sends for the first rows, sent by the driver alone."""
    recorded: Statements = []

    def heard(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        recorded.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", heard)
    applications.open_list(workspace, query, PAGE_ROWS)
    event.remove(Engine, "before_cursor_execute", heard)
    raw = place.raw()

    def repeat() -> None:
        for statement, parameters in recorded:
            raw.execute(statement, parameters).fetchall()

    milliseconds = _median(repeat)
    raw.close()
    return milliseconds


def _all(raw: Any, statement: str) -> None:
    raw.execute(statement).fetchall()


def _median(act: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken)
