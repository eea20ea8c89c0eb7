"""Accounts of a shared database: opened by their logins, made, closed, reopened, and their passwords."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from psycopg import sql
from sqlalchemy import select

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role
from desktop.services.accounts import (
    account_exists,
    accounts,
    add_person,
    change_password,
    disable_account,
    enable_account,
)
from desktop.services.applications import list_applications
from desktop.services.opening import open_store
from desktop.services.places import parse_address
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.rows import ApplicationQuery
from desktop.store.postgres.store import SharedStore
from desktop.store.problems import Protected
from desktop.store.tables import account, audit, membership
from tests.postgres.server import Server
from tests.shared_postgres import NEWEST_ONLY
from tests.store.factory import Desk
from tests.store.shared import make_logins, opened, password_of, shared_workspace

pytestmark = NEWEST_ONLY
NEW = "another 密码"


@pytest.fixture(scope="module")
def shared(postgres_server: Server) -> Iterator[Desk[SharedStore]]:
    with postgres_server.own_roles(), shared_workspace(postgres_server) as desk:
        make_logins(desk)
        yield desk


def opens(desk: Desk[SharedStore], login: str, password: str) -> UnavailableCode | None:
    """None where the account can sign in, else why not."""
    try:
        with opened(desk, login, password):
            return None
    except Unavailable as problem:
        return problem.code


def register(desk: Desk[SharedStore]) -> tuple[list[Any], ...]:
    """All that there is about accounts, and all logins of the server."""
    with desk.store.read() as connection:
        written = [
            list(connection.execute(select(table).order_by(*table.primary_key))) for table in (account, membership)
        ]
        written.append(list(connection.execute(select(audit.c.entry).where(audit.c.chain == "accounts"))))
        logins = connection.connection.driver_connection
        assert logins is not None
        return *written, logins.execute("SELECT rolname, rolcanlogin FROM pg_roles ORDER BY 1").fetchall()


def test_everybody_opens_it_as_who_they_are(shared: Desk[SharedStore]) -> None:
    shared.file()
    for login in ("unit", "department-1", "admin"):
        with opened(shared, login) as workspace:
            assert (workspace.account.id, workspace.shared) == (shared.ids[login], True)
            seen = list_applications(workspace, ApplicationQuery())
            assert bool(seen) is (login != "admin"), login
            with pytest.raises(Unavailable) as refused:
                _ = workspace.location
            assert refused.value.code is UnavailableCode.ONLY_LOCAL


@pytest.mark.parametrize("password", ["something else", "", "密码 of unit\0and more"])
def test_a_wrong_password_opens_nothing(shared: Desk[SharedStore], password: str) -> None:
    assert opens(shared, "unit", password) is UnavailableCode.WRONG_PASSWORD


@pytest.mark.parametrize("login", ["nobody", "Unit", "", "talentdesk_owner"])
def test_who_is_unknown_is_told_no_more_than_who_mistyped(shared: Desk[SharedStore], login: str) -> None:
    assert opens(shared, login, password_of("unit")) is UnavailableCode.WRONG_PASSWORD


def test_a_login_of_the_server_without_an_account_opens_nothing(shared: Desk[SharedStore]) -> None:
    server_login = sql.SQL("CREATE ROLE visitor LOGIN PASSWORD 'visitor 1' IN ROLE talentdesk_person")
    with shared.store.write() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute(server_login)
    assert opens(shared, "visitor", "visitor 1") is UnavailableCode.ACCOUNT_DISABLED


def test_an_address_without_a_server_or_a_database_says_which(shared: Desk[SharedStore]) -> None:
    here = str(shared.store.address)
    for address, code in (
        (here.replace(shared.store.address.database, "no_such"), UnavailableCode.NO_SUCH_DATABASE),
        ("postgresql://127.0.0.1:1/none", UnavailableCode.SERVER_UNREACHABLE),
        (here.replace(shared.store.address.database, "postgres"), UnavailableCode.NOT_A_WORKSPACE),
    ):
        with pytest.raises(Unavailable) as refused:
            open_store(parse_address(address), "unit", password_of("unit"))
        assert refused.value.code is code, address


def test_an_administrator_adds_a_person_who_gets_in_and_gains_a_role(shared: Desk[SharedStore]) -> None:
    with opened(shared, "admin") as workspace:
        assert not account_exists(workspace, "zhang.min")
        added = add_person(workspace, "zhang.min", NEW, [Role.UNIT], "U1", "张敏")
        assert [(held.role, held.organisation and held.organisation.code) for held in added.memberships] == [
            (Role.UNIT, "U1")
        ]
        assert account_exists(workspace, "zhang.min")
        again = add_person(workspace, "zhang.min", None, [Role.UNIT, Role.AUDITOR], "U1", "张 敏")
        assert (again.id, again.name) == (added.id, "张 敏")
        assert {held.role for held in again.memberships} == {Role.UNIT, Role.AUDITOR}
        assert "zhang.min" in [row.login for row in accounts(workspace)]
    with opened(shared, "zhang.min", NEW) as workspace:
        assert workspace.account == again


@pytest.mark.parametrize(
    ("login", "password", "code"),
    [
        ("newcomer", "1234567", RejectionCode.PASSWORD_TOO_SHORT),
        ("newcomer", "12345678\0", RejectionCode.BAD_PASSWORD),
        ("newcomer", None, RejectionCode.PASSWORD_MISSING),
        ("张敏", NEW, RejectionCode.BAD_SHARED_LOGIN),
        ("pg_monitor", NEW, RejectionCode.BAD_SHARED_LOGIN),
        ("postgres", NEW, RejectionCode.LOGIN_OF_THE_SERVER),
    ],
)
def test_a_login_that_cannot_be_leaves_neither_account_nor_login(
    shared: Desk[SharedStore], login: str, password: str | None, code: RejectionCode
) -> None:
    before = register(shared)
    with opened(shared, "admin") as workspace, pytest.raises(Rejected) as refused:
        add_person(workspace, login, password, [Role.AUDITOR])
    assert refused.value.code is code
    assert register(shared) == before


def test_what_fails_after_the_login_was_made_takes_it_back(
    shared: Desk[SharedStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = register(shared)
    monkeypatch.setattr("desktop.store.records.accounts.new_id", lambda: "x" * 37)
    with opened(shared, "admin") as workspace, pytest.raises(Protected):
        add_person(workspace, "half.made", NEW, [Role.AUDITOR])
    assert register(shared) == before
    assert opens(shared, "half.made", NEW) is UnavailableCode.WRONG_PASSWORD


def test_who_is_disabled_is_out_until_enabled_with_a_new_password(shared: Desk[SharedStore]) -> None:
    with opened(shared, "admin") as administrator, opened(shared, "department-2") as workspace:
        disable_account(administrator, "department-2")
        with pytest.raises(Unavailable) as refused:
            list_applications(workspace, ApplicationQuery())
        assert refused.value.code is UnavailableCode.ACCOUNT_DISABLED
        assert opens(shared, "department-2", password_of("department-2")) is UnavailableCode.ACCOUNT_DISABLED
        enable_account(administrator, "department-2", NEW)
    assert opens(shared, "department-2", password_of("department-2")) is UnavailableCode.WRONG_PASSWORD
    assert opens(shared, "department-2", NEW) is None


def test_a_new_password_for_an_open_account_is_on_the_audit_and_no_other_change(shared: Desk[SharedStore]) -> None:
    *_, before, logins = register(shared)
    with opened(shared, "admin") as workspace:
        enable_account(workspace, "secretary", NEW)
    *_, after, logins_after = register(shared)
    ((added, number),) = (Counter(after) - Counter(before)).items()
    assert number == 1
    assert f'"account":"{shared.ids["admin"]}","disabled":0' in str(added)
    assert logins_after == logins
    assert opens(shared, "secretary", NEW) is None


def test_an_account_that_moved_in_without_a_login_is_let_in(shared: Desk[SharedStore]) -> None:
    shared.person("moved.in", Role.AUDITOR)
    assert opens(shared, "moved.in", NEW) is UnavailableCode.WRONG_PASSWORD
    with opened(shared, "admin") as workspace:
        enable_account(workspace, "moved.in", NEW)
    assert opens(shared, "moved.in", NEW) is None


def test_the_last_administrator_stays(shared: Desk[SharedStore]) -> None:
    with opened(shared, "admin") as workspace, pytest.raises(Rejected) as refused:
        disable_account(workspace, "admin")
    assert refused.value.code is RejectionCode.LAST_ADMINISTRATOR
    assert opens(shared, "admin", password_of("admin")) is None


def test_only_an_administrator_manages_accounts(shared: Desk[SharedStore]) -> None:
    with opened(shared, "unit") as workspace:
        for verb in (
            lambda: accounts(workspace),
            lambda: add_person(workspace, "newcomer", NEW, [Role.AUDITOR]),
            lambda: disable_account(workspace, "department-1"),
            lambda: enable_account(workspace, "department-1", NEW),
        ):
            with pytest.raises(Rejected) as refused:
                verb()
            assert refused.value.code is RejectionCode.ADMINISTRATOR_ONLY


def test_ones_own_password_is_changed_by_who_knows_the_old_one_and_the_open_store_goes_on(
    shared: Desk[SharedStore],
) -> None:
    with opened(shared, "department-1") as workspace:
        for wrong in ("not the old one", "", "\0"):
            with pytest.raises(Unavailable) as refused:
                change_password(workspace, wrong, NEW)
            assert refused.value.code is UnavailableCode.WRONG_PASSWORD
        change_password(workspace, password_of("department-1"), NEW)
        with workspace.store.read(), workspace.store.read():  # a second connection, which is only made now
            pass
    assert opens(shared, "department-1", password_of("department-1")) is UnavailableCode.WRONG_PASSWORD
    assert opens(shared, "department-1", NEW) is None


def test_the_register_is_written_as_in_a_local_workspace(shared: Desk[SharedStore]) -> None:
    with opened(shared, "admin") as workspace:
        add_person(workspace, "on.record", NEW, [Role.MEMBER], "D1")
        with shared.store.read() as connection:
            entries = connection.scalars(
                select(audit.c.entry).where(audit.c.chain == "accounts").order_by(audit.c.position.desc()).limit(2)
            ).all()
    assert all(f'"account":"{shared.ids["admin"]}"' in entry for entry in entries)
    assert ['"event":"membership"' in entries[0], '"event":"account"' in entries[1]] == [True, True]
