"""The frozen rows about bindings: as the applicant sees their own, and as the HR desk of the unit sees them."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.bindings import BindingState


@dataclass(frozen=True, slots=True)
class BindingRow:
    """One of the applicant's own; `reason` is why it was refused."""

    id: str
    unit_id: str
    unit_code: str
    unit_name: str
    state: BindingState
    asked_at: datetime
    decided_at: datetime | None
    reason: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeskBindingRow:
    """One that concerns the desk's unit. `masked_number` and `mobile` are empty for who did not register by themselves.

    `decided_by` is a name; `unseen` marks who has left without the desk having looked.
    """

    id: str
    unit_id: str
    unit_name: str
    name: str
    document_type: str
    masked_number: str
    mobile: str
    state: BindingState
    asked_at: datetime
    decided_at: datetime | None
    decided_by: str
    reason: str
    ended_at: datetime | None
    unseen: bool


@dataclass(frozen=True, slots=True)
class BindingCounts:
    """What waits for the desk, and who has left unseen."""

    pending: int
    unseen: int


@dataclass(frozen=True, slots=True)
class RegisteredRow:
    """Who an account's owner has registered as."""

    name: str
    document_type: str
    masked_number: str
    mobile: str
    registered_at: datetime
