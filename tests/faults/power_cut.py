"""Power cuts: every write of a morning's work is recorded, and many disks as a cut would leave them are opened."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.workspace import Workspace, open_workspace
from tests.desk import NOW, PASSWORD, DeskClock
from tests.faults.disk import Disk
from tests.faults.nursery import Nursery
from tests.faults.office import copy_office, decisions_on_record, dossiers_on_record, signed_in, unsound, write_dossiers
from tests.faults.tally import Tally
from tests.faults.tasks import NEW_PASSWORD
from tests.faults.write_recorder import Operation, read_recording

FULL: Final = "FULL"
LARGE_BYTES: Final = 5 << 20
_SMALL = 2
_LOOK_BEHIND = 4
"""Half of the cuts come so few operations after somebody was told: there a missing sync shows."""
_SHARED = ("absent", "zeros", "noise")


@dataclass
class _Told:
    """What somebody was told of up to the cut, and what was under way."""

    kinds: dict[str, list[str]] = field(default_factory=dict)

    def note(self, kind: str, fact: str) -> None:
        self.kinds.setdefault(kind, []).append(fact)

    def of(self, kind: str) -> list[str]:
        return self.kinds.get(kind, [])


def power_cuts(
    nursery: Nursery,
    template: Path,
    folder: Path,
    *,
    count: int,
    seed: int,
    synchronous: str = FULL,
    until_lost: bool = False,
) -> Tally:
    """After any cut the workspace opens, with all that was told of once, nothing from nowhere, and sound.

    With `synchronous` other than the program's own, what is lost shows that the simulation can see a loss; the first
    one may be enough.
    """
    folder.mkdir()
    name = "power cut" if synchronous == FULL else f"control: power cut, synchronous {synchronous}"
    tally, chance = Tally(name), random.Random(f"power {seed}")
    with tally.timed():
        room = folder / "room"
        office = copy_office(template, room / "office")
        with signed_in(office) as workspace:
            before = frozenset(decisions_on_record(workspace))
        disk = Disk(room)
        operations = _recorded(nursery, office, folder, synchronous)
        tally.facts |= _described(operations)
        told = _Told()
        cuts = _cuts(operations, count, chance)
        for place, operation in enumerate(operations):
            if operation[0] == "told":
                told.note(*operation[1:])
            else:
                disk.apply(operation)
            for _ in range(0 if until_lost and tally.lost else cuts[place]):
                image = _put(disk.image(chance), room, folder / "image", chance)
                tally.attempts += 1
                _look_over(image, told, before, tally, f"cut after operation {place}")
    return tally


def _recorded(nursery: Nursery, office: Path, folder: Path, synchronous: str) -> Sequence[Operation]:
    papers = write_dossiers(folder / "small", _SMALL) + write_dossiers(folder / "large", 1, first=200, size=LARGE_BYTES)
    said = nursery.finish(
        "written_down",
        location=str(office),
        recording=str(folder / "recording"),
        dossiers=[str(path) for path in papers],
        out=str(office.parent / "out.zip"),
        synchronous=synchronous,
    )
    if failed := [line for line in said if line.startswith("failed")]:
        raise RuntimeError(failed[0])
    return read_recording(folder / "recording")


def _described(operations: Sequence[Operation]) -> dict[str, object]:
    kinds = Counter(operation[0] for operation in operations)
    return {f"{kind}s" if kind != "sync-names" else "folder syncs": kinds[kind] for kind in sorted(kinds)}


def _cuts(operations: Sequence[Operation], count: int, chance: random.Random) -> Counter[int]:
    """How many images are taken after which operation."""
    tellings = [place for place, operation in enumerate(operations) if operation[0] == "told"]
    last = len(operations) - 1
    return Counter(
        min(last, chance.choice(tellings) + chance.randrange(_LOOK_BEHIND)) if turn % 2 else chance.randint(0, last)
        for turn in range(count)
    )


def _put(image: dict[str, bytes], room: Path, target: Path, chance: random.Random) -> Path:
    """Writes an image; the file of shared memory, which no sync ever covers, is missing, empty or noise."""
    shutil.rmtree(target, ignore_errors=True)
    (target / "office" / "backups").mkdir(parents=True)
    for path, content in image.items():
        file = target / Path(path).relative_to(room)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    shared, size = chance.choice(_SHARED), 32 * 1024
    if shared != "absent":
        content = bytes(size) if shared == "zeros" else chance.randbytes(size)
        (target / "office" / "data.db-shm").write_bytes(content)
    return target


def _look_over(image: Path, told: _Told, before: frozenset[str], tally: Tally, where: str) -> None:
    tally.acknowledged += sum(len(told.of(kind)) for kind in ("decided", "imported", "exported", "changed"))
    try:
        with closing(_opened(image / "office", told)) as workspace:
            found = decisions_on_record(workspace)
            expected = before | set(told.of("decided"))
            tally.lost += [f"{where}: decision {identity}" for identity in expected - set(found)]
            tally.doubled += [f"{where}: {identity}" for identity, times in found.items() if times > 1]
            unknown = set(found) - expected - set(told.of("deciding"))
            tally.wrong += [f"{where}: {identity} came from nowhere" for identity in unknown]
            dossiers = dossiers_on_record(workspace)
            tally.lost += [f"{where}: dossier {name}" for name in told.of("imported") if name not in dossiers]
            tally.doubled += [f"{where}: dossier {name}" for name, times in dossiers.items() if times > 1]
            tally.wrong += [f"{where}: {problem}" for problem in unsound(workspace)]
    except (Unavailable, AssertionError) as problem:
        tally.wrong.append(f"{where}: {problem!r}")
    tally.lost += [f"{where}: export {name}" for name in told.of("exported") if not (image / name).is_file()]


def _opened(office: Path, told: _Told) -> Workspace:
    """With the password that was told of last, or the one that is just being put in its place."""
    problems: list[Unavailable] = []
    for password in _passwords(told):
        try:
            return open_workspace(office, "hr", password, clock=DeskClock(NOW))
        except Unavailable as problem:
            if problem.code is not UnavailableCode.WRONG_PASSWORD:
                raise
            problems.append(problem)
    raise problems[-1]


def _passwords(told: _Told) -> Iterator[str]:
    if not told.of("changed"):
        yield PASSWORD
    if told.of("changing"):
        yield NEW_PASSWORD
