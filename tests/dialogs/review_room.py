"""A real workspace with the demo's people, dossiers and evidence, for dialogs that are clicked through.

Made once and copied for each test. `Room.open(login)` signs in as one of the demo's accounts.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.demo.workspace import PASSWORD
from desktop.dialogs.detail.services import DetailServices
from desktop.dialogs.detail.walk import Walk
from desktop.services.applications import list_applications
from desktop.services.rows import ApplicationQuery, ApplicationRow
from desktop.services.workspace import Workspace, open_workspace
from desktop.views.applications.detail_services import detail_services, walk_through


@dataclass
class Room:
    """A workspace and its clock, which stands still unless a test moves it."""

    location: Path
    now: datetime = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)
    opened: list[Workspace] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now

    def tick(self, **step: float) -> None:
        self.now += timedelta(**(step or {"minutes": 1}))

    def open(self, login: str) -> Workspace:
        """Sign in; the room closes it in the end."""
        workspace = open_workspace(self.location, login, PASSWORD, clock=self.clock)
        self.opened.append(workspace)
        return workspace

    def close(self) -> None:
        for workspace in self.opened:
            workspace.close()


@contextmanager
def room_like(template: Path, location: Path) -> Iterator[Room]:
    """A copy of the template to change at will."""
    shutil.copytree(template, location)
    room = Room(location)
    try:
        yield room
    finally:
        room.close()


def services_of(workspace: Workspace) -> DetailServices:
    """The workspace's verbs as a detail dialog calls them."""
    return detail_services(workspace)


def walk_of(workspace: Workspace, query: ApplicationQuery | None = None) -> Walk:
    """The neighbours in a list."""
    return walk_through(workspace, query or ApplicationQuery(), lambda: None)


def find(workspace: Workspace, **wanted: object) -> ApplicationRow:
    """The first visible application whose row has these values."""
    for row in list_applications(workspace, ApplicationQuery()):
        if all(getattr(row, key) == value for key, value in wanted.items()):
            return row
    raise LookupError(wanted)
