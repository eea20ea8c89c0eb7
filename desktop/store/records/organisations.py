"""Units and departments."""

from datetime import datetime

from sqlalchemy import Connection, select

from desktop.store.functions import call
from desktop.store.questions import by_functions
from desktop.store.rows import OrganisationRow
from desktop.store.tables import organisation


def put_organisation(connection: Connection, row: OrganisationRow, *, by: str, at: datetime) -> bool:
    """Adds the organisation, or gives the one with this id its new name and parent. False where nothing changed.

    `by` is the account's id. Raises `Duplicate` for another organisation's code, `Protected` where the code or the kind
    of a known one would change. In a shared database administrators alone may, and who and when are the server's.
    """
    if by_functions(connection):
        values = (row.id, row.code, row.name, row.kind.value, row.parent_id)
        return bool(call(connection, "organisation_put", *values))
    stated = {"code": row.code, "name": row.name, "kind": row.kind.value, "parent_id": row.parent_id}
    columns = organisation.c
    known = connection.execute(
        select(columns.code, columns.name, columns.kind, columns.parent_id).where(columns.id == row.id)
    ).first()
    if known is None:
        connection.execute(organisation.insert().values(id=row.id, changed_at=at, changed_by=by, **stated))
        return True
    if known._asdict() == stated:
        return False
    connection.execute(organisation.update().where(columns.id == row.id).values(changed_at=at, changed_by=by, **stated))
    return True
