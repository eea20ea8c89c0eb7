"""Where the rows of the applications table come from."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from desktop.services.rows import ApplicationQuery, ApplicationRow, Lines, ListOpening
from desktop.work.cancellation import Cancellation


class ApplicationReader(Protocol):
    """Every verb is called on background threads and stops early, by raising, when its cancellation is requested."""

    def open_list(self, query: ApplicationQuery, limit: int, cancellation: Cancellation) -> ListOpening:
        """The first rows, and all lines of a short list."""

    def count(self, query: ApplicationQuery, cancellation: Cancellation) -> int:
        """How many rows there are."""

    def lines(self, query: ApplicationQuery, cancellation: Cancellation) -> Lines:
        """All of them in order, by their lines."""

    def page(
        self, query: ApplicationQuery, offset: int, limit: int, cancellation: Cancellation
    ) -> tuple[ApplicationRow, ...]:
        """A part of the list whose lines are not known yet."""

    def rows_of(self, lines: Sequence[int], cancellation: Cancellation) -> dict[int, ApplicationRow]:
        """The rows of these lines; those that are not to be seen any more are missing."""

    def still_listed(
        self, query: ApplicationQuery, lines: Iterable[int], cancellation: Cancellation
    ) -> dict[int, ApplicationRow]:
        """The rows of those lines that are in the list now."""
