"""Holding callables on their threads without sleeping, and waiting until a runner has nothing left to say."""

import threading
from functools import partial

from pytestqt.qtbot import QtBot

from desktop.work.runner import BackgroundRunner

PATIENCE_S = 10.0


class Gate:
    """Holds a callable on its thread until the test lets it go."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()

    def pass_through(self) -> str:
        self.entered.set()
        assert self.opened.wait(PATIENCE_S)
        return "through"


def settle(qtbot: QtBot, runner: BackgroundRunner) -> None:
    """Wait until everything asked for before has been reported, and what it reported was heard."""
    heard: list[None] = []
    runner.operation(lambda: None, heard.append)
    for _thread in range(2):
        meeting = threading.Barrier(2)
        for _side in range(2):  # both reading threads must come here, so both have finished what they did before
            runner.query(partial(meeting.wait, PATIENCE_S), lambda _number: heard.append(None))
    qtbot.waitUntil(lambda: len(heard) == 5)
