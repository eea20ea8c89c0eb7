"""Administrators keep the registers and nothing else: no dossier, and no login of the server's that is no person's."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest
from psycopg import sql

from desktop.store.postgres.logins import scram_verifier
from desktop.store.records.identity import new_id
from tests.postgres.hostile.attackers import literal
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import LOGINS, OWNER, PLACES
from tests.postgres.hostile.requests import ACTIONS, row_for
from tests.postgres.hostile.test_guest import CODES

BAD_LOGINS = (
    *(
        "",
        " ",
        "x; DROP ROLE unit",
        "x'y",
        'x"y',
        "x y",
        "x\ny",
        "x\\y",
        "é",
        "管理员",
        "x" * 64,
        "Unit",
        "1x",
        "-x",
        "x;",
        "x,y",
    ),
    *(
        "pg_monitor",
        "pg_x",
        "talentdesk_owner",
        "talentdesk_person",
        "talentdesk_people",
        "talentdesk_x",
        "x\n",
        "ｕnit",
    ),
)
TAKEN = ("postgres", "bystander")
HELD = "asking-beside"
"""Whose connections are ended here: nobody compares what they are told from one call to the next."""
BAD_VERIFIERS = (
    *(None, "", "x", "geheim", "md5" + "0" * 32, "SCRAM-SHA-256", "SCRAM-SHA-256$4096:c2FsdA==$x:y"),
    *("SCRAM-SHA-256$4096:' SUPERUSER --$AAAA:AAAA", "x' SUPERUSER PASSWORD 'x", "SCRAM-SHA-256$0:AA==$AA==:AA==\n"),
    *(
        f"SCRAM-SHA-256$4096:{'A' * 22}==${'A' * 43}:{'A' * 43}=",
        f"SCRAM-SHA-256$999999999:{'A' * 22}==${'A' * 43}=:{'A' * 43}=",
    ),
)


def call(siege: Siege, login: str, function: str, *values: str | None, before: tuple[str, ...] = ()) -> str:
    """The code of the answer."""
    asked = f"SELECT talentdesk.{function}({', '.join(map(literal, values))})"
    return siege.attackers.attack(login, *before, asked).code


def verifier(siege: Siege) -> str:
    return scram_verifier(siege.attackers.connection(OWNER), "somebody", "geheim")


@contextmanager
def bystander(siege: Siege) -> Iterator[None]:
    """A login of the server's that has nothing to do with TalentDesk, and what must still be true of it in the end."""
    connection = siege.attackers.connection(OWNER)
    asked = "SELECT rolpassword, rolcanlogin FROM pg_authid WHERE rolname = 'bystander'"
    connection.execute("CREATE ROLE bystander LOGIN PASSWORD 'its own'")
    try:
        before = connection.execute(asked).fetchall()
        yield
        assert connection.execute(asked).fetchall() == before
    finally:
        connection.execute("DROP ROLE bystander")


@pytest.mark.parametrize("login", ["admin", "auditor"])
def test_who_keeps_or_checks_the_registers_decides_nothing(siege: Siege, login: str) -> None:
    rows = [
        row_for(siege.furnished, login, place, action, desk)
        for place in PLACES
        for action in ACTIONS
        for desk in ("unit", "department-1", "secretary")
    ]
    assert {answer.code for answer in siege.attackers.decide_all(login, rows)} == {"not_found"}


def test_no_evil_login_is_made(siege: Siege) -> None:
    with bystander(siege):
        for name in BAD_LOGINS:
            assert call(siege, "admin", "account_add", new_id(), name, "某", verifier(siege)) == "bad_login", name
        for name in TAKEN:
            assert call(siege, "admin", "account_add", new_id(), name, "某", verifier(siege)) == "taken:login", name
        assert call(siege, "admin", "account_add", new_id(), None, "某", verifier(siege)) == "bad_login"
        assert call(siege, "admin", "account_add", new_id(), "unit", "某", verifier(siege)) == "taken:account"


def test_no_evil_password_is_set(siege: Siege) -> None:
    for given in BAD_VERIFIERS:
        assert call(siege, "admin", "account_add", new_id(), "newcomer", "某", given) == "bad_verifier", given
        assert call(siege, "admin", "account_reopen", siege.furnished.account("unit"), given) == "bad_verifier", given


def test_a_login_that_was_let_into_a_persons_role_is_not_taken_for_a_person(siege: Siege) -> None:
    """On PostgreSQL 15 an administrator may let anybody into their own role; here its owner does on every version."""
    with bystander(siege):
        connection = siege.attackers.connection(OWNER)
        for group in ("admin", "talentdesk_owner"):
            connection.execute(sql.SQL("GRANT {} TO bystander").format(sql.Identifier(group)))
            assert call(siege, "admin", "account_add", new_id(), "bystander", "某", verifier(siege)) == "taken:login"
            connection.execute(sql.SQL("REVOKE {} FROM bystander").format(sql.Identifier(group)))


def test_an_account_that_bears_a_login_of_the_servers_gives_no_power_over_it(siege: Siege) -> None:
    """As one may that has moved house: a name of the local workspace that means somebody else on the server."""
    owner = siege.attackers.connection(OWNER)
    with bystander(siege), owner.transaction(force_rollback=True):
        identity = new_id()
        owner.execute(
            "INSERT INTO talentdesk.account (id, login, name, changed_at, changed_by) "
            "VALUES (%s, 'bystander', '', 1, '')",
            [identity],
        )
        owner.execute("SET SESSION AUTHORIZATION admin")
        with pytest.raises(psycopg.Error, match="taken:login"), owner.transaction():
            owner.execute("SELECT talentdesk.account_reopen(%s, %s)", [identity, verifier(siege)])
        owner.execute("SELECT talentdesk.account_close(%s)", [identity])
        owner.execute("RESET SESSION AUTHORIZATION")
        assert owner.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'bystander'").fetchall() == [(True,)]
        assert owner.execute("SELECT disabled FROM talentdesk.account WHERE id = %s", [identity]).fetchall() == [(1,)]


@pytest.mark.parametrize("login", [login for login in LOGINS if login != "admin"])
def test_nobody_else_keeps_the_registers(siege: Siege, login: str) -> None:
    ids = siege.furnished.desk.ids
    mine = siege.furnished.account(login)
    for function, values in (
        ("account_add", (new_id(), "intruder", "某", verifier(siege))),
        ("account_rename", (mine, "某")),
        ("account_close", (ids["admin"],)),
        ("account_reopen", (ids["closed"], verifier(siege))),
        ("account_reopen", (ids["admin"], verifier(siege))),
        ("account_end", (ids["admin"],)),
        ("membership_add", (new_id(), mine, "administrator", None)),
        ("membership_add", (new_id(), mine, "unit", ids["U1"])),
        ("membership_add", (None, None, None, None)),
    ):
        assert call(siege, login, function, *values) == "administrator_only", function


def test_the_registers_keep_their_own_rules_against_administrators(siege: Siege) -> None:
    ids = siege.furnished.desk.ids
    assert call(siege, "admin", "account_close", ids["admin"]) == "last_administrator"
    assert call(siege, "admin", "account_close", None) == "last_administrator"
    assert call(siege, "admin", "account_rename", new_id(), "某") == "not_found"
    assert call(siege, "admin", "account_reopen", new_id(), verifier(siege)) == "not_found"
    assert call(siege, "admin", "account_end", new_id()) == "not_found"
    assert call(siege, "admin", "account_rename", ids["unit"], None) == "23502"
    for role, organisation in (
        ("unit", ids["D1"]),
        ("department", ids["U1"]),
        ("secretary", None),
        ("auditor", ids["D1"]),
    ):
        assert call(siege, "admin", "membership_add", new_id(), ids["unit"], role, organisation) == "direct"
    assert call(siege, "admin", "membership_add", new_id(), ids["unit"], "owner", None) == "23514"
    assert call(siege, "admin", "membership_add", new_id(), new_id(), "auditor", None) == "23503"
    assert call(siege, "admin", "membership_add", new_id(), ids["unit"], "unit", ids["U1"]) == "done"  # held


def test_a_new_person_can_do_nothing_but_what_people_can(siege: Siege) -> None:
    owner = siege.attackers.connection(OWNER)
    with owner.transaction(force_rollback=True):
        owner.execute("SET SESSION AUTHORIZATION admin")
        owner.execute("SELECT talentdesk.account_add(%s, 'newcomer', '某', %s)", [new_id(), verifier(siege)])
        owner.execute("RESET SESSION AUTHORIZATION")
        asked = (
            "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls, rolconnlimit, "
            "ARRAY(SELECT m.roleid::regrole::text FROM pg_auth_members m WHERE m.member = r.oid) "
            "FROM pg_roles r WHERE rolname = 'newcomer'"
        )
        assert owner.execute(asked).fetchall() == [(False, 9, ["talentdesk_person"])]


def test_no_password_is_given_off_the_record(siege: Siege) -> None:
    """Whoever knows a password can act as its account: also where that was open all the time."""
    ids, owner = siege.furnished.desk.ids, siege.attackers.connection(OWNER)
    asked = "SELECT count(*) FROM talentdesk.audit WHERE entry LIKE %s AND entry LIKE %s"
    for login in ("unit", "other-applicant", "closed"):
        concerned = [f'%"account":"{ids["admin"]}"%', f'%"{ids[login]}"%']
        with owner.transaction(force_rollback=True):
            ((before,),) = owner.execute(asked, concerned).fetchall()
            owner.execute("SET SESSION AUTHORIZATION admin")
            owner.execute("SELECT talentdesk.account_reopen(%s, %s)", [ids[login], verifier(siege)])
            owner.execute("RESET SESSION AUTHORIZATION")
            ((after,),) = owner.execute(asked, concerned).fetchall()
            assert after > before, login
            codes = "SELECT count(*) FROM talentdesk.recovery_code WHERE account_id = %s AND used_at IS NULL"
            assert owner.execute(codes, [ids[login]]).fetchall() == [(0,)], login


def test_who_holds_an_account_does_not_keep_an_administrator_from_giving_its_password(siege: Siege) -> None:
    identity = siege.furnished.desk.ids[HELD]
    with closing(siege.attackers.connect(HELD)) as thief:
        thief.execute("BEGIN")
        for codes in (CODES, '["' + '","'.join(f"{digit}" * 63 + "f" for digit in range(10)) + '"]'):
            thief.execute("SELECT talentdesk.recovery_codes_renew(%s)", [codes])
        given = f"SELECT talentdesk.password_temporary('{identity}', '{verifier(siege)}')"
        assert siege.attackers.attack("admin", "SET LOCAL lock_timeout = 2000", given).code == "done"
    siege.attackers.attack(HELD, "SELECT 1")  # finds its connection ended


def test_who_signed_in_by_a_temporary_password_is_out_when_it_is_replaced(siege: Siege) -> None:
    identity, owner = siege.furnished.desk.ids[HELD], siege.attackers.connection(OWNER)
    with (
        closing(siege.attackers.connect(HELD)) as giver,
        closing(siege.attackers.connect("applicant")) as another,
        owner.transaction(force_rollback=True),
    ):
        owner.execute("INSERT INTO talentdesk.password_due VALUES (%s, 1, 1, %s)", [identity, identity])
        owner.execute('SET SESSION AUTHORIZATION "asking-beside"')
        owner.execute("SELECT talentdesk.password_replaced()")
        owner.execute("RESET SESSION AUTHORIZATION")
        with pytest.raises(psycopg.OperationalError):
            giver.execute("SELECT talentdesk.me()")
        assert another.execute("SELECT talentdesk.me()").fetchall() != [(None,)]
    siege.attackers.attack(HELD, "SELECT 1")
