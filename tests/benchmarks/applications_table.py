"""The applications table at 10,000, 100,000 and 1,000,000 rows beside Qt's own models and the bare SQL; prints ratios.

`python -m tests.benchmarks.applications_table [--rows N …] [--folder FOLDER]`: the workspaces it makes in the folder
(2.3 GB and some minutes for a million rows) are used again. Every figure of one size is of one run.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.table import statements
from tests.benchmarks.table.province import province

SIZES = (10_000, 100_000, 1_000_000)
FOLDER = Path("build/benchmarks")
_LONG_SORT = 5000.0

Figures = dict[str, float]


def measure(rows: int, folder: Path) -> Figures:
    """All figures of one size, by names that begin with the approach."""
    place = province(folder, rows)
    figures = {f"store: {name}": value for name, value in statements.measure(place).items()}
    for approach in ("ours", "query", "proxy"):
        found = _child("tests.benchmarks.table.peers", approach, str(rows), str(folder))
        figures |= {f"{approach}: {name}": value for name, value in found.items()}
    journey = _child("tests.benchmarks.table.journey", str(rows), str(folder))
    return figures | {f"window: {name}": value for name, value in journey.items()}


def judgements(figures: Figures) -> Iterator[tuple[str, float, str, bool]]:
    """What is to be reached, what was, and whether that is enough."""
    repaint, again = figures["ours: repaint of new rows"], figures["ours: repaint"]
    worst_sort = max(value for name, value in figures.items() if name.startswith("ours: sort"))
    proxy_sort = min(value for name, value in figures.items() if name.startswith("proxy: sort"))
    searches = {name: value for name, value in figures.items() if name.startswith("store: search")}
    likes = {name: value for name, value in figures.items() if name.startswith("store: LIKE")}
    first, bare = figures["ours: first rows"], figures["store: bare SQL of first rows"]
    sorted_in_time = proxy_sort < _LONG_SORT or worst_sort <= 100
    yield from (
        _at_most("first rows / (a repaint of new rows + bare SQL)", first, repaint + bare, 2),
        _at_most("first rows / (a repaint of known rows + bare SQL)", first, again + bare, 2),
        _at_least("proxy's fastest sort / our slowest", proxy_sort, worst_sort, 50),
        ("our slowest sort where the proxy takes over 5 s, ms", worst_sort, "<= 100", sorted_in_time),
        _at_most("filter / QSqlQueryModel's", figures["ours: filter status"], figures["query: filter status"], 3),
        _at_most("jump / a repaint of new rows", figures["ours: jump"], repaint, 2),
        _at_most("jump to the middle / a repaint of known rows", figures["ours: jump to the middle"], again, 2),
        _at_most("jump to the end / a repaint of known rows", figures["ours: jump to the end"], again, 2),
        ("longest gap of the journey, ms", figures["window: gap"], "<= 50", figures["window: gap"] <= 50),
        ("memory over the empty window, MB", figures["window: memory"], "<= 200", figures["window: memory"] <= 200),
        _at_most("slowest search / slowest LIKE", max(searches.values()), max(likes.values()), 0.05),
    )


def growth(figures: Figures, smallest: Figures) -> Iterator[tuple[str, float, str, bool]]:
    """Our own figures beside those of the smallest size."""
    for name, value in figures.items():
        judged = name.startswith(("ours:", "store:")) and name.partition(" ")[2] not in _NOT_JUDGED
        if (judged and "LIKE" not in name) or name in _OF_THE_WINDOW:
            yield _at_most(name, value, smallest[name], 2.5)


_NOT_JUDGED = {"repaint", "repaint of new rows", "rows", "memory", "gap", "bare SQL of first rows"}
_OF_THE_WINDOW = {"window: gap", "window: memory"}


def _at_most(name: str, value: float, beside: float, limit: float) -> tuple[str, float, str, bool]:
    ratio = value / beside
    return name, ratio, f"<= {limit:g}", ratio <= limit


def _at_least(name: str, value: float, beside: float, limit: float) -> tuple[str, float, str, bool]:
    ratio = value / beside
    return name, ratio, f">= {limit:g}", ratio >= limit


def _child(module: str, *arguments: str) -> Figures:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", module, *arguments]
    found = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    figures: Figures = json.loads(found.stdout)
    return figures


def _print_figures(by_rows: dict[int, Figures]) -> None:
    sizes = list(by_rows)
    print("\n| milliseconds, megabytes | " + " | ".join(f"{rows:,}" for rows in sizes) + " |")
    print("| --- |" + " ---: |" * len(sizes))
    for name in by_rows[sizes[0]]:
        print(f"| {name} | " + " | ".join(f"{by_rows[rows][name]:,.1f}" for rows in sizes) + " |")


def _print_judged(title: str, judged: Callable[[], Iterator[tuple[str, float, str, bool]]]) -> None:
    print(f"\n| {title} | reached | wanted | |\n| --- | ---: | ---: | --- |")
    for name, value, wanted, enough in judged():
        print(f"| {name} | {value:,.2f} | {wanted} | {'' if enough else 'missed'} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--folder", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    by_rows = {rows: measure(rows, arguments.folder) for rows in sorted(arguments.rows)}
    _print_figures(by_rows)
    smallest, largest = min(by_rows), max(by_rows)
    _print_judged(f"at {largest:,} rows", lambda: judgements(by_rows[largest]))
    if smallest != largest:
        title = f"{largest:,} rows beside {smallest:,}"
        _print_judged(title, lambda: growth(by_rows[largest], by_rows[smallest]))


if __name__ == "__main__":
    main()
