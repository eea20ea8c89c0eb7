"""A runner of its own for each test."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.work.runner import BackgroundRunner
from tests.work.gate import Gate


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[BackgroundRunner]:
    result = BackgroundRunner()
    yield result
    result.close()


@pytest.fixture
def gate() -> Iterator[Gate]:
    result = Gate()
    yield result
    result.opened.set()
