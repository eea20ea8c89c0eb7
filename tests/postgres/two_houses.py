"""The desk of the services' tests twice: as a local workspace, and moved into a shared database where people sign in.

Moments and ids of the server are those that a test says, as far as `now_milliseconds` and `new_identity` go.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Connection, text

from desktop.domain.clock import to_milliseconds
from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action, Role
from desktop.services.accounts import add_person
from desktop.services.applications import find_application
from desktop.services.decisions import decide
from desktop.services.moving import move_in
from desktop.services.notices import import_notice
from desktop.services.workspace import Workspace
from desktop.store.postgres.address import Address
from desktop.store.postgres.logins import make_login
from desktop.store.postgres.store import SharedStore
from desktop.store.queries.accounts import account_by_login
from desktop.store.queries.situations import situation_of
from tests.desk import NOTICE_TOML, PASSWORD, PEOPLE, Desk, DeskClock, make_desk
from tests.postgres.server import Database
from tests.store.shared import KEEPER, address_of, password_of

APPLICANTS: Final = ("shen", "lin")
LOGINS: Final = (*(login for login, *_ in PEOPLE), *APPLICANTS, "admin")
_CLOCK: Final = """CREATE OR REPLACE FUNCTION now_milliseconds() RETURNS bigint
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$ SELECT {}::bigint $$"""
_IDS: Final = """CREATE SEQUENCE filed;
ALTER SEQUENCE filed OWNER TO talentdesk_owner;
CREATE OR REPLACE FUNCTION new_identity() RETURNS text
LANGUAGE sql VOLATILE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT '00000000-0000-7000-8000-' || lpad(to_hex(nextval('filed')), 12, '0')
$$"""


@dataclass
class SharedClock(DeskClock):
    """The server's clock, too, which its owner sets."""

    owner: SharedStore | None = None

    def tick(self, **step: float) -> None:
        super().tick(**step)
        self.set()

    def set(self) -> None:
        if self.owner is not None:
            with self.owner.write() as connection:
                connection.execute(text(_CLOCK.format(to_milliseconds(self.moment))))


@dataclass
class SharedDesk(Desk):
    """Everybody signs in to the shared database as themselves."""

    address: Address | None = None
    owner: SharedStore | None = None

    def owners(self) -> SharedStore:
        assert self.owner is not None
        return self.owner

    @contextmanager
    def tables(self) -> Iterator[Connection]:
        with self.owners().write() as connection:
            yield connection

    def as_login(self, login: str) -> Workspace:
        if login not in self._open:
            assert self.address is not None
            store = SharedStore(self.address, login, password_of(login))
            self._closing.callback(store.close)
            with store.read() as connection:
                account = account_by_login(connection, login)
            assert account is not None
            self._open[login] = Workspace(store, account, self.clock)
        return self._open[login]


@dataclass
class Numbered:
    """Ids in the order in which they are asked for, apart for what is filed and what is decided."""

    monkeypatch: pytest.MonkeyPatch
    starts: dict[str, int] = field(default_factory=lambda: {"filed": 0, "decided": 0xD000})

    def begin(self) -> None:
        filed, decided = (self._ids(first) for first in self.starts.values())
        for module in ("intake", "drafts", "bindings"):
            self.monkeypatch.setattr(f"desktop.services.{module}.new_id", filed)
        self.monkeypatch.setattr("desktop.services.decisions.new_id", decided)

    @staticmethod
    def _ids(first: int) -> Any:
        asked = count(first + 1)
        return lambda: f"00000000-0000-7000-8000-{next(asked):012x}"


def make_house(location: Path) -> None:
    """A workspace with people of every kind, applicants among them, and two notices; nothing is filed."""
    make_desk(location)
    folder = location.with_name(f"{location.name}-scratch")
    with closing(Desk(location, folder)) as desk:
        for login in APPLICANTS:
            add_person(desk.as_login("admin"), login, PASSWORD, (Role.APPLICANT,))
        second = folder / "second.toml"
        second.write_text(NOTICE_TOML.replace('"2024-01"', '"2024-02"'), encoding="utf-8")
        import_notice(desk.as_login("province"), second)


def local_house(house: Path, folder: Path) -> Desk:
    shutil.copytree(house, folder / "workspace")
    return Desk(folder / "workspace", folder)


@contextmanager
def shared_house(house: Path, folder: Path, database: Database, *, fixed: bool = True) -> Iterator[SharedDesk]:
    """The house moved in; `fixed` where the test says what time it is and which ids come."""
    address = address_of(database)
    move_in(house, "admin", PASSWORD, address, KEEPER, None, clock=DeskClock())
    with closing(SharedStore(address, KEEPER, None)) as owner:
        with owner.write() as connection:
            connection.execute(text("DROP ROLE admin"))
            for login in LOGINS:
                make_login(connection, login, password_of(login))
            if fixed:
                connection.execute(text(_IDS))
        clock = SharedClock(owner=owner if fixed else None)
        clock.set()
        with closing(SharedDesk(house, folder, clock, address=address, owner=owner)) as desk:
            yield desk


def act(desk: Desk, login: str, action: Action, reference: str = "app-1", **request: Any) -> None:
    """A decision a minute later, without anybody having looked at the application in the window."""
    desk.clock.tick()
    workspace = desk.as_login(login)
    identity = find_application(workspace, reference)
    with workspace.store.read() as connection:
        situation = situation_of(connection, identity)
    assert situation is not None
    decide(workspace, identity, replace(DecisionRequest(action, situation.submission, situation.seq), **request))
