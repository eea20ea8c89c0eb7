"""Reads the table's rows from the signed-in person's workspace; called on background threads only."""

from desktop.services import applications
from desktop.services.rows import ApplicationQuery, ApplicationRow
from desktop.services.workspace import Workspace


class WorkspaceReader:
    """The `ApplicationReader` of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def count(self, query: ApplicationQuery) -> int:
        return applications.count_applications(self._workspace, query)

    def rows(self, query: ApplicationQuery, offset: int, limit: int) -> tuple[ApplicationRow, ...]:
        return applications.list_applications(self._workspace, query, offset=offset, limit=limit)
