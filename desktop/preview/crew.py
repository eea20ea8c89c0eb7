"""The children at hand: one at work, one warm in reserve; who is free, who takes too long, who must be replaced.

What the work is does not matter here. One thread only, except `close`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic

from desktop.preview.backlog import Task
from desktop.preview.protocol import DocumentId, Limits, Request
from desktop.preview.worker import Picture, Report, TakePicture, Worker

_SIZE = 2
_PATIENCE_SECONDS = 0.1
"""How long a person waits for the busy child before the reserve takes over."""
_FAILED_STARTS = 2
"""Starts in a row that may fail before no more is tried until somebody asks again."""


@dataclass(eq=False, slots=True)
class Seat(Generic[Picture]):
    """A worker and what it is doing. `held`: the documents its child has open, the longest unused first."""

    deadline: float | None
    worker: Worker[Picture] | None = None
    ready: bool = False
    task: Task | None = None
    opening: bool = False
    overdue: bool = False
    answers: int = 0
    last_used: float = 0.0
    held: dict[DocumentId, None] = field(default_factory=dict)

    @property
    def idle(self) -> bool:
        """True if it can be given something to do."""
        return self.ready and self.task is None

    def begin(self, task: Task, request: Request, *, opening: bool, seconds: float) -> None:
        """Set to work on a task, by a request that may be but the opening of its document."""
        now = time.monotonic()
        self.task, self.opening, self.last_used, self.deadline = task, opening, now, now + seconds
        if self.worker is not None:
            self.worker.submit(request)

    def finish(self) -> Task | None:
        """The task is answered; it is handed back."""
        task, self.task, self.deadline = self.task, None, None
        self.answers += 1
        return task

    def end(self) -> None:
        """Kill the child."""
        if self.worker is not None:
            self.worker.end()


class Crew(Generic[Picture]):
    """Starts, chooses and ends the children."""

    def __init__(
        self,
        command: Sequence[str],
        limits: Limits,
        take_picture: TakePicture[Picture],
        on_report: Callable[[Seat[Picture], Report[Picture]], None],
    ) -> None:
        """`on_report` is called on a worker's thread."""
        self._command = command
        self._limits = limits
        self._take_picture = take_picture
        self._on_report = on_report
        self._seats: list[Seat[Picture]] = []
        self._failed_starts = 0
        self._closed = False

    @property
    def is_lost(self) -> bool:
        """True if nobody is left and nobody is coming."""
        return not self._seats and not self._closed

    def busy_with(self) -> list[Task]:
        """The tasks under way."""
        return [seat.task for seat in self._seats if seat.task is not None]

    def call(self) -> None:
        """Somebody has asked for something: see that there is a child, even if the last ones failed to start."""
        self._failed_starts = min(self._failed_starts, _FAILED_STARTS - 1)
        self._fill()

    def started(self, seat: Seat[Picture]) -> None:
        """A child has said hello."""
        seat.ready, seat.deadline = True, None
        self._failed_starts = 0
        self._fill()

    def left(self, seat: Seat[Picture]) -> bool:
        """A child has ended; False if it had been dismissed before."""
        if seat not in self._seats:
            return False
        self._seats.remove(seat)
        if not seat.ready:
            self._failed_starts += 1
        self._fill()
        return True

    def dismiss(self, seat: Seat[Picture]) -> None:
        """End a child and take another."""
        self._seats.remove(seat)
        seat.end()
        self._fill()

    def seat_for(self, task: Task) -> Seat[Picture] | None:
        """An idle worker that should do it now. One is always kept free of work nobody waits for."""
        idle = [seat for seat in self._seats if seat.idle]
        busy = any(seat.task is not None for seat in self._seats)
        if not idle or (busy and task.priority.in_background):
            return None
        for seat in idle:
            if task.document in seat.held:
                return seat
        if busy and time.monotonic() < task.asked + _PATIENCE_SECONDS:
            return None
        return max(idle, key=lambda seat: seat.last_used)

    def end_overdue(self) -> None:
        """Kill the children that have used up their time; each will be reported gone."""
        now = time.monotonic()
        for seat in self._seats:
            if seat.deadline is not None and now >= seat.deadline:
                seat.overdue, seat.deadline = True, None
                seat.end()

    def seconds_until_due(self, pending: Sequence[Task]) -> float | None:
        """When to look again: at the next deadline, or when somebody's patience ends; None for no such moment."""
        now = time.monotonic()
        moments = [seat.deadline for seat in self._seats if seat.deadline is not None]
        if any(seat.idle for seat in self._seats):
            moments += [end for task in pending if (end := task.asked + _PATIENCE_SECONDS) > now]
        return max(0.0, min(moments) - now) if moments else None

    def close(self) -> None:
        """End everybody; may be called from another thread and twice."""
        self._closed = True
        for seat in tuple(self._seats):
            seat.end()

    def _fill(self) -> None:
        """One child at once, the reserve as soon as the first has started."""
        wanted = _SIZE if any(seat.ready for seat in self._seats) else 1
        while len(self._seats) < wanted and self._failed_starts < _FAILED_STARTS and not self._closed:
            seat: Seat[Picture] = Seat(time.monotonic() + self._limits.start_seconds)
            self._seats.append(seat)
            seat.worker = Worker(self._command, self._limits, self._take_picture, partial(self._on_report, seat))
