"""The house that tests of filing move into shared databases."""

from pathlib import Path

import pytest

from tests.postgres.two_houses import make_house


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("house") / "workspace"
    make_house(location)
    return location
