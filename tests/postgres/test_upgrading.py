"""A shared database of the first revision is brought to the newest, all or nothing, and everything in it stays."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, select

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import OrganisationKind, Role
from desktop.services.bindings import ask_binding, own_bindings
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.servers import check_server, upgrade_server
from desktop.store.audit import order, verify
from desktop.store.key_slots import FileKey
from desktop.store.migrations import statements
from desktop.store.migrations.running import migrate
from desktop.store.postgres import schema
from desktop.store.postgres.address import Address
from desktop.store.postgres.engine import Use, make_engine
from desktop.store.postgres.store import SharedStore
from desktop.store.records.accounts import add_account, grant
from desktop.store.records.organisations import put_organisation
from desktop.store.rows import OrganisationRow
from desktop.store.schema import HEAD
from desktop.store.tables import account, audit, membership, organisation
from tests.postgres.server import Database
from tests.store.factory import NOW, Desk
from tests.store.shared import KEEPER, address_of, make_logins, opened, password_of

UNIT = "91350100M000100Y43"
IDS = {name: f"{number:036d}" for number, name in enumerate(("unit", "applicant", "U1", "D1"), start=1)}

UPGRADER = """
import sys
from desktop.services.servers import parse_address, upgrade_server
from desktop.store.migrations import statements
whole = statements.run_whole
def wait_in_the_middle(connection, *files):
    whole(connection, *files)
    print("in the middle", flush=True)
    sys.stdin.read()
statements.run_whole = wait_in_the_middle
upgrade_server(parse_address(sys.argv[1]), sys.argv[2], None)
"""


@pytest.fixture
def older(database: Database, monkeypatch: pytest.MonkeyPatch) -> Address:
    """A shared database of revision 0002 with some people in it."""
    address = address_of(database)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "migrate", lambda connection, direction, target: migrate(connection, direction, "0002"))
        schema.initialise(
            address,
            KEEPER,
            None,
            administrator="admin",
            administrator_password=password_of("admin"),
            name="经办admin",
            at=NOW,
        )
    with owning(address) as connection:
        for code, kind, parent in (("D1", OrganisationKind.DEPARTMENT, None), (UNIT, OrganisationKind.UNIT, IDS["D1"])):
            identity = IDS["D1" if parent is None else "U1"]
            row = OrganisationRow(identity, code, f"机构{code}", kind, parent)
            put_organisation(connection, row, by=IDS["unit"], at=NOW)
        for login, role, place in (("unit", Role.UNIT, IDS["U1"]), ("applicant", Role.APPLICANT, None)):
            add_account(connection, IDS[login], login, f"经办{login}", by=IDS["unit"], at=NOW)
            grant(connection, IDS[login], role, place, by=IDS["unit"], at=NOW)
    return address


@contextmanager
def owning(address: Address) -> Iterator[Connection]:
    """A transaction of the owner."""
    engine = make_engine(address, KEEPER, None, Use.OWN)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def rows(address: Address) -> dict[str, list[Any]]:
    with owning(address) as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in (account, membership, organisation, audit)
        }


def revision(address: Address) -> str | None:
    with owning(address) as connection:
        return schema.revision_of(connection)


def test_everything_stays_and_is_as_it_should_be(older: Address) -> None:
    with pytest.raises(Unavailable) as refused:
        SharedStore(older, KEEPER, None)
    assert refused.value.code is UnavailableCode.OLDER_SCHEMA
    before = rows(older)
    assert upgrade_server(older, KEEPER, None)
    assert rows(older) == before
    assert revision(older) == HEAD
    assert check_server(older, KEEPER, None) == ()
    assert not upgrade_server(older, KEEPER, None)
    desk = Desk(SharedStore(older, KEEPER, None), FileKey.random(), ids={"applicant": IDS["applicant"]})
    make_logins(desk, "applicant")
    with opened(desk, "applicant", password_of("applicant")) as workspace:
        ask_binding(workspace, UNIT)
        assert [row.unit_code for row in own_bindings(workspace)] == [UNIT]
        with pytest.raises(Rejected) as again:
            ask_binding(workspace, UNIT)
    assert again.value.code is RejectionCode.BINDING_OPEN
    with desk.store.write() as connection:
        order(connection)
    with desk.store.read() as connection:
        assert verify(connection).sound
    desk.store.close()


def test_an_upgrade_that_fails_leaves_what_was(older: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(older)
    whole = statements.run_whole

    def failing(connection: Connection, *files: str) -> None:
        whole(connection, *files[:-1])
        raise RuntimeError("in the middle")

    monkeypatch.setattr(statements, "run_whole", failing)
    with pytest.raises(RuntimeError, match="in the middle"):
        upgrade_server(older, KEEPER, None)
    assert revision(older) == "0002"
    assert rows(older) == before
    monkeypatch.undo()
    assert upgrade_server(older, KEEPER, None)
    assert check_server(older, KEEPER, None) == ()


def test_an_upgrade_that_is_killed_leaves_what_was(older: Address) -> None:
    before = rows(older)
    words = [sys.executable, "-c", UPGRADER, older.full_text, KEEPER]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as upgrader:
        assert upgrader.stdout is not None
        assert upgrader.stdout.readline() == "in the middle\n"
        upgrader.kill()
    assert revision(older) == "0002"
    assert rows(older) == before
    assert upgrade_server(older, KEEPER, None)
    assert check_server(older, KEEPER, None) == ()


def test_what_is_no_workspace_is_not_upgraded(database: Database) -> None:
    with pytest.raises(Unavailable) as refused:
        upgrade_server(address_of(database), KEEPER, None)
    assert refused.value.code is UnavailableCode.NOT_A_WORKSPACE
