"""Filling in a form: opening a draft or a returned application of one's own, keeping it, checking it.

A form is kept whole. Whoever keeps it says which state they started from (`base`), so that two windows with the same
form never overwrite each other unasked.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from desktop.domain.canonical import sha256_text
from desktop.domain.catalogue import Catalogue
from desktop.domain.clock import shanghai_day
from desktop.domain.content import ApplicationContent
from desktop.domain.decisions import Refusal, RefusalCode, Refused, check_action
from desktop.domain.drafts import Misfit, clean_content, empty_content, fitted
from desktop.domain.findings import Finding
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Action, Role, Status
from desktop.domain.validation import History, validate
from desktop.services.acting import acting_account, acting_scope
from desktop.services.applications import visible_detail
from desktop.services.catalogues import catalogue_of
from desktop.services.filing import number_of
from desktop.services.interruption import carried_through
from desktop.services.workspace import Workspace
from desktop.store.blobs import put_blob
from desktop.store.queries.drafts import DraftRow, draft_of, files_at_hand, submitted_whole
from desktop.store.records.disclosures import FORM, SubmissionPlace, record_identity_number
from desktop.store.records.drafts import attach_file, draft_text, forget_files, save_draft
from desktop.store.records.intents import Intent, Standing, announce, standing_now
from desktop.store.rows import ApplicationDetail, DecisionRow

LONGEST_DRAFT = 4 << 20
"""Bytes of a draft's stored form, as of a submission: beyond anything that is typed."""
NO_FILES: Final[Mapping[str, bytes]] = {}


class DraftChanged(Rejected):
    """The form has been kept elsewhere since: `digest` names that state, which may be overwritten by naming it."""

    def __init__(self, digest: str, saved_at: datetime | None, by: str) -> None:
        super().__init__(RejectionCode.DRAFT_CHANGED, by=by, at="" if saved_at is None else saved_at.isoformat())
        self.digest = digest
        self.saved_at = saved_at


@dataclass(frozen=True, slots=True)
class SavedForm:
    """A form as it is kept now; `digest` is the base of what is kept next."""

    digest: str
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """A form to be filled in: what it starts from, and what stands around it.

    `misfits` is what the draft holds and its catalogue has no place for; it is not part of `content`. `next_catalogue`
    is the notice's, where the draft was begun by another one. `returned` is the decision to be answered.
    """

    detail: ApplicationDetail
    catalogue: Catalogue
    content: ApplicationContent
    misfits: tuple[Misfit, ...]
    saved: SavedForm
    next_catalogue: Catalogue | None
    history: History
    returned: DecisionRow | None

    @property
    def application_id(self) -> str:
        return self.detail.row.id

    @property
    def beside(self) -> bool:
        """Whether a desk of the unit fills it in with the applicant beside them."""
        return _is_beside(self.detail)


def may_fill_in(workspace: Workspace, application_id: str) -> bool:
    """Whether the account is the applicant of this application and may change it now."""
    try:
        with workspace.store.read() as connection:
            own_form(connection, workspace, application_id)
    except Refused:
        return False
    return True


def open_form(workspace: Workspace, application_id: str) -> OpenedForm:
    """The draft, else the last submission. Raises `Refused`: not_found, and what the workflow says.

    That a desk reads it beside the applicant is on record first: it states their number whole.
    """
    detail, draft, kept = _read_form(workspace, application_id)
    current = catalogue_of(workspace, detail.notice.catalogue_hash)
    catalogue = catalogue_of(workspace, draft.catalogue_hash) if draft and draft.catalogue_hash else current
    content, misfits = fitted(kept, catalogue)
    returned = detail.decisions[-1] if detail.row.status is Status.RETURNED and detail.decisions else None
    return OpenedForm(
        detail=detail,
        catalogue=catalogue,
        content=content,
        misfits=misfits,
        saved=_saved(detail, draft),
        next_catalogue=None if current.content_hash == catalogue.content_hash else current,
        history=standing_for(workspace, detail, kept).history,
        returned=returned,
    )


def _read_form(
    workspace: Workspace, application_id: str
) -> tuple[ApplicationDetail, DraftRow | None, ApplicationContent]:
    with workspace.store.read() as connection:
        detail = own_form(connection, workspace, application_id)
        if not _is_beside(detail):
            return (detail, *_filled_in(connection, detail))
    with workspace.store.noting() as connection:
        account, place = acting_account(connection, workspace), SubmissionPlace(application_id, FORM)
        record_identity_number(connection, account.id, place, workspace.clock())
    with workspace.store.read() as connection:
        detail = own_form(connection, workspace, application_id)
        return (detail, *_filled_in(connection, detail))


def save_form(
    workspace: Workspace,
    application_id: str,
    content: ApplicationContent,
    base: str,
    catalogue_hash: str = "",
    at_hand: Mapping[str, bytes] = NO_FILES,
) -> SavedForm:
    """Keeps the whole form; what is kept already is not written again. `catalogue_hash` empty: the notice's.

    Files that were taken out before are gone from the store: where the form names one again, its bytes are taken from
    `at_hand`, by their digests. Raises `DraftChanged`, `Rejected` (bad_form, draft_too_large, no_such_attachment),
    `Refused` as `open_form`, `Unavailable`.
    """
    try:
        with workspace.store.write() as connection:
            detail = own_form(connection, workspace, application_id)
            _put_back(connection, workspace, detail, content, at_hand)
            return keep_form(connection, workspace, detail, content, base, catalogue_hash)
    except Rejected as problem:
        if problem.code is RejectionCode.DRAFT_CHANGED and not isinstance(problem, DraftChanged):
            raise changed_meanwhile(workspace, application_id) from problem
        raise


def move_over(workspace: Workspace, application_id: str, content: ApplicationContent, base: str) -> OpenedForm:
    """改用新目录: keeps the form by the notice's catalogue, and opens it by that. Raises as `save_form`."""
    save_form(workspace, application_id, content, base)
    with carried_through():
        return open_form(workspace, application_id)


def keep_form(
    connection: Connection,
    workspace: Workspace,
    detail: ApplicationDetail,
    content: ApplicationContent,
    base: str,
    catalogue_hash: str = "",
) -> SavedForm:
    """`save_form` within a write that has found the form its account's own."""
    by_notice = detail.notice.catalogue_hash
    catalogue = catalogue_of(workspace, catalogue_hash or by_notice)
    clean = checked_content(connection, detail, content, catalogue)
    text = draft_text(clean, catalogue_hash or by_notice)
    if len(text.encode()) > LONGEST_DRAFT:
        raise Rejected(RejectionCode.DRAFT_TOO_LARGE)
    draft = draft_of(connection, detail.row.id)
    there = _saved(detail, draft)
    if there.digest == sha256_text(text):
        return there
    if there.digest != base:
        raise DraftChanged(there.digest, there.saved_at, acting_account(connection, workspace).name)
    at = workspace.clock()
    saved_at = save_draft(connection, detail.row.id, clean, at, base, catalogue_hash or by_notice)
    if draft is not None:
        forget_files(connection, detail.row.id, draft.content, clean, at)
    return SavedForm(sha256_text(text), saved_at)


def changed_meanwhile(workspace: Workspace, application_id: str) -> DraftChanged:
    """What is to be said where the store found the form changed between reading and writing it."""
    with workspace.store.read() as connection:
        there = _saved(own_form(connection, workspace, application_id), draft_of(connection, application_id))
        return DraftChanged(there.digest, there.saved_at, acting_account(connection, workspace).name)


def check_form(workspace: Workspace, application_id: str, content: ApplicationContent) -> tuple[Finding, ...]:
    """数据验证 of the content by the notice's catalogue, as a submission now would be checked."""
    with workspace.store.read() as connection:
        detail = own_form(connection, workspace, application_id)
        catalogue = catalogue_of(workspace, detail.notice.catalogue_hash)
        clean = checked_content(connection, detail, content, catalogue)
    history = standing_for(workspace, detail, clean).history
    return validate(clean, catalogue, shanghai_day(workspace.clock()), history)


def standing_for(workspace: Workspace, detail: ApplicationDetail, content: ApplicationContent) -> Standing:
    """What is known of the person whom the content names. Not within a read or write: it is announced first."""
    return standing_now(workspace.store, intent_for(workspace, detail, content), detail.row.id)


def intent_for(workspace: Workspace, detail: ApplicationDetail, content: ApplicationContent) -> Intent:
    """Announces that this content is about to be filed."""
    row = detail.row
    return announce(workspace.store, row.unit_id, detail.notice.id, row.application, number_of(content))


def own_form(connection: Connection, workspace: Workspace, application_id: str) -> ApplicationDetail:
    """The application, which is the account's own or filled in beside its applicant, and may change now.

    Raises `Refused`.
    """
    scope = acting_scope(connection, workspace)
    detail = visible_detail(connection, workspace, scope, application_id)
    if not detail.filled_in_at:
        raise Refused(Refusal(RefusalCode.NOT_FOUND))
    check_action(detail.situation, Action.SUBMIT, frozenset({detail.filled_in_at}), workspace.clock())
    return detail


def checked_content(
    connection: Connection, detail: ApplicationDetail, content: ApplicationContent, catalogue: Catalogue
) -> ApplicationContent:
    """The content as it may be kept: cleaned, of this application's unit, its files its own. Raises `Rejected`."""
    try:
        clean = clean_content(content, catalogue)
    except (ValueError, TypeError) as problem:
        raise Rejected(RejectionCode.BAD_FORM) from problem
    if clean.unit != detail.row.unit_code:
        raise Rejected(RejectionCode.BAD_FORM)
    if {item.sha256 for item in clean.attachments} - files_at_hand(connection, detail.row.id):
        raise Rejected(RejectionCode.NO_SUCH_ATTACHMENT)
    return clean


def _is_beside(detail: ApplicationDetail) -> bool:
    return detail.filled_in_at == Role.UNIT


def _filled_in(connection: Connection, detail: ApplicationDetail) -> tuple[DraftRow | None, ApplicationContent]:
    draft = draft_of(connection, detail.row.id)
    if draft is not None:
        return draft, draft.content
    if not detail.submissions:
        return None, empty_content(detail.row.unit_code)
    return None, submitted_whole(connection, detail.row.id, detail.current.content)


def _put_back(
    connection: Connection,
    workspace: Workspace,
    detail: ApplicationDetail,
    content: ApplicationContent,
    at_hand: Mapping[str, bytes],
) -> None:
    named = {item.sha256 for item in content.attachments} & at_hand.keys()
    for sha256 in sorted(named - files_at_hand(connection, detail.row.id)) if named else ():
        stored = put_blob(connection, io.BytesIO(at_hand[sha256]))
        attach_file(connection, detail.row.id, stored, workspace.clock())


def _saved(detail: ApplicationDetail, draft: DraftRow | None) -> SavedForm:
    if draft is not None:
        return SavedForm(sha256_text(draft.text), draft.saved_at)
    return SavedForm(f"submission-{detail.row.submission}", None)
