"""Whoever waits at the real window sees it in place and can turn back: a whole life with every request held up."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any, Final

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QWidget
from shiboken6 import isValid

from desktop.services.applications import application_detail, list_applications
from desktop.services.audit import verify_audit
from desktop.services.opening import open_store
from desktop.services.rows import ApplicationQuery
from desktop.tour import hands
from desktop.tour.hands import shown
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.work.job import Job
from desktop.work.runner import BackgroundRunner
from tests.faults.nursery import Nursery
from tests.faults.tally import Tally
from tests.journeys.conftest import running_program
from tests.journeys.house import ADMINISTRATOR, PASSWORD, PROVINCE, make_house
from tests.journeys.whole_life import Life

SHORT_HOLD, LONG_HOLD = 0.4, 2.8
SHARE_HELD_LONG = 0.08
SEEN_SECONDS, WAY_OUT_SECONDS = 0.2, 2.0
MARGIN: Final = 0.15
"""A look may come so much late."""
_LOOK_MS = 40
_PATIENT_SECONDS = 120.0

NOBODY_WAITS: Final = {
    "ChangeWatch": "asks every two seconds whether somebody else has written",
    "FormKeeper": "keeps what is typed and says so at the foot of the form: 正在保存",
    "CommentKeeper": "keeps what is typed; sending waits for it and shows that",
    "NoticeKeeper": "keeps what is typed and says so at the foot of the notice",
}
"""Owners whose requests are nobody's wait, and why. Others say so where they ask: `background=True`."""

_SIGNS: Final = ("正在登录", "正在保存", "正在取消")
"""Words of a button or a label that say the same as an indicator."""


@dataclass(slots=True)
class _Wait:
    """A request on its way."""

    runner: BackgroundRunner
    number: int
    since: float
    name: str
    owner: str
    widget: Any
    """A weak reference to the widget that waits, None where that is none."""

    @property
    def pending(self) -> bool:
        return isValid(self.runner) and self.number in self.runner._requests

    def window(self) -> QWidget | None:
        """The window of the widget that waits, None where it is not in sight."""
        widget = None if self.widget is None else self.widget()
        if isinstance(widget, QWidget) and isValid(widget) and widget.window().isVisible():
            return widget.window()
        return None


@dataclass
class Watched:
    """What was seen: `hidden` and `no_way_out` name each kind of request, with the longest that it was so."""

    requests: int = 0
    held_long: int = 0
    hidden: dict[str, float] = field(default_factory=dict)
    no_way_out: dict[str, float] = field(default_factory=dict)

    @property
    def complaints(self) -> list[str]:
        told = ((self.hidden, "without a sign"), (self.no_way_out, "without a way out"))
        return [f"{name}: {seconds:.2f} s {what}" for kinds, what in told for name, seconds in sorted(kinds.items())]


class Witness:
    """Looks at the windows every 40 ms while every request is held up by as many seconds as `hold` says of it."""

    def __init__(self, hold: Callable[[], float]) -> None:
        self.watched = Watched()
        self._hold = hold
        self._waits: list[_Wait] = []
        self._timer = QTimer(interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @contextmanager
    def at_work(self) -> Iterator[Watched]:
        """Every request of every runner is held and watched."""
        start, run, witness = BackgroundRunner._start, Job.run, self

        def watched_start(runner: BackgroundRunner, request: Any, *, first: bool) -> Any:
            if request.pool is not runner._background:
                witness._waits.append(_wait(runner, request))
                witness.watched.requests += 1
            return start(runner, request, first=first)

        def held_run(job: Job, progress: Any) -> None:
            seconds, go_on = witness._hold(), threading.Event()
            witness.watched.held_long += seconds > WAY_OUT_SECONDS
            job.cancellation.on_request(go_on.set)
            go_on.wait(seconds)
            run(job, progress)

        patience, hands.PATIENCE_SECONDS = hands.PATIENCE_SECONDS, _PATIENT_SECONDS
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(BackgroundRunner, "_start", watched_start)
            patch.setattr(Job, "run", held_run)
            self._timer.start()
            try:
                yield self.watched
            finally:
                self._timer.stop()
                hands.PATIENCE_SECONDS = patience

    def _look(self) -> None:
        now = time.monotonic()
        self._waits = [wait for wait in self._waits if wait.pending]
        for wait in self._waits:
            age = now - wait.since
            if wait.owner in NOBODY_WAITS or age < SEEN_SECONDS + MARGIN:
                continue
            window = wait.window()
            if wait.widget is not None and window is None:
                continue  # what is not in sight is not waited for
            if not _shows_it(window):
                _note(self.watched.hidden, wait, age)
            elif age > WAY_OUT_SECONDS + MARGIN and not _offers_a_way_out(window):
                _note(self.watched.no_way_out, wait, age)


def _wait(runner: BackgroundRunner, request: Any) -> _Wait:
    owner = None if request.owner is None else request.owner()
    widget = request.owner if isinstance(owner, QWidget) else None
    name = "nobody" if owner is None else type(owner).__name__
    return _Wait(runner, request.job.number, time.monotonic(), _name_of(request.job.fn), name, widget)


def _name_of(fn: Any) -> str:
    while isinstance(fn, partial):
        fn = fn.func
    return f"{getattr(fn, '__module__', '?').removeprefix('desktop.')}.{getattr(fn, '__qualname__', type(fn).__name__)}"


def _note(kinds: dict[str, float], wait: _Wait, age: float) -> None:
    name = f"{wait.name} for {wait.owner}"
    kinds[name] = max(kinds.get(name, 0.0), age)


def _shows_it(window: QWidget | None) -> bool:
    said = [one.text() for one in shown(QLabel, "", window)] + [one.text() for one in shown(QPushButton, "", window)]
    return (
        any(True for _ in shown(BusyIndicator, "", window))
        or any(True for _ in shown(QProgressBar, "", window))
        or any(text.startswith(_SIGNS) for text in said)
    )


def _offers_a_way_out(window: QWidget | None) -> bool:
    """A 取消 that can be pressed, in an indicator or the dialog itself, or the news that it was."""
    cancels = (one for one in shown(QPushButton, "", window) if one.text() == "取消" and one.isEnabled())
    ending = (one for one in shown(BusyIndicator, "", window) if one.accessibleName() == "正在取消")
    return any(True for _ in cancels) or any(True for _ in ending)


def outcome(place: Path) -> object:
    """How the life at this place has ended."""
    workspace = open_store(place, PROVINCE, PASSWORD)
    (row,) = list_applications(workspace, ApplicationQuery())
    detail = application_detail(workspace, row.id)
    workspace.close()
    decisions = [(one.seq, one.submission, one.stage, one.action, one.comment) for one in detail.decisions]
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
    """A life undisturbed, one with every request held for 0.4 s, and `count` in which some are held for longer."""
    del nursery, template
    rmtree(folder, ignore_errors=True)
    folder.mkdir()
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    house = folder / "house" / "workspace"
    house.parent.mkdir()
    make_house(house)
    tally = Tally("waits")
    with tally.timed():
        expected = a_life(application, house, folder / "undisturbed", None)
        witnesses = [Witness(lambda: SHORT_HOLD), *(Witness(_some_long(seed + number)) for number in range(count))]
        for number, witness in enumerate(witnesses):
            ended = a_life(application, house, folder / f"held-{number}", witness)
            if ended != expected:
                tally.wrong.append(f"life {number}: {ended} instead of {expected}")
    seen = [witness.watched for witness in witnesses]
    tally.wrong += sorted({complaint for one in seen for complaint in one.complaints})
    tally.attempts = len(witnesses)
    tally.acknowledged = sum(one.requests for one in seen)
    tally.facts["held for longer than two seconds"] = sum(one.held_long for one in seen)
    return tally


def _some_long(seed: int) -> Callable[[], float]:
    chance, lock = random.Random(seed), threading.Lock()

    def hold() -> float:
        with lock:
            return LONG_HOLD if chance.random() < SHARE_HELD_LONG else 0.0

    return hold
