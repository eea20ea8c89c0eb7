"""Cyclic garbage: collected by the thread of the window, however much the others allocate."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.work.garbage import CollectionSchedule, GarbageCollector


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[GarbageCollector]:
    made = GarbageCollector()
    yield made
    made.stop()


@pytest.fixture
def automatic() -> Iterator[None]:
    """Python collects by itself, as when a program begins."""
    gc.enable()
    yield
    gc.disable()


class Cycle:
    """Garbage as soon as nobody holds it, with a running timer that must end on the thread that started it."""

    def __init__(self) -> None:
        self.me = self
        self.timer = QTimer(interval=1)
        self.timer.start()


def drop_a_cycle(ended_on: list[threading.Thread]) -> None:
    cycle = Cycle()
    weakref.finalize(cycle, lambda: ended_on.append(threading.current_thread())).atexit = False


def allocate() -> None:
    """More containers than any generation of Python's own collector lets pass."""
    kept: list[list[object]] = [[] for _ in range(1_000_000)]
    del kept


def test_a_worker_that_allocates_much_collects_nothing_and_the_window_does(
    qtbot: QtBot, automatic: None, collector: GarbageCollector
) -> None:
    ended_on: list[threading.Thread] = []
    drop_a_cycle(ended_on)
    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert ended_on == []
    kept: list[list[object]] = [[] for _ in range(5_000)]
    qtbot.waitUntil(lambda: bool(ended_on))
    assert ended_on == [threading.main_thread()]
    assert len(kept) == 5_000


def test_the_work_goes_back_to_python_in_the_end(automatic: None, qtbot: QtBot) -> None:
    collector = GarbageCollector()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()


def test_who_found_no_automatic_collection_leaves_none(collector: GarbageCollector) -> None:
    collector.stop()
    assert not gc.isenabled()


def test_what_is_spared_is_spared_once(collector: GarbageCollector) -> None:
    try:
        collector.spare_what_is_there()
        spared = gc.get_freeze_count()
        assert spared > 0
        later: list[list[object]] = [[] for _ in range(100)]
        collector.spare_what_is_there()
        assert gc.get_freeze_count() <= spared
        assert len(later) == 100
    finally:
        gc.unfreeze()


def test_the_young_are_collected_often_and_everything_seldom() -> None:
    schedule = CollectionSchedule()
    kept: list[list[object]] = []
    generations: list[int | None] = []
    for _ in range(100):
        kept += ([] for _ in range(5_000))
        generations.append(schedule.collect_if_due())
    assert generations.count(0) == 90
    assert generations.count(1) == 9
    assert generations[-1] == 2


def test_little_is_not_worth_a_collection() -> None:
    gc.collect()
    assert CollectionSchedule().collect_if_due() is None
