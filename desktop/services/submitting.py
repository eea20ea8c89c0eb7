"""提交: what is filled in becomes a submission of its applicant, with the pledge given anew each time.

A desk of the unit hands in what it has filled in beside the applicant: its account is on record, and that it was so.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from desktop.domain.clock import SHANGHAI
from desktop.domain.content import ApplicationContent
from desktop.domain.findings import Severity
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role, Status
from desktop.services.acting import acting_account
from desktop.services.bindings import check_bound
from desktop.services.catalogues import catalogue_of
from desktop.services.drafting import (
    DraftChanged,
    changed_meanwhile,
    checked_content,
    intent_for,
    keep_form,
    own_form,
)
from desktop.services.intake import Filing
from desktop.services.self_checks import check_again
from desktop.services.workspace import Workspace
from desktop.store.problems import Duplicate
from desktop.store.queries.drafts import draft_of
from desktop.store.queries.filings import application_by_key
from desktop.store.records.beside import file_beside
from desktop.store.records.filing import file_application
from desktop.store.records.intents import Intent, record_attempt, standing_of
from desktop.store.rows import ApplicationDetail, NoticeRow

_SELF_CHECK = (RejectionCode.SELF_CHECK_FAILED, RejectionCode.SELF_CHECK_OPEN)


@dataclass(frozen=True, slots=True)
class Submitted:
    """How the application stands: its 申报编号, and which submission this was."""

    application_id: str
    number: str
    submission: int


def submit_form(
    workspace: Workspace, application_id: str, content: ApplicationContent, base: str, *, pledged: bool
) -> Submitted:
    """Files the form as it is, in one unit of work; what was kept of it as a draft is then part of the submission.

    Raises `Rejected`: not_pledged, not_in_window, not_bound, self_check_failed, self_check_open, has_errors,
    other_form_catalogue, second_application; `DraftChanged`; `Refused` as the workflow says. A refused one leaves the
    draft as it was.
    """
    if not pledged:
        raise Rejected(RejectionCode.NOT_PLEDGED)
    with workspace.store.read() as connection:
        detail = own_form(connection, workspace, application_id)
    intent = intent_for(workspace, detail, content)
    try:
        with workspace.store.write() as connection:
            detail = own_form(connection, workspace, application_id)
            _hand_in(connection, workspace, detail, content, base, intent)
            filed = application_by_key(connection, detail.row.unit_id, detail.row.application)
    except Duplicate as problem:
        _record_attempt(workspace, detail, intent)
        raise Rejected(RejectionCode.SECOND_APPLICATION) from problem
    except Rejected as problem:
        if problem.code is RejectionCode.SECOND_APPLICATION:
            _record_attempt(workspace, detail, intent)
        told = _with_facts(workspace, detail, problem)
        if told is problem:
            raise
        raise told from problem
    if filed is None:
        raise LookupError(application_id)
    return Submitted(application_id, filed.number, filed.situation.submission)


def _hand_in(
    connection: Connection,
    workspace: Workspace,
    detail: ApplicationDetail,
    content: ApplicationContent,
    base: str,
    intent: Intent,
) -> None:
    standing = standing_of(connection, intent, detail.row.id)
    if detail.filled_in_at == Role.APPLICANT:  # who is filled in for beside a desk is bound to its unit
        check_bound(connection, acting_account(connection, workspace), detail.row.unit_id, detail.row.unit)
    filing = _filing(connection, workspace, detail, content, intent)
    check_again(connection, workspace, detail, filing.content, standing.history)
    submission = filing.checked(standing.history)
    keep_form(connection, workspace, detail, content, base)
    errors = [one for one in submission.findings if one.severity is Severity.ERROR]
    if errors:
        raise Rejected(RejectionCode.HAS_ERRORS, count=len(errors))
    if standing.has_another:
        raise Rejected(RejectionCode.SECOND_APPLICATION)
    if submission.desk == Role.APPLICANT:
        file_application(connection, intent, None, submission)
    else:
        file_beside(connection, intent, submission)


def _with_facts(workspace: Workspace, detail: ApplicationDetail, problem: Rejected) -> Rejected:
    """With what a database does not say when it refuses; it goes by its own clock, whatever the program's says."""
    if problem.code is RejectionCode.DRAFT_CHANGED and not isinstance(problem, DraftChanged):
        return changed_meanwhile(workspace, detail.row.id)
    if problem.code is RejectionCode.NOT_BOUND:
        return Rejected(problem.code, unit=detail.row.unit)
    if problem.code is RejectionCode.NOT_IN_WINDOW:
        return _not_in_window(detail.notice)
    if problem.code in _SELF_CHECK and not problem.arguments:
        return Rejected(problem.code, count=1)
    return problem


def _filing(
    connection: Connection,
    workspace: Workspace,
    detail: ApplicationDetail,
    content: ApplicationContent,
    intent: Intent,
) -> Filing:
    at = workspace.clock()
    if detail.row.status is Status.DRAFT:
        _check_window(detail.notice, at)
    catalogue = catalogue_of(workspace, detail.notice.catalogue_hash)
    draft = draft_of(connection, detail.row.id)
    if draft is not None and draft.catalogue_hash not in ("", catalogue.content_hash):
        raise Rejected(RejectionCode.OTHER_FORM_CATALOGUE)
    return Filing(
        application_id=detail.row.id,
        number=detail.row.submission + 1,
        content=checked_content(connection, detail, content, catalogue),
        catalogue=catalogue,
        person_key=intent.person_key,
        account_id=acting_account(connection, workspace).id,
        desk=detail.filled_in_at,
        submitted_at=at,
        recorded_at=at,
    )


def _check_window(notice: NoticeRow, at: datetime) -> None:
    """A first submission; an answer to a return has its own deadline, which the workflow knows."""
    if not notice.opens <= at <= notice.closes:
        raise _not_in_window(notice)


def _not_in_window(notice: NoticeRow) -> Rejected:
    opens, closes = (moment.astimezone(SHANGHAI).isoformat() for moment in (notice.opens, notice.closes))
    return Rejected(RejectionCode.NOT_IN_WINDOW, opens=opens, closes=closes)


def _record_attempt(workspace: Workspace, detail: ApplicationDetail, intent: Intent) -> None:
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        facts = {"unit": detail.row.unit_code, "notice": detail.notice.key}
        record_attempt(connection, intent, account.id, workspace.clock(), facts)
