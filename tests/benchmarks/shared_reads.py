"""What people read of a shared database, beside the same asked by its owner with the same restriction written in.

`python -m tests.benchmarks.shared_reads [--rows N …] [--version V]`: fills a database of each size on a server of its
own, and prints milliseconds and their ratio for every role. All figures of one size are of one run.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select, text

from desktop.store.postgres.store import SharedStore
from desktop.store.tables import application
from tests.benchmarks.table.shared_acts import of_owner, of_person
from tests.benchmarks.table.shared_province import READERS, furnish_province
from tests.postgres.programs import installed
from tests.postgres.server import Server
from tests.store.factory import Desk
from tests.store.shared import password_of, shared_workspace

SIZES: Final = (10_000, 100_000, 1_000_000)
ENOUGH: Final = 2.0
TIMES: Final = 5


@dataclass(frozen=True)
class Figure:
    reader: str
    act: str
    person: float
    owner: float

    @property
    def ratio(self) -> float:
        return self.person / self.owner


def compare(desk: Desk[SharedStore]) -> Iterator[Figure]:
    """Every act of every reader, in milliseconds. Raises where both did not find the same."""
    for login in READERS:
        scope = desk.scope(login)
        with (
            closing(SharedStore(desk.store.address, login, password_of(login))) as store,
            store.read() as connection,
            desk.store.read() as owner,
        ):
            owner.execute(text("SET LOCAL jit = off"))  # as the functions do
            listed = of_person(connection, scope, "")["order"]()
            asked = select(application.c.id).where(application.c.line == listed[len(listed) // 2])
            deep = owner.execute(asked).scalar_one()
            plain = of_owner(owner, scope, deep)
            for act, by_person in of_person(connection, scope, deep).items():
                found, expected = by_person(), plain[act]()
                if found != expected:
                    raise AssertionError(f"{login} reads something else: {act}")
                yield Figure(login, act, *_medians(by_person, plain[act]))


def _medians(*acts: Callable[[], Any]) -> Iterator[float]:
    """Taken in turns, so that both meet the same moments of the machine."""
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(TIMES):
        for act, times in zip(acts, taken, strict=True):
            begun = time.perf_counter()
            act()
            times.append(1000 * (time.perf_counter() - begun))
    return map(statistics.median, taken)


def _print(rows: int, version: int, figures: list[Figure]) -> None:
    print(f"\n| {rows:,} rows, PostgreSQL {version} | " + " | ".join(READERS) + " |")
    print("| --- |" + " ---: |" * len(READERS))
    by_place = {(figure.act, figure.reader): figure for figure in figures}
    for act in dict.fromkeys(figure.act for figure in figures):
        row = [by_place[act, reader] for reader in READERS]
        cells = (f"{one.person:,.1f} / {one.owner:,.1f} = {one.ratio:.2f}" for one in row)
        print(f"| {act} | " + " | ".join(cells) + " |")
    missed = [figure for figure in figures if figure.ratio > ENOUGH]
    print(f"over {ENOUGH:g}: " + (", ".join(f"{one.act} of {one.reader} {one.ratio:.1f}" for one in missed) or "none"))
    sys.stdout.flush()


def measure(rows: int, version: int, folder: Path) -> list[Figure]:
    with Server(installed()[version], above=folder) as server, shared_workspace(server) as desk:
        begun = time.perf_counter()
        furnish_province(desk, rows)
        sys.stderr.write(f"{rows:,} rows in {time.perf_counter() - begun:.0f} s\n")
        return list(compare(desk))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--version", type=int, default=min(installed()), choices=installed())
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    arguments = parser.parse_args()
    for rows in arguments.rows:
        _print(rows, arguments.version, measure(rows, arguments.version, arguments.folder))


if __name__ == "__main__":
    main()
