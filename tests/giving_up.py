"""Giving a verb up at every third of the steps it takes, to see that it leaves all as it was or does all of it."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

from desktop.store import vault
from desktop.store.interruption import Interrupt, ended_by
from desktop.store.problems import Interrupted

_STEPS: tuple[tuple[Any, str], ...] = (
    (DefaultDialect, "do_commit"),
    (psycopg.Connection, "execute"),
    (psycopg.Connection, "commit"),
    (vault, "seal"),
    (vault, "unseal"),
    (vault, "replace_durably"),
)
"""Beside statements: before and after each of these. What derives a key, writes a key file, commits."""

_STRIDE, _STRIDE_ONCE_CARRIED = 3, 10


class Attempt:
    """One call of a verb, cancelled at its step of this number; steps count from 1."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._interrupt = Interrupt()
        self._met = 0
        self.carried = False

    @property
    def over(self) -> bool:
        """Whether the verb took fewer steps, so that it ended undisturbed."""
        return self._met < self._number

    def carries_through(self, verb: Callable[..., object], *arguments: object, **named: object) -> bool:
        """False where it was given up."""
        with pytest.MonkeyPatch.context() as patch:
            for owner, name in _STEPS:
                patch.setattr(owner, name, self._between_steps(getattr(owner, name)))
            for moment in ("before_cursor_execute", "after_cursor_execute"):
                event.listen(Engine, moment, self._step)
            try:
                with ended_by(self._interrupt):
                    verb(*arguments, **named)
            except Interrupted:
                return False
            finally:
                for moment in ("before_cursor_execute", "after_cursor_execute"):
                    event.remove(Engine, moment, self._step)
        self.carried = True
        return True

    def _between_steps(self, function: Callable[..., object]) -> Callable[..., object]:
        def stepping(*arguments: object, **named: object) -> object:
            self._step()
            result = function(*arguments, **named)
            self._step()
            return result

        return stepping

    def _step(self, *_: object) -> None:
        self._met += 1
        if self._met == self._number:
            self._interrupt.cancel()


def attempts() -> Iterator[Attempt]:
    """The first is cancelled at its first step, the next some steps later, and so on until one ends before that.

    Strides without a common divisor, so that those of before and after, and of one statement and the next, are met.
    """
    number = 1
    while True:
        attempt = Attempt(number)
        yield attempt
        if attempt.over:
            return
        number += _STRIDE_ONCE_CARRIED if attempt.carried else _STRIDE
