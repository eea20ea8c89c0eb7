"""Noticing others' changes, and a store that stops answering and begins again."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.problems import Unavailable, UnavailableCode
from desktop.views.change_watch import ChangeWatch
from desktop.work.runner import BackgroundRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[BackgroundRunner]:
    made = BackgroundRunner()
    yield made
    made.close()


def test_a_store_that_is_lost_is_said_once_and_what_was_missed_is_a_change(
    qtbot: QtBot, runner: BackgroundRunner
) -> None:
    answers: list[int | Unavailable] = [7, 7, 8, *(Unavailable(UnavailableCode.SERVER_UNREACHABLE),) * 3, 8, 8]
    heard: list[str] = []
    left = iter(answers)

    def read() -> int:
        answer = next(left)
        if isinstance(answer, Unavailable):
            raise answer
        return answer

    watch = ChangeWatch(read, runner)
    watch.changed.connect(lambda: heard.append("changed"))
    watch.failed.connect(lambda error: heard.append("failed"))
    watch.recovered.connect(lambda: heard.append("recovered"))
    told: list[list[str]] = []
    for _ in answers:
        watch.look()
        qtbot.waitUntil(_idle(watch))
        told.append(list(heard))
        heard.clear()
    assert told == [[], [], ["changed"], ["failed"], [], [], ["recovered", "changed"], []]


def _idle(watch: ChangeWatch) -> Callable[[], bool]:
    return lambda: watch._look_under_way is not None and not watch._look_under_way.active
