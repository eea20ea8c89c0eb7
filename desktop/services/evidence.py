"""Attachments and identity numbers: what is given of them, and what the account and its desk have done with them."""

from desktop.domain.decisions import Refusal, RefusalCode, Refused
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.acting import acting_account, acting_scope
from desktop.services.applications import visible_detail
from desktop.services.workspace import Workspace
from desktop.store.queries.situations import desks_of
from desktop.store.records import disclosures
from desktop.store.records import evidence as records
from desktop.store.records.disclosures import SubmissionPlace
from desktop.store.rows import ApplicationDetail, AttachmentRow


def attachment_bytes(workspace: Workspace, application_id: str, sha256: str) -> bytes:
    """The bytes of an attachment of any submission of an application that the account may see.

    A shared database gives them once it is on record that this account got them. Raises `Refused` (not_found),
    `Rejected` (no_such_attachment), `Unavailable` (blob_damaged).
    """
    with workspace.store.read() as connection:
        scope = acting_scope(connection, workspace)
        detail = visible_detail(connection, workspace, scope, application_id)
        _check_attachment(detail, sha256)
        if disclosures.gives_attachment(connection, application_id, sha256):
            return b"".join(disclosures.read_attachment(connection, application_id, sha256))
    with workspace.store.noting() as connection:
        disclosures.record_attachment(connection, application_id, sha256)
    with workspace.store.read() as connection:
        return b"".join(disclosures.read_attachment(connection, application_id, sha256))


def identity_number(workspace: Workspace, application_id: str, submission: int) -> str:
    """The document number that a submission states, in full, each time on record; empty where it states none.

    Raises `Refused` (not_found), `Rejected` (no_such_submission).
    """
    place = SubmissionPlace(application_id, submission)
    with workspace.store.noting() as connection:
        scope = acting_scope(connection, workspace)
        detail = visible_detail(connection, workspace, scope, application_id)
        if submission not in {filed.number for filed in detail.submissions}:
            raise Rejected(RejectionCode.NO_SUCH_SUBMISSION, submission=submission)
        disclosures.record_identity_number(connection, scope.account_id, place, workspace.clock())
    with workspace.store.read() as connection:
        return disclosures.identity_number(connection, place)


def mark_opened(workspace: Workspace, application_id: str, *sha256: str) -> None:
    """This account has opened these attachments, all of them or none. Raises as `attachment_bytes`."""
    with workspace.store.write() as connection:
        scope = acting_scope(connection, workspace)
        detail = visible_detail(connection, workspace, scope, application_id)
        for digest in sha256:
            _check_attachment(detail, digest)
            records.record_view(connection, application_id, digest, scope.account_id, workspace.clock())


def set_original_verified(
    workspace: Workspace, application_id: str, sha256: str, verified: bool
) -> tuple[AttachmentRow, ...]:
    """原件已核验, or no longer, by the account's desk; returns the current attachments with these bytes.

    Raises as `attachment_bytes`, and `Refused` (not_allowed) where the account sits at no desk of this application.
    """
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        scope = acting_scope(connection, workspace)
        detail = visible_detail(connection, workspace, scope, application_id)
        _check_attachment(detail, sha256)
        seats = sorted({place for place in desks_of(connection, account.id, application_id).values() if place})
        if not seats:
            raise Refused(Refusal(RefusalCode.NOT_ALLOWED))
        at = workspace.clock()
        for organisation_id in seats:
            records.set_verified(connection, application_id, sha256, organisation_id, account.id, verified, at)
        after = visible_detail(connection, workspace, scope, application_id)
    return tuple(item for item in after.attachments if item.sha256 == sha256)


def _check_attachment(detail: ApplicationDetail, sha256: str) -> None:
    """Knowing a digest opens nothing: the bytes must belong to this very application."""
    if not any(item.sha256 == sha256 for filed in detail.submissions for item in filed.content.attachments):
        raise Rejected(RejectionCode.NO_SUCH_ATTACHMENT)
