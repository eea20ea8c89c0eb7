"""What printed forms need of a workspace: the applications of a list with their contents, and a place for the file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.exchange.replaced_file import replaced_file
from desktop.services.acting import acting_account, acting_scope
from desktop.services.applications import persons_looked_up, visible_detail
from desktop.services.workspace import Workspace
from desktop.store.queries import applications as queries
from desktop.store.queries.shared_listing import listing_of
from desktop.store.records.exports import record_form_export
from desktop.store.rows import ApplicationDetail, ApplicationQuery

MOST_LISTED: Final = 1000
"""So many applications one 一览表 holds; a longer list is cut, and the form says so."""


@dataclass(frozen=True, slots=True)
class ListedApplications:
    """The first applications of a list with all they hold, and how many the list has."""

    details: tuple[ApplicationDetail, ...]
    total: int


def listed_applications(
    workspace: Workspace, query: ApplicationQuery, *, most: int = MOST_LISTED
) -> ListedApplications:
    """The beginning of a list, of one state; those never submitted are left out. May take seconds.

    Nobody has opened these applications by that; that so many were listed is put on record by `save_form` and
    `record_form`.
    """
    persons = persons_looked_up(workspace, query)
    now = workspace.clock()
    with workspace.store.read() as connection:
        scope = acting_scope(connection, workspace)
        lines = listing_of(connection, scope, query, now, persons).lines()
        rows = queries.rows_of(connection, scope, lines[:most], now=now)
        filed = [row for row in rows.values() if row.submission]
        details = tuple(visible_detail(connection, workspace, scope, row.id) for row in filed)
    return ListedApplications(details, len(lines))


def save_form(
    workspace: Workspace, file: Path, pdf: bytes, form: str, applications: int, *, overwrite: bool = False
) -> None:
    """Write a form into a file as a whole or not at all, and put on record that it left the workspace.

    `form` is a key as `application_form`, `applications` how many it speaks of. Raises `Rejected` as `replaced_file`.
    """
    with replaced_file(file, overwrite=overwrite) as draft:
        draft.file.write(pdf)
        record_form(workspace, form, applications)  # before the file takes its place: no form without its record


def record_form(workspace: Workspace, form: str, applications: int) -> None:
    """Put on record that the account took a form out of the workspace, on paper or as a file."""
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        record_form_export(connection, account.id, form, applications, at=workspace.clock())
