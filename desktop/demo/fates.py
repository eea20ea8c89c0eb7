"""What becomes of each application: the decisions of its desks and their times.

Decisions fall in working hours of Asia/Shanghai, after the submission they judge and before the demo's day begins.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from desktop.demo.comments import comment_on
from desktop.domain.clock import SHANGHAI
from desktop.domain.terms import UNIT_STAGE, Action, Role, department_stage


class Fate(StrEnum):
    """Where an application stands on the demo's day, and how it got there."""

    APPROVED = "approved"
    AT_UNIT = "at_unit"
    AT_DEPARTMENT_1 = "at_department_1"
    AT_DEPARTMENT_2 = "at_department_2"
    """At a department above the first."""
    AT_COMMITTEE = "at_committee"
    RETURNED_BY_UNIT = "returned_by_unit"
    RETURNED_BY_DEPARTMENT = "returned_by_department"
    RESUBMITTED = "resubmitted"
    """Returned by a department, mended, and at the unit again."""
    STRAIGHT_BACK = "straight_back"
    """Returned by a department that asked for it straight back, and there again."""
    MENDED_AND_APPROVED = "mended_and_approved"
    WITHDRAWN = "withdrawn"
    """A desk withdrew its own decision and must decide anew."""
    TERMINATED_BY_UNIT = "terminated_by_unit"
    TERMINATED_BY_DEPARTMENT = "terminated_by_department"
    TERMINATED_BY_COMMITTEE = "terminated_by_committee"
    DRAFT = "draft"


_SHARES: dict[Fate, int] = {
    Fate.APPROVED: 8,
    Fate.AT_UNIT: 8,
    Fate.AT_DEPARTMENT_1: 8,
    Fate.AT_DEPARTMENT_2: 7,
    Fate.AT_COMMITTEE: 6,
    Fate.RETURNED_BY_UNIT: 3,
    Fate.RETURNED_BY_DEPARTMENT: 3,
    Fate.RESUBMITTED: 3,
    Fate.STRAIGHT_BACK: 2,
    Fate.MENDED_AND_APPROVED: 2,
    Fate.WITHDRAWN: 2,
    Fate.TERMINATED_BY_UNIT: 2,
    Fate.TERMINATED_BY_DEPARTMENT: 2,
    Fate.TERMINATED_BY_COMMITTEE: 2,
    Fate.DRAFT: 2,
}

TWO_LEVELS = frozenset({Fate.AT_DEPARTMENT_2})
"""Fates that only a route of two departments can have."""

SENT_BACK = frozenset(
    {
        Fate.RETURNED_BY_UNIT,
        Fate.RETURNED_BY_DEPARTMENT,
        Fate.RESUBMITTED,
        Fate.STRAIGHT_BACK,
        Fate.MENDED_AND_APPROVED,
    }
)
"""Fates with a return, for which the first version needs a defect."""

TWO_VERSIONS = frozenset({Fate.RESUBMITTED, Fate.STRAIGHT_BACK, Fate.MENDED_AND_APPROVED})
"""Fates with a second submission."""


@dataclass(frozen=True, slots=True)
class PlannedDecision:
    """One decision: about which submission, taken at which desk (a stage key, or `secretary`), and what it records."""

    submission: int
    desk: str
    action: Action
    decided_at: datetime
    comment: str = ""
    meeting: str = ""
    correction_deadline: date | None = None
    straight_back: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """The moments of submission, in order, and the decisions between and after them."""

    submitted_at: tuple[datetime, ...]
    decisions: tuple[PlannedDecision, ...]


def fates_of(rng: random.Random, applications: int) -> list[Fate]:
    """A fate for each application: every one of them once, a mended one leading, then by their shares, shuffled."""
    others = [fate for fate in Fate if fate is not Fate.STRAIGHT_BACK]
    rng.shuffle(others)
    order = [Fate.STRAIGHT_BACK, *others]
    rest = [fate for fate, share in _SHARES.items() for _ in range(share - 1)]
    while len(order) < applications:
        rng.shuffle(rest)
        order.extend(rest)
        rest = [fate for fate, share in _SHARES.items() for _ in range(share)]
    return order[:applications]


@dataclass(frozen=True)
class _Step:
    action: Action
    desk: str = ""
    straight_back: bool = False
    meets: bool = False
    """Whether it carries out what a meeting of the committee voted."""


_SUBMIT = _Step(Action.SUBMIT)


_SCRIPTS: dict[Fate, str] = {
    Fate.DRAFT: "",
    Fate.AT_UNIT: "submit",
    Fate.AT_DEPARTMENT_1: "submit pass-unit",
    Fate.AT_DEPARTMENT_2: "submit pass-unit pass-first",
    Fate.AT_COMMITTEE: "submit pass-unit pass-all",
    Fate.APPROVED: "submit pass-unit pass-all confirm",
    Fate.RETURNED_BY_UNIT: "submit return-unit",
    Fate.RETURNED_BY_DEPARTMENT: "submit pass-unit pass-before return",
    Fate.RESUBMITTED: "submit pass-unit pass-before return submit",
    Fate.STRAIGHT_BACK: "submit pass-unit pass-before return-straight submit",
    Fate.MENDED_AND_APPROVED: "submit return-unit submit pass-unit pass-all confirm",
    Fate.WITHDRAWN: "submit pass-unit pass-before undone",
    Fate.TERMINATED_BY_UNIT: "submit terminate-unit",
    Fate.TERMINATED_BY_DEPARTMENT: "submit pass-unit pass-before terminate",
    Fate.TERMINATED_BY_COMMITTEE: "submit pass-unit pass-all terminate-committee",
}


def _script(rng: random.Random, fate: Fate, levels: int) -> list[_Step]:
    """The steps of a fate on a route of `levels` departments; where several could act, chance picks one."""
    departments = [department_stage(level) for level in range(1, levels + 1)]
    passes = [_Step(Action.PASS, desk) for desk in departments]
    acting = rng.randrange(levels)
    desk = departments[acting]
    undone = Action.PASS if rng.random() < 0.6 else Action.RETURN
    blocks: dict[str, list[_Step]] = {
        "submit": [_SUBMIT],
        "pass-unit": [_Step(Action.PASS, UNIT_STAGE)],
        # on the long way from a county half of them have come to the department in the middle, half to the last
        "pass-first": passes[: 2 if levels > 2 and acting else 1],
        "pass-before": passes[:acting],
        "pass-all": passes,
        "confirm": [_Step(Action.CONFIRM, Role.SECRETARY.value, meets=True)],
        "return-unit": [_Step(Action.RETURN, UNIT_STAGE)],
        "return": [_Step(Action.RETURN, desk)],
        "return-straight": [_Step(Action.RETURN, desk, straight_back=True)],
        "undone": [_Step(undone, desk), _Step(Action.WITHDRAW, desk)],
        "terminate-unit": [_Step(Action.TERMINATE, UNIT_STAGE)],
        "terminate": [_Step(Action.TERMINATE, desk)],
        "terminate-committee": [_Step(Action.TERMINATE, departments[-1], meets=True)],
    }
    return [step for block in _SCRIPTS[fate].split() for step in blocks[block]]


def plan_history(
    rng: random.Random,
    fate: Fate,
    levels: int,
    opens: datetime,
    today: date,
    comments: Sequence[str],
    closed: date | None = None,
) -> History:
    """Submissions and decisions of one application; `comments` name its defects, for returns and terminations.

    `closed` is the last day of a round that is over.
    """
    steps = _script(rng, fate, levels)
    days = _days(rng, steps, opens, today) if closed is None else _settled_days(rng, steps, opens, closed)
    submitted: list[datetime] = []
    decisions: list[PlannedDecision] = []
    for position, (step, day) in enumerate(zip(steps, days, strict=True)):
        if step.action is Action.SUBMIT:
            submitted.append(_clock(rng, day, time(8, 10), time(21, 40)))
            continue
        if step.action is Action.WITHDRAW:
            moment = decisions[-1].decided_at + timedelta(minutes=rng.randint(6, 50), seconds=rng.randrange(60))
        else:
            moment = _working_moment(rng, day)
        followed = steps[position + 1].action if position + 1 < len(steps) else None
        decisions.append(
            PlannedDecision(
                submission=len(submitted),
                desk=step.desk,
                action=step.action,
                decided_at=moment,
                comment=comment_on(rng, step.action, step.desk, comments, meets=step.meets),
                meeting=_meeting(day) if step.meets else "",
                correction_deadline=_deadline(rng, step, day, days[position + 1 :], followed, closed),
                straight_back=step.straight_back,
            )
        )
    return History(tuple(submitted), tuple(decisions))


def _days(rng: random.Random, steps: Sequence[_Step], opens: datetime, today: date) -> list[date]:
    """An ascending working day for each step between the notice's opening and yesterday; withdrawals share theirs."""
    first = opens.astimezone(SHANGHAI).date() + timedelta(days=1)
    working = [day for offset in range((today - first).days) if (day := first + timedelta(offset)).weekday() < 5]
    wanted = sum(step.action is not Action.WITHDRAW for step in steps)
    # late starts for short histories, so that some have waited a day and others for weeks
    working = working[-max(wanted, round(len(working) * rng.uniform(0.25, 1.0))) :]
    chosen = iter(sorted(rng.sample(working, wanted)))
    days: list[date] = []
    for step in steps:
        days.append(days[-1] if step.action is Action.WITHDRAW else next(chosen))
    return days


def _settled_days(rng: random.Random, steps: Sequence[_Step], opens: datetime, closed: date) -> list[date]:
    """As `_days` for a round that is over: submitted while it was open, decided one to nine working days apart."""
    day = opens.astimezone(SHANGHAI).date() + timedelta(days=1)
    open_days = [later for offset in range((closed - day).days) if (later := day + timedelta(offset)).weekday() < 5]
    day = rng.choice(open_days)
    days = [day]
    for step in steps[1:]:
        if step.action is not Action.WITHDRAW:
            day += timedelta(days=rng.randint(1, 9))
            while day.weekday() > 4:
                day += timedelta(days=1)
        days.append(day)
    return days[: len(steps)]


def _clock(rng: random.Random, day: date, earliest: time, latest: time) -> datetime:
    seconds = [moment.hour * 3600 + moment.minute * 60 for moment in (earliest, latest)]
    return datetime.combine(day, time(), SHANGHAI) + timedelta(seconds=rng.randint(*seconds))


def _working_moment(rng: random.Random, day: date) -> datetime:
    hours = rng.choice(((time(8, 40), time(11, 20)), (time(13, 20), time(16, 20))))
    return _clock(rng, day, *hours)


def _meeting(day: date) -> str:
    return f"{day.year}年吉林省人才分类定级第{(day.month + 1) // 2}次评审会议"


def _deadline(
    rng: random.Random, step: _Step, day: date, later: Sequence[date], followed: Action | None, closed: date | None
) -> date | None:
    if step.action is not Action.RETURN:
        return None
    if rng.random() < 0.2 and (closed is None or max((day, *later[:1])) < closed):
        return None
    if followed is Action.SUBMIT:
        return max(later[0], day + timedelta(days=10))
    return day + timedelta(days=rng.choice((10, 15, 20)))
