"""A workspace per test, and one per module where tests only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.factory import Desk, make_workspace


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A workspace of two levels, closed at the end."""
    made = make_workspace(tmp_path)
    yield made
    made.store.close()
