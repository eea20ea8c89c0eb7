"""Facts of the workspace as a whole, such as its name."""

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from desktop.store.tables import setting

NAME = "name"


def put_setting(connection: Connection, key: str, value: str) -> None:
    statement = insert(setting).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=[setting.c.key], set_={"value": value}))
