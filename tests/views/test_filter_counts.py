"""Counting saved filters: one after the other, given up for a list, and anew when something has changed."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.rows import ApplicationQuery
from desktop.store.interruption import interruptible
from desktop.views.applications.filter_counts import FilterCounts
from desktop.work.runner import BackgroundRunner

QUERIES = {letter: ApplicationQuery(classes=frozenset(letter)) for letter in "ABC"}


class RunningCount:
    """Stands for a statement that runs until it is interrupted."""

    def __init__(self) -> None:
        self.given_up = threading.Event()

    def interrupt(self) -> None:
        self.given_up.set()


class Shelf:
    """Counts letters; holds a query until it is let go or cancelled."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.held: set[str] = set()
        self.cancelled: list[str] = []
        self.number = 1
        self.entered = threading.Event()

    def count(self, query: ApplicationQuery) -> int:
        (letter,) = query.classes
        self.asked.append(letter)
        if letter in self.held:
            count = RunningCount()
            try:
                with interruptible(count):
                    self.entered.set()
                    assert count.given_up.wait(10)
            finally:
                self.cancelled.append(letter)
        return self.number


class Counting:
    """A counter with what it said."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.shelf = Shelf()
        self.runner = BackgroundRunner()
        self.counts = FilterCounts(self.runner, self.shelf.count)
        self.said: dict[str, int] = {}
        self.errors: list[Exception] = []
        self.counts.counted.connect(self.said.__setitem__)
        self.counts.failed.connect(self.errors.append)

    def until_said(self, numbers: dict[str, int]) -> None:
        self.qtbot.waitUntil(lambda: self.said == numbers, timeout=10_000)

    def until_held(self) -> None:
        self.qtbot.waitUntil(self.shelf.entered.is_set, timeout=10_000)
        self.shelf.entered.clear()


@pytest.fixture
def counting(qtbot: QtBot) -> Iterator[Counting]:
    made = Counting(qtbot)
    yield made
    made.counts.pause()
    made.runner.close()


def test_each_is_counted_once_and_in_order(counting: Counting) -> None:
    counting.counts.start(QUERIES)
    counting.until_said({"A": 1, "B": 1, "C": 1})
    assert counting.shelf.asked == ["A", "B", "C"]


def test_a_list_ends_the_count_under_way_and_it_begins_anew_afterwards(counting: Counting) -> None:
    counting.shelf.held = {"B"}
    counting.counts.start(QUERIES)
    counting.until_held()
    counting.counts.pause()
    counting.qtbot.waitUntil(lambda: counting.shelf.cancelled == ["B"], timeout=10_000)
    assert counting.said == {"A": 1}
    counting.shelf.held = set()
    counting.counts.start(QUERIES)
    assert counting.shelf.asked == ["A", "B"]
    counting.counts.resume()
    counting.until_said({"A": 1, "B": 1, "C": 1})
    assert counting.shelf.asked[:4] == ["A", "B", "B", "C"]


def test_counting_anew_gives_up_what_is_outdated_and_begins_with_what_waits_longest(counting: Counting) -> None:
    counting.shelf.held = {"B"}
    counting.counts.start(QUERIES)
    counting.until_held()
    counting.shelf.held, counting.shelf.number = set(), 2
    counting.counts.start(QUERIES)
    counting.until_said({"A": 2, "B": 2, "C": 2})
    assert counting.shelf.asked == ["A", "B", "B", "C", "A"]


def test_what_is_saved_no_more_is_not_counted(counting: Counting) -> None:
    counting.counts.pause()
    counting.counts.start(QUERIES)
    counting.counts.start({"C": QUERIES["C"]})
    counting.counts.resume()
    counting.until_said({"C": 1})
    assert counting.shelf.asked == ["C"]


def test_a_refusal_is_said_once_and_ends_the_round(counting: Counting) -> None:
    def refuse(query: ApplicationQuery) -> int:
        raise OSError("no disk")

    counts = FilterCounts(counting.runner, refuse)
    counts.failed.connect(counting.errors.append)
    counts.start(QUERIES)
    counting.qtbot.waitUntil(lambda: bool(counting.errors), timeout=10_000)
    counts.resume()
    assert [str(error) for error in counting.errors] == ["no disk"]
