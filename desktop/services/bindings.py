"""Binding an applicant to a recommending unit (guide 3.1): asking, withdrawing, unbinding; approving and refusing."""

from collections.abc import Callable

from sqlalchemy import Connection

from desktop.domain.bindings import BindingAction, BindingActor, BindingState, moved
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import OrganisationKind, Role
from desktop.domain.unit_code import normalised_unit_code
from desktop.services.acting import acting_account, acting_scope, holds
from desktop.services.workspace import Workspace
from desktop.store.binding_rows import BindingCounts, BindingRow, DeskBindingRow
from desktop.store.problems import Duplicate
from desktop.store.queries import bindings as queries
from desktop.store.queries.organisations import organisation_by_code
from desktop.store.records import bindings as records
from desktop.store.records.identity import new_id
from desktop.store.rows import AccountRow, OrganisationRow

__all__ = [
    "BindingCounts",
    "BindingRow",
    "BindingState",
    "DeskBindingRow",
    "approve_binding",
    "ask_binding",
    "binding_counts",
    "check_bound",
    "desk_bindings",
    "find_unit",
    "own_bindings",
    "refuse_binding",
    "see_bindings",
    "unbind",
    "withdraw_binding",
]


def find_unit(workspace: Workspace, code: str) -> OrganisationRow:
    """The unit with exactly this 统一社会信用代码, however it was typed. Raises `Rejected` (unknown_unit_code)."""
    with workspace.store.read() as connection:
        _applicant(connection, workspace)
        return _unit(connection, code)


def own_bindings(workspace: Workspace) -> tuple[BindingRow, ...]:
    """The signed-in applicant's, the newest first; at most one of them is pending or bound."""
    with workspace.store.read() as connection:
        return queries.own_bindings(connection, _applicant(connection, workspace).id)


def ask_binding(workspace: Workspace, code: str) -> None:
    """Asks the unit with this code. Raises `Rejected`: unknown_unit_code, binding_open, role_not_held."""
    with workspace.store.read() as connection:
        account = _applicant(connection, workspace)
        unit = _unit(connection, code)
        standing = queries.open_binding(connection, account.id)
    if standing is not None:
        raise Rejected(RejectionCode.BINDING_OPEN)
    try:
        with workspace.store.write() as connection:
            account = _applicant(connection, workspace)
            records.ask_binding(connection, new_id(), account.id, unit.id, workspace.clock())
    except Duplicate as problem:  # asked from two windows at the same moment
        raise Rejected(RejectionCode.BINDING_OPEN) from problem


def withdraw_binding(workspace: Workspace, binding_id: str) -> None:
    """Takes a request back that is still pending. Raises `Rejected`."""
    _move_own(workspace, binding_id, BindingAction.WITHDRAW)


def unbind(workspace: Workspace, binding_id: str) -> None:
    """解除绑定: needs no approval, and the desk is told.

    Raises `Rejected`: binding_submitted, with the `application` that is under review.
    """
    _move_own(workspace, binding_id, BindingAction.UNBIND)


def desk_bindings(workspace: Workspace) -> tuple[DeskBindingRow, ...]:
    """All that concern the units whose HR desk the account is, the oldest request first."""
    with workspace.store.read() as connection:
        return queries.desk_bindings(connection, acting_scope(connection, workspace))


def binding_counts(workspace: Workspace) -> BindingCounts:
    """How many wait for the account's desk, and how many have left unseen."""
    with workspace.store.read() as connection:
        return queries.binding_counts(connection, acting_scope(connection, workspace))


def approve_binding(workspace: Workspace, binding_id: str) -> None:
    """By the HR desk of the unit. Raises `Rejected`: no_such_binding, binding_over."""
    _decide(workspace, binding_id, BindingAction.APPROVE)


def refuse_binding(workspace: Workspace, binding_id: str, reason: str) -> None:
    """By the HR desk of the unit. Raises `Rejected`: no_such_binding, binding_over, binding_reason."""
    _decide(workspace, binding_id, BindingAction.REFUSE, reason)


def see_bindings(workspace: Workspace) -> None:
    """The desk has looked at who has left."""
    with workspace.store.write() as connection:
        records.see_bindings(connection, acting_scope(connection, workspace).units)


def check_bound(connection: Connection, account: AccountRow, unit_id: str, unit: str) -> None:
    """Raises `Rejected` (not_bound) unless the applicant is bound to the unit, whose name `unit` is, now."""
    standing = queries.open_binding(connection, account.id)
    if standing is None or standing.state is not BindingState.BOUND or standing.unit_id != unit_id:
        raise Rejected(RejectionCode.NOT_BOUND, unit=unit)


def _move_own(workspace: Workspace, binding_id: str, action: BindingAction) -> None:
    def check(connection: Connection, account: AccountRow) -> BindingState:
        own = next((row for row in queries.own_bindings(connection, account.id) if row.id == binding_id), None)
        actor = BindingActor.OTHER if own is None else BindingActor.APPLICANT
        under_review = queries.submitted_application(connection, account.id) or ""
        return moved(None if own is None else own.state, actor, action, under_review=under_review)

    _move(workspace, binding_id, check, "")


def _decide(workspace: Workspace, binding_id: str, action: BindingAction, reason: str = "") -> None:
    reason = reason.strip()

    def check(connection: Connection, account: AccountRow) -> BindingState:
        rows = queries.desk_bindings(connection, acting_scope(connection, workspace))
        row = next((row for row in rows if row.id == binding_id), None)
        actor = BindingActor.OTHER if row is None else BindingActor.DESK
        return moved(None if row is None else row.state, actor, action, reason=reason)

    _move(workspace, binding_id, check, reason)


def _move(
    workspace: Workspace, binding_id: str, check: Callable[[Connection, AccountRow], BindingState], reason: str
) -> None:
    """Asks the domain for the sentence, and then the database, which decides."""
    with workspace.store.read() as connection:
        state = check(connection, acting_account(connection, workspace))
    with workspace.store.write() as connection:
        account, at = acting_account(connection, workspace), workspace.clock()
        records.move_binding(connection, binding_id, state, by=account.id, at=at, reason=reason)


def _applicant(connection: Connection, workspace: Workspace) -> AccountRow:
    account = acting_account(connection, workspace)
    if not holds(account, Role.APPLICANT):
        raise Rejected(RejectionCode.ROLE_NOT_HELD, role=Role.APPLICANT.value)
    return account


def _unit(connection: Connection, code: str) -> OrganisationRow:
    normalised = normalised_unit_code(code)
    unit = organisation_by_code(connection, normalised)
    if unit is None or unit.kind is not OrganisationKind.UNIT:
        raise Rejected(RejectionCode.UNKNOWN_UNIT_CODE, code=normalised[:18])
    return unit
