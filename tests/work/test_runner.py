import gc
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.work.cancellation import Cancellation, CancelledError
from desktop.work.job import ProgressReport
from desktop.work.runner import BackgroundRunner

PATIENCE_S = 10.0


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[BackgroundRunner]:
    result = BackgroundRunner()
    yield result
    result.close()


class Gate:
    """Holds a callable on its thread until the test lets it go."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()

    def pass_through(self) -> str:
        self.entered.set()
        assert self.opened.wait(PATIENCE_S)
        return "through"


@pytest.fixture
def gate() -> Iterator[Gate]:
    result = Gate()
    yield result
    result.opened.set()


def settle(qtbot: QtBot, runner: BackgroundRunner) -> None:
    """Wait until everything asked for before has been reported, and what it reported was heard."""
    heard: list[None] = []
    runner.operation(lambda: None, heard.append)
    for _thread in range(2):
        meeting = threading.Barrier(2)
        for _side in range(2):  # both reading threads must come here, so both have finished what they did before
            runner.query(partial(meeting.wait, PATIENCE_S), lambda _number: heard.append(None))
    qtbot.waitUntil(lambda: len(heard) == 5)


def test_a_result_arrives_on_the_gui_thread(qtbot: QtBot, runner: BackgroundRunner) -> None:
    ran_on: list[int] = []
    heard_on: list[tuple[int, int]] = []

    def read() -> int:
        ran_on.append(threading.get_ident())
        return 42

    runner.query(read, lambda value: heard_on.append((value, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(heard_on))
    assert heard_on == [(42, threading.get_ident())]
    assert ran_on != [threading.get_ident()]


def test_the_window_takes_input_while_a_read_hangs(qtbot: QtBot, runner: BackgroundRunner, gate: Gate) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    answers: list[str] = []
    runner.query(gate.pass_through, answers.append)
    assert gate.entered.wait(PATIENCE_S)
    QTest.keyClicks(field, "abc")
    assert (field.text(), answers) == ("abc", [])
    gate.opened.set()
    qtbot.waitUntil(lambda: answers == ["through"])


def test_a_second_read_overtakes_a_hanging_one(qtbot: QtBot, runner: BackgroundRunner, gate: Gate) -> None:
    answers: list[str] = []
    runner.query(gate.pass_through, answers.append)
    runner.query(lambda: "quick", answers.append)
    qtbot.waitUntil(lambda: answers == ["quick"])


def test_newest_first_reads_jump_the_queue(qtbot: QtBot, runner: BackgroundRunner) -> None:
    gates = [Gate(), Gate()]
    answers: list[str] = []
    for held in gates:
        runner.query(held.pass_through, lambda _value: None)
        assert held.entered.wait(PATIENCE_S)
    order: list[str] = []
    for name in ("old", "older page"):
        runner.query(partial(order.append, name), lambda _value: answers.append("."))
    runner.query(partial(order.append, "new"), lambda _value: answers.append("."), newest_first=True)
    gates[0].opened.set()
    qtbot.waitUntil(lambda: len(answers) == 3)
    gates[1].opened.set()
    assert order == ["new", "old", "older page"]


def test_writes_run_one_at_a_time_in_order(qtbot: QtBot, runner: BackgroundRunner) -> None:
    running = threading.Semaphore(1)
    order: list[int] = []
    done: list[None] = []

    def write(number: int) -> None:
        assert running.acquire(blocking=False), "two writes at once"
        order.append(number)
        running.release()

    for number in range(50):
        runner.operation(partial(write, number), done.append)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert order == list(range(50))


def test_a_cancelled_read_is_never_heard_of_again(qtbot: QtBot, runner: BackgroundRunner, gate: Gate) -> None:
    answers: list[str] = []
    ticket = runner.query(gate.pass_through, answers.append)
    assert gate.entered.wait(PATIENCE_S)
    assert ticket.active
    ticket.cancel()
    gate.opened.set()
    settle(qtbot, runner)
    assert (answers, ticket.active) == ([], False)


def test_request_numbers_grow(runner: BackgroundRunner) -> None:
    first, second = (runner.query(lambda: None, lambda _value: None) for _turn in range(2))
    assert first.number < second.number


def test_a_running_callable_sees_its_cancellation(qtbot: QtBot, runner: BackgroundRunner) -> None:
    entered = threading.Event()
    cancelled: list[bool] = []
    results: list[object] = []

    def write(cancellation: Cancellation) -> None:
        stopped = threading.Event()
        cancellation.on_request(stopped.set)
        entered.set()
        assert stopped.wait(PATIENCE_S)
        cancellation.raise_if_requested()

    ticket = runner.operation(write, results.append, on_cancelled=lambda: cancelled.append(True))
    assert entered.wait(PATIENCE_S)
    ticket.cancel()
    qtbot.waitUntil(lambda: cancelled == [True])
    assert results == []


def test_a_write_that_finished_in_spite_of_its_cancellation_says_so(
    qtbot: QtBot, runner: BackgroundRunner, gate: Gate
) -> None:
    results: list[str] = []
    ticket = runner.operation(gate.pass_through, results.append)
    assert gate.entered.wait(PATIENCE_S)
    ticket.cancel()
    gate.opened.set()
    qtbot.waitUntil(lambda: results == ["through"])


def test_a_write_cancelled_before_it_began_never_runs(qtbot: QtBot, runner: BackgroundRunner, gate: Gate) -> None:
    ran: list[bool] = []
    cancelled: list[bool] = []
    runner.operation(gate.pass_through)
    waiting = runner.operation(lambda: ran.append(True), on_cancelled=lambda: cancelled.append(True))
    waiting.cancel()
    assert cancelled == [True]
    assert runner.unfinished_operations == 1
    gate.opened.set()
    settle(qtbot, runner)
    assert ran == []


def test_progress_arrives_in_order_before_the_result(qtbot: QtBot, runner: BackgroundRunner) -> None:
    events: list[object] = []

    def write(progress: ProgressReport) -> str:
        for done in range(1, 4):
            progress(done, 3)
        return "done"

    runner.operation(write, events.append, on_progress=lambda done, total: events.append((done, total)))
    qtbot.waitUntil(lambda: len(events) == 4)
    assert events == [(1, 3), (2, 3), (3, 3), "done"]


def test_an_error_goes_to_its_handler(qtbot: QtBot, runner: BackgroundRunner) -> None:
    errors: list[Exception] = []
    unheard: list[object] = []
    runner.failed.connect(unheard.append)

    def read() -> None:
        raise ValueError("damaged")

    runner.query(read, lambda _value: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert [str(error) for error in errors] == ["damaged"]
    assert unheard == []


@pytest.mark.parametrize("start", ["query", "operation"])
def test_an_error_without_a_handler_reaches_the_failed_signal(
    qtbot: QtBot, runner: BackgroundRunner, start: str
) -> None:
    def fail() -> None:
        raise OSError("disk full")

    begin: Callable[..., object] = getattr(runner, start)
    with qtbot.waitSignal(runner.failed) as signal:
        begin(fail, lambda _value: None)
    assert isinstance(signal.args[0], OSError)


def test_a_failed_write_is_reported_even_when_its_page_is_gone(
    qtbot: QtBot, runner: BackgroundRunner, gate: Gate
) -> None:
    page = QObject()
    handled: list[Exception] = []

    def write() -> None:
        gate.pass_through()
        raise OSError("disk full")

    runner.operation(write, on_error=handled.append, owner=page)
    del page
    gc.collect()
    with qtbot.waitSignal(runner.failed):
        gate.opened.set()
    assert handled == []


def test_a_system_exit_inside_a_callable_does_not_end_the_thread(qtbot: QtBot, runner: BackgroundRunner) -> None:
    def leave() -> None:
        raise SystemExit(3)

    with qtbot.waitSignal(runner.failed):
        runner.operation(leave)
    answers: list[int] = []
    runner.operation(lambda: 1, answers.append)
    qtbot.waitUntil(lambda: answers == [1])


def test_nothing_is_delivered_to_a_destroyed_owner(qtbot: QtBot, runner: BackgroundRunner, gate: Gate) -> None:
    parent = QWidget()
    page = QWidget(parent)
    answers: list[str] = []
    runner.query(gate.pass_through, answers.append, owner=page)
    assert gate.entered.wait(PATIENCE_S)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    gate.opened.set()
    settle(qtbot, runner)
    assert answers == []


def test_closing_does_not_wait_for_a_hanging_callable(qtbot: QtBot, runner: BackgroundRunner) -> None:
    barrier = threading.Barrier(2)
    entered = threading.Event()
    left = threading.Event()
    answers: list[object] = []

    def hang() -> int:
        entered.set()
        try:
            return barrier.wait(PATIENCE_S)
        finally:
            left.set()

    runner.query(hang, answers.append)
    assert entered.wait(PATIENCE_S)
    runner.close()
    assert not left.is_set()
    barrier.wait(PATIENCE_S)
    assert left.wait(PATIENCE_S)
    with pytest.raises(RuntimeError, match="closed"):
        runner.query(lambda: None, answers.append)
    fresh = BackgroundRunner()
    fresh.query(lambda: "next", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    fresh.close()
    assert answers == ["next"]


def test_a_late_thread_survives_the_death_of_the_runner(qtbot: QtBot, gate: Gate) -> None:
    parent = QObject()
    runner = BackgroundRunner(parent)
    left = threading.Event()
    before = threading.active_count()

    def read() -> None:
        gate.pass_through()
        left.set()

    runner.query(read, lambda _value: None)
    assert gate.entered.wait(PATIENCE_S)
    with qtbot.waitSignal(runner.destroyed):
        parent.deleteLater()
    gate.opened.set()
    assert left.wait(PATIENCE_S)
    del runner
    gc.collect()
    qtbot.waitUntil(lambda: threading.active_count() < before)


def test_closing_asks_running_callables_to_stop(qtbot: QtBot, runner: BackgroundRunner) -> None:
    entered = threading.Event()
    stopped = threading.Event()

    def read(cancellation: Cancellation) -> None:
        cancellation.on_request(stopped.set)
        entered.set()

    held = Gate()

    def write(cancellation: Cancellation) -> None:
        read(cancellation)
        held.pass_through()

    runner.operation(write)
    assert entered.wait(PATIENCE_S)
    runner.close()
    assert stopped.wait(PATIENCE_S)
    held.opened.set()


def test_the_number_of_unfinished_writes_is_announced(qtbot: QtBot, runner: BackgroundRunner, gate: Gate) -> None:
    counts: list[int] = []
    runner.operations_changed.connect(counts.append)
    runner.operation(gate.pass_through)
    runner.operation(lambda: None)
    gate.opened.set()
    qtbot.waitUntil(lambda: len(counts) == 4)
    assert counts == [1, 2, 1, 0]


def test_what_a_callable_holds_is_released_on_the_gui_thread(qtbot: QtBot, runner: BackgroundRunner) -> None:
    released_on: list[int] = []

    class Held:
        def __del__(self) -> None:
            released_on.append(threading.get_ident())

    def hold(_held: Held) -> None: ...

    runner.query(partial(hold, Held()), lambda _value: None)
    qtbot.waitUntil(lambda: bool(released_on))
    assert released_on == [threading.get_ident()]


def test_a_cancellation_interrupts_at_once_when_it_was_requested_before() -> None:
    cancellation = Cancellation()
    calls: list[str] = []
    cancellation.on_request(lambda: calls.append("early"))
    cancellation.request()
    cancellation.request()
    cancellation.on_request(lambda: calls.append("late"))
    assert calls == ["early", "late"]
    with pytest.raises(CancelledError):
        cancellation.raise_if_requested()


def test_the_program_ends_while_a_callable_hangs() -> None:
    program = """
import threading
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.work.runner import BackgroundRunner
application = QCoreApplication([])
runner = BackgroundRunner()
entered = threading.Event()
def hang():
    entered.set()
    threading.Event().wait()
runner.query(hang, print)
runner.operation(hang)
QTimer.singleShot(0, lambda: entered.wait() and application.quit())
raise SystemExit(application.exec())
"""
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, timeout=60, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
