"""The desk of every test of a service: a local workspace, or for tests that ask for it also a shared database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import Desk, copied_desk, make_desk
from tests.dossiers import another_person, sample_dossier
from tests.postgres.server import Server, Template
from tests.services.shared_desk import cloned_desk, moved_in

STORES = ("a local workspace", "a shared database")


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("desk") / "workspace"
    make_desk(location)
    return location


@pytest.fixture(scope="session")
def filed_template(desk_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with three applications of one unit."""
    folder = tmp_path_factory.mktemp("filed")
    shutil.copytree(desk_template, folder / "workspace")
    desk = Desk(folder / "workspace", folder)
    for number in range(3):
        desk.bring(sample_dossier(f"app-{number}", name=f"张{number}", document_number=another_person(number)))
    desk.close()
    return desk.location


@pytest.fixture
def desk(desk_template: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from copied_desk(desk_template, tmp_path)


@pytest.fixture(scope="module")
def refusing_desk(desk_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One for all tests of a file that leave nothing behind."""
    yield from copied_desk(desk_template, tmp_path_factory.mktemp("refusing"))


@pytest.fixture(scope="module")
def shared_template(
    filed_template: Path, house_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Template]:
    """Of the newest version alone: what the functions do on each is `tests/postgres`'s to show."""
    with moved_in(house_server, filed_template, tmp_path_factory.mktemp("moving")) as template:
        yield template


@pytest.fixture(params=STORES)
def either_desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """With three applications, in a local workspace and in a shared database."""
    if request.param == STORES[0]:
        yield from copied_desk(request.getfixturevalue("filed_template"), tmp_path)
    else:
        yield from cloned_desk(request.getfixturevalue("shared_template"), tmp_path)
