"""Something that happens in the midst of what a thread does in a store: it is held there, or given up there."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Final

from sqlalchemy import Engine, event

from desktop.store.interruption import interruptible

_PATIENCE_SECONDS: Final = 30.0


class Moment(Enum):
    """When it happens."""

    ASKED = auto()
    """Before a statement runs."""
    WRITTEN = auto()
    """After it has run, its transaction still open."""
    KEPT = auto()
    """As its transaction is being committed, which nothing ends any more."""


@dataclass(frozen=True, eq=False)
class _Act:
    moment: Moment
    words: str
    act: Callable[[], object]


@dataclass
class _Transaction(threading.local):
    statements: list[str] = field(default_factory=list)


_acts: list[_Act] = []
_open = _Transaction()


def _meet(moment: Moment, *statements: str) -> None:
    for one in tuple(_acts):
        if one.moment is moment and any(one.words in statement for statement in statements):
            one.act()


def _before(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    _meet(Moment.ASKED, statement)


def _after(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    _open.statements.append(statement)
    _meet(Moment.WRITTEN, statement)


def _commit(_connection: Any) -> None:
    _meet(Moment.KEPT, *_open.statements)
    _open.statements.clear()


# for good: other threads may be in the midst
event.listen(Engine, "before_cursor_execute", _before)
event.listen(Engine, "after_cursor_execute", _after)
event.listen(Engine, "commit", _commit)
event.listen(Engine, "rollback", lambda _connection: _open.statements.clear())


@contextmanager
def at(moment: Moment, words: str, act: Callable[[], object]) -> Iterator[None]:
    """Act at that moment of each statement with these words."""
    made = _Act(moment, words, act)
    _acts.append(made)
    try:
        yield
    finally:
        _acts.remove(made)


@dataclass(eq=False)
class Held:
    """Threads that wait where they were met; `let_go` for all of them, as being given up does where it is `soft`."""

    soft: bool = False
    met: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def wait(self, *_: object) -> None:
        if threading.current_thread() is not threading.main_thread():
            with interruptible(self) if self.soft else nullcontext():
                self.met.set()
                assert self.go_on.wait(_PATIENCE_SECONDS), "nobody let it go"

    def let_go(self) -> None:
        self.go_on.set()

    interrupt = let_go


@contextmanager
def held(words: str = "", moment: Moment = Moment.ASKED, *, soft: bool = False) -> Iterator[Held]:
    """Every thread but the window's waits at such a statement until it is let go, at the end of the block at last."""
    made = Held(soft)
    try:
        with at(moment, words, made.wait):
            yield made
    finally:
        made.let_go()
