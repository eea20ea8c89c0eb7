"""The data file is written over by another program while a workspace is open on it: right answers or none."""

import contextlib
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action
from desktop.services.applications import list_applications, navigation_counts
from desktop.services.decisions import decide
from desktop.services.evidence import attachment_bytes
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.workspace import Workspace
from desktop.store.engine import PAGE_BYTES
from desktop.store.records.identity import new_id
from desktop.store.rows import ApplicationQuery
from tests.faults.nursery import Nursery
from tests.faults.office import APPLICATIONS, copy_office, decisions_on_record, detail_of, signed_in, unsound
from tests.faults.tally import Tally

SECTOR: Final = 512
DAMAGED = frozenset({UnavailableCode.DAMAGED, UnavailableCode.BLOB_DAMAGED})
Pieces = list[tuple[int, bytes]]


def _bit(data: bytes, chance: random.Random) -> Pieces:
    place = chance.randrange(len(data))
    return [(place, bytes([data[place] ^ 1 << chance.randrange(8)]))]


def _sector(data: bytes, chance: random.Random) -> Pieces:
    return [(chance.randrange(len(data) // SECTOR) * SECTOR, chance.randbytes(SECTOR))]


def _zeros(data: bytes, chance: random.Random) -> Pieces:
    return [(chance.randrange(len(data) // PAGE_BYTES) * PAGE_BYTES, bytes(PAGE_BYTES))]


def _swapped(data: bytes, chance: random.Random) -> Pieces:
    """Two pages change places: each is as it was once written, but not there."""
    one, other = (place * PAGE_BYTES for place in chance.sample(range(1, len(data) // PAGE_BYTES), 2))
    return [(one, data[other : other + PAGE_BYTES]), (other, data[one : one + PAGE_BYTES])]


def _many(data: bytes, chance: random.Random) -> Pieces:
    places = range(len(data) // PAGE_BYTES)
    return [(place * PAGE_BYTES + 100, chance.randbytes(64)) for place in chance.sample(places, len(places) // 4)]


KINDS: Final = (_bit, _sector, _zeros, _swapped, _many)


class Overwritten:
    """Another process writes over a file, and puts back what stood there."""

    def __init__(self, nursery: Nursery, file: Path) -> None:
        self._nursery, self._file = nursery, file
        # the copy is read before anything is open: closing any handle of ours would drop the database's locks
        self._whole = file.read_bytes()
        self._spoilt: Pieces = []

    def spoil(self, pieces: Pieces) -> None:
        self._spoilt += pieces
        self._write(pieces)

    def mend(self) -> None:
        """Puts back what stood there at first."""
        self._write([(offset, self._whole[offset : offset + len(data)]) for offset, data in self._spoilt])

    def _write(self, pieces: Pieces) -> None:
        words = [(offset, data.hex()) for offset, data in pieces]
        said = self._nursery.finish("overwriting", file=str(self._file), pieces=words)
        assert said == ["done"], said


def damage_while_open(nursery: Nursery, template: Path, folder: Path, *, count: int, seed: int) -> Tally:
    """Every answer is the right one or says that the file is damaged; put right, the same workspace goes on."""
    folder.mkdir()
    tally, chance = Tally("damage while open"), random.Random(f"damage {seed}")
    data = (template / "data.db").read_bytes()
    answered = refused = 0
    with tally.timed():
        with signed_in(copy_office(template, folder / "office")) as workspace:
            right = {name: ask(workspace) for name, ask in _questions()}
            before = frozenset(decisions_on_record(workspace))
        for attempt in range(count):
            office = copy_office(template, folder / "office")
            other = Overwritten(nursery, office / "data.db")
            with signed_in(office) as workspace:
                kind = KINDS[attempt % len(KINDS)]
                where = f"attempt {attempt} {kind.__name__}"
                questions = _questions()
                chance.shuffle(questions)
                known = chance.randrange(len(questions) // 2)  # so many answers lie in the cache already
                for _, ask in questions[:known]:
                    ask(workspace)
                other.spoil(kind(data, chance))
                tally.attempts += 1
                for name, ask in questions:
                    said = _answer(tally, where, workspace, ask)
                    answered += said is not None
                    refused += said is None
                    if said is not None and said != right[name]:
                        tally.wrong.append(f"{where}: {name} answered {str(said)[:200]}")
                told = _decided(tally, where, workspace)
                other.mend()
                for name, ask in questions:
                    if ask(workspace) != right[name]:
                        tally.wrong.append(f"{where}: {name} is wrong after mending")
                found = frozenset(decisions_on_record(workspace))
                tally.acknowledged += len(told)
                tally.lost += [f"{where}: {identity}" for identity in (before | told) - found]
                tally.wrong += [f"{where}: {identity} came from nowhere" for identity in found - before - told]
                tally.wrong += [f"{where}: {problem}" for problem in unsound(workspace)]
    tally.facts |= {"right answers over a damaged file": answered, "refused as damaged": refused}
    return tally


def _questions() -> list[tuple[str, Callable[[Workspace], object]]]:
    """What stays the same whatever is decided on the last application."""
    asked: list[tuple[str, Callable[[Workspace], object]]] = [("list", _listed), ("counts", _counted)]
    for reference in APPLICATIONS[:-1]:
        asked.append((f"detail {reference}", partial(_told, reference)))
        asked.append((f"evidence {reference}", partial(_evidence, reference)))
    return asked


def _listed(workspace: Workspace) -> object:
    return sorted((row.application, row.name, row.number) for row in list_applications(workspace, ApplicationQuery()))


def _counted(workspace: Workspace) -> object:
    counts = navigation_counts(workspace)
    return (counts.total, counts.units)


def _told(reference: str, workspace: Workspace) -> object:
    detail = detail_of(workspace, reference)
    return (detail.row, detail.submissions, detail.decisions, detail.route)


def _evidence(reference: str, workspace: Workspace) -> object:
    detail = detail_of(workspace, reference)
    return [attachment_bytes(workspace, detail.row.id, item.sha256) for item in detail.attachments]


def _answer(tally: Tally, where: str, workspace: Workspace, ask: Callable[[Workspace], object]) -> object:
    try:
        return ask(workspace)
    except Unavailable as problem:
        if problem.code not in DAMAGED:
            tally.wrong.append(f"{where}: {problem!r}")
    except Exception as problem:
        tally.wrong.append(f"{where}: {problem!r}")
    return None


def _decided(tally: Tally, where: str, workspace: Workspace) -> frozenset[str]:
    """The decision that was told of, if any."""
    identity = new_id()

    def act(one: Workspace) -> str:
        row = detail_of(one, APPLICATIONS[-1]).row
        decide(one, row.id, DecisionRequest(Action.PASS, row.submission, row.seq), decision_id=identity)
        return identity

    with contextlib.suppress(Unavailable):
        if _answer(tally, where, workspace, act) == identity:
            return frozenset({identity})
    return frozenset()
