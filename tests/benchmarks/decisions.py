"""Decisions per second through the service, beside raw sqlcipher3 executing the very same statements in the same run.

The service's statements are recorded on one copy of a workspace; then the service decides on a second copy and the
driver alone repeats the recording on a third, in turns, so that both meet the same machine.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action
from desktop.services.decisions import decide
from desktop.services.workspace import Workspace
from desktop.store.engine import Mode, connect
from desktop.store.key_slots import FileKey
from desktop.store.location import WorkspaceFiles
from desktop.store.queries.accounts import account_by_login
from desktop.store.records.identity import new_id
from desktop.store.workspace import open_store
from tests.store.factory import NOW, make_workspace

DECISIONS = 300
TURN = 25
LEAST_RATIO = 0.5

Statements = list[tuple[str, Any]]


@dataclass
class Work:
    """A closed workspace with applications at the unit's desk, and the ids of the decisions to come."""

    location: Path
    key: FileKey
    applications: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def copy(self, name: str) -> Path:
        return Path(shutil.copytree(self.location, self.location.with_name(name)))


def prepare(folder: Path) -> Work:
    desk = make_workspace(folder, name="original")
    work = Work(desk.store.location, desk.key)
    for _ in range(DECISIONS):
        work.applications.append(desk.file())
        work.ids.append(new_id())
    desk.store.close()
    return work


def signed_in(work: Work, location: Path) -> Workspace:
    """The unit's desk, with a clock that gives every copy the same moments."""
    store = open_store(location, work.key, at=NOW)
    with store.read() as connection:
        account = account_by_login(connection, "unit")
    if account is None:
        raise RuntimeError("the workspace has no such login")
    return Workspace(store, account, clock=_moments().__next__)


def record(work: Work) -> list[Statements]:
    """What the service says to the driver for each decision, its parameters as the driver gets them."""
    statements: list[Statements] = []

    def heard(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        statements[-1].append((statement, parameters))

    workspace = signed_in(work, work.copy("recorded"))
    event.listen(Engine, "before_cursor_execute", heard)
    for place in range(DECISIONS):
        statements.append([])
        _decide(workspace, work, place)
    event.remove(Engine, "before_cursor_execute", heard)
    workspace.close()
    return statements


def compare(work: Work, statements: list[Statements]) -> tuple[float, float]:
    """Seconds of the service, and of the driver alone."""
    workspace = signed_in(work, work.copy("service"))
    raw = connect(WorkspaceFiles(work.copy("driver")).data, work.key, Mode.WRITE)
    # the store moves its log in the background, the driver by itself would as SQLite does without being told
    raw.execute("PRAGMA wal_autocheckpoint = 1000")
    service = driver = 0.0
    for start in range(0, DECISIONS, TURN):
        begun = time.perf_counter()
        for place in range(start, start + TURN):
            _decide(workspace, work, place)
        middle = time.perf_counter()
        for place in range(start, start + TURN):
            raw.execute("BEGIN IMMEDIATE")
            for statement, parameters in statements[place]:
                raw.execute(statement, parameters).fetchall()
            raw.execute("COMMIT")
        driver += time.perf_counter() - middle
        service += middle - begun
    taken = raw.execute("SELECT count(*) FROM decision").fetchone()
    raw.close()
    workspace.close()
    if taken != (DECISIONS,):
        raise RuntimeError("the driver did not repeat the decisions")
    return service, driver


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = prepare(Path(folder))
        service, driver = compare(work, record(work))
    ratio = driver / service
    sys.stdout.write(
        f"decisions per second: service {DECISIONS / service:.0f}, raw sqlcipher3 {DECISIONS / driver:.0f}, "
        f"ratio {ratio:.2f} (at least {LEAST_RATIO})\n"
    )
    if ratio < LEAST_RATIO:
        sys.exit("the service takes too long beside its own statements")


def _decide(workspace: Workspace, work: Work, place: int) -> None:
    request = DecisionRequest(Action.PASS, submission=1, seq=0, comment="材料齐全，同意上报。")
    decide(workspace, work.applications[place], request, decision_id=work.ids[place])


def _moments() -> Iterator[datetime]:
    now = NOW
    while True:
        now += timedelta(seconds=1)
        yield now


if __name__ == "__main__":
    main()
