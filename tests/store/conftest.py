"""A workspace per test, and one per module where tests only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.terms import Action
from desktop.store.engine import Mode, connect
from tests.store.factory import Desk, make_workspace
from tests.store.probe import Probe


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A workspace of two levels, closed at the end."""
    made = make_workspace(tmp_path)
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Probe]:
    desk = make_workspace(tmp_path_factory.mktemp("probes"))
    decided, returned, free = desk.file(), desk.file(), desk.file()
    desk.decide(decided, Action.PASS, "unit", "unit")
    desk.decide(returned, Action.RETURN, "unit", "unit")
    connection = connect(desk.store.files.data, desk.key, Mode.WRITE)
    # a raw client has neither of these on
    connection.execute("PRAGMA recursive_triggers = OFF")
    connection.execute("PRAGMA foreign_keys = OFF")
    yield Probe(desk, connection, decided, returned, free)
    connection.close()
    desk.store.close()
