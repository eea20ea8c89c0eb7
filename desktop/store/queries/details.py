"""One application with everything its reader may see: submissions, attachments, decisions, route, notice."""

import json
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, and_, bindparam, exists, func, literal, select

from desktop.domain.content import ApplicationContent
from desktop.domain.findings import Finding
from desktop.domain.media import MediaType
from desktop.domain.terms import Action, Role
from desktop.store.dialects import asked_list, list_text, texts
from desktop.store.queries.applications import application_row, application_rows
from desktop.store.queries.applying import ticks_of
from desktop.store.queries.beside import beside_of
from desktop.store.queries.notices import notice_by_id
from desktop.store.queries.organisations import COLUMNS as ORGANISATION_COLUMNS
from desktop.store.queries.organisations import organisation_row
from desktop.store.queries.situations import desks_of, situation_of
from desktop.store.questions import Question, Statement, ask
from desktop.store.rows import (
    ApplicationDetail,
    AttachmentRow,
    DecisionRow,
    OrganisationRow,
    SubmissionRow,
)
from desktop.store.tables import (
    account,
    application,
    attachment,
    attachment_view,
    decision,
    organisation,
    original_check,
    route_department,
    submission,
)
from desktop.store.visibility import WHOEVER, Scope, Viewer, among, of_readable, readable


def application_detail(
    connection: Connection, scope: Scope, application_id: str, *, now: datetime
) -> ApplicationDetail | None:
    """None where there is no such application, or none that this scope may read, which look the same from outside."""
    line = ask(connection, _LINE, scope, application_id=application_id).first()
    situation = situation_of(connection, application_id)
    notice = None if line is None else notice_by_id(connection, line.notice_id)
    if line is None or situation is None or notice is None:
        return None
    desks = desks_of(connection, scope.account_id, application_id)
    helped = {one.submission: one for one in beside_of(connection, application_id)}
    filed = tuple(
        replace(one, beside=one.number in helped) if helped else one for one in submissions(connection, application_id)
    )
    organisations = frozenset(held for held in desks.values() if held is not None)
    return ApplicationDetail(
        row=application_row(line, now),
        situation=situation,
        desks=frozenset(desks),
        route=route(connection, application_id),
        notice=notice,
        submissions=filed,
        attachments=attachments(connection, filed[-1].id, application_id, scope.account_id, organisations)
        if filed
        else (),
        decisions=decisions(connection, application_id),
        ticked=tuple((one.key, one.ticked_at) for one in ticks_of(connection, scope, application_id)),
        assisted=0 in helped and helped[0].bound,
    )


def route(connection: Connection, application_id: str) -> tuple[OrganisationRow, ...]:
    """The reviewing departments, in order."""
    return tuple(map(organisation_row, ask(connection, _ROUTE, application_id=application_id)))


def submissions(connection: Connection, application_id: str) -> tuple[SubmissionRow, ...]:
    """All snapshots, oldest first."""
    return tuple(
        SubmissionRow(
            id=row.id,
            number=row.number,
            content=ApplicationContent.from_json(json.loads(row.content)),
            content_hash=row.content_hash,
            catalogue_hash=row.catalogue_hash,
            findings=tuple(map(Finding.from_json, json.loads(row.findings))),
            submitted_at=row.submitted_at,
            recorded_at=row.recorded_at,
            importer="" if row.desk == Role.APPLICANT else row.importer,
            importer_desk="" if row.desk == Role.APPLICANT else row.desk,
        )
        for row in ask(connection, _SUBMISSIONS, application_id=application_id)
    )


def attachments(
    connection: Connection,
    submission_id: str,
    application_id: str,
    account_id: str,
    organisations: frozenset[str],
) -> tuple[AttachmentRow, ...]:
    """A submission's attachments, with what this account has opened and what one of its organisations has verified."""
    opened = frozenset(ask(connection, _OPENED, application_id=application_id, account_id=account_id).scalars())
    listed = list_text(sorted(organisations))
    checks = ask(connection, _CHECKS, application_id=application_id, organisations=listed)
    verified = {sha256: (name, at) for sha256, name, at in checks}
    return tuple(
        AttachmentRow(
            section=row.section,
            record=row.record,
            slot=row.slot,
            name=row.name,
            sha256=row.sha256,
            size=row.size,
            media_type=MediaType(row.media_type),
            opened=row.sha256 in opened,
            verified_by=verified[row.sha256][0] if row.sha256 in verified else "",
            verified_at=verified[row.sha256][1] if row.sha256 in verified else None,
        )
        for row in ask(connection, _ATTACHMENTS, submission_id=submission_id)
    )


def decisions_with_names() -> Select[Any]:
    """Decisions with the names of who took them and for which organisation: the columns of `DecisionRow`."""
    return (
        select(decision, organisation.c.name.label("organisation"), account.c.name.label("by"), account.c.login)
        .join(organisation, organisation.c.id == decision.c.organisation_id)
        .join(account, account.c.id == decision.c.account_id)
        .order_by(decision.c.seq)
    )


def decisions(connection: Connection, application_id: str) -> tuple[DecisionRow, ...]:
    """All decisions, oldest first."""
    return tuple(map(decision_row, ask(connection, _DECISIONS_OF, application_id=application_id)))


def decision_by_id(connection: Connection, application_id: str, decision_id: str) -> DecisionRow | None:
    """The decision, None where the application has none of this id."""
    row = ask(connection, _DECISION, decision_id=decision_id).first()
    return None if row is None or row.application_id != application_id else decision_row(row)


def decision_row(row: Row[*tuple[Any, ...]], prefix: str = "") -> DecisionRow:
    """From a row of `decisions_with_names`, its columns perhaps labelled with a prefix."""
    values = row._mapping
    names = (field.name for field in fields(DecisionRow))
    return DecisionRow(
        **{name: values[prefix + name] for name in names} | {"action": Action(values[f"{prefix}action"])}
    )


def _line(viewer: Viewer) -> Statement:
    mine = application_rows(viewer.account_id).add_columns(application.c.notice_id)
    return mine.where(application.c.id == bindparam("application_id"), readable(viewer))


_LINE = Question("application_line", _line)
_ROUTE = Question(
    "route_of",
    select(*ORGANISATION_COLUMNS)
    .join(route_department, route_department.c.department_id == organisation.c.id)
    .join(application, application.c.route_number == route_department.c.route_number)
    .where(application.c.id == bindparam("application_id"))
    .order_by(route_department.c.level),
    only=readable(WHOEVER),
)
_SUBMISSIONS = Question(
    "submissions_of",
    select(submission, account.c.name.label("importer"))
    .join(account, account.c.id == submission.c.account_id)
    .where(submission.c.application_id == bindparam("application_id"))
    .order_by(submission.c.number),
    only=of_readable(submission.c.application_id),
    shown={
        submission.c.content: func.content_shown(submission.c.id, type_=Text()),
        submission.c.content_hash: literal("", Text()),  # with all else known, it would tell a masked number
    },
)
_OPENED = Question(
    "attachments_opened",
    select(attachment_view.c.sha256).where(
        attachment_view.c.account_id == bindparam("account_id"),
        attachment_view.c.application_id == bindparam("application_id"),
    ),
)
_CHECKS = Question(
    "original_checks",
    select(original_check.c.sha256, account.c.name, original_check.c.verified_at)
    .join(account, account.c.id == original_check.c.account_id)
    .where(
        original_check.c.application_id == bindparam("application_id"),
        original_check.c.organisation_id.in_(texts(asked_list("organisations"))),
    )
    .order_by(original_check.c.verified_at.desc()),
    only=and_(among(original_check.c.organisation_id, WHOEVER.desks), of_readable(original_check.c.application_id)),
)
_ATTACHMENTS = Question(
    "attachments_of",
    select(attachment).where(attachment.c.submission_id == bindparam("submission_id")).order_by(attachment.c.position),
    only=exists(
        select(submission.c.id).where(
            submission.c.id == attachment.c.submission_id, of_readable(submission.c.application_id)
        )
    ),
)
_DECISIONS = decisions_with_names()
_DECISIONS_OF = Question(
    "decisions_of",
    _DECISIONS.where(decision.c.application_id == bindparam("application_id")),
    only=of_readable(decision.c.application_id),
)
_DECISION = Question(
    "decision_by_id",
    _DECISIONS.where(decision.c.id == bindparam("decision_id")),
    only=of_readable(decision.c.application_id),
)
