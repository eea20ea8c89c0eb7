"""Walking through the list without closing the dialog: where an application lies in it, and what lies beside it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from desktop.services.rows import ListPlace

Walk: TypeAlias = Callable[[str], ListPlace]
"""Tells the place of an application in the order of the list it was opened from. Called off the GUI thread."""


def keep_neighbours(now: ListPlace | None, before: ListPlace | None) -> ListPlace | None:
    """The place now; where the list holds the application no longer, the way to its neighbours of before stays open."""
    if now is None or before is None or now.position is not None:
        return now
    return replace(now, previous_id=before.previous_id, next_id=before.next_id)
