"""Units and departments."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, Connection, Row, func, select

from desktop.domain.terms import OrganisationKind
from desktop.store.rows import OrganisationRow
from desktop.store.tables import organisation

COLUMNS = (organisation.c.id, organisation.c.code, organisation.c.name, organisation.c.kind, organisation.c.parent_id)


def organisations(connection: Connection) -> tuple[OrganisationRow, ...]:
    """All, in the order of their codes."""
    return tuple(map(organisation_row, connection.execute(select(*COLUMNS).order_by(organisation.c.code))))


def organisation_by_code(connection: Connection, code: str) -> OrganisationRow | None:
    row = connection.execute(select(*COLUMNS).where(organisation.c.code == code)).first()
    return None if row is None else organisation_row(row)


def names_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The names of those that are known, by id."""
    return _by_id(connection, organisation.c.name, ids)


def codes_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The codes of those that are known, by id."""
    return _by_id(connection, organisation.c.code, ids)


def parents(connection: Connection) -> dict[str, str | None]:
    """For each organisation's id the department above it: what `desktop.domain.route` reads."""
    rows = connection.execute(select(organisation.c.id, organisation.c.parent_id))
    return {row.id: row.parent_id for row in rows}


def organisation_row(row: Row[*tuple[Any, ...]]) -> OrganisationRow:
    """From a row of `COLUMNS`."""
    return OrganisationRow(row.id, row.code, row.name, OrganisationKind(row.kind), row.parent_id)


def _by_id(connection: Connection, column: Column[str], ids: Collection[str]) -> dict[str, str]:
    each = func.json_each(json.dumps(sorted(ids))).table_valued("value")  # thousands are one parameter
    asked = select(organisation.c.id, column.label("text")).where(organisation.c.id.in_(select(each.c.value)))
    return {row.id: row.text for row in connection.execute(asked)}
