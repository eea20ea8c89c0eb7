"""What becomes of each application: the decisions of its desks, their times and comments.

Decisions fall in working hours of Asia/Shanghai, after the submission they judge and before the demo's day begins.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from desktop.domain.clock import SHANGHAI
from desktop.domain.terms import UNIT_STAGE, Action, Role, department_stage


class Fate(StrEnum):
    """Where an application stands on the demo's day, and how it got there."""

    APPROVED = "approved"
    AT_UNIT = "at_unit"
    AT_DEPARTMENT_1 = "at_department_1"
    AT_DEPARTMENT_2 = "at_department_2"
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
        "pass-first": passes[:1],
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
    rng: random.Random, fate: Fate, levels: int, opens: datetime, today: date, comments: Sequence[str]
) -> History:
    """Submissions and decisions of one application; `comments` name its defects, for returns and terminations."""
    steps = _script(rng, fate, levels)
    days = _days(rng, steps, opens, today)
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
                comment=_comment(rng, step, comments),
                meeting=_meeting(day) if step.meets else "",
                correction_deadline=_deadline(rng, step, day, days[position + 1 :], followed),
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


def _clock(rng: random.Random, day: date, earliest: time, latest: time) -> datetime:
    seconds = [moment.hour * 3600 + moment.minute * 60 for moment in (earliest, latest)]
    return datetime.combine(day, time(), SHANGHAI) + timedelta(seconds=rng.randint(*seconds))


def _working_moment(rng: random.Random, day: date) -> datetime:
    hours = rng.choice(((time(8, 40), time(11, 20)), (time(13, 20), time(16, 20))))
    return _clock(rng, day, *hours)


def _meeting(day: date) -> str:
    return f"{day.year}年吉林省人才分类定级第{(day.month + 1) // 2}次评审会议"


def _deadline(
    rng: random.Random, step: _Step, day: date, later: Sequence[date], followed: Action | None
) -> date | None:
    if step.action is not Action.RETURN or rng.random() < 0.2:
        return None
    if followed is Action.SUBMIT:
        return max(later[0], day + timedelta(days=10))
    return day + timedelta(days=rng.choice((10, 15, 20)))


_PASS_COMMENTS: dict[str, tuple[str, ...]] = {
    UNIT_STAGE: (
        "经审核，材料真实、完整，同意推荐。",
        "申报信息与人事档案一致，同意推荐上报。",
        "已核对证书原件，符合申报条件，同意推荐。",
        "业绩属实，公示无异议，同意推荐。",
        "",
    ),
    department_stage(1): (
        "材料齐全，符合申报标准，同意上报。",
        "已核验学历学位与获奖证书，同意。",
        "同意推荐单位意见，报上级审核。",
        "",
    ),
    department_stage(2): ("复核通过，提交评审委员会评审。", "符合标准，同意提交评审。", "审核无误。", ""),
}
_TERMINATION_COMMENTS = (
    "申报人系参照公务员法管理人员，不在申报范围，终止审核。",
    "经与发证机关核实，所提供获奖证书编号查无记录，终止审核。",
    "申报人已与推荐单位解除劳动合同，不再符合申报条件，终止审核。",
)
_WITHDRAWALS = (
    "误选了办理动作，撤回后重新审核。",
    "发现附件尚有一份未核验，撤回补充核验后再行办理。",
    "申请人来电说明情况，需重新核对证书原件，先予撤回。",
)


def _comment(rng: random.Random, step: _Step, comments: Sequence[str]) -> str:
    match step.action:
        case Action.PASS:
            return rng.choice(_PASS_COMMENTS.get(step.desk, ("同意。",)))
        case Action.CONFIRM:
            return rng.choice(("经评审委员会评议表决，同意认定。", "到会评委表决通过，确认认定结果。"))
        case Action.WITHDRAW:
            return rng.choice(_WITHDRAWALS)
        case Action.TERMINATE if step.meets:
            return "评审委员会表决同意票未达到会评委三分之二，未获通过。"
        case Action.TERMINATE:
            return comments[0] if comments else rng.choice(_TERMINATION_COMMENTS)
        case _:
            return _numbered(comments) if comments else "请补充近三年代表性成果的佐证材料后再次提交。"


def _numbered(comments: Sequence[str]) -> str:
    if len(comments) == 1:
        return comments[0]
    return "\n".join(f"{order}. {comment}" for order, comment in enumerate(comments, start=1))
