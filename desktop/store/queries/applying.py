"""Notices while they are written, their files and early ends; an applicant's own applications and ticks."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, bindparam, false, literal, or_, select

from desktop.domain.clock import from_milliseconds, shanghai_day
from desktop.domain.media import MediaType
from desktop.domain.terms import Status
from desktop.domain.validation.history import History
from desktop.store.functions import call
from desktop.store.notice_rows import (
    NoticeClosingRow,
    NoticeDraftRow,
    NoticeFileRow,
    OwnApplicationRow,
    PersonRow,
    TickRow,
)
from desktop.store.queries.histories import history_of
from desktop.store.queries.notices import notices
from desktop.store.queries.organisations import organisations
from desktop.store.questions import Question, Statement, ask, by_functions
from desktop.store.tables import (
    account,
    applicant,
    application,
    notice,
    notice_closing,
    notice_draft,
    notice_file,
    organisation,
    self_check,
)
from desktop.store.visibility import Scope, Viewer, among, readable, with_account

REVISION: Final = "0005"


def _issued_by(viewer: Viewer) -> ColumnElement[bool]:
    return among(notice_draft.c.issuer_id, viewer.departments) if viewer.departments else false()


def _drafts(viewer: Viewer) -> Statement:
    return (
        select(
            notice_draft.c.id,
            notice_draft.c.issuer_id,
            notice_draft.c.title,
            notice_draft.c.content,
            notice_draft.c.opens,
            notice_draft.c.closes,
            notice_draft.c.catalogue_key,
            notice_draft.c.reading_seconds,
            notice_draft.c.saved_at,
            account.c.name.label("saved_by"),
        )
        .join_from(notice_draft, account, account.c.id == notice_draft.c.saved_by)
        .where(_issued_by(viewer))
        .order_by(notice_draft.c.saved_at.desc(), notice_draft.c.id)
    )


def _files(viewer: Viewer) -> Statement:
    drafts = select(notice_draft.c.id).where(_issued_by(viewer))
    columns = notice_file.c
    return (
        select(
            columns.notice_id,
            columns.sha256,
            columns.name,
            columns.size,
            columns.media_type,
            columns.drafted,
            columns.published,
        )
        .where(
            columns.notice_id == bindparam("notice_id"),
            or_(columns.published == literal(True, columns.published.type), columns.notice_id.in_(drafts)),
        )
        .order_by(columns.added_at, columns.sha256)
    )


_DRAFTS = Question("notice_drafts", _drafts, revision=REVISION)
_FILES = Question("notice_files", _files, revision=REVISION)
_CLOSINGS = Question(
    "notice_closings",
    select(
        notice_closing.c.notice_id,
        notice_closing.c.planned,
        notice_closing.c.closed_at,
        account.c.name.label("closed_by"),
    )
    .join_from(notice_closing, account, account.c.id == notice_closing.c.closed_by)
    .order_by(notice_closing.c.closed_at),
    only=with_account(),
    revision=REVISION,
)
_OWN = Question(
    "own_applications",
    select(
        application.c.id,
        application.c.number,
        application.c.notice_id,
        organisation.c.name.label("unit"),
        application.c.unit_id,
        application.c.grading_class,
        application.c.standard,
        application.c.status,
        application.c.stage,
        application.c.submission,
        application.c.submitted_at,
        application.c.correction_due,
        application.c.updated_at,
    )
    .join_from(application, organisation, organisation.c.id == application.c.unit_id)
    .where(application.c.applicant_id == bindparam("account_id"), application.c.deleted_at.is_(None))
    .order_by(application.c.updated_at.desc(), application.c.id),
    revision=REVISION,
)
_TICKS = Question(
    "self_check_of",
    lambda viewer: (
        select(self_check.c.condition_key, notice.c.catalogue_hash, self_check.c.ticked_at)
        .join_from(self_check, application, application.c.id == self_check.c.application_id)
        .join(notice, notice.c.id == application.c.notice_id)
        .where(self_check.c.application_id == bindparam("application_id"), readable(viewer))
        .order_by(self_check.c.ticked_at, self_check.c.condition_key)
    ),
    revision=REVISION,
)
_PERSON = Question(
    "own_person",
    select(applicant.c.name, applicant.c.document_type, applicant.c.document_number, applicant.c.mobile).where(
        applicant.c.account_id == bindparam("account_id")
    ),
    revision=REVISION,
)


def notice_drafts(connection: Connection, scope: Scope) -> tuple[NoticeDraftRow, ...]:
    """Those of the departments of the scope, the newest first."""
    known = {row.id: row for row in organisations(connection)}
    return tuple(
        NoticeDraftRow(
            id=row.id,
            issuer=known[row.issuer_id],
            title=row.title,
            text=row.content,
            opens=row.opens,
            closes=row.closes,
            catalogue_key=row.catalogue_key,
            reading_seconds=row.reading_seconds,
            saved_at=row.saved_at,
            saved_by=row.saved_by,
        )
        for row in ask(connection, _DRAFTS, scope)
    )


def notice_files(connection: Connection, scope: Scope, notice_id: str) -> tuple[NoticeFileRow, ...]:
    """Those of a published notice, and to its issuer's reviewers those of its draft, in the order they were added."""
    rows: Any = ask(connection, _FILES, scope, notice_id=notice_id).mappings()
    return tuple(NoticeFileRow(**{**row, "media_type": MediaType(row["media_type"])}) for row in rows)


def notice_closings(connection: Connection) -> dict[str, NoticeClosingRow]:
    """By the notice's id."""
    rows: Any = ask(connection, _CLOSINGS).mappings()
    return {row["notice_id"]: NoticeClosingRow(**row) for row in rows}


def own_applications(connection: Connection, account_id: str) -> tuple[OwnApplicationRow, ...]:
    """The account's own that are not deleted, the last changed first."""
    known = {row.id: row for row in notices(connection)}
    return tuple(
        OwnApplicationRow(
            id=row.id,
            number=row.number or "",
            notice=known[row.notice_id],
            unit=row.unit,
            unit_id=row.unit_id,
            grading_class=row.grading_class,
            standard=row.standard,
            status=Status(row.status),
            stage=row.stage,
            submission=row.submission,
            submitted_at=row.submitted_at,
            correction_due=row.correction_due,
            updated_at=row.updated_at,
        )
        for row in ask(connection, _OWN, account_id=account_id)
    )


def ticks_of(connection: Connection, scope: Scope, application_id: str) -> tuple[TickRow, ...]:
    """What the applicant ticked of an application that the scope may read."""
    rows = ask(connection, _TICKS, scope, application_id=application_id)
    return tuple(TickRow(row.condition_key, row.catalogue_hash, row.ticked_at) for row in rows)


def own_history(connection: Connection, account_id: str) -> History | None:
    """The earlier outcomes of whom the account has registered as; None where nobody knows who that is."""
    if by_functions(connection):
        if own_person(connection, account_id) is None:
            return None
        ended = {one: call(connection, "own_last_outcome", one.value) for one in (Status.APPROVED, Status.TERMINATED)}
        days = {one: None if at is None else shanghai_day(from_milliseconds(at)) for one, at in ended.items()}
        return History(last_approved=days[Status.APPROVED], last_terminated=days[Status.TERMINATED])
    person = connection.scalar(select(applicant.c.person_key).where(applicant.c.account_id == account_id))
    return None if person is None else history_of(connection, person, "")


def own_person(connection: Connection, account_id: str) -> PersonRow | None:
    """None for an account that somebody else has made."""
    row: Any = ask(connection, _PERSON, account_id=account_id).mappings().first()
    return None if row is None else PersonRow(**row)
