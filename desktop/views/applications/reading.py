"""Reads the table's rows from the signed-in person's workspace; called on background threads only."""

from collections.abc import Iterable, Sequence

from desktop.services import applications
from desktop.services.rows import ApplicationQuery, ApplicationRow, Lines, ListOpening
from desktop.services.workspace import Workspace


class WorkspaceReader:
    """The `ApplicationReader` of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def open_list(self, query: ApplicationQuery, limit: int) -> ListOpening:
        return applications.open_list(self._workspace, query, limit)

    def count(self, query: ApplicationQuery) -> int:
        return applications.count_applications(self._workspace, query)

    def lines(self, query: ApplicationQuery) -> Lines:
        return applications.ordered_lines(self._workspace, query)

    def page(self, query: ApplicationQuery, offset: int, limit: int) -> tuple[ApplicationRow, ...]:
        return applications.list_applications(self._workspace, query, offset=offset, limit=limit)

    def rows_of(self, lines: Sequence[int]) -> dict[int, ApplicationRow]:
        return applications.rows_of(self._workspace, lines)

    def still_listed(self, query: ApplicationQuery, lines: Iterable[int]) -> dict[int, ApplicationRow]:
        return applications.still_listed(self._workspace, query, lines)
