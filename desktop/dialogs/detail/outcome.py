"""What comes of a decision that was sent off."""

from dataclasses import dataclass

from desktop.dialogs.detail.services import Decided
from desktop.services.rows import ApplicationRow, DecisionRow


@dataclass(frozen=True, slots=True)
class FoundOnRecord:
    """A decision of which nobody had been told whether it was recorded, as it was found on record."""

    decision: DecisionRow
    row: ApplicationRow


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision on record, and whether the next application is to follow. `comment_differs`: what is typed is not in
    it, and stays.
    """

    decided: Decided
    open_next: bool
    comment_differs: bool = False
