"""历史申报信息 (guide 3.2.12): the applicant's own applications, what may be done with each, and deleting one."""

from dataclasses import dataclass

from desktop.domain.decisions import Refused, check_action
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Action, Role
from desktop.services.acting import acting_account, acting_scope, holds
from desktop.services.applications import visible_detail
from desktop.services.workspace import Workspace
from desktop.store.notice_rows import OwnApplicationRow
from desktop.store.queries import applying as queries
from desktop.store.queries.situations import situation_of
from desktop.store.records.filing import delete_application

__all__ = ["OwnApplication", "OwnApplicationRow", "delete_own_application", "own_applications"]

_APPLICANT = frozenset({Role.APPLICANT.value})


@dataclass(frozen=True, slots=True)
class OwnApplication:
    """`may_edit` and `may_delete` are as the workflow says now; one that was never submitted has no progress yet."""

    row: OwnApplicationRow
    may_edit: bool
    may_delete: bool

    @property
    def was_submitted(self) -> bool:
        return self.row.submission > 0


def own_applications(workspace: Workspace) -> tuple[OwnApplication, ...]:
    """All that are not deleted, the last changed first. Raises `Rejected` (role_not_held)."""
    at = workspace.clock()
    found = []
    with workspace.store.read() as connection:
        account = acting_account(connection, workspace)
        if not holds(account, Role.APPLICANT):
            raise Rejected(RejectionCode.ROLE_NOT_HELD, role=Role.APPLICANT.value)
        for row in queries.own_applications(connection, account.id):
            situation = situation_of(connection, row.id)
            allowed = set()
            for action in (Action.SUBMIT, Action.DELETE):
                try:
                    if situation is not None:
                        check_action(situation, action, _APPLICANT, at)
                        allowed.add(action)
                except Refused:
                    continue
            found.append(OwnApplication(row, Action.SUBMIT in allowed, Action.DELETE in allowed))
    return tuple(found)


def delete_own_application(workspace: Workspace, application_id: str) -> None:
    """删除 of an unsubmitted or returned one, by its applicant. Raises `Refused` as the workflow says."""
    at = workspace.clock()
    with workspace.store.write() as connection:
        scope = acting_scope(connection, workspace)
        detail = visible_detail(connection, workspace, scope, application_id)
        check_action(detail.situation, Action.DELETE, detail.desks & _APPLICANT, at)
        delete_application(connection, application_id, scope.account_id, at)
