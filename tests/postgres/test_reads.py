"""Reading a shared database: everybody finds what a local workspace of the same steps shows them, and no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import func, select

from desktop.store.migrations import planning
from desktop.store.migrations.reads import read_statements
from desktop.store.migrations.statements import FOLDER
from desktop.store.postgres.store import SharedStore
from desktop.store.problems import Protected
from desktop.store.questions import Question
from desktop.store.rows import CommentDraft
from desktop.store.tables import (
    metadata,
)
from tests.postgres.readings import READERS, READINGS, answers, as_people_read, furnish
from tests.postgres.server import Server
from tests.postgres.test_same_steps import numbered
from tests.store.factory import Desk, make_workspace
from tests.store.shared import make_logins, password_of, shared_workspace

NUMBER = "11010519491231002X"


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any]]]:
    """What a local workspace answers everybody."""
    with pytest.MonkeyPatch.context() as patch:
        numbered(patch)
        local = make_workspace(tmp_path_factory.mktemp("local"))
        furnish(local)
    yield {login: answers(local.store, local, login) for login in READERS}
    local.store.close()


@pytest.fixture(scope="module")
def shared(postgres_server: Server) -> Iterator[Desk[SharedStore]]:
    with postgres_server.own_roles(), pytest.MonkeyPatch.context() as patch:
        numbered(patch)
        with shared_workspace(postgres_server) as desk:
            furnish(desk)
            make_logins(desk, *READERS)
            yield desk


@contextmanager
def signed_in(desk: Desk[SharedStore], login: str) -> Iterator[SharedStore]:
    store = SharedStore(desk.store.address, login, password_of(login))
    try:
        yield store
    finally:
        store.close()


@pytest.mark.parametrize("revision", ["0002", "0004", "0006"])
def test_the_frozen_functions_are_those_of_the_questions(revision: str) -> None:
    frozen = (FOLDER / f"r{revision}" / "postgresql" / "reads.sql").read_text(encoding="utf-8")
    assert frozen == "".join(f"{statement};\n\n" for statement in read_statements(revision))


@pytest.mark.slow
@pytest.mark.parametrize("login", READERS)
def test_everybody_reads_what_a_local_workspace_would_show_them(
    shared: Desk[SharedStore], expected: dict[str, dict[str, Any]], login: str
) -> None:
    with signed_in(shared, login) as store:
        found = answers(store, shared, login)
    for name in READINGS:
        assert found[name] == as_people_read(name, expected[login][name]), name


@contextmanager
def lists_as_of_very_many(desk: Desk[SharedStore]) -> Iterator[None]:
    """Meanwhile lists are planned as if everybody saw thousands of routes and short words were held by very many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "FEW", 0)
        patch.setattr(planning, "COMMON", "SELECT value FROM each_text({words}) WHERE length(value) < 3")
        replace_planned(desk)
    yield
    replace_planned(desk)


def replace_planned(desk: Desk[SharedStore]) -> None:
    with desk.store.write() as connection:
        driver: Any = connection.connection.driver_connection
        for statement in read_statements():
            if "LANGUAGE plpgsql" in statement:
                driver.execute(statement.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))


@pytest.mark.slow
def test_what_is_looked_up_and_what_is_joined_are_the_same(
    shared: Desk[SharedStore], expected: dict[str, dict[str, Any]]
) -> None:
    with lists_as_of_very_many(shared):
        for login in ("unit", "department-2", "secretary", "applicant"):
            with signed_in(shared, login) as store:
                found = answers(store, shared, login)
            for name in ("sorts", "filters", "searches", "parts", "navigation"):
                assert found[name] == expected[login][name], (login, name)


def test_the_same_answers_are_no_empty_ones(expected: dict[str, dict[str, Any]]) -> None:
    seen = {login: [row.application for row in found["rows"].values()] for login, found in expected.items()}
    assert {login: len(rows) for login, rows in seen.items() if rows} == {
        "unit": 3,
        "unit-2": 1,
        "department-1": 3,
        "department-2": 4,
        "secretary": 1,
        "member": 1,
        "applicant": 2,
    }
    shown = [place for place, detail in enumerate(expected["unit"]["details"], 1) if detail is not None]
    assert shown == [1, 2, 3, 5]
    first = expected["unit"]["details"][0]
    assert first.attachments[0].verified_by == "经办unit"
    assert first.current.content.basic["document_number"] == NUMBER
    (masked,) = as_people_read("details", [first])
    assert masked.current.content.basic["document_number"] == "1101**********002X"
    assert expected["unit"]["comments"] == (CommentDraft(comment="还没写完"), ("请补正。",))
    assert len(expected["unit"]["saved filters"]) == 1


def test_people_read_no_table(shared: Desk[SharedStore]) -> None:
    with signed_in(shared, "unit") as store:
        for table in metadata.tables.values():
            with pytest.raises(Protected), store.read() as connection:
                connection.execute(select(func.count()).select_from(table))


def test_who_is_closed_reads_nothing_through_a_connection_that_stayed_open(shared: Desk[SharedStore]) -> None:
    listed = {"basket": "all", "order_by": "name ASC", "first": 0, "most": 9, "lines": "[1, 2, 3]"}
    asked = listed | {"application_id": shared.ids["A1"], "ids": f'["{shared.ids["U1"]}"]', "organisations": "[]"}
    answered = {}
    with shared.store.write() as connection:
        driver: Any = connection.connection.driver_connection
        for closed in (0, 1):
            driver.execute("UPDATE account SET disabled = %s WHERE login = 'unit'", [closed])
            driver.execute("SET LOCAL SESSION AUTHORIZATION unit")
            for name, question in Question.known.items():
                values = sql.SQL(", ").join(sql.Literal(asked.get(parameter)) for parameter in question.parameters)
                called = sql.SQL("SELECT * FROM {}({})").format(sql.Identifier("talentdesk", name), values)
                answered[name, closed] = driver.execute(called).fetchall()
            driver.execute("RESET SESSION AUTHORIZATION")
        driver.execute("UPDATE account SET disabled = 0 WHERE login = 'unit'")
    nothing: tuple[Any, ...] = ([], [(0,)], [(None,)])
    assert len({name for (name, closed), rows in answered.items() if not closed and rows not in nothing}) > 20
    assert {name for (name, closed), rows in answered.items() if closed and rows not in nothing} == set()


def test_what_is_masked_has_no_other_way_to_people(shared: Desk[SharedStore]) -> None:
    """Not even through a function of the role that reads for them."""
    with shared.store.write() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("SET LOCAL ROLE talentdesk_reader")
        for asked in ("content FROM submission", "content_hash FROM submission", "submission FROM submission"):
            with pytest.raises(InsufficientPrivilege), driver.transaction():
                driver.execute(f"SELECT {asked}")
        for asked in ("person_key FROM application", "search_text FROM application", "content FROM draft"):
            with pytest.raises(InsufficientPrivilege), driver.transaction():
                driver.execute(f"SELECT {asked}")
        driver.execute("RESET ROLE")
        rows = driver.execute("SELECT string_agg(folded, '') FROM application_search").fetchall()
        assert NUMBER.lower() not in rows[0][0]


SCOPELESS = """CREATE FUNCTION talentdesk.scopeless() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT id FROM application UNION ALL SELECT 'submission ' || application_id FROM submission
  UNION ALL SELECT 'decision ' || application_id FROM decision UNION ALL SELECT 'setting ' || key FROM setting
  UNION ALL SELECT 'seat ' || account_id FROM seat UNION ALL SELECT 'phrase ' || account_id FROM phrase
$$;
ALTER FUNCTION talentdesk.scopeless() OWNER TO talentdesk_reader;
GRANT EXECUTE ON FUNCTION talentdesk.scopeless() TO talentdesk_person"""


def test_a_function_that_forgot_the_scope_shows_no_more_than_the_others(
    shared: Desk[SharedStore], expected: dict[str, dict[str, Any]]
) -> None:
    with shared.store.write() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("GRANT CREATE ON SCHEMA talentdesk TO talentdesk_reader")
        driver.execute(SCOPELESS)
        for login in READERS:
            driver.execute(sql.SQL("SET LOCAL SESSION AUTHORIZATION {}").format(sql.Identifier(login)))
            found = {row[0] for row in driver.execute("SELECT talentdesk.scopeless()").fetchall()}
            driver.execute("RESET SESSION AUTHORIZATION")
            readable = {detail.row.id for detail in expected[login]["details"] if detail is not None}
            assert {line for line in found if " " not in line} == readable, login
            assert {line.split()[1] for line in found if line.startswith(("submission", "decision"))} <= readable
            assert "setting person_secret" not in found
            assert "setting name" in found
            others = {line for line in found if line.startswith(("seat", "phrase"))}
            assert login == "admin" or {line.split()[1] for line in others} <= {shared.ids[login]}
        driver.execute("DROP FUNCTION talentdesk.scopeless()")
        driver.execute("REVOKE CREATE ON SCHEMA talentdesk FROM talentdesk_reader")
