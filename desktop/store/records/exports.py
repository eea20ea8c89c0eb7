"""What people take with them, on record."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from desktop.store import audit
from desktop.store.functions import call
from desktop.store.questions import by_functions

EXCHANGE: Final = "exchange"


def record_list_export(connection: Connection, account_id: str, rows: int, *, at: datetime) -> None:
    """That the account has exported a list of so many rows."""
    if by_functions(connection):
        call(connection, "list_exported", rows)
        return
    audit.append(connection, EXCHANGE, at, {"event": "list_export", "account": account_id, "rows": rows})
