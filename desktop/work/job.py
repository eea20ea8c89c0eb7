"""One callable on its way through a worker thread: what runs, and what came of it. Knows no Qt."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desktop.work.cancellation import Cancellation

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


Report = Result | Failure | Progress


@dataclass(slots=True, eq=False)
class Job:
    """A callable with its request number."""

    number: int
    fn: Callable[..., Any]
    cancellation: Cancellation = field(default_factory=Cancellation)

    def run(self, progress: ProgressReport) -> Result | Failure:
        """Call the callable; every exception becomes a Failure."""
        try:
            return Result(self.number, self.fn(**self._offered(progress)))
        except BaseException as error:
            return Failure(self.number, error)

    def _offered(self, progress: ProgressReport) -> dict[str, Any]:
        """The keyword arguments among `cancellation` and `progress` that the callable names as parameters."""
        offer = {"cancellation": self.cancellation, "progress": progress}
        try:
            parameters = inspect.signature(self.fn).parameters
        except ValueError:  # a C function without a signature takes none of ours
            return {}
        return {name: value for name, value in offer.items() if name in parameters}
