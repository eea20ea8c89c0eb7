"""Where the rows of the applications table come from."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from desktop.services.rows import ApplicationQuery, ApplicationRow, Lines, ListOpening


class ApplicationReader(Protocol):
    """Every verb is called on background threads, and ends by raising when nobody wants its answer any more."""

    def open_list(self, query: ApplicationQuery, limit: int) -> ListOpening:
        """The first rows, and all lines of a short list."""

    def count(self, query: ApplicationQuery) -> int:
        """How many rows there are."""

    def lines(self, query: ApplicationQuery) -> Lines:
        """All of them in order, by their lines."""

    def page(self, query: ApplicationQuery, offset: int, limit: int) -> tuple[ApplicationRow, ...]:
        """A part of the list whose lines are not known yet."""

    def rows_of(self, lines: Sequence[int]) -> dict[int, ApplicationRow]:
        """The rows of these lines; those that are not to be seen any more are missing."""

    def still_listed(self, query: ApplicationQuery, lines: Iterable[int]) -> dict[int, ApplicationRow]:
        """The rows of those lines that are in the list now."""
