"""Bindings: asking for one, and each of its moves. The triggers check every one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from desktop.domain.bindings import BindingState
from desktop.store.functions import call
from desktop.store.queries.bindings import UNSEEN
from desktop.store.questions import by_functions
from desktop.store.tables import binding


def ask_binding(connection: Connection, binding_id: str, account_id: str, unit_id: str, at: datetime) -> None:
    """In a shared database with an id of the server's. Raises `Rejected`: binding_open, unknown_unit_code,
    no_such_binding where the account is no applicant's."""
    if by_functions(connection):
        call(connection, "binding_ask", unit_id)
        return
    values = {"id": binding_id, "account_id": account_id, "unit_id": unit_id, "state": BindingState.PENDING.value}
    connection.execute(binding.insert().values(**values, asked_at=at, changed_at=at, changed_by=account_id))


def move_binding(
    connection: Connection, binding_id: str, state: BindingState, *, by: str, at: datetime, reason: str = ""
) -> None:
    """Raises `Rejected`: no_such_binding, binding_over, binding_reason, binding_submitted."""
    if by_functions(connection):
        call(connection, "binding_move", binding_id, state.value, reason)
        return
    values: dict[str, Any] = {"state": state.value, "changed_at": at, "changed_by": by}
    if state in (BindingState.BOUND, BindingState.REFUSED):
        values |= {"decided_at": at, "decided_by": by, "reason": reason}
    else:
        values |= {"ended_at": at, "unseen": state is BindingState.UNBOUND}
    connection.execute(binding.update().where(binding.c.id == binding_id).values(values))


def see_bindings(connection: Connection, unit_ids: frozenset[str]) -> None:
    """The desk of these units, in a shared database of one's own, has seen who has left."""
    if by_functions(connection):
        call(connection, "bindings_seen")
        return
    connection.execute(binding.update().where(binding.c.unit_id.in_(sorted(unit_ids)), UNSEEN).values(unseen=False))
