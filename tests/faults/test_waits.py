"""A small sample of waits at the real window, and that the witness notices what is not shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.tour.hands import click
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.waiting import Waiting
from desktop.work.cancellation import Cancellation
from desktop.work.runner import BackgroundRunner
from tests.faults.second_thoughts import SecondThoughts
from tests.faults.waits import SHORT_HOLD
from tests.faults.witness import Witness
from tests.journeys.conftest import running_program
from tests.journeys.house import make_house
from tests.journeys.whole_life import Life

pytestmark = pytest.mark.slow
HELD_LONG = 2.6


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[BackgroundRunner]:
    result = BackgroundRunner()
    yield result
    result.close()


def answer(cancellation: Cancellation) -> int:
    cancellation.raise_if_requested()
    return 1


def test_a_wait_that_nothing_shows_is_complained_of_by_name(qtbot: QtBot, runner: BackgroundRunner) -> None:
    page, answers = QWidget(), list[int]()
    qtbot.addWidget(page)
    page.show()
    with Witness(lambda: SHORT_HOLD).at_work() as watched:
        runner.query(answer, answers.append, owner=page)
        qtbot.waitUntil(lambda: answers == [1])
        Waiting(runner, page).read(answer, answers.append)
        qtbot.waitUntil(lambda: answers == [1, 1])
        runner.query(answer, answers.append, owner=page, background=True)
        qtbot.waitUntil(lambda: answers == [1, 1, 1])
    (complaint,) = watched.complaints
    assert complaint.startswith("tests.faults.test_waits.answer for QWidget: ")
    assert complaint.endswith(" without a sign")


def test_a_wait_without_a_way_out_is_complained_of(qtbot: QtBot, runner: BackgroundRunner) -> None:
    page, answers = QWidget(), list[int]()
    qtbot.addWidget(page)
    busy = BusyIndicator(page)
    page.show()
    with Witness(lambda: HELD_LONG).at_work() as watched:
        busy.start("正在读取", cancellable=False)
        runner.query(answer, answers.append, owner=page)
        qtbot.waitUntil(lambda: answers == [1], timeout=10_000)
    assert [one.partition(" s ")[2] for one in watched.complaints] == ["without a way out"]


def test_whoever_turns_back_does_once_more_what_led_to_the_wait(qtbot: QtBot, runner: BackgroundRunner) -> None:
    page, answers, ends = QPushButton("保存"), list[int](), list[str]()
    qtbot.addWidget(page)
    page.resize(400, 100)
    page.show()
    waiting = Waiting(runner, page)
    waiting.given_up.connect(lambda: ends.append("given up"))
    page.clicked.connect(lambda: waiting.write(answer, answers.append))
    thoughts, holds = SecondThoughts(seed=1, share=1.0), [HELD_LONG, 0.0]
    with Witness(lambda: holds.pop(0), thoughts).at_work() as watched:
        click(page, QPoint(5, 90))
        qtbot.waitUntil(lambda: answers == [1], timeout=10_000)
    assert (ends, len(thoughts.turned_back)) == (["given up"], 1)
    assert watched.complaints == []


def test_whoever_signs_up_sees_each_wait_and_can_turn_back(qapp: QApplication, tmp_path: Path) -> None:
    place = tmp_path / "house" / "workspace"
    place.parent.mkdir()
    make_house(place)
    with running_program(qapp, None) as program, Witness(lambda: SHORT_HOLD).at_work() as watched:
        life = Life(program, place, tmp_path)
        life.newcomer.find_place(place)
        life.sign_up()
    assert watched.complaints == []
    assert watched.requests > 0
