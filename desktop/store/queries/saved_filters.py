"""The filters that an account has saved."""

from sqlalchemy import Connection, select

from desktop.store.rows import SavedFilterRow
from desktop.store.tables import saved_filter

_COLUMNS = (saved_filter.c.id, saved_filter.c.name, saved_filter.c.query, saved_filter.c.saved_at)


def saved_filters(connection: Connection, account_id: str) -> tuple[SavedFilterRow, ...]:
    """The account's own, in the order they were first saved."""
    mine = select(*_COLUMNS).where(saved_filter.c.account_id == account_id)
    rows = connection.execute(mine.order_by(saved_filter.c.saved_at, saved_filter.c.id))
    return tuple(SavedFilterRow(row.id, row.name, row.query, row.saved_at) for row in rows)
