"""The desk of the services' tests in a shared database, into which its workspace has moved: everybody with a login."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, select

from desktop.services.workspace import Workspace
from desktop.store.postgres.address import Address
from desktop.store.postgres.store import SharedStore
from desktop.store.queries.accounts import account_by_login
from desktop.store.tables import metadata
from tests import shared_house
from tests.desk import PASSWORD, QUICK, Desk
from tests.postgres.server import Server, Template
from tests.store.shared import KEEPER, address_of


@dataclass
class SharedDesk(Desk):
    """A test's copy of the database. Moments are the server's, whatever the desk's clock says."""

    address: Address = field(kw_only=True)

    def as_login(self, login: str) -> Workspace:
        if login not in self._open:
            store = SharedStore(self.address, login, PASSWORD)
            self._closing.callback(store.close)
            with store.read() as connection:
                account = account_by_login(connection, login)
            assert account is not None
            self._open[login] = Workspace(store, account, self.clock, QUICK)
        return self._open[login]

    @contextmanager
    def tables(self) -> Iterator[Connection]:
        with closing(SharedStore(self.address, KEEPER, None)) as store, store.write() as connection:
            yield connection

    def counts(self) -> dict[str, int]:
        with self.tables() as connection:
            return {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in metadata.tables.items()
            }

    def is_now(self, moment: datetime | None) -> bool:
        return moment is not None and abs(datetime.now(UTC) - moment) < timedelta(minutes=1)


@contextmanager
def moved_in(server: Server, location: Path, scratch: Path) -> Iterator[Template]:
    """A database with what a copy of the workspace holds, for each test to be cloned."""
    shutil.copytree(location, scratch / "workspace")
    desk = Desk(scratch / "workspace", scratch)
    with shared_house.moved_in(server, desk.location, PASSWORD, desk.clock()) as address:
        yield Template(server, address.database)


def cloned_desk(template: Template, folder: Path) -> Iterator[SharedDesk]:
    """A clone of the database, closed at the end."""
    with template.clone() as database:
        desk = SharedDesk(folder / "workspace", folder, address=address_of(database))
        yield desk
        desk.close()
