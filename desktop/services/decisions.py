"""Deciding: what may be done now, and recording it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from desktop.domain.decisions import (
    DecisionRequest,
    Refusal,
    RefusalCode,
    Refused,
    allowed_actions,
    check_decision,
)
from desktop.domain.terms import DECISIONS
from desktop.domain.workflow import Verdict
from desktop.services.acting import acting_scope
from desktop.services.workspace import Workspace
from desktop.store.queries.deciding import DecidingView, decided_view, deciding_view
from desktop.store.queries.details import decision_by_id
from desktop.store.records.decisions import NewDecision, record_decision
from desktop.store.records.identity import new_id
from desktop.store.rows import ApplicationDetail, ApplicationRow, DecisionRow
from desktop.store.visibility import Scope

__all__ = ["DecisionOutcome", "DecisionRequest", "available_actions", "decide"]


@dataclass(frozen=True, slots=True)
class DecisionOutcome:
    """What was recorded, and how the application stands after it."""

    decision: DecisionRow
    row: ApplicationRow


def available_actions(detail: ApplicationDetail, now: datetime) -> tuple[Verdict, ...]:
    """The decisions that the reader of `detail` may take now: the source of every button."""
    verdicts = allowed_actions(detail.situation, detail.desks, now)
    return tuple(verdict for verdict in verdicts if verdict.action in DECISIONS)


def decide(
    workspace: Workspace, application_id: str, request: DecisionRequest, *, decision_id: str | None = None
) -> DecisionOutcome:
    """Records one decision, and discards the comment that was being typed for it.

    With the same `decision_id` again, nothing is recorded twice: the outcome is that of the first time. Raises
    `Refused`, which keeps nothing: not_found, stale, and what the workflow says, with who may do what now.
    """
    decision_id = decision_id or new_id()
    with workspace.store.write() as connection:
        scope = acting_scope(connection, workspace)
        view = _visible(connection, workspace, scope, application_id)
        try:
            _record(connection, workspace, scope, view, request, decision_id)
        except Refused:
            repeated = decision_by_id(connection, application_id, decision_id)
            if repeated is None:
                raise
            return DecisionOutcome(repeated, view.row)
        recorded, after = decided_view(connection, scope.account_id, application_id, decision_id, now=workspace.clock())
    return DecisionOutcome(recorded, after)


def _visible(connection: Connection, workspace: Workspace, scope: Scope, application_id: str) -> DecidingView:
    view = deciding_view(connection, scope, application_id, now=workspace.clock())
    if view is None:
        raise Refused(Refusal(RefusalCode.NOT_FOUND))
    return view


def _record(
    connection: Connection,
    workspace: Workspace,
    scope: Scope,
    view: DecidingView,
    request: DecisionRequest,
    decision_id: str,
) -> None:
    if request.action not in DECISIONS:
        raise Refused(Refusal(RefusalCode.NOT_ALLOWED))
    at = workspace.clock()
    verdict = check_decision(view.situation, request, frozenset(view.desks), at)
    organisation = view.desks[verdict.desk]
    if organisation is None:
        raise Refused(Refusal(RefusalCode.NOT_ALLOWED))
    new = NewDecision(
        id=decision_id,
        application_id=view.row.id,
        request=request,
        stage=verdict.recorded_stage,
        desk=verdict.desk,
        organisation_id=organisation,
        account_id=scope.account_id,
        decided_at=at,
        recorded_at=at,
    )
    record_decision(connection, new)
