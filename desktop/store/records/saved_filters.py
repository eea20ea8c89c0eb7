"""Saving, changing and removing the filters of an account. What belongs to another account is never touched."""

from typing import Any

from sqlalchemy import Connection

from desktop.store.rows import SavedFilterRow
from desktop.store.tables import saved_filter


def add_saved_filter(connection: Connection, account_id: str, row: SavedFilterRow) -> None:
    """Raises `Duplicate` where the account has one of that name."""
    values = {"id": row.id, "name": row.name, "query": row.query, "saved_at": row.saved_at}
    connection.execute(saved_filter.insert().values(account_id=account_id, **values))


def change_saved_filter(connection: Connection, account_id: str, filter_id: str, **values: str) -> bool:
    """Gives it another `name` or `query`; False where the account has no such filter. Raises `Duplicate`."""
    changed = connection.execute(saved_filter.update().where(*_whose(account_id, filter_id)).values(**values))
    return changed.rowcount == 1


def remove_saved_filter(connection: Connection, account_id: str, filter_id: str) -> bool:
    """False where the account has no such filter."""
    return connection.execute(saved_filter.delete().where(*_whose(account_id, filter_id))).rowcount == 1


def _whose(account_id: str, filter_id: str) -> tuple[Any, ...]:
    return saved_filter.c.account_id == account_id, saved_filter.c.id == filter_id
