import threading
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.work.job import ProgressReport
from desktop.work.runner import BackgroundRunner
from tests.work.gate import PATIENCE_S, Gate


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


def test_request_numbers_grow(runner: BackgroundRunner) -> None:
    first, second = (runner.query(lambda: None, lambda _value: None) for _turn in range(2))
    assert first.number < second.number


@pytest.mark.parametrize("kind", ["query", "operation"])
def test_progress_arrives_in_order_before_the_result(qtbot: QtBot, runner: BackgroundRunner, kind: str) -> None:
    events: list[object] = []

    def work(progress: ProgressReport) -> str:
        for done in range(1, 4):
            progress(done, 3)
        return "done"

    ask = runner.query if kind == "query" else runner.operation
    ask(work, events.append, on_progress=lambda done, total: events.append((done, total)))
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


def test_a_system_exit_inside_a_callable_does_not_end_the_thread(qtbot: QtBot, runner: BackgroundRunner) -> None:
    def leave() -> None:
        raise SystemExit(3)

    with qtbot.waitSignal(runner.failed):
        runner.operation(leave)
    answers: list[int] = []
    runner.operation(lambda: 1, answers.append)
    qtbot.waitUntil(lambda: answers == [1])


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


def test_what_is_written_aside_holds_up_neither_reads_nor_writes(
    qtbot: QtBot, runner: BackgroundRunner, gate: Gate
) -> None:
    order: list[str] = []
    runner.operation(gate.pass_through, order.append, aside=True)
    assert gate.entered.wait(PATIENCE_S)
    runner.operation(lambda: "next aside", order.append, aside=True)
    meeting = threading.Barrier(2)
    for _side in range(2):  # both reading threads are free to meet
        runner.query(partial(meeting.wait, PATIENCE_S), lambda _number: order.append("read"))
    runner.operation(lambda: "written", order.append)
    qtbot.waitUntil(lambda: len(order) == 3)
    assert sorted(order) == ["read", "read", "written"]
    assert runner.unfinished_operations == 2
    gate.opened.set()
    qtbot.waitUntil(lambda: len(order) == 5)
    assert order[3:] == ["through", "next aside"]
