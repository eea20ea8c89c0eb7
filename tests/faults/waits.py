"""Whoever waits at the real window sees it in place and can turn back: a whole life with every request held up.

In some lives a few requests are held for longer, and somebody turns back from them now and then and begins again.
"""

import random
import threading
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree
from typing import Final

from PySide6.QtWidgets import QApplication

from desktop.services.applications import application_detail, list_applications
from desktop.services.audit import verify_audit
from desktop.services.opening import open_store
from desktop.services.rows import ApplicationQuery
from desktop.tour.hands import NotSeen
from tests.faults.nursery import Nursery
from tests.faults.second_thoughts import SecondThoughts
from tests.faults.tally import Tally
from tests.faults.witness import Witness
from tests.journeys.conftest import running_program
from tests.journeys.house import ADMINISTRATOR, PASSWORD, PROVINCE, make_house
from tests.journeys.whole_life import Life

SHORT_HOLD: Final = 0.8
LONG_HOLD: Final = 3.0
SHARE_HELD_LONG: Final = 0.08


def outcome(place: Path) -> object:
    """How the life at this place has ended."""
    workspace = open_store(place, PROVINCE, PASSWORD)
    (row,) = list_applications(workspace, ApplicationQuery())
    detail = application_detail(workspace, row.id)
    workspace.close()
    decisions = [(one.seq, one.submission, one.stage, one.action, one.comment, one.meeting) for one in detail.decisions]
    administrator = open_store(place, ADMINISTRATOR, PASSWORD)
    sound = verify_audit(administrator).sound
    administrator.close()
    return row.status, row.stage, row.submission, sorted(decisions), sound


def a_life(application: QApplication, house: Path, folder: Path, witness: Witness | None) -> object:
    """In a copy of the house; how it ended."""
    folder.mkdir(parents=True)
    place = Path(copytree(house, folder / "workspace"))
    with running_program(application, None) as program:
        life = Life(program, place, folder)
        if witness is None:
            life.live()
        else:
            with witness.at_work():
                life.live()
    return outcome(place)


def waits(nursery: Nursery, template: Path, folder: Path, *, count: int, seed: int) -> Tally:
    """A life undisturbed, one with every request held for a moment, and `count` in which some are held for longer."""
    del nursery, template
    rmtree(folder, ignore_errors=True)
    folder.mkdir()
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    house = folder / "house" / "workspace"
    house.parent.mkdir()
    make_house(house)
    tally, ended = Tally("waits"), object()
    with tally.timed():
        expected = a_life(application, house, folder / "undisturbed", None)
        thoughts = [SecondThoughts(seed + number) for number in range(count)]
        long = [Witness(_some_long(seed + number), thoughts[number]) for number in range(count)]
        witnesses = [Witness(lambda: SHORT_HOLD), *long]
        for number, witness in enumerate(witnesses):
            try:
                ended = a_life(application, house, folder / f"held-{number}", witness)
            except (NotSeen, AssertionError) as problem:
                ended = problem
            if ended != expected:
                tally.wrong.append(f"life {number}: {ended} instead of {expected}")
    seen = [witness.watched for witness in witnesses]
    tally.wrong += sorted({complaint for one in seen for complaint in one.complaints})
    tally.attempts = len(witnesses)
    tally.acknowledged = sum(one.requests for one in seen)
    tally.facts["held for longer than two seconds"] = sum(one.held_long for one in seen)
    tally.facts["turned back from"] = sum(len(one.turned_back) for one in thoughts)
    return tally


def _some_long(seed: int) -> Callable[[], float]:
    chance, lock = random.Random(seed), threading.Lock()

    def hold() -> float:
        with lock:
            return LONG_HOLD if chance.random() < SHARE_HELD_LONG else 0.0

    return hold
