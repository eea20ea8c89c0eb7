"""The fixed vocabulary of the process: statuses, stages, actions, roles and the desks people act from.

Keys are stored and exchanged; their wording lives in `desktop.text`.
"""

from enum import StrEnum

MAX_LEVELS = 5
"""The longest route: how many departments may review an application one after the other."""


class Status(StrEnum):
    """What the applicant sees, 业务状态 (guide 3.2.12)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    TERMINATED = "terminated"


class Action(StrEnum):
    """What somebody may do to an application. All but `submit` and `delete` are decisions."""

    SUBMIT = "submit"
    DELETE = "delete"
    PASS = "pass"
    RETURN = "return"
    TERMINATE = "terminate"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


DECISIONS = frozenset(Action) - {Action.SUBMIT, Action.DELETE}


class Role(StrEnum):
    """What an account is entitled to be; `unit`, `department`, `secretary` and `member` belong to an organisation."""

    APPLICANT = "applicant"
    UNIT = "unit"
    DEPARTMENT = "department"
    MEMBER = "member"
    SECRETARY = "secretary"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class OrganisationKind(StrEnum):
    UNIT = "unit"
    DEPARTMENT = "department"


NO_STAGE = ""
UNIT_STAGE = "unit"
COMMITTEE_STAGE = "committee"


def department_stage(level: int) -> str:
    """The stage of the route's department number `level`, counted from 1 at the unit's own department."""
    if not 1 <= level <= MAX_LEVELS:
        raise ValueError(f"no department level {level}")
    return f"department-{level}"


def stages(levels: int) -> tuple[str, ...]:
    """All stages of a route with `levels` departments, in order."""
    return (UNIT_STAGE, *(department_stage(level) for level in range(1, levels + 1)), COMMITTEE_STAGE)


def desk_role(desk: str) -> Role:
    """The role somebody must hold to sit at `desk`: `department-2` is held by role `department`."""
    return Role.DEPARTMENT if desk.startswith("department-") else Role(desk)
