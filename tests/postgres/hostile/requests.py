"""Decisions that an attacker asks for, and what the domain says to them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from desktop.domain.clock import shanghai_day
from desktop.domain.decisions import DecisionRequest, check_decision
from desktop.domain.terms import DECISIONS, Action
from desktop.domain.workflow import verdict, verdicts_at
from desktop.store.records.identity import new_id
from tests.postgres.hostile.furnished import DESKS, LEVELS, Furnished
from tests.store.test_decision_agreement import outcome

ACTIONS: Final = tuple(Action)


@dataclass(frozen=True)
class Attempt:
    """One decision that a login asks for, claiming a desk, and the answer that it must get."""

    login: str
    place: str
    action: Action
    desk: str
    row: dict[str, Any]
    expected: str

    def __str__(self) -> str:
        return f"{self.login} as {self.desk} {self.action} what is {self.place}"


def attempts(furnished: Furnished, login: str, place: str) -> list[Attempt]:
    """Every action as one desk or another, each as well made as can be: only who asks and where may speak against it.

    Of what the login may read also as each desk that it sits at, and as each that may act so there.
    """
    now = datetime.now(UTC)
    looked_at = furnished.acts(login) and furnished.reads(login, place)
    situation = furnished.situations[place]
    found = []
    for number, action in enumerate(ACTIONS):
        desks = {DESKS[(number + len(login)) % len(DESKS)]}
        if looked_at:
            acting = {
                row.desk for row in verdicts_at(LEVELS, situation.status, situation.place) if row.action is action
            }
            desks |= acting | furnished.seats[login, place].keys()
        found += [_attempt(furnished, login, place, action, desk, now) for desk in sorted(desks)]
    return found


def row_for(
    furnished: Furnished, login: str, place: str, action: Action, desk: str, /, **changed: Any
) -> dict[str, Any]:
    """The columns of a well-made decision, but for what is `changed`."""
    return _row(furnished, login, place, action, desk, datetime.now(UTC)) | changed


def _attempt(furnished: Furnished, login: str, place: str, action: Action, desk: str, now: datetime) -> Attempt:
    situation = furnished.situations[place]
    row = _row(furnished, login, place, action, desk, now)
    if not furnished.acts(login):
        expected = "not_allowed"
    elif not furnished.reads(login, place):
        expected = "not_found"
    elif action not in DECISIONS:
        expected = "deleted" if situation.deleted else "not_allowed"
    else:
        deadline = shanghai_day(now + timedelta(days=20)) if action is Action.RETURN else None
        request = DecisionRequest(action, situation.submission, situation.seq, row["comment"], row["meeting"], deadline)
        seated = frozenset({desk}) & furnished.seats[login, place].keys()
        expected = outcome(check_decision, situation, request, seated, now)
    return Attempt(login, place, action, desk, row, expected)


def _row(furnished: Furnished, login: str, place: str, action: Action, desk: str, now: datetime) -> dict[str, Any]:
    situation = furnished.situations[place]
    known = verdict(LEVELS, situation.status, situation.place, action, desk)
    moment = int(now.timestamp() * 1000)
    return {
        "id": new_id(),
        "application_id": furnished.ids[place],
        "submission": situation.submission,
        "seq": situation.seq,
        "action": action.value,
        "stage": situation.place if known is None else known.recorded_stage,
        "desk": desk,
        "organisation_id": furnished.seats[login, place].get(desk) or _organisation(furnished, place, desk),
        "account_id": furnished.account(login),
        "decided_at": moment,
        "recorded_at": moment,
        "comment": "理由",
        "meeting": "会议" if known is not None and known.meeting_required else "",
        "correction_deadline": shanghai_day(now + timedelta(days=20)).isoformat() if action is Action.RETURN else None,
        "straight_back": 0,
        "origin": "online",
    }


def _organisation(furnished: Furnished, place: str, desk: str) -> str:
    """Whoever sits at that desk of the application."""
    ids = furnished.desk.ids
    unit, issuer = {"of another unit": ("U2", "D2"), "elsewhere": ("U9", "D9")}.get(place, ("U1", "D2"))
    if desk.startswith("department-"):
        return ids[f"D{desk[-1]}"]
    return ids[issuer if desk == "secretary" else unit]
