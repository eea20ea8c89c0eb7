"""Decisions: each is one INSERT, which the triggers check and carry out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from desktop.domain.decisions import DecisionRequest
from desktop.store.tables import decision

ONLINE = "online"


@dataclass(frozen=True, slots=True)
class NewDecision:
    """`stage` is the verdict's recorded stage; `decided_at` is claimed, `recorded_at` now."""

    id: str
    application_id: str
    request: DecisionRequest
    stage: str
    desk: str
    organisation_id: str
    account_id: str
    decided_at: datetime
    recorded_at: datetime
    origin: str = ONLINE


_INSERT = decision.insert().execution_options(preserve_rowcount=True)


def record_decision(connection: Connection, new: NewDecision) -> None:
    """Raises `Refused`: stale, duplicate for a repeated id, or what the rules say."""
    values = {
        "id": new.id,
        "application_id": new.application_id,
        "submission": new.request.submission,
        "seq": new.request.seq,
        "action": new.request.action.value,
        "stage": new.stage,
        "desk": new.desk,
        "organisation_id": new.organisation_id,
        "account_id": new.account_id,
        "decided_at": new.decided_at,
        "recorded_at": new.recorded_at,
        "comment": new.request.comment,
        "meeting": new.request.meeting,
        "correction_deadline": new.request.correction_deadline,
        "straight_back": new.request.straight_back,
        "origin": new.origin,
    }
    inserted = connection.execute(_INSERT, values)
    if inserted.rowcount != 1:
        raise RuntimeError("the decision was not written")
