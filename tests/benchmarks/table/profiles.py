"""Where the time of one act goes: what grows with the list, and the longest gap of the window.

`python -m tests.benchmarks.table.profiles ROWS FOLDER` prints, for each act, the functions that take most of it
themselves and the share that is the database's own; the acts are those that `docs/performance.md` calls missed.
"""

import cProfile
import pstats
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from desktop.domain.terms import Status
from desktop.models.row_pages import PAGE_ROWS
from desktop.services import applications
from desktop.services.rows import ApplicationQuery, ApplicationSort
from tests.benchmarks.table.province import province
from tests.benchmarks.table.statements import WORDS

_SHOWN = 4
_TIMES = 5


def acts(rows: int, folder: Path) -> dict[str, Callable[[], object]]:
    """What is profiled, by the names of the figures."""
    workspace = province(folder, rows).signed_in("department-2")
    waiting = ApplicationSort.DAYS_WAITING
    everything = ApplicationQuery(sort=waiting)
    returned = ApplicationQuery(statuses=frozenset({Status.RETURNED}), sort=waiting)
    digits = ApplicationQuery(search=WORDS["digits"], sort=waiting)
    return {
        "count": partial(applications.count_applications, workspace, everything),
        "all lines in order": partial(applications.ordered_lines, workspace, everything),
        "counts of the navigation": partial(applications.navigation_counts, workspace),
        "search digits": partial(applications.open_list, workspace, digits, PAGE_ROWS),
        "filter status": partial(applications.open_list, workspace, returned, PAGE_ROWS),
    }


def profile(act: Callable[[], object]) -> list[str]:
    """Lines: milliseconds of one act, the share of the driver, and who takes most besides."""
    act()
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(_TIMES):
        act()
    profiler.disable()
    stats = pstats.Stats(profiler)
    own = {_name(function): values[2] for function, values in stats.stats.items()}  # type: ignore[attr-defined]
    total = sum(own.values())
    driver = sum(seconds for name, seconds in own.items() if "sqlcipher3" in name)
    lines = [f"{1000 * total / _TIMES:8.1f} ms, {100 * driver / total:.0f} % of it in the database"]
    for name, seconds in sorted(own.items(), key=lambda item: -item[1])[:_SHOWN]:
        lines.append(f"{100 * seconds / total:8.1f} %  {name}")
    return lines


def _name(function: tuple[str, int, str]) -> str:
    file, line, name = function
    return name if file == "~" else f"{Path(file).name}:{line} {name}"


def main() -> None:
    for name, act in acts(int(sys.argv[1]), Path(sys.argv[2])).items():
        sys.stdout.write("\n".join([name, *profile(act), ""]))
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
