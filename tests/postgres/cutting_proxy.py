"""A proxy before a server's socket that cuts connections at a chosen place of the conversation.

Of PostgreSQL's protocol it knows where a message ends, and where a turn does: a request goes up to its Sync or Query,
an answer up to ReadyForQuery.
"""

import contextlib
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from desktop.store.postgres.address import Address

_PORT: Final = 5432


class Side(Enum):
    """Who speaks, and with which kinds of messages a turn of theirs ends; those of signing in end one each."""

    CLIENT = b"QSpX"
    SERVER = b"ZR"


class How(Enum):
    """What becomes of the parcel at which the connection is cut."""

    LOST = auto()
    TORN = auto()
    ARRIVED = auto()


@dataclass(frozen=True)
class Cut:
    """At the parcel of this number, from 1, that comes from this side, on whatever connection.

    A parcel is a message, with `turns` a whole request or answer; those without `word` in them are not counted.
    `for_good`: nobody is let in afterwards.
    """

    side: Side
    number: int
    how: How
    turns: bool = False
    for_good: bool = False
    word: bytes = b""


class CuttingProxy:
    """Passes everything on until a cut is armed."""

    def __init__(self, server: Address) -> None:
        self._server = f"{server.host}/.s.PGSQL.{server.port}"
        self._folder = tempfile.TemporaryDirectory(prefix="talentdesk-proxy-")
        self.address = Address(self._folder.name, _PORT, server.database, "prefer")
        self._lock = threading.Lock()
        self._cut: Cut | None = None
        self._counted = 0
        self._closed_to_all = False
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(Path(self._folder.name, f".s.PGSQL.{_PORT}")))
        self._door.listen()
        self._begin(self._let_in)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _end(self._door, *self._sockets)
        for thread in self._threads:
            thread.join()
        self._folder.cleanup()

    def arm(self, cut: Cut) -> None:
        """Count from now on, and cut once."""
        with self._lock:
            self._cut, self._counted = cut, 0

    def disarm(self) -> bool:
        """Let everything and everybody pass again. Whether there had been a cut."""
        with self._lock:
            happened = self._cut is None
            self._cut, self._closed_to_all = None, False
        return happened

    def _begin(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work)
        self._threads.append(thread)
        thread.start()

    def _let_in(self) -> None:
        with contextlib.suppress(OSError):  # the door is closed in the end
            while True:
                client, _ = self._door.accept()
                server = socket.socket(socket.AF_UNIX)
                self._sockets |= {client, server}
                if self._closed_to_all:
                    _end(client)
                    continue
                server.connect(self._server)
                self._begin(partial(self._pass_on, Side.CLIENT, client, server))
                self._begin(partial(self._pass_on, Side.SERVER, server, client))

    def _pass_on(self, side: Side, source: socket.socket, target: socket.socket) -> None:
        held = b""
        with contextlib.suppress(OSError):  # the other side is gone
            for message, ends_turn in _messages(side, source):
                held += message
                if not ends_turn and self._cut is not None and self._cut.turns:
                    continue
                how = self._strike(side, held)
                arrives = {How.LOST: 0, How.TORN: len(held) // 2}
                target.sendall(held if how is None else held[: arrives.get(how, len(held))])
                held = b""
                if how is not None:
                    break
        _end(source, target)

    def _strike(self, side: Side, parcel: bytes) -> How | None:
        """What becomes of this parcel, None for one that is passed on."""
        with self._lock:
            cut = self._cut
            if cut is None or cut.side is not side or cut.word not in parcel:
                return None
            self._counted += 1
            if self._counted < cut.number:
                return None
            self._cut, self._closed_to_all = None, cut.for_good
            return cut.how


def _messages(side: Side, source: socket.socket) -> Iterator[tuple[bytes, bool]]:
    """Each whole, and whether it ends a turn; a client's first has no kind before its length."""
    stream = source.makefile("rb")
    named = side is Side.SERVER
    while True:
        kind = stream.read(1) if named else b""
        length = stream.read(4)
        if len(length) < 4:
            return
        yield kind + length + stream.read(int.from_bytes(length) - 4), not named or kind in side.value
        named = True


def _end(*sockets: socket.socket) -> None:
    for one in sockets:
        with contextlib.suppress(OSError):  # ended from the other side already
            one.shutdown(socket.SHUT_RDWR)
        one.close()
