"""Verifying the audit: every page of a local file authentic, every hash chain recomputed."""

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role
from desktop.services.acting import acting_account, holds
from desktop.services.workspace import Workspace
from desktop.store import audit
from desktop.store.audit import AuditReport, Break
from desktop.store.integrity import refuse_damage

__all__ = ["AuditReport", "Break", "verify_audit"]


def verify_audit(workspace: Workspace, against: str | None = None) -> AuditReport:
    """Root and count of the whole audit, and the first broken link of each chain that does not hold.

    Of a local workspace it reads the whole file first, gigabytes in seconds; a server looks after its own pages.
    `against` is an earlier root: whether everything up to it is unchanged. By an administrator or auditor. Raises
    `Rejected`, `Unavailable` (damaged) where a page is not as it was written.
    """
    if against is not None and not audit.is_root(against):
        raise Rejected(RejectionCode.BAD_ROOT)
    with workspace.store.read() as connection:
        account = acting_account(connection, workspace)
        if not (holds(account, Role.ADMINISTRATOR) or holds(account, Role.AUDITOR)):
            raise Rejected(RejectionCode.AUDIT_NOT_ALLOWED)
    if workspace.shared:
        with workspace.store.write() as connection:
            audit.order(connection)
    else:
        refuse_damage(workspace.local.files.data, workspace.local.key)
    with workspace.store.read() as connection:
        return audit.verify(connection, against)
