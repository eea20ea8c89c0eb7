"""The filters that an account has saved."""

from sqlalchemy import Connection, bindparam, select

from desktop.store.questions import Question, ask
from desktop.store.rows import SavedFilterRow
from desktop.store.tables import saved_filter

_COLUMNS = (saved_filter.c.id, saved_filter.c.name, saved_filter.c.query, saved_filter.c.saved_at)
_MINE = Question(
    "saved_filters",
    select(*_COLUMNS)
    .where(saved_filter.c.account_id == bindparam("account_id"))
    .order_by(saved_filter.c.saved_at, saved_filter.c.id),
)


def saved_filters(connection: Connection, account_id: str) -> tuple[SavedFilterRow, ...]:
    """The account's own, in the order they were first saved."""
    rows = ask(connection, _MINE, account_id=account_id)
    return tuple(SavedFilterRow(row.id, row.name, row.query, row.saved_at) for row in rows)
