"""A store that takes half a second for every statement, through a reviewer's day on the real window."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton
from sqlalchemy import Engine, event

from desktop.tour import hands
from desktop.tour.hands import press, shown, the, type_text, wait_for
from desktop.tour.open_application import OpenApplication
from desktop.tour.reviewer import Reviewer
from desktop.widgets.busy_indicator import BusyIndicator
from tests.desk import PASSWORD
from tests.faults.nursery import Nursery
from tests.faults.office import copy_office, detail_of, signed_in, unsound
from tests.faults.tally import Tally
from tests.journeys.conftest import running_program

NAME, REFERENCE = "第000人", "app-0"
DESKS: Final = ("hr", "city", "province")
FULL_DELAY: Final = 0.5
BUSY_SECONDS, CANCEL_SECONDS = 0.2, 2.0
BLOCKED_MS: Final = 100
"""So long the window's thread may wait at once, for anything but a processor or the interpreter."""
_PATIENT_SECONDS = 180.0
_BEAT_MS, _LOOK_MS = 5, 40
_MARGIN = 0.3
_SEVERAL_WAITS = 4
"""A step is several waits, of which the longest is surely over two seconds where all together are over eight."""


@dataclass
class Step:
    """What could be seen of the window while one thing was waited for."""

    name: str
    seconds: float = 0.0
    longest_gap: float = 0.0
    """Seconds between two turns of the event loop."""
    longest_block: float = 0.0
    """Of these, seconds in which no thread of the program worked or queued for a processor: the window's waited."""
    showed_it: bool = False
    offered_cancel: bool = False


@dataclass
class Day:
    """The steps of a reviewer's day, how it ended, and the statements that ran on the window's own thread."""

    steps: list[Step] = field(default_factory=list)
    outcome: object = None
    on_gui_thread: list[str] = field(default_factory=list)


class _Onlooker:
    """A heartbeat in the event loop, and a look at the indicators now and then."""

    def __init__(self, day: Day) -> None:
        self._day = day
        self._last, self._ran = time.perf_counter(), _at_work()
        self._beat, self._look = QTimer(interval=_BEAT_MS), QTimer(interval=_LOOK_MS)
        self._beat.timeout.connect(self._on_beat)
        self._look.timeout.connect(self._on_look)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        step = Step(name)
        self._day.steps.append(step)
        started = self._last = time.perf_counter()
        self._ran = _at_work()
        self._beat.start()
        self._look.start()
        yield
        self._beat.stop()
        self._look.stop()
        step.seconds = time.perf_counter() - started

    def _on_beat(self) -> None:
        now, ran = time.perf_counter(), _at_work()
        step, gap = self._day.steps[-1], now - self._last
        step.longest_gap = max(step.longest_gap, gap)
        worked = sum(ran[thread] - self._ran.get(thread, 0.0) for thread in ran)
        step.longest_block = max(step.longest_block, gap - worked)
        self._last, self._ran = now, ran

    def _on_look(self) -> None:
        step = self._day.steps[-1]
        indicators = list(shown(BusyIndicator))
        signing_in = any(one.text() == "正在登录" for one in shown(QPushButton))
        step.showed_it = step.showed_it or bool(indicators) or signing_in
        step.offered_cancel = step.offered_cancel or any(list(shown(QPushButton, "", one)) for one in indicators)


def _at_work() -> dict[str, float]:
    """Seconds in which each thread of the program has had a processor or wanted one."""
    found = dict[str, float]()
    for thread in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # it has ended
            ran, queued, _ = (thread / "schedstat").read_text().split()
            found[thread.name] = (int(ran) + int(queued)) / 1e9
    return found


class _Delay:
    """Holds up every statement of every engine while it is set. Heard for good: other threads may be in the midst."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.on_gui_thread: list[str] = []
        self._never = threading.Event()
        event.listen(Engine, "before_cursor_execute", self._on_statement)

    def _on_statement(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if self.seconds and threading.current_thread() is threading.main_thread():
            self.on_gui_thread.append(statement)
        self._never.wait(self.seconds)


_delay = _Delay()


@contextmanager
def slow_statements(seconds: float) -> Iterator[list[str]]:
    """Every statement takes so much longer on the thread on which it runs; gives those of the window's own thread."""
    _delay.seconds, _delay.on_gui_thread = seconds, []
    patience, hands.PATIENCE_SECONDS = hands.PATIENCE_SECONDS, _PATIENT_SECONDS
    try:
        yield _delay.on_gui_thread
    finally:
        hands.PATIENCE_SECONDS = patience
        _delay.seconds = 0.0


def a_day(application: QApplication, office: Path, seconds: float, desks: Sequence[str]) -> Day:
    """Each desk signs in, opens the application, comments and passes it; the last one takes that back."""
    day = Day()
    onlooker = _Onlooker(day)
    with slow_statements(seconds) as on_gui_thread, running_program(application, office) as program:
        day.on_gui_thread = on_gui_thread
        reviewer = Reviewer(program)
        for login in desks:
            with onlooker.step(f"{login} signs in and sees the list"):
                reviewer.sign_in(login, PASSWORD)
            with onlooker.step(f"{login} opens an application"):
                opened = reviewer.open(NAME)
            with onlooker.step(f"{login} comments and passes"):
                _pass(opened, f"{login} 同意。")
            opened.close()
            with onlooker.step(f"{login} looks at what is done"):
                reviewer.go_to("我已办理")
                wait_for(lambda: any(row["姓名"] == NAME for row in reviewer.rows()), "the pass is listed")
            if login == desks[-1]:
                with onlooker.step(f"{login} opens it again"):
                    opened = reviewer.open(NAME)
                with onlooker.step(f"{login} takes it back"):
                    _withdraw(opened)
                opened.close()
            else:
                reviewer.sign_out()
    with signed_in(office) as workspace:
        detail = detail_of(workspace, REFERENCE)
        decisions = [(row.seq, row.action, row.login, row.comment) for row in detail.decisions]
        day.outcome = (detail.row.status, detail.row.stage, sorted(decisions), list(unsound(workspace)))
    return day


def slow_store(nursery: Nursery, template: Path, folder: Path, *, count: int, seed: int) -> Tally:
    """`count` desks one after the other over a store that takes half a second for a statement, and over a fast one."""
    del nursery, seed
    folder.mkdir()
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    tally, desks = Tally("slow store"), DESKS[:count]
    with tally.timed():
        fast = a_day(application, copy_office(template, folder / "office"), 0.0, desks)
        slow = a_day(application, copy_office(template, folder / "office"), FULL_DELAY, desks)
    tally.wrong += complaints(fast, slow)
    tally.attempts = len(slow.steps)
    tally.acknowledged = len(desks) + 1
    tally.facts |= {
        "longest step, s": round(max(step.seconds for step in slow.steps)),
        "longest wait of the window's thread, ms": round(max(step.longest_block for step in slow.steps) * 1000),
        "longest turn of its event loop, ms": round(max(step.longest_gap for step in slow.steps) * 1000),
        "over a fast store, ms": round(max(step.longest_gap for step in fast.steps) * 1000),
        "statements on the window's thread": len(slow.on_gui_thread),
    }
    return tally


def complaints(fast: Day, slow: Day, blocked_ms: float = BLOCKED_MS) -> list[str]:
    """Where the window stood still, hid a wait, offered no way out, or came to another end than over a fast store."""
    found = [f"on the window's thread: {statement[:80]}" for statement in slow.on_gui_thread]
    # a busy machine holds up the window of a fast store too: the disk of the settings, another program's turn
    blocked = max(blocked_ms / 1000, 2 * max(step.longest_block for step in fast.steps))
    for quick, step in zip(fast.steps, slow.steps, strict=True):
        if step.longest_block > blocked:
            found.append(f"{step.name}: waited for {step.longest_block:.2f} s of {step.longest_gap:.2f} s")
        if step.seconds - quick.seconds > BUSY_SECONDS + _MARGIN and not step.showed_it:
            found.append(f"{step.name}: {step.seconds:.1f} s without a sign")
        if step.seconds > _SEVERAL_WAITS * CANCEL_SECONDS and not step.offered_cancel and "signs in" not in step.name:
            found.append(f"{step.name}: {step.seconds:.1f} s without a way out")
    if slow.outcome != fast.outcome:
        found.append(f"another end: {slow.outcome} instead of {fast.outcome}")
    return found


def _pass(opened: OpenApplication, comment: str) -> None:
    opened.comment(comment)
    press("Ctrl+Return", opened.dialog)
    asked = wait_for(lambda: next(shown(QDialog, "unopenedEvidenceDialog"), None) or opened.banner(), "an answer")
    if isinstance(asked, QDialog):
        opened.confirm(asked)
    opened.wait_for_banner(NAME)


def _withdraw(opened: OpenApplication) -> None:
    seq = opened.row.seq
    dialog = opened.ask("withdraw", "withdrawDialog")
    type_text(the(QPlainTextEdit, "decisionComment", dialog), "还要再看一遍。")
    opened.confirm(dialog)
    opened.wait_for_seq(seq + 1)
