"""Bindings of applicants to units: the applicant's own, and those of a desk's unit."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Integer, Text, bindparam, case, false, func, literal, or_, select

from desktop.domain.bindings import OPEN, BindingState
from desktop.domain.terms import Status
from desktop.store.binding_rows import BindingCounts, BindingRow, DeskBindingRow
from desktop.store.questions import Question, Statement, ask
from desktop.store.tables import account, applicant, application, binding, organisation
from desktop.store.visibility import Scope, Viewer, among

REVISION: Final = "0004"
_STARS: Final = "*" * 60


def masked(number: ColumnElement[str]) -> ColumnElement[str]:
    """The twin of `desktop.domain.identity_number.mask_identity_number`, so that no list carries a whole number."""
    length: ColumnElement[int] = func.length(number, type_=Integer())
    kept = case((length >= 16, 4), (length >= 8, 2), else_=0)

    def part(text: ColumnElement[str], start: ColumnElement[int], characters: ColumnElement[int]) -> ColumnElement[str]:
        return func.substr(text, start, characters, type_=Text())

    stars = part(literal(_STARS, Text()), literal(1), length - kept - kept)
    return part(number, literal(1), kept).concat(stars).concat(part(number, length - kept + 1, kept))


_columns = binding.c
UNSEEN: Final = _columns.unseen == literal(True, _columns.unseen.type)
_OWN = Question(
    "own_bindings",
    select(
        _columns.id,
        _columns.unit_id,
        organisation.c.code.label("unit_code"),
        organisation.c.name.label("unit_name"),
        _columns.state,
        _columns.asked_at,
        _columns.decided_at,
        _columns.reason,
        _columns.ended_at,
    )
    .join_from(binding, organisation, organisation.c.id == _columns.unit_id)
    .where(_columns.account_id == bindparam("account_id"))
    .order_by(_columns.asked_at.desc(), _columns.id.desc()),
    revision=REVISION,
)
_SUBMITTED = Question(
    "own_submitted_application",
    select(application.c.number, application.c.unit_name)
    .where(
        application.c.applicant_id == bindparam("account_id"),
        application.c.status == Status.SUBMITTED.value,
        application.c.deleted_at.is_(None),
    )
    .order_by(application.c.line)
    .limit(1),
    revision=REVISION,
)


def _of_units(viewer: Viewer) -> ColumnElement[bool]:
    return among(_columns.unit_id, viewer.units) if viewer.units else false()


def _desk(viewer: Viewer) -> Statement:
    decider = account.alias("decider")
    return (
        select(
            _columns.id,
            _columns.unit_id,
            organisation.c.name.label("unit_name"),
            func.coalesce(applicant.c.name, account.c.name).label("name"),
            func.coalesce(applicant.c.document_type, "").label("document_type"),
            func.coalesce(masked(applicant.c.document_number), "").label("masked_number"),
            func.coalesce(applicant.c.mobile, "").label("mobile"),
            _columns.state,
            _columns.asked_at,
            _columns.decided_at,
            func.coalesce(decider.c.name, "").label("decided_by"),
            _columns.reason,
            _columns.ended_at,
            _columns.unseen,
        )
        .join_from(binding, organisation, organisation.c.id == _columns.unit_id)
        .join(account, account.c.id == _columns.account_id)
        .outerjoin(applicant, applicant.c.account_id == _columns.account_id)
        .outerjoin(decider, decider.c.id == _columns.decided_by)
        .where(_of_units(viewer))
        .order_by(_columns.asked_at, _columns.id)
    )


def _counts(viewer: Viewer) -> Statement:
    """No row where there is nothing: to whom nothing is shown, that too."""
    waiting = or_(_columns.state == BindingState.PENDING.value, UNSEEN)
    counted: list[ColumnElement[Any]] = [_columns.state, func.count(_columns.id).label("number")]
    return select(*counted).where(_of_units(viewer), waiting).group_by(_columns.state)


_DESK = Question("desk_bindings", _desk, revision=REVISION)
_COUNTS = Question("desk_binding_counts", _counts, revision=REVISION)


def own_bindings(connection: Connection, account_id: str) -> tuple[BindingRow, ...]:
    """The account's, the newest first."""
    rows = ask(connection, _OWN, account_id=account_id).mappings()
    return tuple(BindingRow(**{**row, "state": BindingState(row["state"])}) for row in rows)


def open_binding(connection: Connection, account_id: str) -> BindingRow | None:
    """The one that is pending or bound."""
    return next((row for row in own_bindings(connection, account_id) if row.state in OPEN), None)


def submitted_application(connection: Connection, account_id: str) -> str | None:
    """Number and unit of an application of the account that is under review."""
    row = ask(connection, _SUBMITTED, account_id=account_id).first()
    return None if row is None else f"{row.number}（{row.unit_name}）"


def desk_bindings(connection: Connection, scope: Scope) -> tuple[DeskBindingRow, ...]:
    """All that ever concerned the units of the scope, the oldest request first."""
    rows: Any = ask(connection, _DESK, scope).mappings()
    return tuple(DeskBindingRow(**{**row, "state": BindingState(row["state"])}) for row in rows)


def binding_counts(connection: Connection, scope: Scope) -> BindingCounts:
    numbers = {row.state: row.number for row in ask(connection, _COUNTS, scope)}
    return BindingCounts(numbers.get(BindingState.PENDING.value, 0), numbers.get(BindingState.UNBOUND.value, 0))
