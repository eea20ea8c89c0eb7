"""Deciding: what may be done now, and recording it."""

from dataclasses import dataclass, field
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
from desktop.services.problems import Interrupted, Unavailable, UnavailableCode
from desktop.services.workspace import Workspace
from desktop.store.queries.deciding import DecidingView, decided_view, deciding_view
from desktop.store.queries.details import decision_by_id
from desktop.store.records.decisions import NewDecision, record_decision
from desktop.store.records.identity import new_id
from desktop.store.rows import ApplicationDetail, ApplicationRow, DecisionRow
from desktop.store.visibility import Scope

__all__ = ["DecisionOutcome", "DecisionRequest", "SentOnce", "available_actions", "decide"]


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
    workspace: Workspace,
    application_id: str,
    request: DecisionRequest,
    *,
    decision_id: str | None = None,
    in_doubt: bool = False,
) -> DecisionOutcome:
    """Records one decision, and discards the comment that was being typed for it.

    With the same `decision_id` again, nothing is recorded twice: the outcome is that of the first time. Raises
    `Refused`, which keeps nothing: not_found, stale, and what the workflow says, with who may do what now.
    Where the server is lost, `Unavailable`: not_recorded, or maybe_recorded; after the latter send the same id with
    `in_doubt`, and it ends in what is the case. `Interrupted` where it was given up before its commit, unless an
    earlier one is in doubt, which it then still is.
    """
    attempt = _Attempt(workspace, application_id, request, decision_id or new_id())
    try:
        return attempt.run()
    except Interrupted as stopped:
        if in_doubt:
            raise _still_in_doubt(workspace) from stopped
        raise
    except Unavailable as lost:
        if not in_doubt and lost.code is not UnavailableCode.SERVER_UNREACHABLE:
            raise
        if not in_doubt and not attempt.sent:
            raise _told(UnavailableCode.NOT_RECORDED, lost) from lost
    # Only the server knows what became of a commit whose answer was lost, and it may still be at it. The same decision
    # once more waits for the one that was lost, and is either a repetition of it or takes its place.
    try:
        return attempt.run()
    except Unavailable as away:
        raise _told(UnavailableCode.MAYBE_RECORDED, away) from away
    except Interrupted as stopped:
        raise _still_in_doubt(workspace) from stopped


@dataclass(frozen=True, slots=True)
class SentOnce:
    """The decisions of one act in the window: each is recorded once, however often the act is repeated."""

    workspace: Workspace
    _ids: dict[tuple[str, DecisionRequest], str] = field(default_factory=dict)
    _in_doubt: set[str] = field(default_factory=set)

    def decide(self, application_id: str, request: DecisionRequest) -> DecisionOutcome:
        """As `decide`: what is asked once more is the same decision, and ends in what is the case."""
        decision_id = self._ids.setdefault((application_id, request), new_id())
        in_doubt = decision_id in self._in_doubt
        try:
            return decide(self.workspace, application_id, request, decision_id=decision_id, in_doubt=in_doubt)
        except Unavailable as lost:
            if lost.code is UnavailableCode.MAYBE_RECORDED:
                self._in_doubt.add(decision_id)
            raise


@dataclass(slots=True)
class _Attempt:
    """`sent`: its commit went off, so that it may be on record although nobody was told."""

    workspace: Workspace
    application_id: str
    request: DecisionRequest
    decision_id: str
    sent: bool = False

    def run(self) -> DecisionOutcome:
        workspace = self.workspace
        try:
            with workspace.store.write() as connection:
                scope = acting_scope(connection, workspace)
                view = _visible(connection, workspace, scope, self.application_id)
                _record(connection, workspace, scope, view, self.request, self.decision_id)
                recorded, after = self._after(connection, scope)
                self.sent = True
        except Refused:
            repeated = self._repeated()
            if repeated is None:
                raise
            recorded, after = repeated
        return DecisionOutcome(recorded, after)

    def _repeated(self) -> tuple[DecisionRow, ApplicationRow] | None:
        """The decision where it is on record: in a block of its own, as a refusal ends the one before."""
        with self.workspace.store.read() as connection:
            if decision_by_id(connection, self.application_id, self.decision_id) is None:
                return None
            return self._after(connection, acting_scope(connection, self.workspace))

    def _after(self, connection: Connection, scope: Scope) -> tuple[DecisionRow, ApplicationRow]:
        now = self.workspace.clock()
        return decided_view(connection, scope.account_id, self.application_id, self.decision_id, now=now)


def _told(code: UnavailableCode, reason: Unavailable) -> Unavailable:
    return Unavailable(code, **{name: reason.argument(name) or "" for name in ("path", "detail")})


def _still_in_doubt(workspace: Workspace) -> Unavailable:
    """Whoever gives up asking knows no more than before."""
    return Unavailable(UnavailableCode.MAYBE_RECORDED, path=workspace.store.place, detail="")


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
