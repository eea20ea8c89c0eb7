"""The desk of every test of a service."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import Desk, copied_desk, make_desk


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("desk") / "workspace"
    make_desk(location)
    return location


@pytest.fixture
def desk(desk_template: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from copied_desk(desk_template, tmp_path)
