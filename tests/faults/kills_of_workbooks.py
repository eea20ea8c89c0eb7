"""`kill -9` at random moments of exporting the list as `talentdesk list --excel` does: a whole workbook or none.

The process that writes the workbook is left alone with its draft, and has to end by itself.
"""

import os
import select
import shutil
import stat
import time
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook
from sqlalchemy import func
from sqlalchemy import select as rows_where

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.workspace import Workspace
from desktop.store.records.exports import EXCHANGE
from desktop.store.tables import audit
from tests.faults.kills import striking, told_of
from tests.faults.nursery import PATIENCE_SECONDS, Nursery
from tests.faults.office import APPLICATIONS, export_list, signed_in, unsound
from tests.faults.tally import Tally

EXPORTS = ("first", "second")
Rows = list[list[Any]]


def exporting_lists(nursery: Nursery, template: Path, folder: Path, *, count: int, seed: int) -> Tally:
    """A workbook that is there is whole and on record; the next export of the others succeeds."""
    with striking("kill while exporting the list", nursery, template, folder, seed) as room:
        tally, out = room.tally, folder / "out"
        files = {name: out / f"{name}.xlsx" for name in EXPORTS}
        with signed_in(room.fresh_office()) as workspace:
            export_list(workspace, folder / "whole.xlsx")
        whole = _rows(folder / "whole.xlsx")
        if whole is None or len(whole) != 1 + len(APPLICATIONS):
            raise RuntimeError("an export that nobody struck is not whole")

        def prepare() -> tuple[str, dict[str, Any]]:
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir()
            names = [str(file) for file in files.values()]
            return "exporting_lists", {"location": str(room.fresh_office()), "files": names}

        pace = room.measure(prepare)
        drafts, longest = 0, 0.0
        for _ in range(count):
            work, arguments = prepare()
            told = room.strike(pace, work, **arguments)
            longest = max(longest, _until_writers_are_gone(told, tally))
            tally.acknowledged += len(told_of(told, "exported"))
            there = [name for name, file in files.items() if file.exists()]
            tally.lost += [name for name in told_of(told, "exported") if name not in there]
            tally.wrong += [f"half of {name}" for name in there if _rows(files[name]) != whole]
            remains = [path for path in out.iterdir() if path not in files.values()]
            drafts += len(remains)
            tally.wrong += [f"{path.name} is no hidden draft" for path in remains if not _is_private(path)]
            with signed_in(room.office) as workspace:
                tally.wrong += unsound(workspace)
                recorded = _exports_on_record(workspace)
                if recorded - len(there) not in (0, 1):
                    tally.wrong.append(f"{recorded} exports on record, {len(there)} there")
                for name, file in files.items():
                    if _is_refused(workspace, file) is not (name in there):
                        tally.wrong.append(f"{name} exported again: {'not ' * (name in there)}refused")
                again = _exports_on_record(workspace) - recorded
                if again != len(EXPORTS) - len(there):
                    tally.wrong.append(f"{again} further exports on record")
            tally.lost += [name for name, file in files.items() if _rows(file) != whole]
        tally.facts |= {
            "hidden drafts left behind": drafts,
            "longest life of a writer alone, ms": round(longest * 1000),
        }
    return tally


def _rows(file: Path) -> Rows | None:
    """The cells of the one sheet; None where the file is not a whole workbook."""
    with suppress(zipfile.BadZipFile, CalamineError, OSError), zipfile.ZipFile(file) as package:
        if package.testzip() is None:
            return [list(row) for row in CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()]
    return None


def _until_writers_are_gone(told: Sequence[str], tally: Tally) -> float:
    """Waits for what the dead had started, which is of its session; seconds that it took."""
    started = time.monotonic()
    for session in map(int, told_of(told, "session")):
        for process in [int(name) for name in os.listdir("/proc") if name.isdigit()]:
            with suppress(ProcessLookupError):
                if os.getsid(process) == session:
                    _await_end(process, tally)
    return time.monotonic() - started


def _await_end(process: int, tally: Tally) -> None:
    descriptor = os.pidfd_open(process)
    try:
        if not select.select([descriptor], [], [], PATIENCE_SECONDS)[0]:
            tally.wrong.append("a writer that outlives its program")
    finally:
        os.close(descriptor)


def _is_private(path: Path) -> bool:
    """A folder that is hidden, named as a part, and open to nobody else."""
    is_part = path.name.startswith(".") and path.name.endswith(".part")
    return is_part and path.is_dir() and stat.S_IMODE(path.stat().st_mode) == stat.S_IRWXU


def _is_refused(workspace: Workspace, file: Path) -> bool:
    """Whether the same export once more finds a file in its way; else it is there afterwards."""
    try:
        export_list(workspace, file)
    except Rejected as problem:
        return problem.code is RejectionCode.TARGET_EXISTS
    return False


def _exports_on_record(workspace: Workspace) -> int:
    with workspace.store.read() as connection:
        entries = rows_where(func.count()).where(audit.c.chain == EXCHANGE, audit.c.entry.contains("list_export"))
        return connection.execute(entries).scalar_one()
