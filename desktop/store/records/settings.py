"""Facts of the workspace as a whole, such as its name."""

from sqlalchemy import Connection

from desktop.store.dialects import inserting
from desktop.store.functions import call
from desktop.store.questions import by_functions
from desktop.store.tables import setting

NAME = "name"
REGISTRATION = "registration"
"""`closed` where nobody may register by themselves."""
CLOSED = "closed"
OPEN = "open"


def put_setting(connection: Connection, key: str, value: str) -> None:
    """In a shared database administrators give the name, and its owner everything else."""
    if by_functions(connection):
        call(connection, "setting_put", key, value)
        return
    statement = inserting(connection, setting).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=[setting.c.key], set_={"value": value}))


def put_registration(connection: Connection, is_open: bool, guest_verifier: str) -> None:
    """Whether people may register by themselves; `guest_verifier` is of the login by which they do in a shared one."""
    if by_functions(connection):
        call(connection, "registration_set", is_open, guest_verifier)
    else:
        put_setting(connection, REGISTRATION, OPEN if is_open else CLOSED)
