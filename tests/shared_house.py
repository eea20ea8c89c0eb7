"""A local workspace of the tests that has moved into a shared database, where everybody kept their password."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from desktop.services.moving import move_in
from desktop.services.places import Address
from desktop.store.postgres.logins import make_login
from desktop.store.postgres.store import SharedStore
from tests.postgres.server import Server
from tests.store.shared import KEEPER, address_of


@contextmanager
def moved_in(server: Server, location: Path, password: str, at: datetime) -> Iterator[Address]:
    """The address of the workspace in a database of its own; `password` is everybody's."""
    with server.own_roles(), server.empty.clone() as database:
        address = address_of(database)
        moved = move_in(location, "admin", password, address, KEEPER, None, clock=lambda: at)
        with closing(SharedStore(address, KEEPER, None)) as store, store.write() as connection:
            for login in moved.to_open:
                make_login(connection, login, password)
        yield address
