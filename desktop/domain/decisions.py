"""Whether somebody may take an action on an application now, and if not, why: the sentence's code and its facts.

The store's triggers ask the same questions of the same table; this is asked first, so that people get the sentence.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from desktop.domain.clock import end_of_day, shanghai_day
from desktop.domain.terms import DECISIONS, Action, Status
from desktop.domain.visible_text import forbidden_character, shows_something
from desktop.domain.workflow import WITHDRAWAL_HOURS, Condition, Verdict, verdict, verdicts_at

MEETING_LENGTH = 100
COMMENT_LENGTH = 2000


class RefusalCode(StrEnum):
    """Why an act is refused; `desktop.text.refusals` has the sentences."""

    NOT_FOUND = "not_found"
    DELETED = "deleted"
    STALE = "stale"
    NOT_ALLOWED = "not_allowed"
    COMMENT_REQUIRED = "comment_required"
    COMMENT_TOO_LONG = "comment_too_long"
    MEETING_REQUIRED = "meeting_required"
    MEETING_NOT_ALLOWED = "meeting_not_allowed"
    MEETING_TOO_LONG = "meeting_too_long"
    DEADLINE_NOT_ALLOWED = "deadline_not_allowed"
    DEADLINE_PAST = "deadline_past"
    DEADLINE_REQUIRED = "deadline_required"
    STRAIGHT_BACK_NOT_ALLOWED = "straight_back_not_allowed"
    CORRECTION_OVERDUE = "correction_overdue"
    CORRECTION_NOT_OVERDUE = "correction_not_overdue"
    NOT_LAST_DECISION = "not_last_decision"
    APPLICANT_HAS_CHANGED = "applicant_has_changed"
    WITHDRAWAL_TOO_LATE = "withdrawal_too_late"
    DUPLICATE = "duplicate"
    BAD_TEXT = "bad_text"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, and who may do what now: pairs of (action, desk), empty where nobody may do anything.

    `arguments` then say as which `status` the application has come to its end.
    """

    code: RefusalCode
    allowed_now: tuple[tuple[Action, str], ...] = ()
    arguments: tuple[tuple[str, str | int], ...] = ()


class Refused(Exception):
    """Raised where an act is refused; carries the `Refusal`."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class LastDecision:
    """The newest decision on record. `desk` is the stage key it was taken from, or `secretary`."""

    action: Action
    desk: str
    submission: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the rules need to know of one application at one moment.

    `returned_from` is the stage that returned or terminated it, empty while submitted. `correction_due` is the moment
    from which a returned application can no longer be submitted: the end of the deadline's day in Asia/Shanghai, or
    the closing of the notice. `changed_since_return` tells whether the applicant has touched it since.
    """

    levels: int
    status: Status
    stage: str
    returned_from: str
    submission: int
    seq: int
    notice_closes: datetime
    last: LastDecision | None = None
    correction_due: datetime | None = None
    changed_since_return: bool = False
    deleted: bool = False

    @property
    def place(self) -> str:
        """The stage that the verdict table knows this situation by."""
        return self.stage if self.status is Status.SUBMITTED else self.returned_from


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """What a reviewer wants recorded; `submission` and `seq` are those they were looking at."""

    action: Action
    submission: int
    seq: int
    comment: str = ""
    meeting: str = ""
    correction_deadline: date | None = None
    straight_back: bool = False


def allowed_actions(situation: Situation, desks: frozenset[str], now: datetime) -> tuple[Verdict, ...]:
    """What somebody sitting at `desks` may do now, in the table's order: the source of every button."""
    if situation.deleted:
        return ()
    rows = verdicts_at(situation.levels, situation.status, situation.place)
    return tuple(
        row for row in rows if row.desk in desks and _condition_refusal(row.condition, row.desk, situation, now) is None
    )


def check_action(situation: Situation, action: Action, desks: frozenset[str], now: datetime) -> Verdict:
    """The row by which one of `desks` may take `action` now. Raises `Refused`."""
    if situation.deleted:
        raise Refused(Refusal(RefusalCode.DELETED))
    reason: RefusalCode | None = None
    for desk in sorted(desks):
        row = verdict(situation.levels, situation.status, situation.place, action, desk)
        if row is None:
            continue
        reason = _condition_refusal(row.condition, desk, situation, now)
        if reason is None:
            return row
    raise Refused(_refusal(reason or RefusalCode.NOT_ALLOWED, situation, now))


def check_decision(situation: Situation, request: DecisionRequest, desks: frozenset[str], now: datetime) -> Verdict:
    """The row by which this decision may be recorded now. Raises `Refused` with the first reason against it."""
    if request.action not in DECISIONS:
        raise ValueError(f"{request.action} is no decision")
    if (request.submission, request.seq) != (situation.submission, situation.seq) and not situation.deleted:
        raise Refused(_refusal(RefusalCode.STALE, situation, now))
    row = check_action(situation, request.action, desks, now)
    reason = (
        _text_refusal(row, request) or _deadline_refusal(situation, request, now) or _unreadable_refusal(row, request)
    )
    if reason is not None:
        raise Refused(_refusal(reason, situation, now))
    return row


def _refusal(code: RefusalCode, situation: Situation, now: datetime) -> Refusal:
    allowed = _allowed_now(situation, now)
    return Refusal(code, allowed, () if allowed else (("status", situation.status.value),))


def _allowed_now(situation: Situation, now: datetime) -> tuple[tuple[Action, str], ...]:
    if situation.deleted:
        return ()
    rows = verdicts_at(situation.levels, situation.status, situation.place)
    return tuple(
        (row.action, row.desk) for row in rows if _condition_refusal(row.condition, row.desk, situation, now) is None
    )


def _condition_refusal(condition: Condition, desk: str, situation: Situation, now: datetime) -> RefusalCode | None:
    overdue = situation.correction_due is not None and now >= situation.correction_due
    match condition:
        case Condition.ALWAYS:
            return None
        case Condition.IN_TIME:
            return RefusalCode.CORRECTION_OVERDUE if overdue else None
        case Condition.OVERDUE:
            return None if overdue else RefusalCode.CORRECTION_NOT_OVERDUE
        case Condition.UNDOES_PASS:
            return _undo_refusal(Action.PASS, desk, situation)
        case Condition.UNDOES_RETURN:
            if situation.changed_since_return:
                return RefusalCode.APPLICANT_HAS_CHANGED
            return _undo_refusal(Action.RETURN, desk, situation)
        case Condition.UNDOES_TERMINATION:
            refusal = _undo_refusal(Action.TERMINATE, desk, situation)
            if refusal is None and situation.last is not None:
                late = now - situation.last.recorded_at >= timedelta(hours=WITHDRAWAL_HOURS)
                return RefusalCode.WITHDRAWAL_TOO_LATE if late else None
            return refusal


def _undo_refusal(undone: Action, desk: str, situation: Situation) -> RefusalCode | None:
    last = situation.last
    own = last is not None and (last.action, last.desk, last.submission) == (undone, desk, situation.submission)
    return None if own else RefusalCode.NOT_LAST_DECISION


def _text_refusal(row: Verdict, request: DecisionRequest) -> RefusalCode | None:
    if "\0" in request.comment or "\0" in request.meeting:
        return RefusalCode.BAD_TEXT
    if row.comment_required and not request.comment.strip():
        return RefusalCode.COMMENT_REQUIRED
    if len(request.comment) > COMMENT_LENGTH:
        return RefusalCode.COMMENT_TOO_LONG
    if row.meeting_required and not request.meeting.strip():
        return RefusalCode.MEETING_REQUIRED
    if request.meeting and not row.meeting_required:
        return RefusalCode.MEETING_NOT_ALLOWED
    return RefusalCode.MEETING_TOO_LONG if len(request.meeting) > MEETING_LENGTH else None


def _unreadable_refusal(row: Verdict, request: DecisionRequest) -> RefusalCode | None:
    """Texts that a database keeps but no reader sees as they are. Asked last, since only the domain asks it."""
    if forbidden_character(request.comment, lines=True) or forbidden_character(request.meeting):
        return RefusalCode.BAD_TEXT
    if row.comment_required and not shows_something(request.comment):
        return RefusalCode.COMMENT_REQUIRED
    return RefusalCode.MEETING_REQUIRED if row.meeting_required and not shows_something(request.meeting) else None


def _deadline_refusal(situation: Situation, request: DecisionRequest, now: datetime) -> RefusalCode | None:
    deadline = request.correction_deadline
    if request.action is not Action.RETURN:
        if deadline is not None:
            return RefusalCode.DEADLINE_NOT_ALLOWED
        return RefusalCode.STRAIGHT_BACK_NOT_ALLOWED if request.straight_back else None
    if deadline is None:
        return RefusalCode.DEADLINE_REQUIRED if now >= situation.notice_closes else None
    return RefusalCode.DEADLINE_PAST if deadline < shanghai_day(now) else None


def correction_due(deadline: date | None, notice_closes: datetime) -> datetime:
    """When a return runs out: at the end of the deadline's day in Asia/Shanghai, without one when the notice closes."""
    return notice_closes if deadline is None else end_of_day(deadline)
