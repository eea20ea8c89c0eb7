"""Watches the windows while requests are held up: whether each wait is shown in place, and can be turned back from."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from shiboken6 import isValid

from desktop.tour import hands
from desktop.tour.hands import shown
from desktop.views.administration.room import Room
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.work.job import Job
from desktop.work.runner import BackgroundRunner
from tests.faults.second_thoughts import SecondThoughts

SEEN_SECONDS, WAY_OUT_SECONDS = 0.2, 2.0
MARGIN: Final = 0.3
_LOOK_MS = 40
_LONGEST_LOOK: Final = 0.2
"""So long a look counts at most: where the machine holds up the window, it cannot show anything either."""
_PATIENT_SECONDS = 120.0

NOBODY_WAITS: Final = {
    "ChangeWatch": "asks every two seconds whether somebody else has written",
    "FormKeeper": "keeps what is typed and says so at the foot of the form: 正在保存",
    "CommentKeeper": "keeps what is typed; sending waits for it and shows that",
    "NoticeKeeper": "keeps what is typed and says so at the foot of the notice",
}
"""Owners whose requests are nobody's wait, and why. Others say so where they ask: `background=True`."""

NOTED_ASIDE: Final = {
    "dialogs.detail.evidence_shelf.EvidenceShelf.record_seen.<locals>.<lambda>": "that a paper was looked at",
    "views.main_window.MainWindow._read_standards.<locals>.read": "the names of the standards; rows show their codes",
    "views.applications.saved_filters.SavedFilters.read.<locals>.<lambda>": "one's saved filters, as one has signed in",
}
"""Requests that are nobody's wait, whoever asks, and what they are for."""

NOT_BEGUN_AGAIN: Final = {
    "ApplicantFormPage": "goes with the form that is not opened then, and the journey's hands are in it",
    "views.notices.notices_room.NoticesRoom._read_written.<locals>.<lambda>": "follows a new notice, which is there",
}
"""Owners and requests whose waits nobody turns back from here, and why."""

_ROOM: Final = "views.applicant.applicant_room.ApplicantRoom"
ASKED_FOR_BY_HAND: Final = (
    f"{_ROOM}._view_notice.<locals>.<lambda>",
    f"{_ROOM}._read_check.<locals>.<lambda>",
    f"{_ROOM}._show_progress.<locals>.<lambda>",
    "views.bindings.binding_panel.BindingPanel._on_search.<locals>.<lambda>",
)
"""Reads that lead to something else of a room: 重新读取 reads what is shown, so the click is done once more."""

_SIGNS: Final = ("正在登录",)
"""Words of a button or a label that say the same as an indicator."""


@dataclass(slots=True)
class _Wait:
    """A request on its way."""

    runner: BackgroundRunner
    number: int
    name: str
    owner: str
    widget: Any
    """A weak reference to the widget that waits, None where that is none."""
    writes: bool
    act: Any
    """What somebody did last before it was asked for."""
    age: float = 0.0
    thought_over: bool = False
    turned_back: bool = False
    """Whether somebody has pressed its way out."""
    given_up: bool = False
    """Whether that came in time."""

    @property
    def pending(self) -> bool:
        return isValid(self.runner) and self.number in self.runner._requests

    @property
    def by_hand(self) -> bool:
        """Whether the act that led to it has to be done again."""
        return self.writes or self.name in ASKED_FOR_BY_HAND

    @property
    def can_be_read_again(self) -> bool:
        """Whether its page offers that."""
        return not self.by_hand and self.widget is not None and isinstance(self.widget(), Room)

    def window(self) -> QWidget | None:
        """The window of the widget that waits, None where it is not in sight."""
        widget = None if self.widget is None else self.widget()
        if isinstance(widget, QWidget) and isValid(widget) and widget.isVisible():
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

    def __init__(self, hold: Callable[[], float], thoughts: SecondThoughts | None = None) -> None:
        self.watched = Watched()
        self._hold, self._thoughts = hold, thoughts
        self._waits: list[_Wait] = []
        self._to_do_again: list[_Wait] = []
        self._looked = 0.0
        self._timer = QTimer(interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @contextmanager
    def at_work(self) -> Iterator[Watched]:
        """Every request of every runner is held and watched."""
        start, run, witness = BackgroundRunner._start, Job.run, self

        def watched_start(runner: BackgroundRunner, request: Any, *, first: bool) -> Any:
            if request.pool is not runner._background:
                witness._waits.append(_wait(runner, request, witness._thoughts and witness._thoughts.last))
                witness.watched.requests += 1
            return start(runner, request, first=first)

        def held_run(job: Job, progress: Any) -> None:
            seconds, go_on = witness._hold(), threading.Event()
            witness.watched.held_long += seconds > WAY_OUT_SECONDS
            job.cancellation.on_request(go_on.set)
            go_on.wait(seconds)
            run(job, progress)

        patience, hands.PATIENCE_SECONDS = hands.PATIENCE_SECONDS, _PATIENT_SECONDS
        with pytest.MonkeyPatch.context() as patch, ExitStack() as watching:
            patch.setattr(BackgroundRunner, "_start", watched_start)
            patch.setattr(Job, "run", held_run)
            if self._thoughts is not None:
                watching.enter_context(self._thoughts.watching_hands())
            self._looked = time.monotonic()
            self._timer.start()
            try:
                yield self.watched
            finally:
                self._timer.stop()
                hands.PATIENCE_SECONDS = patience

    def _look(self) -> None:
        now = time.monotonic()
        passed, self._looked = min(now - self._looked, _LONGEST_LOOK), now
        self._carry_on()
        self._waits = [wait for wait in self._waits if wait.pending]
        for wait in tuple(self._waits):
            if not wait.pending:
                continue  # another's way out has ended it just now
            wait.age += passed
            age = wait.age
            if wait.owner in NOBODY_WAITS or wait.name in NOTED_ASIDE or age < SEEN_SECONDS + MARGIN:
                continue
            window = wait.window()
            if wait.widget is not None and window is None:
                continue  # what is not in sight is not waited for
            if not _shows_it(window):
                _note(self.watched.hidden, wait, age)
            elif age > WAY_OUT_SECONDS + MARGIN:
                if not _offers_a_way_out(window):
                    _note(self.watched.no_way_out, wait, age)
                elif self._thoughts is not None and not wait.thought_over:
                    self._think_over(self._thoughts, wait, window)

    def _think_over(self, thoughts: SecondThoughts, wait: _Wait, window: QWidget | None) -> None:
        if wait.owner in NOT_BEGUN_AGAIN or wait.name in NOT_BEGUN_AGAIN:
            return
        if any(one.writes and one is not wait and one.pending for one in self._waits):
            return  # the same 取消 may end that too, and it is not known how to do it again
        wait.thought_over = True
        again = wait.can_be_read_again
        if thoughts.turn_back(f"{wait.name} for {wait.owner}", wait.act, window, can_be_read_again=again):
            wait.turned_back = True
            self._to_do_again.append(wait)

    def _carry_on(self) -> None:
        if self._thoughts is not None:
            thoughts = self._thoughts
            ended = [one for one in self._to_do_again if not one.pending]
            self._to_do_again = [one for one in self._to_do_again if one.pending]
            for wait in ended:
                nothing_came = wait.given_up or not wait.writes
                if nothing_came and not thoughts.carry_on(wait.act, wait.window(), by_hand=wait.by_hand):
                    self._to_do_again.append(wait)


def _wait(runner: BackgroundRunner, request: Any, act: Any) -> _Wait:
    owner = None if request.owner is None else request.owner()
    widget = request.owner if isinstance(owner, QWidget) else None
    name = "nobody" if owner is None else type(owner).__name__
    wait = _Wait(runner, request.job.number, _name_of(request.job.fn), name, widget, request.writes, act)
    tell = request.on_cancelled

    def cancelled() -> None:
        wait.given_up = True
        if tell is not None:
            tell()

    request.on_cancelled = cancelled
    return wait


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
