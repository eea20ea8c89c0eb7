"""What a client of the crowd says of itself, line by line, on disk before anything else happens.

An act is one transaction of one or two decisions. Its intent is written before it is sent, its end after the answer;
an intent without an end is one that nobody knows the end of.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action
from desktop.store.records.decisions import NewDecision

DONE = "done"
"""The commit was acknowledged, or the database said that it has these ids already."""


@dataclass(frozen=True)
class Intended:
    """A decision as the client means to send it, without the times, which are the server's."""

    id: str
    application_id: str
    action: str
    submission: int
    seq: int
    stage: str
    desk: str
    organisation_id: str
    account_id: str
    comment: str = ""
    meeting: str = ""
    straight_back: bool = False

    def decision(self, moment: Any) -> NewDecision:
        request = DecisionRequest(
            Action(self.action),
            self.submission,
            self.seq,
            comment=self.comment,
            meeting=self.meeting,
            straight_back=self.straight_back,
        )
        names = (self.stage, self.desk, self.organisation_id, self.account_id)
        return NewDecision(self.id, self.application_id, request, *names, decided_at=moment, recorded_at=moment)


@dataclass(frozen=True)
class Act:
    """`end` is `done`, the code of a refusal, `locked: <SQLSTATE>`, or empty where nobody knows it."""

    intended: tuple[Intended, ...]
    end: str

    @property
    def done(self) -> bool:
        return self.end == DONE


class Journal:
    """One client's, continued by the next process of the same person."""

    def __init__(self, file: Path) -> None:
        self._descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)

    def intend(self, intended: tuple[Intended, ...]) -> None:
        self._write({"intended": [vars(one) for one in intended]})

    def end(self, how: str) -> None:
        self._write({"end": how})

    def cut_off(self, code: str) -> None:
        """The server did not answer; what was sent last is sent again."""
        self._write({"cut_off": code})

    def _write(self, line: dict[str, Any]) -> None:
        os.write(self._descriptor, f"{json.dumps(line)}\n".encode())
        os.fsync(self._descriptor)


def acts_of(file: Path) -> Iterator[Act]:
    """Every act, in its order; an act that was sent again counts once."""
    intended: tuple[Intended, ...] = ()
    for line in _lines(file):
        if "intended" in line:
            if intended:
                yield Act(intended, "")
            intended = tuple(Intended(**one) for one in line["intended"])
        elif "end" in line:
            yield Act(intended, line["end"])
            intended = ()
    if intended:
        yield Act(intended, "")


def cut_offs_of(file: Path) -> int:
    """How often the client met a server that did not answer."""
    return sum("cut_off" in line for line in _lines(file))


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    if file.exists():
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
