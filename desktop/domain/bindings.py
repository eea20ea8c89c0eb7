"""The binding of an applicant to a recommending unit (guide 3.1): its states, and who may move it from which to which.

SQLite and PostgreSQL hold the same table as triggers; a test asks all three every question.
"""

from enum import StrEnum
from typing import Final

from desktop.domain.rejections import Rejected, RejectionCode

REASON_LENGTH: Final = 300


class BindingState(StrEnum):
    """`withdrawn` was never bound; `refused`, `unbound` and `withdrawn` are history."""

    PENDING = "pending"
    BOUND = "bound"
    REFUSED = "refused"
    UNBOUND = "unbound"
    WITHDRAWN = "withdrawn"


OPEN: Final = (BindingState.PENDING, BindingState.BOUND)
"""An account has at most one of these, whatever the unit."""


class BindingAction(StrEnum):
    """绑定, 撤回申请, 同意, 拒绝, 解除绑定."""

    ASK = "ask"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    REFUSE = "refuse"
    UNBIND = "unbind"


class BindingActor(StrEnum):
    """Who acts: the applicant whose binding it is, the HR desk of its unit, or anybody else."""

    APPLICANT = "applicant"
    DESK = "desk"
    OTHER = "other"


_MOVES: Final = {
    (None, BindingActor.APPLICANT, BindingAction.ASK): BindingState.PENDING,
    (BindingState.PENDING, BindingActor.APPLICANT, BindingAction.WITHDRAW): BindingState.WITHDRAWN,
    (BindingState.PENDING, BindingActor.DESK, BindingAction.APPROVE): BindingState.BOUND,
    (BindingState.PENDING, BindingActor.DESK, BindingAction.REFUSE): BindingState.REFUSED,
    (BindingState.BOUND, BindingActor.APPLICANT, BindingAction.UNBIND): BindingState.UNBOUND,
}
_OF_ACTOR: Final = {(actor, action) for _, actor, action in _MOVES}


def moved(
    state: BindingState | None, actor: BindingActor, action: BindingAction, *, reason: str = "", under_review: str = ""
) -> BindingState:
    """The state after the action; `state` is None for a binding that is only asked for.

    `under_review` names an application of the applicant that is. Raises `Rejected`: no_such_binding (also for
    whoever may not act here: hidden is missing), binding_over, binding_reason, binding_submitted.
    """
    if (actor, action) not in _OF_ACTOR:
        raise Rejected(RejectionCode.NO_SUCH_BINDING)
    target = _MOVES.get((state, actor, action))
    if target is None:
        raise Rejected(RejectionCode.BINDING_OVER)
    if target is BindingState.REFUSED and not is_reason(reason):
        raise Rejected(RejectionCode.BINDING_REASON, limit=REASON_LENGTH)
    if target is BindingState.UNBOUND and under_review:
        raise Rejected(RejectionCode.BINDING_SUBMITTED, application=under_review)
    return target


def is_reason(reason: str) -> bool:
    """Whether the text says something and is not too long."""
    return bool(reason.strip()) and len(reason) <= REASON_LENGTH
