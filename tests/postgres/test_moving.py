"""Moving house: whatever a local workspace holds arrives in a shared database, and comes out again, byte for byte."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import func, select

from desktop.domain.decisions import Refused
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Action, OrganisationKind, Role
from desktop.services.moving import MovedOut, move_in, move_out
from desktop.services.workspace import open_workspace
from desktop.store.audit import verify
from desktop.store.postgres import tables
from desktop.store.postgres.engine import connect
from desktop.store.postgres.inspection import inspect
from desktop.store.postgres.logins import scram_verifier
from desktop.store.postgres.store import SharedStore
from desktop.store.postgres.unit_part import CONDITIONS
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.records.decisions import record_decision
from desktop.store.whole_tables import MOVED
from tests.postgres.moving_house import LOCAL, Rows, lived_in, local_rows, moved_in, rows_of
from tests.postgres.server import Database
from tests.shared_postgres import NEWEST_ONLY
from tests.store.factory import NOW, PASSWORD, QUICK, Desk
from tests.store.shared import KEEPER, address_of

pytestmark = pytest.mark.slow  # each makes a workspace and a shared database
NEW_PASSWORD = "新 password"
NO_SCHEMA = sql.SQL("SELECT to_regnamespace('talentdesk') IS NULL")
# Only a superuser can take these from everybody.
LARGE_OBJECTS_OF_ALL = {f"large objects {name}" for name in ("lo_creat", "lo_create", "lo_from_bytea")}


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Desk]:
    desk = lived_in(tmp_path)
    yield desk
    desk.store.close()


def shared_rows(database: Database) -> Rows:
    with connect(address_of(database), KEEPER, None) as driver:
        return {table.name: list(tables.rows_of(driver, table, None, "")) for table in MOVED}


def moved_out(database: Database, location: Path, unit: str | None = None) -> MovedOut:
    address = address_of(database)
    return move_out(address, KEEPER, None, location, "admin", NEW_PASSWORD, unit=unit, derivation=QUICK)


def nothing_is_there(database: Database) -> bool:
    with psycopg.connect(database.dsn()) as connection:
        return connection.execute(NO_SCHEMA).fetchall() == [(True,)]


def shared_desk(database: Database, local: Desk) -> Desk[SharedStore]:
    """The same desk in its new house, as the owner sees it, an hour later."""
    desk = Desk(SharedStore(address_of(database), KEEPER, None), local.key, local.now, local.notice_id, local.ids)
    desk.tick(hours=1)
    return desk


def test_everything_moves_in_and_out_again(database: Database, local: Desk, tmp_path: Path) -> None:
    before = rows_of(local.store)
    assert [name for name, rows in before.items() if not rows] == []
    local.store.close()
    arrived = moved_in(tmp_path, database)
    assert shared_rows(database) == before
    assert arrived.rows == sum(map(len, before.values()))
    left = moved_out(database, tmp_path / "again")
    after, report, searched = local_rows(tmp_path / "again", password=NEW_PASSWORD)
    assert after == before
    assert report.sound
    assert {report.root, left.root, arrived.root} == {local_rows(tmp_path / LOCAL)[1].root}
    assert searched == len(before["application"]) - 1  # all but the one that was just begun


@NEWEST_ONLY
def test_the_new_house_is_as_it_should_be_and_life_goes_on(database: Database, local: Desk, tmp_path: Path) -> None:
    decided = local.file()
    root = moved_in(tmp_path, database).root
    with psycopg.connect(address_of(database).conninfo(user=KEEPER)) as driver:
        assert inspect(driver) == ()
    desk = shared_desk(database, local)
    with closing(desk.store):
        highest = max(row[0] for row in rows_of(local.store)["application"])
        desk.decide(decided, Action.PASS, "unit", "unit")
        desk.organisation("U3", OrganisationKind.UNIT, "D2")
        desk.person("applicant", Role.AUDITOR)
        desk.file("U1", "later")
        with desk.store.write() as connection:
            connection.execute(select(func.audit_order()))
            assert verify(connection, against=root).sound
        assert max(row[0] for row in shared_rows(database)["application"]) == highest + 1


@NEWEST_ONLY
def test_what_has_moved_in_is_found_by_searching(database: Database, local: Desk, tmp_path: Path) -> None:
    local.store.close()
    moved_in(tmp_path, database)
    with connect(address_of(database), KEEPER, None) as driver:
        searched = "SELECT line, folded, grams FROM application_search ORDER BY line"
        arrived = driver.execute(searched).fetchall()
        driver.execute("UPDATE application SET search_text = search_text")  # as the trigger writes it
        assert driver.execute(searched).fetchall() == arrived
        assert len(arrived) == len(driver.execute("SELECT 1 FROM application").fetchall()) > 0


@NEWEST_ONLY
def test_the_administrator_comes_with_their_password_and_opens_the_others(
    database: Database, local: Desk, tmp_path: Path
) -> None:
    new = local.decision(local.file(), Action.PASS, "unit", "unit")
    arrived = moved_in(tmp_path, database)
    assert set(arrived.to_open) == {"applicant", "department-1", "department-2", "secretary", "unit", "unit-2"}
    assert arrived.known == ()
    address = address_of(database)
    with pytest.raises(Unavailable), closing(SharedStore(address, "unit", PASSWORD)):
        pass
    with closing(SharedStore(address, "admin", PASSWORD)) as store, store.write() as connection:
        driver: Any = connection.connection.driver_connection
        connection.execute(select(func.account_close(local.ids["unit-2"])))
        verifier = scram_verifier(driver, "unit", NEW_PASSWORD)
        connection.execute(select(func.account_reopen(local.ids["unit"], verifier)))
    with closing(SharedStore(address, "unit", NEW_PASSWORD)) as store, store.write() as connection:
        record_decision(connection, new)


@NEWEST_ONLY
def test_who_is_a_person_of_the_server_already_keeps_their_password(
    database: Database, local: Desk, tmp_path: Path
) -> None:
    with database.server.empty.clone() as other:
        first = lived_in(tmp_path / "other")
        first.store.close()
        moved_in(tmp_path / "other", other)
        arrived = moved_in(tmp_path, database)
        assert arrived.known == ("admin",)
        with closing(SharedStore(address_of(database), "admin", PASSWORD)):
            pass


@NEWEST_ONLY
def test_a_login_of_the_servers_own_is_named_and_nothing_is_there(
    database: Database, local: Desk, tmp_path: Path
) -> None:
    local.person("postgres", Role.AUDITOR)
    with pytest.raises(Rejected, match="postgres") as refused:
        moved_in(tmp_path, database)
    assert refused.value.code is RejectionCode.LOGINS_OF_THE_SERVER
    assert nothing_is_there(database)


@NEWEST_ONLY
def test_logins_that_no_server_can_have_are_all_named_and_nothing_is_there(
    database: Database, local: Desk, tmp_path: Path
) -> None:
    for login in ("李红梅", "Zhang", "pg_one"):
        local.person(login, Role.AUDITOR)
    with pytest.raises(Rejected) as refused:
        moved_in(tmp_path, database)
    assert refused.value.code is RejectionCode.BAD_SHARED_LOGINS
    assert refused.value.arguments["logins"] == "Zhang、pg_one、李红梅"
    assert nothing_is_there(database)


@NEWEST_ONLY
def test_into_a_database_where_somebody_lives_nothing_is_moved(database: Database, local: Desk, tmp_path: Path) -> None:
    moved_in(tmp_path, database)
    before = shared_rows(database)
    with pytest.raises(Unavailable) as refused:
        moved_in(tmp_path, database)
    assert refused.value.code is UnavailableCode.EXISTS_ALREADY
    assert shared_rows(database) == before


@NEWEST_ONLY
def test_only_an_administrator_moves(database: Database, local: Desk, tmp_path: Path) -> None:
    moved_in(tmp_path, database)
    address = address_of(database)
    with pytest.raises(Rejected) as refused:
        move_out(address, KEEPER, None, tmp_path / "out", "unit", NEW_PASSWORD, derivation=QUICK)
    assert refused.value.code is RejectionCode.NOT_AN_ADMINISTRATOR
    assert sorted(path.name for path in tmp_path.iterdir()) == [LOCAL]


def test_every_table_is_known_to_the_part_of_a_unit() -> None:
    assert CONDITIONS.keys() == {table.name for table in MOVED}


@NEWEST_ONLY
def test_one_unit_moves_out_with_all_that_its_applications_refer_to(
    database: Database, local: Desk, tmp_path: Path
) -> None:
    before = rows_of(local.store)
    moved_in(tmp_path, database)
    moved_out(database, tmp_path / "part", unit="U1")
    found, report, searched = local_rows(tmp_path / "part", password=NEW_PASSWORD)
    assert report.sound
    for name, rows in found.items():
        if name != "audit":
            assert set(rows) <= set(before[name]), name
    mine = {row[1] for row in found["application"]}
    assert searched == len(mine) == 4
    assert {row[1] for row in before["application"] if row[3] == local.ids["U1"]} - mine != set()  # the one just begun
    assert len(found["blob"]) == 1
    assert {row[1] for row in found["organisation"]} == {"U1", "D1", "D2"}
    assert {row[1] for row in found["account"]} == {
        "admin", "applicant", "department-1", "department-2", "secretary", "unit",
    }  # fmt: skip
    assert {row[0] for row in found["phrase"]} == {local.ids["unit"]}
    assert {row[0] for row in found["comment_draft"]} == {local.ids["unit"]}
    chains = {row[0] for row in found["audit"]}
    assert {chain for chain in chains if chain.startswith("application:")} == {f"application:{one}" for one in mine}
    assert {row[:2] + row[3:] for row in found["audit"]} < {row[:2] + row[3:] for row in before["audit"]}


@NEWEST_ONLY
def test_a_department_or_an_unknown_code_is_no_unit(database: Database, local: Desk, tmp_path: Path) -> None:
    moved_in(tmp_path, database)
    for code in ("D1", "nobody"):
        with pytest.raises(Rejected) as refused:
            moved_out(database, tmp_path / "part", unit=code)
        assert refused.value.code is RejectionCode.UNKNOWN_ORGANISATION
    assert not (tmp_path / "part").exists()


@NEWEST_ONLY
def test_the_rules_are_those_of_before_in_the_workspace_that_came_out(
    database: Database, local: Desk, tmp_path: Path
) -> None:
    new = local.decision(local.file(), Action.PASS, "unit", "unit")
    moved_in(tmp_path, database)
    moved_out(database, tmp_path / "again")
    with closing(open_workspace(tmp_path / "again", "admin", NEW_PASSWORD)) as workspace:
        with workspace.store.write() as connection:
            record_decision(connection, new)
        with pytest.raises(Refused), workspace.store.write() as connection:
            record_decision(connection, new)


@NEWEST_ONLY
def test_an_owner_who_is_no_superuser_moves_too(database: Database, local: Desk, tmp_path: Path) -> None:
    for statement in (
        "CREATE ROLE keeper LOGIN CREATEROLE PASSWORD 'geheimnis'",
        "GRANT pg_signal_backend TO keeper WITH ADMIN OPTION",
    ):
        database.server.execute(sql.SQL(statement))
    database.server.execute(sql.SQL("ALTER DATABASE {} OWNER TO keeper").format(sql.Identifier(database.name)))
    address, keeper = address_of(database), ("keeper", "geheimnis")
    arrived = move_in(tmp_path / LOCAL, "admin", PASSWORD, address, *keeper, clock=lambda: NOW)
    left = move_out(address, *keeper, tmp_path / "out", "admin", NEW_PASSWORD, derivation=QUICK)
    assert (left.root, left.rows) == (arrived.root, arrived.rows)
    with connect(address, *keeper) as driver:
        assert {found.name.partition("(")[0] for found in inspect(driver)} <= LARGE_OBJECTS_OF_ALL
