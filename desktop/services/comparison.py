"""What changed between two submissions of an application."""

from desktop.domain.comparison import Change, compare
from desktop.domain.known_keys import SECRET_FIELDS
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.acting import acting_scope
from desktop.services.applications import visible_detail
from desktop.services.catalogues import catalogue_of
from desktop.services.workspace import Workspace
from desktop.store.records.disclosures import SubmissionPlace, identity_number_differs
from desktop.store.rows import ApplicationDetail, SubmissionRow

__all__ = ["Change", "compare_submissions"]


def compare_submissions(workspace: Workspace, application_id: str, older: int, newer: int) -> tuple[Change, ...]:
    """The differences by field, record and attachment, in the order of the newer submission's catalogue.

    Raises `Refused` (not_found), `Rejected` (no_such_submission).
    """
    with workspace.store.read() as connection:
        scope = acting_scope(connection, workspace)
        detail = visible_detail(connection, workspace, scope, application_id)
        before, after = _submission(detail, older), _submission(detail, newer)
        places = (SubmissionPlace(application_id, filed.number) for filed in (before, after))
        differing = SECRET_FIELDS if identity_number_differs(connection, *places) else frozenset()
    return compare(before.content, after.content, catalogue_of(workspace, after.catalogue_hash), differing)


def _submission(detail: ApplicationDetail, number: int) -> SubmissionRow:
    for submission in detail.submissions:
        if submission.number == number:
            return submission
    raise Rejected(RejectionCode.NO_SUCH_SUBMISSION, submission=number)
