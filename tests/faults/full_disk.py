"""A disk that fills while somebody decides, imports or types: said clearly, nothing half there, and on it goes."""

import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action
from desktop.services.comments import load_comment_draft, save_comment_draft
from desktop.services.decisions import decide
from desktop.services.dossiers import import_dossier
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.workspace import Workspace
from desktop.store.records.identity import new_id
from desktop.store.rows import CommentDraft
from desktop.text.errors import explain
from tests.faults.nursery import Nursery
from tests.faults.office import (
    APPLICATIONS,
    copy_office,
    decisions_on_record,
    detail_of,
    dossiers_on_record,
    signed_in,
    unsound,
    write_dossiers,
)
from tests.faults.tally import Tally

DISK_BYTES: Final = 6 << 20
MOST_LEFT: Final = 192 << 10
SENTENCE: Final = "磁盘空间不足"
_BLOCK = 4096


class SmallDisk:
    """A file system of a few megabytes, which can be filled up to some bytes and emptied again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filling = folder / "filling"

    def fill(self, left: int) -> None:
        free = os.statvfs(self.folder)
        size = free.f_bavail * free.f_bsize - left // _BLOCK * _BLOCK
        with self._filling.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(size, _BLOCK))

    def make_room(self) -> None:
        self._filling.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk | None]:
    """None where this user may not mount one."""
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode != 0:
        yield None
        return
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run([shutil.which("umount") or "umount", "-l", str(folder)], check=True)


class _Attempt:
    """One workspace on the small disk, and the acts that a full disk may meet."""

    def __init__(self, workspace: Workspace, dossier: Path) -> None:
        self.workspace = workspace
        self.row = detail_of(workspace, APPLICATIONS[0]).row
        self._dossier = dossier
        self._identity = new_id()
        self._text = "意见" * 2000

    def decide(self) -> None:
        request = DecisionRequest(Action.PASS, self.row.submission, self.row.seq, "同意。" * 600)
        decide(self.workspace, self.row.id, request, decision_id=self._identity)

    def bring(self) -> None:
        result = import_dossier(self.workspace, self._dossier)
        if result.problem is not None:
            raise result.problem

    def type(self) -> None:
        save_comment_draft(self.workspace, self.row.id, CommentDraft(self._text))

    def state(self) -> tuple[Counter[str], Counter[str], bool]:
        """Decisions, dossiers, and whether what was typed is there; half of it is an error."""
        draft = load_comment_draft(self.workspace, self.row.id)
        if draft is not None and draft.comment != self._text:
            raise AssertionError("half a comment")
        return (decisions_on_record(self.workspace), dossiers_on_record(self.workspace), draft is not None)


def full_disk(nursery: Nursery, template: Path, folder: Path, *, count: int, seed: int) -> Tally | None:
    """An act is done or refused as `disk_full`; with room again it is done once. None where no disk can be mounted."""
    del nursery
    folder.mkdir()
    tally, chance = Tally("full disk"), random.Random(f"full {seed}")
    outcomes: Counter[str] = Counter()
    (dossier,) = write_dossiers(folder / "dossiers", 1)
    with small_disk(folder / "disk") as disk:
        if disk is None:
            return None
        with tally.timed():
            for attempt in range(count):
                name = ("decide", "bring", "type")[attempt % 3]
                left = chance.choice((0, 0, chance.randrange(MOST_LEFT)))
                reopened = chance.random() < 0.3
                tally.attempts += 1
                office = copy_office(template, disk.folder / "office")
                try:
                    _meet(disk, office, dossier, name, left, reopened, tally, outcomes)
                except Exception as problem:
                    tally.wrong.append(f"attempt {attempt}, {name} with {left} bytes left: {problem!r}")
                finally:
                    disk.make_room()
    tally.facts |= dict(sorted(outcomes.items()))
    return tally


def _meet(
    disk: SmallDisk,
    office: Path,
    dossier: Path,
    name: str,
    left: int,
    reopened: bool,
    tally: Tally,
    outcomes: Counter[str],
) -> None:
    with ExitStack() as closing:
        attempt = _Attempt(closing.enter_context(signed_in(office)), dossier)
        before = attempt.state()
        disk.fill(left)
        act: Callable[[], None] = getattr(attempt, name)
        done = _done(act, tally)
        outcomes[f"{name}, {'done' if done else 'refused'}"] += 1
        during = attempt.state()
        if not done and during != before:
            tally.wrong.append(f"{name} left something behind")
        if done:
            tally.acknowledged += 1
            if during == before:
                tally.lost.append(f"{name} that was told of")
        if reopened:
            closing.close()
            outcomes["opened while full" if _opens(office, tally) else "opening refused while full"] += 1
            disk.make_room()
            fresh = _Attempt(closing.enter_context(signed_in(office)), dossier)
            attempt.workspace = fresh.workspace
        disk.make_room()
        act()
        decisions, dossiers, typed = attempt.state()
        tally.acknowledged += not done
        expected = {"decide": len(decisions) - len(before[0]), "bring": len(dossiers) - len(before[1]), "type": typed}
        if expected[name] != 1:
            tally.lost.append(f"{name} after room was made")
        tally.doubled += [key for key, times in (decisions + dossiers).items() if times > 1]
        tally.wrong += unsound(attempt.workspace)


def _done(act: Callable[[], None], tally: Tally) -> bool:
    try:
        act()
    except Unavailable as problem:
        if problem.code is not UnavailableCode.DISK_FULL or SENTENCE not in explain(problem):
            tally.wrong.append(f"{act.__name__} was refused with {problem!r}")
        return False
    return True


def _opens(office: Path, tally: Tally) -> bool:
    def open_it() -> None:
        with signed_in(office):
            pass

    return _done(open_it, tally)
