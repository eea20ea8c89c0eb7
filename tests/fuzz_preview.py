"""Feeds mutated documents to the program's own preview child and counts how each one ended.

`python -m tests.fuzz_preview --seconds 300 --seed 1` prints the counts, and for what went wrong the number that repeats
it: `--only SEED:NUMBER`. The exit code is 1 if a child answered nonsense, asked for a forbidden call or left its cage.
"""

from __future__ import annotations

import argparse
import itertools
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random

from desktop.preview.protocol import (
    DocumentOpened,
    DrawPage,
    Limits,
    OpenDocument,
    PageRequest,
    PreviewErrorCode,
    Refused,
    Reply,
    Request,
    SearchPages,
)
from desktop.preview.worker import FORBIDDEN_CALL, Answered, Gone, Ready, Report, Worker, child_command
from tests.preview.mutations import mutated, sample_set

ANSWERED, TIMED_OUT, CRASHED, NONSENSE = "answered", "timed out", "crashed", "nonsense"
OUT_OF_MEMORY, FORBIDDEN, LEFT = "out of memory", "forbidden call", "left the cage"
BREACHES = frozenset({NONSENSE, FORBIDDEN, LEFT})
HARMLESS = frozenset({ANSWERED, OUT_OF_MEMORY})
PAGES_DRAWN = 2
NAME = "document"


@dataclass
class Outcome:
    """How many documents ended in which way, and the names of those to look at."""

    ends: Counter[str] = field(default_factory=Counter)
    suspects: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, end: str) -> None:
        self.ends[end] += 1
        if end not in HARMLESS and not end.startswith("refused"):
            self.suspects.append((name, end))

    @property
    def breached(self) -> bool:
        return any(end in BREACHES for end in self.ends)


class Ended(Exception):
    """The child is gone; the argument is the kind of end."""


class Fed:
    """A child that is given one document after the other."""

    def __init__(self, command: Sequence[str] | None = None, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._reports: SimpleQueue[Report[None]] = SimpleQueue()
        self._numbers = itertools.count(1)
        self._worker: Worker[None] = Worker(command or child_command(), self._limits, _forget, self._reports.put)
        if not isinstance(self._reports.get(timeout=self._limits.start_seconds), Ready):
            raise RuntimeError("the child does not start")
        self._opened = False
        self._descriptors = self._open_descriptors()

    def end_of(self, content: bytes) -> str:
        """Show the document as a window would. Raises Ended if that ends the child."""
        forget = (NAME,) if self._opened else ()
        reply = self._ask(OpenDocument(next(self._numbers), NAME, forget, content))
        self._opened = isinstance(reply, DocumentOpened)
        replies = [reply]
        if isinstance(reply, DocumentOpened):
            for page in range(min(PAGES_DRAWN, len(reply.pages))):
                replies.append(self._ask(DrawPage(next(self._numbers), PageRequest(NAME, page, 300))))
            replies.append(self._ask(SearchPages(next(self._numbers), NAME, "e", 0)))
        if not self._is_caged():
            self.end()
            raise Ended(LEFT)
        codes = [reply.code for reply in replies if isinstance(reply, Refused)]
        if PreviewErrorCode.OUT_OF_MEMORY in codes:
            return OUT_OF_MEMORY
        return f"refused: {codes[0]}" if codes else ANSWERED

    def end(self) -> None:
        self._worker.end()
        while not isinstance(self._reports.get(), Gone):
            pass

    def _ask(self, request: Request) -> Reply:
        self._worker.submit(request)
        try:
            report = self._reports.get(timeout=self._limits.request_seconds)
        except Empty:
            self.end()
            raise Ended(TIMED_OUT) from None
        match report:
            case Answered(reply, _):
                return reply
            case Gone(PreviewErrorCode.NONSENSE):
                raise Ended(NONSENSE)
            case Gone(_, status) if status == FORBIDDEN_CALL:
                raise Ended(FORBIDDEN)
            case Gone(_, status):
                raise Ended(f"{CRASHED}: {_named(status)}")
        raise AssertionError(report)

    def _is_caged(self) -> bool:
        """Whether the kernel still sees what it saw at the beginning: walls, descriptors, no child, bounded memory."""
        if sys.platform != "linux":
            return True
        process = Path(f"/proc/{self._worker.process_number}")
        try:
            fields = dict(line.split(":\t") for line in (process / "status").read_text(encoding="utf-8").splitlines())
            children = (process / f"task/{process.name}/children").read_text(encoding="ascii")
        except OSError:
            return True  # ended meanwhile, which the next question will bring to light
        peak = 1024 * int(fields["VmHWM"].split()[0])
        walls = fields["Seccomp"], fields["NoNewPrivs"], fields["Threads"], children
        return walls == ("2", "1", "1", "") and peak <= self._limits.memory_bytes and self._keeps_descriptors()

    def _keeps_descriptors(self) -> bool:
        return self._open_descriptors() <= self._descriptors

    def _open_descriptors(self) -> set[str]:
        if sys.platform != "linux":
            return set()
        return set(os.listdir(f"/proc/{self._worker.process_number}/fd"))


def fuzz(
    names: Iterator[str], seconds: float, samples: list[bytes] | None = None, command: Sequence[str] | None = None
) -> Outcome:
    """Feed documents until the time is over. A name is the seed of its document."""
    whole = [*sample_set(), *(samples or [])]
    outcome = Outcome()
    deadline = time.monotonic() + seconds
    fed = Fed(command)
    for name in names:
        try:
            outcome.add(name, fed.end_of(mutated(whole, Random(name))))
        except Ended as end:
            outcome.add(name, str(end))
            fed = Fed(command)
        if time.monotonic() >= deadline:
            break
    fed.end()
    return outcome


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the counts; 1 if there was a breach."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_preview", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", metavar="SEED:NUMBER", help="feed this one document alone")
    parser.add_argument("--samples", type=Path, metavar="FOLDER", help="mutate the files of this folder as well")
    given = parser.parse_args(arguments)
    names = iter([given.only]) if given.only else (f"{given.seed}:{number}" for number in itertools.count())
    files = sorted(given.samples.iterdir()) if given.samples else []
    outcome = fuzz(names, given.seconds, [path.read_bytes() for path in files if path.is_file()])
    lines = [f"{outcome.ends.total()} documents, seed {given.seed}, {given.seconds:g} s"]
    lines += [f"{count:8} {end}" for end, count in outcome.ends.most_common()]
    lines += [f"look at --only {name} ({end})" for name, end in outcome.suspects]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if outcome.breached else 0


def _named(status: int | None) -> str:
    return signal.Signals(-status).name if status is not None and status < 0 else f"exit {status}"


def _forget(_width: int, _height: int, _pixels: bytearray) -> None:
    pass


if __name__ == "__main__":
    sys.exit(main())
