"""What has been asked of the preview and not yet begun, in the order in which it will be done. One thread only."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from enum import IntEnum

from desktop.preview.protocol import DocumentId, PageRequest, SearchHit


class Priority(IntEnum):
    """Who waits: a person looking at the page, a person looking for a text, or nobody yet."""

    PAGE = 0
    SEARCH = 1
    THUMBNAIL = 2
    AHEAD = 3

    @property
    def in_background(self) -> bool:
        """True where nobody is kept waiting for this one."""
        return self >= Priority.THUMBNAIL


@dataclass(frozen=True, slots=True)
class Opening:
    """The wish to know a document's pages."""


@dataclass(slots=True)
class Search:
    """A search under way: where it goes on and what it has found."""

    text: str
    next_page: int = 0
    hits: list[SearchHit] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Task:
    """One piece of work for a child. `numbers` are the requests it answers; none for work done ahead."""

    document: DocumentId
    wanted: Opening | PageRequest | Search
    priority: Priority
    numbers: set[int]
    asked: float
    """When it was asked for, on the monotonic clock."""
    retried: bool = False
    order: int = 0

    @property
    def page(self) -> int | None:
        """The page it is about, None for the whole document."""
        return self.wanted.page if isinstance(self.wanted, PageRequest) else None


class Backlog:
    """Pending tasks. The newest page comes first, thumbnails and searches in the order asked."""

    def __init__(self, most_ahead: int) -> None:
        self._tasks: list[Task] = []
        self._orders = itertools.count()
        self._most_ahead = most_ahead

    def add(self, task: Task) -> None:
        """A new task; of those done ahead only the newest few are kept."""
        task.order = next(self._orders)
        self._tasks.append(task)
        ahead = [pending for pending in self._tasks if pending.priority is Priority.AHEAD]
        for stale in ahead[: -self._most_ahead]:
            self._tasks.remove(stale)

    def put_back(self, task: Task) -> None:
        """A task that was begun and has to be begun again, in its old place."""
        self._tasks.append(task)

    def remove(self, task: Task) -> None:
        """Take out a task."""
        self._tasks.remove(task)

    def of(self, document: DocumentId) -> list[Task]:
        """All tasks that need this document."""
        return [task for task in self._tasks if task.document == document]

    def abandon(self, number: int) -> None:
        """Forget a request; a task nobody waits for any more is dropped."""
        for task in [task for task in self._tasks if number in task.numbers]:
            task.numbers.discard(number)
            if not task.numbers:
                self._tasks.remove(task)

    def abandon_all(self) -> None:
        """Forget every request."""
        self._tasks.clear()

    def in_order(self) -> list[Task]:
        """What to do next, first things first; a list of its own."""
        return sorted(self._tasks, key=_rank)


def _rank(task: Task) -> tuple[int, int]:
    newest_first = task.priority in (Priority.PAGE, Priority.AHEAD)
    return task.priority, -task.order if newest_first else task.order
