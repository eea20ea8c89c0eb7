"""Writing on a person's connection to a shared database, where functions write the tables for people.

Each asks by itself who is there and whether they may (the SQL of the migrations). What differs from a local file stays
within `store/records`: a verb of a service does not see which of the two it writes to.
"""

from typing import Any

from sqlalchemy import Connection, func, literal, select


def call(connection: Connection, name: str, *values: Any) -> Any:
    """What the function of that name gives back for these values. Raises what it refuses: `Refused`, `Protected`, …"""
    return connection.scalar(select(getattr(func.talentdesk, name)(*(literal(value) for value in values))))
