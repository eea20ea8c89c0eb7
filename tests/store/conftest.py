"""A workspace per test, copied from one that is made once, and one per module where tests only read."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from desktop.domain.terms import Action
from desktop.store.engine import Mode, connect
from desktop.store.workspace import open_store
from tests.store.factory import NOW, Desk, make_workspace
from tests.store.probe import Probe


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """What is copied for every test; closed."""
    made = make_workspace(tmp_path_factory.mktemp("furnished"))
    made.store.close()
    return made


@pytest.fixture
def desk(furnished: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A workspace of two levels, closed at the end."""
    made = _copied(furnished, tmp_path)
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


def _copied(template: Desk, folder: Path) -> Desk:
    location = folder / template.store.location.name
    shutil.copytree(template.store.location, location)
    store = open_store(location, template.key, at=NOW)
    return replace(template, store=store, ids=dict(template.ids), serial=count(1))
