"""What changed between two submissions of an application."""

from desktop.domain.comparison import Change, compare
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.acting import acting_scope
from desktop.services.applications import visible_detail
from desktop.services.catalogues import catalogue_of
from desktop.services.workspace import Workspace
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
    return compare(before.content, after.content, catalogue_of(workspace, after.catalogue_hash))


def _submission(detail: ApplicationDetail, number: int) -> SubmissionRow:
    for submission in detail.submissions:
        if submission.number == number:
            return submission
    raise Rejected(RejectionCode.NO_SUCH_SUBMISSION, submission=number)
