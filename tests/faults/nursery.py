"""A warm process that forks a child for every task: a start costs a millisecond instead of a second of imports.

A task is a function `work(report, **arguments)`, named `module:function`. What it reports is out of the child before
`report` returns, so a kill right after it takes nothing back.
"""

import ctypes
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Report = Callable[[str], None]

PATIENCE_SECONDS = 60.0
_WARM = ("desktop.services.dossiers", "desktop.services.decisions", "alembic.command", "tests.faults.tasks")
_PR_SET_PDEATHSIG = 1
_CHANNEL_BYTES = 65536


class Child:
    """One forked task. It lives until it is killed, also after its work: a kill never meets another process."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._heard = b""
        self.lines: list[str] = []
        self.ended = False
        if not self._await(lambda: bool(self.lines), PATIENCE_SECONDS):
            raise RuntimeError("no child was born")
        self._pid = int(self.lines.pop(0))

    def listen(self, seconds: float, *, until: str | None = None) -> bool:
        """Gathers `lines` for so long, or until the child ends or has reported that; whether it has."""
        return self._await(lambda: until in self.lines, seconds)

    def wait_for(self, line: str) -> None:
        """Until the child has reported this."""
        if not self._await(lambda: line in self.lines, PATIENCE_SECONDS):
            raise RuntimeError(f"no {line!r} from a child that said {self.lines[-3:]}")

    def go(self) -> None:
        """Lets a task go on that waits in `wait_for_go`."""
        os.kill(self._pid, signal.SIGUSR1)

    def kill(self) -> list[str]:
        """Ends it at once; gives all that it has reported."""
        os.kill(self._pid, signal.SIGKILL)
        self._await(lambda: False, PATIENCE_SECONDS)
        os.close(self._pipe)
        return self.lines

    def _await(self, met: Callable[[], bool], seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while not met() and not self.ended:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._pipe], [], [], left)[0]:
                break
            piece = os.read(self._pipe, 65536)
            self.ended = not piece
            *lines, self._heard = (self._heard + piece).split(b"\n")
            self.lines += [line.decode() for line in lines]
        return met()


def wait_for_go(report: Report) -> None:
    """In a child: until the other side says so, that several begin at the same moment."""
    report("ready")
    signal.sigwait({signal.SIGUSR1})


class Nursery:
    """The warm process, seen from the outside."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel

    def start(self, work: str, **arguments: Any) -> Child:
        """Forks a child for the function of that name in `tests.faults.tasks`."""
        reading, writing = os.pipe()
        request = json.dumps({"work": work, "arguments": arguments}).encode()
        socket.send_fds(self._channel, [request], [writing])
        os.close(writing)
        return Child(reading)

    def finish(self, work: str, **arguments: Any) -> list[str]:
        """Lets a child do its whole work; gives what it reported."""
        child = self.start(work, **arguments)
        child.wait_for("done")
        return child.kill()


@contextmanager
def opened_nursery() -> Iterator[Nursery]:
    """Ends with the block, and everything that was forked with it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.nursery", str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        cwd=Path(__file__).parents[2],
    )
    theirs.close()
    with process:
        try:
            yield Nursery(ours)
        finally:
            ours.close()


def main(descriptor: int) -> None:
    """Waits for tasks until the other end of the channel is closed."""
    for module in _WARM:
        importlib.import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    channel = socket.socket(fileno=descriptor)
    while True:
        message, descriptors, _, _ = socket.recv_fds(channel, _CHANNEL_BYTES, 1)
        if not message:
            return
        if os.fork() == 0:
            channel.close()
            _serve(descriptors[0], json.loads(message))
        os.close(descriptors[0])


def _serve(pipe: int, request: dict[str, Any]) -> None:
    """In the child: the task, then nothing until it is killed, with the nursery at the latest."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})  # before there are threads, which it would end
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

    def report(line: str) -> None:
        os.write(pipe, f"{line}\n".encode())

    report(str(os.getpid()))
    try:
        work = getattr(importlib.import_module("tests.faults.tasks"), request["work"])
        work(report, **request["arguments"])
    except BaseException as error:
        report(f"failed {type(error).__name__}: {error}".replace("\n", " "))
    report("done")
    while True:
        signal.pause()


if __name__ == "__main__":
    main(int(sys.argv[1]))
