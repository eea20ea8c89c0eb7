"""Statements that are held on their way to a store, and something done in the midst of a transaction."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

_PATIENCE_SECONDS: Final = 30.0


class Held:
    """Every statement with these words waits, on whatever thread but the window's, until it is let go."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.met = threading.Event()
        self._go_on = threading.Event()

    def let_go(self) -> None:
        self._go_on.set()

    def on_statement(self, statement: str) -> None:
        if self.words in statement and threading.current_thread() is not threading.main_thread():
            self.met.set()
            self._go_on.wait(_PATIENCE_SECONDS)


_held: list[Held] = []


def _on_statement(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    for one in tuple(_held):
        one.on_statement(statement)


event.listen(Engine, "before_cursor_execute", _on_statement)  # for good: other threads may be in the midst


@contextmanager
def held(words: str) -> Iterator[Held]:
    """Statements are held from here to the end of the block at the latest."""
    made = Held(words)
    _held.append(made)
    try:
        yield made
    finally:
        _held.remove(made)
        made.let_go()


@contextmanager
def as_it_is_written(words: str, act: Callable[[], object]) -> Iterator[None]:
    """Act once a statement with these words is done, before its transaction is."""

    def after(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if words in statement:
            act()

    event.listen(Engine, "after_cursor_execute", after)
    try:
        yield
    finally:
        event.remove(Engine, "after_cursor_execute", after)


@contextmanager
def as_it_is_kept(words: str, act: Callable[[], object]) -> Iterator[None]:
    """Act as the transaction in which a statement with these words was done is being kept."""
    written: list[bool] = []

    def commit(_connection: Connection) -> None:
        if written:
            act()

    event.listen(Engine, "commit", commit)
    try:
        with as_it_is_written(words, lambda: written.append(True)):
            yield
    finally:
        event.remove(Engine, "commit", commit)
