"""Saving, changing and removing the filters of an account. What belongs to another account is never touched."""

from typing import Any

from sqlalchemy import Connection

from desktop.domain.clock import to_milliseconds
from desktop.store.functions import call
from desktop.store.questions import by_functions
from desktop.store.rows import SavedFilterRow
from desktop.store.tables import saved_filter


def add_saved_filter(connection: Connection, account_id: str, row: SavedFilterRow) -> None:
    """In a shared database the moment is the server's. Raises `Duplicate` where the account has one of that name."""
    if by_functions(connection):
        call(connection, "saved_filter_add", row.id, row.name, row.query, None)
        return
    values = {"id": row.id, "name": row.name, "query": row.query, "saved_at": row.saved_at}
    connection.execute(saved_filter.insert().values(account_id=account_id, **values))


def restore_saved_filter(connection: Connection, account_id: str, row: SavedFilterRow) -> None:
    """Brings a removed one back to its place among the others. Raises as `add_saved_filter`."""
    if by_functions(connection):
        call(connection, "saved_filter_add", row.id, row.name, row.query, to_milliseconds(row.saved_at))
        return
    add_saved_filter(connection, account_id, row)


def change_saved_filter(
    connection: Connection, account_id: str, filter_id: str, *, name: str | None = None, query: str | None = None
) -> bool:
    """Gives it another name or query; False where the account has no such filter. Raises `Duplicate`."""
    if by_functions(connection):
        return bool(call(connection, "saved_filter_change", filter_id, name, query))
    values = {key: value for key, value in (("name", name), ("query", query)) if value is not None}
    changed = connection.execute(saved_filter.update().where(*_whose(account_id, filter_id)).values(**values))
    return changed.rowcount == 1


def remove_saved_filter(connection: Connection, account_id: str, filter_id: str) -> bool:
    """False where the account has no such filter."""
    if by_functions(connection):
        return bool(call(connection, "saved_filter_remove", filter_id))
    return connection.execute(saved_filter.delete().where(*_whose(account_id, filter_id))).rowcount == 1


def _whose(account_id: str, filter_id: str) -> tuple[Any, ...]:
    return saved_filter.c.account_id == account_id, saved_filter.c.id == filter_id
