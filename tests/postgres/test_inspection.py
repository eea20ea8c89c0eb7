"""A live shared database compared with what it should be: nothing that opens it wider goes unnamed."""

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from desktop.store.postgres.inspection import DifferenceKind, expected_facts, facts, inspect
from tests.postgres.server import Server
from tests.store.factory import Desk
from tests.store.shared import KEEPER, make_logins, shared_workspace

_ESCAPED = re.compile(r"E'(?:[^'\\]|\\.|'')*'(?:\s*\n\s*'(?:[^'\\]|\\.|'')*')*")
"""A text that says itself what backslashes are in it, with its further lines."""

WIDENED = {
    "ALTER TABLE decision DISABLE ROW LEVEL SECURITY": "table decision",
    "GRANT SELECT ON application TO talentdesk_person": "table application",
    "GRANT SELECT (search_text) ON application TO PUBLIC": "column application.search_text",
    "GRANT UPDATE (stage) ON application TO unit": "column application.stage",
    "CREATE TABLE forgotten (id text)": "table forgotten",
    "ALTER TABLE account OWNER TO postgres": "table account",
    "ALTER FUNCTION may_read(text) RESET search_path": "function may_read(text)",
    "GRANT EXECUTE ON FUNCTION login_close(text) TO talentdesk_person": "function login_close(text)",
    "CREATE OR REPLACE FUNCTION me() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$": "function me()",
    "CREATE FUNCTION further() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$": "function further()",
    "ALTER TABLE decision DISABLE TRIGGER decision_check": "trigger decision.decision_check",
    "DROP TRIGGER audit_kept ON audit": "trigger audit.audit_kept",
    "CREATE POLICY all_of_it ON application TO talentdesk_person USING (true)": "policy application.all_of_it",
    "DROP POLICY decision_own ON decision": "policy decision.decision_own",
    "ALTER TABLE decision DROP CONSTRAINT ck_decision_action": "constraint decision.ck_decision_action",
    "GRANT CREATE ON SCHEMA talentdesk TO talentdesk_person": "schema talentdesk",
    "GRANT CREATE ON SCHEMA public TO PUBLIC": "schema public",
    "GRANT EXECUTE ON FUNCTION lo_create(oid) TO PUBLIC": "large objects lo_create(oid)",
    "ALTER ROLE talentdesk_person CREATEDB": "role talentdesk_person",
    "ALTER ROLE talentdesk_owner LOGIN": "role talentdesk_owner",
    "ALTER ROLE talentdesk_guest CONNECTION LIMIT 100": "role talentdesk_guest",
    "ALTER ROLE talentdesk_guest SET search_path = public": "role talentdesk_guest",
    "GRANT talentdesk_person TO talentdesk_guest": "role talentdesk_guest",
    "GRANT EXECUTE ON FUNCTION me() TO talentdesk_guest": "function me()",
    "ALTER ROLE unit SUPERUSER": "login unit",
    "GRANT pg_read_all_data TO unit": "login unit",
    "GRANT pg_execute_server_program TO unit": "login unit",
}


@pytest.fixture(scope="module")
def shared(postgres_server: Server) -> Iterator[Desk[Any]]:
    with postgres_server.own_roles(), shared_workspace(postgres_server) as desk:
        make_logins(desk)
        yield desk


@pytest.fixture
def keeper(shared: Desk[Any]) -> Iterator[psycopg.Connection[Any]]:
    """The owner, nothing of whose doings stays."""
    options = "-c search_path=talentdesk,pg_catalog"
    with psycopg.connect(shared.store.address.conninfo(user=KEEPER, options=options)) as connection:
        yield connection
        connection.rollback()


def test_a_new_database_is_as_it_should_be(keeper: psycopg.Connection[Any]) -> None:
    assert facts(keeper) == expected_facts()
    assert inspect(keeper) == ()


def test_every_table_has_row_level_security_and_lets_nobody_read_but_the_owner_of_the_reading_functions() -> None:
    tables = {name: said for name, said in expected_facts().items() if name.startswith("table ")}
    assert len(tables) > 25
    assert [name for name, said in tables.items() if "rows=t" not in said] == []
    assert {said.partition(" rights=")[2] for said in tables.values()} == {"none", "talentdesk_reader:SELECT"}
    others = {name: said.replace("talentdesk_reader:SELECT", "") for name, said in expected_facts().items()}
    known = [name for name, said in others.items() if "talentdesk_verifier:SELECT" in said]
    assert [name for name in known if not name.startswith("column ")] == []
    assert [name for name, said in others.items() if said.count(":SELECT") > (name in known)] == []


def test_what_verifies_the_audit_is_under_row_level_security_and_owns_nothing_but_its_functions() -> None:
    said_of = expected_facts()
    readable = {name.split(" ")[1] for name, said in said_of.items() if "talentdesk_verifier:SELECT" in said}
    tables = {name.partition(".")[0] for name in readable}
    assert tables == {"audit", "application", "decision", "submission", "deletion"}
    of_applications = {name for name in readable if name.startswith("application.")}
    assert of_applications == {"application.id", "application.chain_length", "application.chain_hash"}
    policies = [name for name, said in said_of.items() if "roles=talentdesk_verifier" in said]
    assert {name.split(" ")[1].partition(".")[0] for name in policies} == tables
    owned = [name for name, said in said_of.items() if "owner=talentdesk_verifier" in said]
    assert [name for name in owned if not name.startswith("function read_audit_")] == []
    assert "bypass=f connections=-1 settings=0 in=" in said_of["role talentdesk_verifier"]


def test_whoever_owns_the_reading_functions_is_itself_under_row_level_security() -> None:
    said_of = {(name.split(" ")[0], name.partition(" ")[2]): said for name, said in expected_facts().items()}
    readable = {(kind, name) for (kind, name), said in said_of.items() if "talentdesk_reader:SELECT" in said}
    in_part = {name.partition(".")[0] for kind, name in readable if kind == "column"}
    assert in_part == {"applicant", "application", "draft", "submission", "recovery_code"}
    withheld = {
        "recovery_code.digest",
        "applicant.person_key",
        "application.person_key",
        "application.search_text",
        "submission.content",
        "submission.content_hash",
        "draft.content",
    }
    assert [name for name in withheld if ("column", name) not in said_of or ("column", name) in readable] == []
    policies = {name for (kind, name), said in said_of.items() if "roles=talentdesk_reader" in said}
    whole = {name for kind, name in readable if kind == "table"}
    assert whole | in_part == {name.partition(".")[0] for name in policies}
    views = [said_of[kind, name] for kind, name in readable if kind == "view"]
    assert len(views) == 3
    assert [said for said in views if "security_invoker=true" not in said] == []
    owned = [" ".join(name) for name, said in said_of.items() if "owner=talentdesk_reader" in said]
    assert [name for name in owned if not name.startswith("function read_")] == []
    assert "bypass=f connections=-1 settings=0 in=" in said_of["role", "talentdesk_reader"]


def test_every_function_looks_nowhere_but_where_it_says() -> None:
    functions = {name: said for name, said in expected_facts().items() if name.startswith("function ")}
    assert len(functions) > 40
    assert [name for name, said in functions.items() if "settings=search_path=pg_catalog, " not in said] == []
    assert [name for name, said in functions.items() if "PUBLIC" in said] == []


def test_what_the_rules_of_the_tables_ask_may_be_asked_by_several_processes_at_once() -> None:
    """One function that may not, and no count for a person is shared among processes."""
    said_of = expected_facts()
    rules = " ".join(said for name, said in said_of.items() if name.startswith("policy "))
    functions = {name: said for name, said in said_of.items() if name.startswith("function ")}
    asked = {name for name in functions if f"{name.removeprefix('function ').partition('(')[0]}(" in rules}
    assert len(asked) >= 5
    assert [name for name in asked if "parallel=s " not in functions[name]] == []


def test_every_function_reads_the_same_whatever_a_session_makes_of_backslashes(keeper: psycopg.Connection[Any]) -> None:
    """Bodies are read with the settings of the session, of which one says what a backslash in a plain text is."""
    bodies = "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'talentdesk'::regnamespace"
    plain = {name: _ESCAPED.sub("", body) for name, body in keeper.execute(bodies).fetchall()}
    assert len(plain) > 40
    assert [name for name, body in plain.items() if "\\" in body] == []


@pytest.mark.parametrize("statement", WIDENED)
def test_what_opens_a_database_wider_is_named(keeper: psycopg.Connection[Any], statement: str) -> None:
    keeper.execute(statement.encode())
    assert WIDENED[statement] in [difference.name for difference in inspect(keeper)]


def test_a_difference_says_how_it_is_and_how_it_should_be(keeper: psycopg.Connection[Any]) -> None:
    keeper.execute("GRANT SELECT ON application TO talentdesk_person")
    (difference,) = inspect(keeper)
    assert difference.kind is DifferenceKind.CHANGED
    assert difference.found.endswith("rights=talentdesk_person:SELECT")
    assert difference.expected.endswith("rights=none")
