"""`kill -9` at random moments of deciding and importing: what the dead had told of is there, once.

How long a child's work takes is measured first, and again by every strike, as a machine has quick and slow minutes:
most moments are even over the work, counted from its beginning, some over the whole life.
"""

import json
import random
import statistics
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action
from desktop.services.decisions import decide
from desktop.services.dossiers import DossierOutcome, import_dossiers
from tests.desk import NOW
from tests.faults.nursery import Nursery
from tests.faults.office import (
    APPLICATIONS,
    copy_office,
    decisions_on_record,
    dossiers_on_record,
    signed_in,
    unsound,
    write_dossiers,
)
from tests.faults.tally import Tally

ROUNDS = 4
DOSSIERS = 5
KILLS_A_COPY = 20
"""So often one and the same copy is struck again, so that the traces of a kill meet the next one."""
_MEASURED = 5
_ANYWHERE, _BEYOND = 0.2, 1.2


@dataclass
class Pace:
    """Seconds until children of one kind `begun`, and of the work of the last ones."""

    youth: float
    _works: deque[float]

    @classmethod
    def of(cls, youths: Sequence[float], works: Sequence[float]) -> "Pace":
        return cls(statistics.median(youths), deque(works, maxlen=_MEASURED))

    @property
    def work(self) -> float:
        return statistics.median(self._works)

    def learn(self, seconds: float, *, is_done: bool) -> None:
        """From one that was done after so long, or was not yet."""
        if is_done or seconds > self.work:
            self._works.append(seconds)


@dataclass
class Striking:
    """A nursery, a template and a folder for one scenario."""

    nursery: Nursery
    template: Path
    folder: Path
    chance: random.Random
    tally: Tally

    def measure(self, prepare: Callable[[], tuple[str, dict[str, Any]]]) -> Pace:
        """The pace of some children that are left alone."""
        youths, works = [], []
        for _ in range(_MEASURED):
            work, arguments = prepare()
            started = time.monotonic()
            child = self.nursery.start(work, **arguments)
            child.wait_for("begun")
            begun = time.monotonic()
            child.wait_for("done")
            youths.append(begun - started)
            works.append(time.monotonic() - begun)
            if failed := [line for line in child.kill() if line.startswith("failed")]:
                raise RuntimeError(failed[0])
        pace = Pace.of(youths, works)
        self.tally.facts["ms until a child begins"] = round(pace.youth * 1000)
        self.tally.facts["ms of its work"] = round(pace.work * 1000)
        return pace

    def strike(self, pace: Pace, work: str, **arguments: Any) -> list[str]:
        """A child killed at a random moment; what it had told."""
        child = self.nursery.start(work, **arguments)
        if self.chance.random() < _ANYWHERE:
            child.listen(self.chance.uniform(0.0, (pace.youth + pace.work) * _BEYOND))
        else:
            child.wait_for("begun")
            begun = time.monotonic()
            is_done = child.listen(self.chance.uniform(0.0, pace.work * _BEYOND), until="done")
            pace.learn(time.monotonic() - begun, is_done=is_done)
        told = child.kill()
        self.tally.struck(told)
        self.tally.wrong += [line for line in told if line.startswith("failed")]
        return told

    @property
    def office(self) -> Path:
        return self.folder / "struck"

    def fresh_office(self) -> Path:
        return copy_office(self.template, self.office)


@contextmanager
def striking(name: str, nursery: Nursery, template: Path, folder: Path, seed: int) -> Iterator[Striking]:
    folder.mkdir()
    tally = Tally(name)
    with tally.timed():
        yield Striking(nursery, template, folder, random.Random(f"{name} {seed}"), tally)


def told_of(lines: Sequence[str], word: str) -> list[str]:
    return [line.removeprefix(f"{word} ") for line in lines if line.startswith(f"{word} ")]


def deciding(nursery: Nursery, template: Path, folder: Path, *, count: int, seed: int) -> Tally:
    """Every decision told of is on record once, the one in hand once or not at all, and repeating it adds none."""
    with striking("kill while deciding", nursery, template, folder, seed) as room:
        tally = room.tally
        alone = {"attempt": 0, "rounds": ROUNDS}
        pace = room.measure(lambda: ("deciding", {"location": str(room.fresh_office()), **alone}))
        with signed_in(room.fresh_office()) as workspace:
            before = frozenset(decisions_on_record(workspace))
        expected: set[str] = set()
        interrupted = halves = 0
        for attempt in range(count):
            if attempt % KILLS_A_COPY == 0:
                room.fresh_office()
                expected = set(before)
            told = room.strike(pace, "deciding", location=str(room.office), attempt=attempt, rounds=ROUNDS)
            decided = told_of(told, "decided")
            tally.acknowledged += len(decided)
            expected.update(decided)
            announced = [json.loads(line) for line in told_of(told, "deciding")]
            with signed_in(room.office, at=NOW + timedelta(minutes=attempt)) as workspace:
                found = decisions_on_record(workspace)
                for application, identity, words in announced[len(decided) :]:
                    interrupted += 1
                    halves += found[identity]
                    request = DecisionRequest(**{**words, "action": Action(words["action"])})
                    decide(workspace, application, request, decision_id=identity)
                    expected.add(identity)
                tally.lost += [f"{identity} of attempt {attempt}" for identity in set(decided) - set(found)]
                found = decisions_on_record(workspace)
                tally.lost += [f"{identity} after attempt {attempt}" for identity in expected - set(found)]
                tally.doubled += [identity for identity, times in found.items() if times > 1]
                tally.wrong += [f"{identity} came from nowhere" for identity in set(found) - expected]
                tally.wrong += unsound(workspace)
        tally.facts |= {"struck within a decision": interrupted, "of which on record already": halves}
    return tally


def importing(nursery: Nursery, template: Path, folder: Path, *, count: int, seed: int) -> Tally:
    """Every dossier told of is there once; importing all again finishes the work and doubles nothing."""
    with striking("kill while importing", nursery, template, folder, seed) as room:
        tally, chance = room.tally, room.chance
        paths = write_dossiers(folder / "dossiers", DOSSIERS)
        names = [str(path) for path in paths]
        pace = room.measure(lambda: ("importing", {"location": str(room.fresh_office()), "paths": names}))
        for _ in range(count):
            chance.shuffle(names)
            told = room.strike(pace, "importing", location=str(room.fresh_office()), paths=names)
            imported = told_of(told, "imported")
            tally.acknowledged += len(imported)
            with signed_in(room.office) as workspace:
                found = dossiers_on_record(workspace)
                tally.lost += [name for name in imported if name not in found]
                tally.wrong += unsound(workspace)
                again = {result.path.stem: result for result in import_dossiers(workspace, paths)}
                tally.wrong += [str(result) for result in again.values() if result.problem is not None]
                anew = {name for name, result in again.items() if result.outcome is DossierOutcome.IMPORTED}
                tally.doubled += [f"{name} imported twice" for name in anew & set(found)]
                after = dossiers_on_record(workspace)
                tally.doubled += [name for name, times in after.items() if times > 1]
                tally.lost += sorted({*APPLICATIONS, *(path.stem for path in paths)} - set(after))
                tally.doubled += [name for name, result in again.items() if result.submission != 1]
                tally.wrong += unsound(workspace)
    return tally
