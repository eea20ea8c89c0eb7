from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from tests.postgres.server import Database, Server


def query(dsn: str, statement: sql.SQL) -> list[tuple[object, ...]]:
    with psycopg.connect(dsn, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


PROVINCES = sql.SQL("CREATE TABLE province AS SELECT * FROM (VALUES (1, '浙江'), (2, '广西')) AS p (id, name)")
CONTENT = sql.SQL("SELECT id, name FROM province ORDER BY id")
DATABASES = sql.SQL("SELECT datname FROM pg_database")

ROLES_AND_GRANTS = sql.SQL(
    "CREATE ROLE person LOGIN PASSWORD 'secret'; CREATE ROLE deputy;"
    "CREATE TABLE note (); ALTER TABLE note OWNER TO person; GRANT SELECT ON note TO deputy;"
    "GRANT of_template TO person WITH ADMIN OPTION; GRANT person TO deputy;"
    "GRANT CREATE ON DATABASE postgres TO deputy"
)


def build(dsn: str) -> None:
    with psycopg.connect(dsn) as connection:
        connection.execute(PROVINCES)


def test_the_server_is_of_the_version_that_the_test_is_named_after(
    postgres_server: Server, request: pytest.FixtureRequest
) -> None:
    (version,) = query(postgres_server.dsn(), sql.SQL("SHOW server_version_num"))[0]
    assert request.node.callspec.id == f"postgresql-{int(str(version)) // 10000}"


def test_a_database_is_empty_and_sorts_by_code_point(database: Database) -> None:
    tables = sql.SQL("SELECT count(*) FROM pg_stat_user_tables")
    settings = sql.SQL("SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = %s")
    with psycopg.connect(database.dsn()) as connection:
        assert connection.execute(tables).fetchone() == (0,)
        assert connection.execute(settings, [database.name]).fetchone() == ("UTF8", "C.UTF-8")


def test_a_person_needs_the_password_and_the_superuser_none(database: Database) -> None:
    query(database.dsn(), sql.SQL("CREATE ROLE reviewer LOGIN PASSWORD 'p/w:@1'"))
    assert query(database.dsn("reviewer", "p/w:@1"), sql.SQL("SELECT current_user::text")) == [("reviewer",)]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(database.dsn("reviewer", "wrong"))
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(database.dsn("reviewer"))


def test_a_clone_holds_what_its_template_holds_and_changes_alone(postgres_server: Server) -> None:
    template = postgres_server.template("provinces", build)
    with template.clone() as first, template.clone() as second:
        query(first.dsn(), sql.SQL("DELETE FROM province WHERE id = 1"))
        assert query(first.dsn(), CONTENT) == [(2, "广西")]
        assert query(second.dsn(), CONTENT) == [(1, "浙江"), (2, "广西")]


def test_a_template_is_built_once_and_a_clone_goes_even_with_somebody_connected(postgres_server: Server) -> None:
    def build_again(dsn: str) -> None:
        pytest.fail("built a second time")

    template = postgres_server.template("provinces", build)
    assert postgres_server.template("provinces", build_again) is template
    before = postgres_server.execute(DATABASES)
    with template.clone() as clone:
        connection = psycopg.connect(clone.dsn())
    with pytest.raises(psycopg.OperationalError):
        connection.execute(CONTENT)
    connection.close()
    assert postgres_server.execute(DATABASES) == before


def test_a_template_that_fails_leaves_neither_database_nor_role_and_can_be_built_later(
    postgres_server: Server,
) -> None:
    def fail(dsn: str) -> None:
        query(dsn, sql.SQL("CREATE ROLE unfinished"))
        query(dsn, sql.SQL("CREATE TABLE started ()"))
        raise FileNotFoundError("no such migration")

    before = postgres_server.execute(DATABASES), postgres_server.roles()
    with pytest.raises(FileNotFoundError):
        postgres_server.template("later", fail)
    assert (postgres_server.execute(DATABASES), postgres_server.roles()) == before
    with postgres_server.template("later", build).clone() as clone:
        assert len(query(clone.dsn(), CONTENT)) == 2


@pytest.fixture
def roles_before(postgres_server: Server) -> Iterator[set[str]]:
    """Set up before the database of a test, so torn down after it."""
    before = postgres_server.roles()
    yield before
    assert postgres_server.roles() == before | {"of_template"}


def test_the_roles_of_a_test_go_with_all_their_grants_and_those_of_a_template_stay(
    roles_before: set[str], database: Database
) -> None:
    def build_with_role(dsn: str) -> None:
        query(dsn, sql.SQL("CREATE ROLE of_template CREATEROLE"))

    database.server.template("with role", build_with_role)
    query(database.dsn(), ROLES_AND_GRANTS)
    query(database.dsn("person", "secret"), sql.SQL("GRANT of_template TO deputy"))
    assert database.server.roles() == roles_before | {"of_template", "person", "deputy"}


def test_a_server_that_was_restarted_has_its_databases_again(postgres_server: Server) -> None:
    with postgres_server.template("provinces", build).clone() as clone:
        postgres_server.restart()
        assert len(query(clone.dsn(), CONTENT)) == 2
