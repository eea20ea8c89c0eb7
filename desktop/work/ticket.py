"""The receipt for a request to the background runner. The runner makes tickets; pages keep them to cancel."""

from collections.abc import Callable


class Ticket:
    """One request. `number` grows with every request of a runner, so a higher one is newer."""

    def __init__(self, number: int, cancel: Callable[[int], None], is_active: Callable[[int], bool]) -> None:
        self._number = number
        self._cancel = cancel
        self._is_active = is_active

    @property
    def number(self) -> int:
        """The request number, unique within the runner."""
        return self._number

    @property
    def active(self) -> bool:
        """Whether a callback may still be called for this request."""
        return self._is_active(self._number)

    def cancel(self) -> None:
        """Say that the answer is not wanted; see BackgroundRunner.query and .operation for what follows."""
        self._cancel(self._number)
