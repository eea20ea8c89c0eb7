"""Reads the table's rows from the signed-in person's workspace; called on background threads only."""

from collections.abc import Iterable, Sequence

from desktop.services import applications
from desktop.services.rows import ApplicationQuery, ApplicationRow, Lines, ListOpening
from desktop.services.workspace import Interrupt, Workspace
from desktop.work.cancellation import Cancellation


class WorkspaceReader:
    """The `ApplicationReader` of a workspace: whoever cancels a read ends it in the database."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def open_list(self, query: ApplicationQuery, limit: int, cancellation: Cancellation) -> ListOpening:
        return applications.open_list(self._workspace, query, limit, interrupt_of(cancellation))

    def count(self, query: ApplicationQuery, cancellation: Cancellation) -> int:
        return applications.count_applications(self._workspace, query, interrupt_of(cancellation))

    def lines(self, query: ApplicationQuery, cancellation: Cancellation) -> Lines:
        return applications.ordered_lines(self._workspace, query, interrupt_of(cancellation))

    def page(
        self, query: ApplicationQuery, offset: int, limit: int, cancellation: Cancellation
    ) -> tuple[ApplicationRow, ...]:
        return applications.list_applications(
            self._workspace, query, offset=offset, limit=limit, interrupt=interrupt_of(cancellation)
        )

    def rows_of(self, lines: Sequence[int], cancellation: Cancellation) -> dict[int, ApplicationRow]:
        return applications.rows_of(self._workspace, lines, interrupt_of(cancellation))

    def still_listed(
        self, query: ApplicationQuery, lines: Iterable[int], cancellation: Cancellation
    ) -> dict[int, ApplicationRow]:
        return applications.still_listed(self._workspace, query, lines, interrupt_of(cancellation))


def interrupt_of(cancellation: Cancellation) -> Interrupt:
    """Ends a read in the database when its cancellation is requested."""
    interrupt = Interrupt()
    cancellation.on_request(interrupt.cancel)
    return interrupt
