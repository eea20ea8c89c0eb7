"""The life of an application as one table of data: who may do what, when, and where it leads.

The table is stored as it stands in every database, whose triggers decide from it; buttons, command line and store
change together when a row changes. Whether a row's condition holds now is `decisions.py`'s to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from desktop.domain.terms import (
    COMMITTEE_STAGE,
    MAX_LEVELS,
    NO_STAGE,
    UNIT_STAGE,
    Action,
    Role,
    Status,
    department_stage,
    stages,
)


class Condition(StrEnum):
    """What must hold, beyond status and stage, for a row of the table to apply."""

    ALWAYS = "always"
    IN_TIME = "in_time"
    """The correction deadline is not over."""
    OVERDUE = "overdue"
    """The correction deadline is over."""
    UNDOES_PASS = "undoes_pass"
    """The last decision is this desk's own pass, and nobody has acted since."""
    UNDOES_RETURN = "undoes_return"
    """The last decision is this desk's own return, and the applicant has changed nothing since."""
    UNDOES_TERMINATION = "undoes_termination"
    """The last decision is this desk's own termination, less than 24 hours ago."""


WITHDRAWAL_HOURS = 24
"""How long a termination can be withdrawn."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row: on a route of `levels` departments, `desk` may take `action` at (`status`, `stage`).

    `stage` is the current stage; for a returned or terminated application the stage that returned or terminated it.
    `straight_back_stage` is where a resubmission goes after a return that said so, else the same as `to_stage`.
    `recorded_stage` is the stage the decision is filed under: the one acted at, for a withdrawal the one gone back to.
    """

    levels: int
    status: Status
    stage: str
    action: Action
    desk: str
    to_status: Status
    to_stage: str
    straight_back_stage: str
    condition: Condition
    comment_required: bool
    meeting_required: bool

    @property
    def recorded_stage(self) -> str:
        return self.to_stage if self.action is Action.WITHDRAW else self.stage


def _row(
    levels: int,
    at: tuple[Status, str],
    action: Action,
    desk: str,
    to: tuple[Status, str],
    condition: Condition = Condition.ALWAYS,
    *,
    comment: bool = False,
    meeting: bool = False,
    straight_back: str | None = None,
) -> Verdict:
    return Verdict(
        levels, *at, action, desk, *to, to[1] if straight_back is None else straight_back, condition, comment, meeting
    )


def _filing(levels: int) -> Iterator[Verdict]:
    """Submitting and deleting: by the applicant; by dossier also by the unit's HR desk or a department of the route."""
    reviewing = stages(levels)[:-1]
    unit = (Status.SUBMITTED, UNIT_STAGE)
    for desk in (Role.APPLICANT, *reviewing):
        yield _row(levels, (Status.DRAFT, NO_STAGE), Action.SUBMIT, desk, unit)
        for stage in reviewing:
            yield _row(
                levels,
                (Status.RETURNED, stage),
                Action.SUBMIT,
                desk,
                unit,
                Condition.IN_TIME,
                straight_back=stage,
            )
    yield _row(levels, (Status.DRAFT, NO_STAGE), Action.DELETE, Role.APPLICANT, (Status.DRAFT, NO_STAGE))
    for stage in reviewing:
        yield _row(levels, (Status.RETURNED, stage), Action.DELETE, Role.APPLICANT, (Status.RETURNED, NO_STAGE))


def _reviewing(levels: int) -> Iterator[Verdict]:
    """Unit and departments: pass on, return or terminate; and take any of these back."""
    route = stages(levels)
    for stage, following in pairwise(route):
        here, on = (Status.SUBMITTED, stage), (Status.SUBMITTED, following)
        back, ended = (Status.RETURNED, NO_STAGE), (Status.TERMINATED, NO_STAGE)
        yield _row(levels, here, Action.PASS, stage, on)
        yield _row(levels, here, Action.RETURN, stage, back, comment=True)
        yield _row(levels, here, Action.TERMINATE, stage, ended, comment=True)
        yield _row(levels, (Status.RETURNED, stage), Action.TERMINATE, stage, ended, Condition.OVERDUE, comment=True)
        yield _row(levels, on, Action.WITHDRAW, stage, here, Condition.UNDOES_PASS, comment=True)
        yield _row(
            levels, (Status.RETURNED, stage), Action.WITHDRAW, stage, here, Condition.UNDOES_RETURN, comment=True
        )
        yield _row(
            levels, (Status.TERMINATED, stage), Action.WITHDRAW, stage, here, Condition.UNDOES_TERMINATION, comment=True
        )


def _committee(levels: int) -> Iterator[Verdict]:
    """The secretary confirms; the last department ends what the vote did not pass, and may take that back."""
    here, last = (Status.SUBMITTED, COMMITTEE_STAGE), department_stage(levels)
    ended, approved = (Status.TERMINATED, NO_STAGE), (Status.APPROVED, NO_STAGE)
    yield _row(levels, here, Action.CONFIRM, Role.SECRETARY, approved, meeting=True)
    yield _row(levels, here, Action.TERMINATE, last, ended, comment=True, meeting=True)
    yield _row(
        levels,
        (Status.TERMINATED, COMMITTEE_STAGE),
        Action.WITHDRAW,
        last,
        here,
        Condition.UNDOES_TERMINATION,
        comment=True,
    )


@cache
def verdict_table() -> tuple[Verdict, ...]:
    """Every verdict that allows something, for routes of 1 to `MAX_LEVELS` departments. What is not here is refused."""
    return tuple(
        row for levels in range(1, MAX_LEVELS + 1) for part in (_filing, _reviewing, _committee) for row in part(levels)
    )


@cache
def _by_key() -> dict[tuple[int, Status, str, Action, str], Verdict]:
    return {(row.levels, row.status, row.stage, row.action, row.desk): row for row in verdict_table()}


def verdict(levels: int, status: Status, stage: str, action: Action, desk: str) -> Verdict | None:
    """The row for exactly this case, or None where the table does not list it and the act is refused."""
    return _by_key().get((levels, status, stage, action, desk))


def verdicts_at(levels: int, status: Status, stage: str) -> tuple[Verdict, ...]:
    """All that anybody may do at (`status`, `stage`), in the table's order."""
    return tuple(row for row in verdict_table() if (row.levels, row.status, row.stage) == (levels, status, stage))
