"""The workspace of `factory`, in a shared database: the same steps, the same names, another store."""

from collections.abc import Iterator
from contextlib import contextmanager

from desktop.services.opening import open_shared
from desktop.services.workspace import Workspace
from desktop.store.key_slots import FileKey
from desktop.store.postgres.address import Address
from desktop.store.postgres.logins import make_login
from desktop.store.postgres.schema import initialise
from desktop.store.postgres.store import SharedStore
from desktop.store.queries.accounts import account_by_login
from tests.postgres.server import Database, Server
from tests.store.factory import NOW, Desk, furnish

KEEPER = "postgres"
"""The login that owns the databases of tests and acts for all in them."""


def address_of(database: Database) -> Address:
    return Address(str(database.server.directory), database.server.port, database.name, "prefer")


@contextmanager
def shared_workspace(server: Server, *, levels: int = 2) -> Iterator[Desk[SharedStore]]:
    """A shared database of its own, furnished, as its owner sees it."""
    with server.empty.clone() as database:
        desk = make_shared_workspace(database, levels=levels)
        try:
            yield desk
        finally:
            desk.store.close()


def make_shared_workspace(database: Database, *, levels: int = 2) -> Desk[SharedStore]:
    address = address_of(database)
    password = password_of("admin")
    initialise(address, KEEPER, None, administrator="admin", administrator_password=password, name="经办admin", at=NOW)
    desk = Desk(SharedStore(address, KEEPER, None), FileKey.random())
    with desk.store.read() as connection:
        administrator = account_by_login(connection, "admin")
    assert administrator is not None
    desk.ids["admin"] = administrator.id
    return furnish(desk, levels)


def password_of(login: str) -> str:
    return f"密码 of {login}"


@contextmanager
def opened(desk: Desk[SharedStore], login: str, password: str | None = None) -> Iterator[Workspace]:
    """The workspace as this person opens it, at the time of the desk."""
    password = password_of(login) if password is None else password
    workspace = open_shared(desk.store.address, login, password, clock=lambda: desk.now)
    try:
        yield workspace
    finally:
        workspace.close()


def make_logins(desk: Desk[SharedStore], *logins: str) -> None:
    """Gives these accounts, or all there are, a login with `password_of`."""
    with desk.store.write() as connection:
        for login in logins or tuple(desk.ids):
            if login in desk.ids and not login[0].isupper():
                make_login(connection, login, password_of(login))
