"""Walking through the list without closing the dialog: where an application lies in it, and what lies beside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class WalkPlace:
    """`position` counts from 0 and is None for an application that the list no longer holds; ids None at its ends."""

    position: int | None
    total: int
    previous_id: str | None
    next_id: str | None


Walk: TypeAlias = Callable[[str], WalkPlace]
"""Tells the place of an application in the order of the list it was opened from. Called off the GUI thread."""


def keep_neighbours(now: WalkPlace | None, before: WalkPlace | None) -> WalkPlace | None:
    """The place now; where the list holds the application no longer, the way to its neighbours of before stays open."""
    if now is None or before is None or now.position is not None:
        return now
    return replace(now, previous_id=before.previous_id, next_id=before.next_id)
