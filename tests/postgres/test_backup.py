"""A backup of a shared database by the server's own programs, and a database from it, as docs/server.md says."""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, func, select

from desktop.command_line.program import run
from desktop.domain.terms import Action
from desktop.store.audit import AuditReport, verify
from desktop.store.postgres.inspection import inspect
from desktop.store.postgres.store import SharedStore
from desktop.store.records.decisions import record_decision
from tests.postgres.server import Database, Server
from tests.postgres.test_same_steps import live
from tests.shared_postgres import PROGRAMS
from tests.store.factory import Desk
from tests.store.shared import KEEPER, address_of, make_logins, make_shared_workspace, password_of

PATIENCE = 120


@pytest.fixture
def desk(database: Database) -> Iterator[Desk[SharedStore]]:
    made = make_shared_workspace(database)
    live(made)
    make_logins(made)
    with closing(made.store):
        yield made


def run_program(server: Server, name: str, database: str, *arguments: str | Path) -> None:
    """One of the programs that came with this server, as its superuser."""
    where = ["--host", str(server.directory), "--port", str(server.port), "--username", KEEPER, "--dbname", database]
    program = PROGRAMS[server.version].folder / name
    subprocess.run([program, *where, *arguments], check=True, capture_output=True, timeout=PATIENCE)


def ordered(connection: Connection, against: str | None = None) -> AuditReport:
    connection.execute(select(func.audit_order()))
    return verify(connection, against)


@pytest.mark.slow
def test_a_database_from_a_backup_is_as_it_was_and_life_goes_on(
    database: Database, desk: Desk[SharedStore], tmp_path: Path
) -> None:
    new = desk.decision(desk.file(), Action.PASS, "unit", "unit")
    with desk.store.write() as connection:
        before = ordered(connection)
    file = tmp_path / "backup.dump"
    run_program(database.server, "pg_dump", database.name, "--format=custom", "--file", file)
    desk.file("U1", "after the backup")
    with database.server.empty.clone() as restored:
        run_program(database.server, "pg_restore", restored.name, "--exit-on-error", "--single-transaction", file)
        assert run(["server", "roles", str(address_of(restored)), "--as", KEEPER]) == 0
        with psycopg.connect(restored.dsn()) as driver:
            driver.execute("SET search_path = talentdesk, pg_catalog")
            assert inspect(driver) == ()
        with closing(SharedStore(address_of(restored), KEEPER, None)) as store, store.write() as connection:
            assert ordered(connection, before.root) == AuditReport(before.root, before.count, (), True)
        unit = SharedStore(address_of(restored), "unit", password_of("unit"))
        with closing(unit), unit.write() as connection:
            record_decision(connection, new)
        with closing(SharedStore(address_of(restored), KEEPER, None)) as store, store.write() as connection:
            after = ordered(connection, before.root)
            assert (after.sound, after.count) == (True, before.count + 1)


def test_backing_up_a_shared_database_says_the_servers_own_command(capsys: pytest.CaptureFixture[Any]) -> None:
    address = "postgresql://db.example/talent?sslrootcert=/etc/ca.pem"
    assert run(["backup", "--store", address, "--as", "admin", "my backup.dump"]) == 1
    assert capsys.readouterr().err.endswith(
        "\n  pg_dump --format=custom --username=所有者 --file='my backup.dump'"
        " --dbname='postgresql://db.example/talent?sslmode=verify-full&sslrootcert=/etc/ca.pem'\n"
    )
