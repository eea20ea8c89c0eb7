import gc
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.work.cancellation import Cancellation, CancelledError
from desktop.work.runner import BackgroundRunner
from tests.work.gate import PATIENCE_S, Gate, settle


def test_a_cancelled_read_is_never_heard_of_again(qtbot: QtBot, runner: BackgroundRunner, gate: Gate) -> None:
    answers: list[str] = []
    ticket = runner.query(gate.pass_through, answers.append)
    assert gate.entered.wait(PATIENCE_S)
    assert ticket.active
    ticket.cancel()
    gate.opened.set()
    settle(qtbot, runner)
    assert (answers, ticket.active) == ([], False)


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


def test_a_waiting_write_aside_is_cancelled_without_running(qtbot: QtBot, runner: BackgroundRunner, gate: Gate) -> None:
    ran: list[bool] = []
    cancelled: list[bool] = []
    runner.operation(gate.pass_through, aside=True)
    waiting = runner.operation(lambda: ran.append(True), on_cancelled=lambda: cancelled.append(True), aside=True)
    waiting.cancel()
    assert (cancelled, runner.unfinished_operations) == ([True], 1)
    gate.opened.set()
    qtbot.waitUntil(lambda: runner.unfinished_operations == 0)
    assert ran == []
