"""Which shape and colour stand for a status and for an action: colour is never the only sign."""

from desktop.domain.terms import Action, Status
from desktop.widgets.icons import IconName
from desktop.widgets.theme.palette import ColorRole

_STATUSES = {
    Status.DRAFT: (IconName.DRAFT, ColorRole.DRAFT),
    Status.SUBMITTED: (IconName.SUBMITTED, ColorRole.INFO),
    Status.RETURNED: (IconName.RETURNED, ColorRole.WARN),
    Status.APPROVED: (IconName.APPROVED, ColorRole.OK),
    Status.TERMINATED: (IconName.TERMINATED, ColorRole.BAD),
}
_ACTIONS = {
    Action.SUBMIT: (IconName.SUBMIT_FILL, ColorRole.INFO),
    Action.DELETE: (IconName.DELETE, ColorRole.MUTED),
    Action.PASS: (IconName.APPROVED, ColorRole.OK),
    Action.RETURN: (IconName.RETURNED, ColorRole.WARN),
    Action.TERMINATE: (IconName.TERMINATED, ColorRole.BAD),
    Action.CONFIRM: (IconName.APPROVED, ColorRole.OK),
    Action.WITHDRAW: (IconName.WITHDRAW, ColorRole.TEXT_SECONDARY),
}


def status_look(status: Status) -> tuple[IconName, ColorRole]:
    """Icon and ink of a status."""
    return _STATUSES[status]


def action_look(action: Action) -> tuple[IconName, ColorRole]:
    """Icon and ink of an action in a history."""
    return _ACTIONS[action]
