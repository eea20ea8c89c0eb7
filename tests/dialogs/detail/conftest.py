"""A real workspace, a real preview and the program's look for every test of the detail dialog."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.preview.host import PreviewHost
from tests.dialogs.detail.reader import Reader
from tests.dialogs.review_room import Room, room_like
from tests.widgets.conftest import application_theme, theme
from tests.work.conftest import gate, runner

__all__ = ["application_theme", "gate", "runner", "theme"]


@pytest.fixture(scope="session")
def shared_host(qapp: QApplication) -> Iterator[PreviewHost]:
    host = PreviewHost()
    yield host
    host.close()


@pytest.fixture
def host(shared_host: PreviewHost) -> Iterator[PreviewHost]:
    yield shared_host
    shared_host.cancel_all()


@pytest.fixture
def fresh_host(qapp: QApplication) -> Iterator[PreviewHost]:
    """A preview that has seen no document yet: what one test has opened another would not load again."""
    made = PreviewHost()
    yield made
    made.close()


@pytest.fixture
def room(demo_template: Path, tmp_path: Path) -> Iterator[Room]:
    with room_like(demo_template, tmp_path / "workspace") as made:
        yield made


@pytest.fixture
def reader(qtbot: QtBot, room: Room, runner: object, host: PreviewHost) -> Iterator[Reader]:
    """Somebody at the screen. Its dialogs and workspaces go before the room does."""
    from desktop.work.runner import BackgroundRunner

    assert isinstance(runner, BackgroundRunner)
    somebody = Reader(qtbot, room, runner, host)
    yield somebody
    somebody.leave()
