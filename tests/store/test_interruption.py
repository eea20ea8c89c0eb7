"""Ending what a thread is at: what is carried through all the same, and what nobody can end and is left to itself."""

import threading

import pytest

from desktop.store.interruption import Interrupt, apart, ended_by, heed, in_scratch, settle
from desktop.store.problems import Interrupted

PATIENCE = 10


def test_what_is_settled_is_carried_through() -> None:
    interrupt = Interrupt()
    with ended_by(interrupt):
        settle()
        interrupt.cancel()
        heed()
        settle()


def test_nothing_is_settled_after_it_was_cancelled() -> None:
    interrupt = Interrupt()
    interrupt.cancel()
    with ended_by(interrupt), pytest.raises(Interrupted):
        settle()


def test_what_is_thrown_away_as_a_whole_is_ended_at_any_point() -> None:
    interrupt = Interrupt()
    with ended_by(interrupt), in_scratch():
        settle()
        interrupt.cancel()
        with pytest.raises(Interrupted):
            heed()


def test_without_an_interrupt_at_hand_all_is_as_without() -> None:
    settle()
    assert apart(threading.current_thread) is threading.current_thread()


def test_what_is_done_apart_answers_and_raises_as_here() -> None:
    def fail() -> None:
        raise ValueError("as here")

    with ended_by(Interrupt()):
        assert apart(lambda: 7) == 7
        with pytest.raises(ValueError, match="as here"):
            apart(fail)


def test_what_cannot_be_ended_is_left_and_its_result_dropped() -> None:
    interrupt, begun, go_on, dropped = Interrupt(), threading.Event(), threading.Event(), threading.Event()
    came: list[str] = []

    def work() -> str:
        begun.set()
        assert go_on.wait(PATIENCE)
        return "too late"

    def drop(value: str) -> None:
        came.append(value)
        dropped.set()

    def cancel() -> None:
        assert begun.wait(PATIENCE)
        interrupt.cancel()

    canceller = threading.Thread(target=cancel)
    canceller.start()
    with ended_by(interrupt), pytest.raises(Interrupted):
        apart(work, drop)
    canceller.join()
    assert came == []
    go_on.set()
    assert dropped.wait(PATIENCE)
    assert came == ["too late"]
