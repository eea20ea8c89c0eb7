"""One application and the people around it, in a local workspace or a shared database, as the services see them."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop.domain.terms import OrganisationKind, Role
from desktop.services.applications import visible_detail
from desktop.services.rows import ApplicationDetail
from desktop.services.workspace import Workspace
from desktop.store.audit import verify
from desktop.store.blobs import put_blob
from desktop.store.postgres.store import SharedStore
from desktop.store.tables import audit, disclosure
from tests.postgres.server import Server
from tests.store.factory import PDF, Desk, make_workspace
from tests.store.shared import make_logins, password_of, shared_workspace

NUMBER = "11010519491231002X"
LARGE = PDF + bytes(range(256)) * 5000
PEOPLE = ("unit", "other", "department-1", "secretary", "admin")


@dataclass
class Office:
    """One application under a desk's eyes, and everybody signed in."""

    desk: Desk[Any]
    sign_in: Callable[[str], Any]
    application_id: str = ""
    sha256: str = ""
    signed_in: dict[str, Workspace] = field(default_factory=dict)

    def as_login(self, login: str) -> Workspace:
        if login not in self.signed_in:
            store = self.sign_in(login)
            self.signed_in[login] = Workspace(store, self.desk.account(login), clock=lambda: self.desk.now)
        return self.signed_in[login]

    def detail(self, login: str) -> ApplicationDetail:
        workspace = self.as_login(login)
        with workspace.store.read() as connection:
            return visible_detail(connection, workspace, self.desk.scope(login), self.application_id)

    @property
    def records(self) -> list[tuple[str, str, str, str]]:
        columns = disclosure.c
        with self.desk.store.read() as connection:
            rows = connection.execute(
                select(columns.account_id, columns.kind, columns.application_id, columns.subject).order_by(columns.at)
            )
            return [tuple(row) for row in rows]

    @property
    def entries(self) -> list[dict[str, Any]]:
        """What the audit has on people who were given something."""
        with self.desk.store.read() as connection:
            report = verify(connection)
            assert report.broken == ()
            chains = ("disclosures:", "lookups", "exchange")
            rows = connection.execute(select(audit.c.chain, audit.c.entry).order_by(audit.c.at, audit.c.position))
            return [json.loads(entry) for chain, entry in rows if chain.startswith(chains)]

    def close(self) -> None:
        for workspace in self.signed_in.values():
            if workspace.store is not self.desk.store:
                workspace.close()


def _furnish(office: Office) -> Office:
    desk = office.desk
    desk.organisation("U2", OrganisationKind.UNIT, "D1")
    desk.person("other", Role.UNIT, "U2")
    identity = desk.draft("U1", "k-1", person=desk.store.person_key(NUMBER))
    desk.submit(identity, desk.content("U1", evidence=LARGE))
    desk.file("U2", "k-2", login="other")
    office.application_id = identity
    with desk.store.write() as connection:
        office.sha256 = put_blob(connection, io.BytesIO(LARGE)).sha256
    return office


@contextmanager
def local_office(folder: Path) -> Iterator[Office]:
    desk = make_workspace(folder)
    yield _furnish(Office(desk, lambda login: desk.store))
    desk.store.close()


@contextmanager
def shared_office(server: Server) -> Iterator[Office]:
    """Everybody has a connection as themselves."""
    with ExitStack() as stack:
        stack.enter_context(server.own_roles())
        desk = stack.enter_context(shared_workspace(server))
        office = _furnish(Office(desk, lambda login: SharedStore(desk.store.address, login, password_of(login))))
        make_logins(desk, *PEOPLE)
        stack.callback(office.close)
        yield office
