"""What people take with them, on record."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from desktop.store import audit
from desktop.store.functions import call
from desktop.store.questions import by_functions

EXCHANGE: Final = "exchange"
"""The audit chain of exports from a local workspace."""


def record_list_export(connection: Connection, account_id: str, rows: int, *, at: datetime) -> None:
    """That the account has exported a list of so many rows."""
    if by_functions(connection):
        call(connection, "list_exported", rows)
        return
    audit.append(connection, EXCHANGE, at, {"event": "list_export", "account": account_id, "rows": rows})


def record_form_export(connection: Connection, account_id: str, form: str, rows: int, *, at: datetime) -> None:
    """That the account has taken a form, which speaks of so many applications, on paper or as a file."""
    if by_functions(connection):
        call(connection, "form_exported", form, rows)
        return
    audit.append(connection, EXCHANGE, at, {"event": "form_export", "account": account_id, "form": form, "rows": rows})
