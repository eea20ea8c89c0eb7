"""Units and departments."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from desktop.domain.terms import OrganisationKind
from desktop.store.dialects import asked_list, list_text, texts
from desktop.store.questions import Question, ask
from desktop.store.rows import OrganisationRow
from desktop.store.tables import organisation
from desktop.store.visibility import with_account

COLUMNS = (organisation.c.id, organisation.c.code, organisation.c.name, organisation.c.kind, organisation.c.parent_id)

_ALL = Question("organisations", select(*COLUMNS).order_by(organisation.c.code), only=with_account())
_BY_CODE = Question(
    "organisation_by_code", select(*COLUMNS).where(organisation.c.code == bindparam("code")), only=with_account()
)
_PARENTS = Question("parents", select(organisation.c.id, organisation.c.parent_id), only=with_account())
_AMONG = organisation.c.id.in_(texts(asked_list("ids")))
_NAMES = Question(
    "names_of", select(organisation.c.id, organisation.c.name.label("text")).where(_AMONG), only=with_account()
)
_CODES = Question(
    "codes_of", select(organisation.c.id, organisation.c.code.label("text")).where(_AMONG), only=with_account()
)


def organisations(connection: Connection) -> tuple[OrganisationRow, ...]:
    """All, in the order of their codes."""
    return tuple(map(organisation_row, ask(connection, _ALL)))


def organisation_by_code(connection: Connection, code: str) -> OrganisationRow | None:
    row = ask(connection, _BY_CODE, code=code).first()
    return None if row is None else organisation_row(row)


def names_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The names of those that are known, by id."""
    return _by_id(connection, _NAMES, ids)


def codes_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The codes of those that are known, by id."""
    return _by_id(connection, _CODES, ids)


def parents(connection: Connection) -> dict[str, str | None]:
    """For each organisation's id the department above it: what `desktop.domain.route` reads."""
    return {row.id: row.parent_id for row in ask(connection, _PARENTS)}


def organisation_row(row: Row[*tuple[Any, ...]]) -> OrganisationRow:
    """From a row of `COLUMNS`."""
    return OrganisationRow(row.id, row.code, row.name, OrganisationKind(row.kind), row.parent_id)


def _by_id(connection: Connection, which: Question, ids: Collection[str]) -> dict[str, str]:
    return {row.id: row.text for row in ask(connection, which, ids=list_text(sorted(ids)))}
