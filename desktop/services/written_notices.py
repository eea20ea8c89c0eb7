"""Notices as the reviewers of their issuer see them: those that are published, and what is written and is not."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from desktop.domain.clock import SHANGHAI
from desktop.domain.notices import NoticeAct, NoticeActor, NoticeState, check_act, state_of
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import OrganisationKind, Role
from desktop.services.acting import acting_account, acting_scope, holds
from desktop.services.catalogues import catalogue_of
from desktop.services.workspace import Workspace
from desktop.store.notice_rows import NoticeBase, NoticeClosingRow, NoticeDraftRow, NoticeFileRow
from desktop.store.queries import applying as queries
from desktop.store.queries.catalogues import current_catalogues
from desktop.store.queries.notices import notice_in_use, notices
from desktop.store.queries.organisations import organisations
from desktop.store.rows import NoticeRow, OrganisationRow


@dataclass(frozen=True, slots=True)
class WrittenNotice:
    """A notice as its issuer's reviewers see it: what is published, and what is written and not published."""

    id: str
    issuer: OrganisationRow
    state: NoticeState
    begun: bool
    notice: NoticeRow | None
    draft: NoticeDraftRow | None
    closing: NoticeClosingRow | None
    files: tuple[NoticeFileRow, ...] = ()

    @property
    def base(self) -> NoticeBase:
        """What is begun from here."""
        return NoticeBase(None if self.draft is None else self.draft.saved_at)

    @property
    def as_draft(self) -> NoticeDraftRow:
        """What is written, else what is published, as a revision of that begins."""
        if self.draft is not None:
            return self.draft
        notice = self.notice
        if notice is None:
            raise LookupError(self.id)
        return NoticeDraftRow(
            id=notice.id,
            issuer=notice.issuer,
            title=notice.title,
            text=notice.text,
            opens=notice.opens,
            closes=notice.closes,
            catalogue_key=notice.catalogue_key,
            reading_seconds=notice.reading_seconds,
            saved_at=notice.opens,
            saved_by="",
        )

    @property
    def title(self) -> str:
        return self.draft.title if self.draft is not None else self.notice.title if self.notice is not None else ""


def issuers(workspace: Workspace) -> tuple[OrganisationRow, ...]:
    """The departments for which the account may issue notices."""
    with workspace.store.read() as connection:
        return issuers_of(connection, workspace)


def catalogue_titles(workspace: Workspace) -> dict[str, str]:
    """The catalogues that a notice may name: their keys, and their titles now; the newest last."""
    with workspace.store.read() as connection:
        acting_account(connection, workspace)
        current = current_catalogues(connection)
    return {key: catalogue_of(workspace, content_hash).title for key, content_hash in current.items()}


def written_notices(workspace: Workspace) -> tuple[WrittenNotice, ...]:
    """All of the account's departments without their files: unpublished ones first, then the newest window."""
    with workspace.store.read() as connection:
        known = _written(connection, workspace)
    return tuple(sorted(known.values(), key=_order, reverse=True))


def written_notice_of(workspace: Workspace, notice_id: str) -> WrittenNotice:
    """One with its files. Raises `Rejected` (no_such_notice)."""
    with workspace.store.read() as connection:
        return found_notice(connection, workspace, notice_id)


def _written(connection: Connection, workspace: Workspace, only: str = "") -> dict[str, WrittenNotice]:
    mine = {one.id for one in issuers_of(connection, workspace)}
    drafts = {row.id: row for row in queries.notice_drafts(connection, acting_scope(connection, workspace))}
    published = {row.id: row for row in notices(connection) if row.issuer.id in mine}
    closings, at = queries.notice_closings(connection), workspace.clock()
    found = {}
    for notice_id in {*drafts, *published} & ({only} if only else {*drafts, *published}):
        notice, draft = published.get(notice_id), drafts.get(notice_id)
        issuer = notice.issuer if notice is not None else drafts[notice_id].issuer
        used = notice is not None and notice_in_use(connection, notice_id)
        window = None if notice is None else (notice.opens, notice.closes)
        closing = closings.get(notice_id)
        state = state_of(window, at, used=used, closed_early=closing is not None)
        begun = notice is not None and notice.opens < at
        found[notice_id] = WrittenNotice(notice_id, issuer, state, begun, notice, draft, closing)
    return found


def found_notice(connection: Connection, workspace: Workspace, notice_id: str) -> WrittenNotice:
    """With its files. Raises `Rejected` (no_such_notice)."""
    found = _written(connection, workspace, notice_id).get(notice_id)
    if found is None:
        raise Rejected(RejectionCode.NO_SUCH_NOTICE)
    files = queries.notice_files(connection, acting_scope(connection, workspace), notice_id)
    return replace(found, files=files)


def checked_notice(connection: Connection, workspace: Workspace, notice_id: str, act: NoticeAct) -> WrittenNotice:
    """The same where the account may do this with it now. Raises `Rejected` as `check_act` says."""
    found = found_notice(connection, workspace, notice_id)
    check_act(found.state, NoticeActor.ISSUER, act, begun=found.begun)
    return found


def issuers_of(connection: Connection, workspace: Workspace) -> tuple[OrganisationRow, ...]:
    """The departments whose reviewer the account is."""
    account = acting_account(connection, workspace)
    return tuple(
        one
        for one in organisations(connection)
        if one.kind is OrganisationKind.DEPARTMENT and holds(account, Role.DEPARTMENT, one.id)
    )


def _order(written: WrittenNotice) -> tuple[bool, datetime, str]:
    moment = written.notice.opens if written.notice is not None else written.draft and written.draft.saved_at
    return (written.notice is None, moment or datetime.min.replace(tzinfo=SHANGHAI), written.id)
