"""The login that everybody has can register and recover, and do nothing else whatever."""

from collections.abc import Iterator
from itertools import product

import pytest

from desktop.store.postgres.roles import GUEST, GUEST_CONNECTIONS
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import LOGINS, OWNER
from tests.postgres.hostile.probes import VERIFIER
from tests.postgres.hostile.test_functions import ARGUMENTS, functions
from tests.postgres.hostile.test_tables import DENIED, IMPOSSIBLE, REFUSED, WAYS, columns, relations
from tests.shared_postgres import NEWEST_ONLY

pytestmark = NEWEST_ONLY

OPEN_TO_GUESTS = {
    "schema_revision()",
    "guest_register(text,text,text,text,text,text,text)",
    "guest_recover(text,text,text)",
}
NUMBER = "229901199001011010"
CODES = '["' + '","'.join(f"{digit}" * 64 for digit in range(10)) + '"]'
KNOWN = ("居民身份证", "11010519491231002X")
"""Of somebody who has registered."""
PERSON = ("newcomer", VERIFIER, "某人", "护照", "E12345678", "13800001111", CODES)
BAD = (
    ("newcomer", "geheim", "某人", "护照", "E12345678", "13800001111", CODES),
    ("Bad", *PERSON[1:]),
    ("pg_x", *PERSON[1:]),
    ("talentdesk_x", *PERSON[1:]),
    ("newcomer", VERIFIER, "", *PERSON[3:]),
    ("newcomer", VERIFIER, "长" * 51, *PERSON[3:]),
    ("newcomer", VERIFIER, " " * 51 + "某人", *PERSON[3:]),
    ("newcomer", VERIFIER, "\u3000", *PERSON[3:]),
    ("newcomer", VERIFIER, "某人\n管理员", *PERSON[3:]),
    ("newcomer", VERIFIER, "某\u202e人", *PERSON[3:]),
    ("newcomer", VERIFIER, "某人", "军官证", *PERSON[4:]),
    ("newcomer", VERIFIER, "某人", "居民身份证", "110105194912310021", *PERSON[5:]),
    ("newcomer", VERIFIER, "某人", "居民身份证", "11010519491231002x", *PERSON[5:]),
    ("newcomer", VERIFIER, "某人", "护照", "e12345678", *PERSON[5:]),
    (*PERSON[:5], "12800001111", CODES),
    (*PERSON[:5], "1380000111", CODES),
)
BAD_CODES = ("[]", '["x"]', '["' + '","'.join(["0" * 64] * 10) + '"]')
STATEMENTS = (
    "CREATE TEMP TABLE t (id text)",
    "CREATE TABLE talentdesk.t (id text)",
    "CREATE TABLE public.t (id text)",
    "CREATE SCHEMA s",
    "CREATE FUNCTION talentdesk.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "SET ROLE talentdesk_person",
    "SET ROLE talentdesk_people",
    "SET SESSION AUTHORIZATION admin",
    "CREATE ROLE another LOGIN",
    "ALTER ROLE admin PASSWORD 'x'",
    "ALTER ROLE CURRENT_USER CONNECTION LIMIT 100",
    "ALTER ROLE CURRENT_USER CREATEROLE",
    "GRANT talentdesk_person TO talentdesk_guest",
    "SELECT rolpassword FROM pg_authid",
    "SELECT lo_create(0)",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    "SELECT pg_read_file('PG_VERSION')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
)


@pytest.fixture(autouse=True)
def as_before(siege: Siege) -> Iterator[None]:
    """What guests have tried counts also where it is undone, and whom they asked about stays."""
    yield
    siege.attackers.connection(OWNER).execute("DELETE FROM talentdesk.guest_attempt")
    for name in ("guest_registrations", "guest_recoveries"):
        siege.attackers.connection(OWNER).execute(f"SELECT setval('talentdesk.{name}', 0, false)".encode())


def call(name: str, *values: str | None) -> str:
    given = ", ".join("NULL" if value is None else "'" + value.replace("'", "''") + "'" for value in values)
    return f"SELECT talentdesk.{name}({given})"


def test_it_is_given_two_functions_and_the_revision(siege: Siege) -> None:
    rows = siege.attackers.connection(OWNER).execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'talentdesk'::regnamespace "
        "AND has_function_privilege('talentdesk_guest', p.oid, 'EXECUTE')"
    )
    assert {name.removeprefix("talentdesk.") for (name,) in rows.fetchall()} == OPEN_TO_GUESTS


def test_no_other_function_is_called(siege: Siege) -> None:
    found = [row for row in functions(siege) if row[0] not in OPEN_TO_GUESTS]
    assert len(found) > 100
    for signature, types, _ in found:
        given = ", ".join(f"{ARGUMENTS.get(kind, 'NULL')}::{kind}" for kind in types)
        given = f"VARIADIC {given}" if signature == "my_organisations(text[])" else given
        answer = siege.attackers.attack(GUEST, f"SELECT talentdesk.{signature.partition('(')[0]}({given})")
        assert answer.sqlstate == DENIED, (signature, answer)


def test_no_table_view_or_sequence_opens(siege: Siege) -> None:
    for relation, way in product(relations(siege, "r", "v"), WAYS):
        answer = siege.attackers.attack(GUEST, *way.replace("{}", relation).split("; "))
        assert answer.code in REFUSED, (way, relation, answer)
    for relation in relations(siege, "r", "v"):
        for column in columns(siege, relation):
            for statement in (f"SELECT {column} FROM {relation}", f"UPDATE {relation} SET {column} = DEFAULT"):
                assert siege.attackers.attack(GUEST, statement).sqlstate in {DENIED, *IMPOSSIBLE}, statement
        answer = siege.attackers.attack(GUEST, f"INSERT INTO {relation} DEFAULT VALUES")
        assert answer.sqlstate in {DENIED, *IMPOSSIBLE}, relation
    for sequence in relations(siege, "S"):
        for statement in (f"SELECT setval('{sequence}', 1)", f"SELECT last_value FROM {sequence}"):
            assert siege.attackers.attack(GUEST, statement).sqlstate == DENIED, statement


@pytest.mark.parametrize("statement", STATEMENTS)
def test_nothing_else_is_allowed(siege: Siege, statement: str) -> None:
    assert siege.attackers.attack(GUEST, statement).sqlstate == DENIED


def test_all_rights_given_by_mistake_still_open_nothing(siege: Siege) -> None:
    connection = siege.attackers.connection(OWNER)
    with connection.transaction(force_rollback=True):
        connection.execute("GRANT ALL ON ALL TABLES IN SCHEMA talentdesk TO talentdesk_guest")
        connection.execute("SET SESSION AUTHORIZATION talentdesk_guest")
        for table in relations(siege, "r"):
            assert connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchall() == [(0,)], table
            assert connection.execute(f"DELETE FROM {table}".encode()).rowcount == 0
        connection.execute("RESET SESSION AUTHORIZATION")


@pytest.mark.parametrize("values", BAD, ids=range(len(BAD)))
def test_what_is_no_registration_leaves_nothing(siege: Siege, values: tuple[str, ...]) -> None:
    answer = siege.attackers.attack(GUEST, call("guest_register", *values), commit=True)
    assert answer.code in {"bad_verifier", "bad_text", "direct", "done"}
    if answer.code == "done":  # the login is asked for last
        assert siege.attackers.attack(GUEST, call("guest_register", *values), commit=True).code == "bad_login"
    for place, _ in enumerate(values):
        missing = [None if number == place else value for number, value in enumerate(PERSON)]
        if values == BAD[0] and place < len(values) - 1:  # of the codes: below
            assert siege.attackers.attack(GUEST, call("guest_register", *missing), commit=True).code != "done"


@pytest.mark.parametrize("codes", BAD_CODES, ids=range(len(BAD_CODES)))
def test_nobody_registers_with_codes_that_are_none(siege: Siege, codes: str) -> None:
    asked = call("guest_register", *PERSON[:6], codes)
    assert siege.attackers.attack(GUEST, asked, commit=True).rows == (("once_more",),)
    assert siege.attackers.attack(GUEST, asked).code == "direct"


@pytest.mark.parametrize("person", [PERSON[3:5], KNOWN], ids=["nobody", "somebody registered"])
def test_who_takes_the_question_back_is_not_told_whether_a_person_is_registered(
    siege: Siege, person: tuple[str, str]
) -> None:
    asked = call("guest_register", "newcomer", VERIFIER, "某人", *person, *PERSON[5:])
    assert siege.attackers.attack(GUEST, asked, "SAVEPOINT s", asked).rows == (("once_more",),)
    assert siege.attackers.attack(GUEST, asked, commit=True).rows == (("once_more",),)
    told = "person_registered" if person == KNOWN else "registered"
    assert siege.attackers.attack(GUEST, asked).rows == ((told,),)
    siege.attackers.connection(OWNER).execute("UPDATE talentdesk.guest_attempt SET at = 0, attempts = 5")
    assert siege.attackers.attack(GUEST, asked).rows == (("too_many_attempts",),)


@pytest.mark.parametrize("login", ["admin", "unit", "nobody", "postgres", "talentdesk_guest", "talentdesk_people"])
def test_no_login_of_others_is_taken(siege: Siege, login: str) -> None:
    answer = siege.attackers.attack(GUEST, call("guest_register", login, *PERSON[1:]), commit=True)
    assert (answer.code, answer.rows) == ("done", (("login_taken",),))


@pytest.mark.parametrize(
    ("login", "code"),
    [
        *((login, "A" * 19) for login in (*LOGINS, "postgres", "missing", "talentdesk_people")),
        *((login, code) for login in ("applicant", "admin", "missing") for code in ("Z" * 20, "")),
    ],
)
def test_no_code_but_the_right_one_says_anything(siege: Siege, login: str, code: str) -> None:
    answer = siege.attackers.attack(GUEST, call("guest_recover", login, code, VERIFIER), commit=True)
    assert (answer.code, answer.rows) == ("done", (("recovery_refused",),))


def test_the_right_code_works_for_its_login_alone(siege: Siege) -> None:
    for login, said in (("other-applicant", "recovered"), ("applicant", "recovery_refused")):
        answer = siege.attackers.attack(GUEST, call("guest_recover", login, "A" * 20, VERIFIER))
        assert answer.rows == ((said,),)
    older = siege.attackers.attack(
        GUEST,
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
        call("guest_recover", "other-applicant", "A" * 20, VERIFIER),
    )
    assert older.code == "isolation"


def test_it_has_few_connections(siege: Siege) -> None:
    rows = siege.attackers.connection(OWNER).execute(
        "SELECT rolconnlimit, rolinherit FROM pg_roles WHERE rolname = 'talentdesk_guest'"
    )
    assert rows.fetchall() == [(GUEST_CONNECTIONS, False)]
