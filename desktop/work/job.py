"""One callable on its way through a worker thread: what runs, and what came of it. Knows no Qt."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desktop.work.cancellation import Cancellation
from desktop.work.interruption import ended_with

ProgressReport = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Result:
    """The callable returned `value`."""

    number: int
    value: Any


@dataclass(frozen=True, slots=True)
class Failure:
    """The callable raised `error`."""

    number: int
    error: BaseException


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` steps; total 0 means unknown."""

    number: int
    done: int
    total: int


def _spent() -> None:
    raise RuntimeError("this job's callable was taken out")


@dataclass(slots=True, eq=False)
class Job:
    """A callable with its request number, and after `run` what came of it.

    Threads let go of a job late, so the receiver empties it with `take_outcome`: what the callable and its outcome
    refer to, widgets perhaps, then dies on the receiver's thread.
    """

    number: int
    fn: Callable[..., Any]
    cancellation: Cancellation = field(default_factory=Cancellation)
    outcome: Result | Failure | None = None

    def run(self, progress: ProgressReport) -> None:
        """Call the callable; every exception becomes a Failure."""
        try:
            with ended_with(self.cancellation):
                self.outcome = Result(self.number, self.fn(**self._offered(progress)))
        except BaseException as error:
            self.outcome = Failure(self.number, error)

    def take_outcome(self) -> Result | Failure:
        """What came of it; the job keeps nothing. RuntimeError before `run` and the second time."""
        outcome, self.outcome = self.outcome, None
        self.fn = _spent
        if outcome is None:
            raise RuntimeError("this job has no outcome")
        return outcome

    def _offered(self, progress: ProgressReport) -> dict[str, Any]:
        """The keyword arguments among `cancellation` and `progress` that the callable names as parameters."""
        offer = {"cancellation": self.cancellation, "progress": progress}
        try:
            parameters = inspect.signature(self.fn).parameters
        except ValueError:  # a C function without a signature takes none of ours
            return {}
        return {name: value for name, value in offer.items() if name in parameters}
