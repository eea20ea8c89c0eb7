"""What desks fill in beside their applicants: which submissions were handed in so, and what a desk may go on with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, Integer, bindparam, case, exists, false, literal, select

from desktop.domain.bindings import BindingState
from desktop.domain.terms import Status
from desktop.store.queries.notices import notices
from desktop.store.questions import Question, Statement, ask
from desktop.store.rows import NoticeRow
from desktop.store.tables import account, application, beside, binding
from desktop.store.visibility import Scope, Viewer, among, of_readable

REVISION: Final = "0006"


@dataclass(frozen=True, slots=True)
class BesideRow:
    """`submission` 0 is the beginning; `bound` whether applicant and unit still are."""

    submission: int
    by: str
    at: datetime
    bound: bool


@dataclass(frozen=True, slots=True)
class BesideForm:
    """An application of somebody bound to the desk's unit that the desk may fill in beside them."""

    application_id: str
    notice: NoticeRow
    status: Status


_BOUND: Final = exists().where(
    binding.c.account_id == application.c.applicant_id,
    binding.c.unit_id == application.c.unit_id,
    binding.c.state == BindingState.BOUND.value,
)
_OF = Question(
    "beside_of",
    select(
        beside.c.submission,
        account.c.name.label("by"),
        beside.c.at,
        case((_BOUND, literal(1, Integer())), else_=literal(0, Integer())).label("bound"),
    )
    .join_from(beside, account, account.c.id == beside.c.account_id)
    .join(application, application.c.id == beside.c.application_id)
    .where(beside.c.application_id == bindparam("application_id"))
    .order_by(beside.c.submission),
    only=of_readable(beside.c.application_id),
    revision=REVISION,
)


def _of_units(viewer: Viewer) -> ColumnElement[bool]:
    return among(binding.c.unit_id, viewer.units) if viewer.units else false()


def _forms(viewer: Viewer) -> Statement:
    return (
        select(application.c.id, application.c.notice_id, application.c.status)
        .join_from(
            binding,
            application,
            (application.c.applicant_id == binding.c.account_id) & (application.c.unit_id == binding.c.unit_id),
        )
        .join(beside, (beside.c.application_id == application.c.id) & (beside.c.submission == 0))
        .where(
            binding.c.id == bindparam("binding_id"),
            binding.c.state == BindingState.BOUND.value,
            application.c.status.in_([Status.DRAFT.value, Status.RETURNED.value]),
            application.c.deleted_at.is_(None),
            _of_units(viewer),
        )
        .order_by(application.c.updated_at.desc(), application.c.id)
    )


_FORMS = Question("beside_forms", _forms, revision=REVISION)


def beside_of(connection: Connection, application_id: str) -> tuple[BesideRow, ...]:
    """In the order of the submissions, the beginning first; none where the applicant fills it in alone."""
    rows = ask(connection, _OF, application_id=application_id)
    return tuple(BesideRow(row.submission, row.by, row.at, bool(row.bound)) for row in rows)


def beside_forms(connection: Connection, scope: Scope, binding_id: str) -> tuple[BesideForm, ...]:
    """Those of the person of that binding, the last changed first."""
    known = {row.id: row for row in notices(connection)}
    rows = ask(connection, _FORMS, scope, binding_id=binding_id)
    return tuple(BesideForm(row.id, known[row.notice_id], Status(row.status)) for row in rows)
