"""Real PostgreSQL servers for the tests: one per version and process of the run, started by the first test that asks.

The plugin `tests/conftest.py` brings into every run. A version that is not installed is no parameter of any test, and
the first lines of the run name those that are.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Final

import pytest

from tests.postgres.programs import OLDEST, Programs, installed
from tests.postgres.server import Database, Server

PROGRAMS = installed()
ServerOf = Callable[[int], Server]
NEWEST_ONLY: Final = pytest.mark.parametrize("postgres_server", [max(PROGRAMS)], indirect=True)
"""For what the functions of a shared database do, and nothing of it is the server's own."""


def pytest_configure() -> None:
    # libpq fills in from the environment what a URL leaves open.
    for variable in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[variable]


def pytest_report_header() -> str:
    tested = ", ".join(f"{version} ({programs.origin})" for version, programs in PROGRAMS.items())
    untested = "" if OLDEST in PROGRAMS else f"; NOT tested: {OLDEST}, the package postgresql-{OLDEST} is not installed"
    return f"PostgreSQL: {tested}{untested}"


@pytest.fixture(scope="session")
def postgres_versions() -> dict[int, Programs]:
    """Those that are tested here, by major version."""
    return PROGRAMS


@pytest.fixture(scope="session")
def postgres_server_of() -> Iterator[ServerOf]:
    """The running server of a version; whoever stops it has to start it again."""
    servers: dict[int, Server] = {}
    with ExitStack() as stack:

        def server_of(version: int) -> Server:
            if version not in servers:
                servers[version] = stack.enter_context(Server(PROGRAMS[version]))
            return servers[version]

        yield server_of


@pytest.fixture(scope="session")
def house_server() -> Iterator[Server]:
    """A server of the newest version for houses that have moved in: who moves in keeps a password of their own, and
    people are the server's."""
    with Server(PROGRAMS[max(PROGRAMS)]) as server:
        yield server


@pytest.fixture(scope="session", params=PROGRAMS, ids=lambda version: f"postgresql-{version}")
def postgres_server(request: pytest.FixtureRequest, postgres_server_of: ServerOf) -> Server:
    """A running server of each version that is tested here."""
    version: int = request.param
    return postgres_server_of(version)


@pytest.fixture
def database(postgres_server: Server) -> Iterator[Database]:
    """An empty database, which goes after the test with the roles that the test made."""
    with postgres_server.own_roles(), postgres_server.empty.clone() as database:
        yield database
