"""Finding and reading applications, as the signed-in account may see them."""

from sqlalchemy import Connection

from desktop.domain import identity_number
from desktop.domain.decisions import Refusal, RefusalCode, Refused
from desktop.domain.document_number import normalised_document_number
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.acting import acting_account, acting_scope
from desktop.services.workspace import Workspace
from desktop.store import audit
from desktop.store.queries import applications as queries
from desktop.store.queries import details
from desktop.store.records.evidence import record_opened
from desktop.store.rows import ApplicationDetail, ApplicationQuery, ApplicationRow, NavigationCounts
from desktop.store.visibility import Scope

LOOKUPS = "lookups"
"""The audit chain of searches for a full identity number."""

_SHOWN_LENGTH = 64


def list_applications(
    workspace: Workspace, query: ApplicationQuery, *, offset: int = 0, limit: int | None = None
) -> tuple[ApplicationRow, ...]:
    """A page of the list in the query's order; without `limit` all from `offset` on.

    A full identity number as the search finds that person's applications, and the look-up is put on record.
    """
    persons = _persons_looked_up(workspace, query)
    with workspace.store.read() as connection:
        scope = acting_scope(connection, workspace)
        return queries.list_applications(
            connection, scope, query, now=workspace.clock(), offset=offset, limit=limit, person_keys=persons
        )


def count_applications(workspace: Workspace, query: ApplicationQuery) -> int:
    """How many rows the whole list has."""
    persons = _persons_looked_up(workspace, query)
    with workspace.store.read() as connection:
        scope = acting_scope(connection, workspace)
        return queries.count_applications(connection, scope, query, now=workspace.clock(), person_keys=persons)


def position_of(workspace: Workspace, query: ApplicationQuery, application_id: str) -> int | None:
    """The application's place in the list, from 0; None where it no longer matches."""
    persons = _persons_looked_up(workspace, query)
    with workspace.store.read() as connection:
        scope = acting_scope(connection, workspace)
        return queries.position_of(connection, scope, query, application_id, now=workspace.clock(), person_keys=persons)


def neighbour(workspace: Workspace, query: ApplicationQuery, application_id: str, step: int) -> str | None:
    """The id of the application `step` rows further in the list (-1: the one before); None where there is none."""
    persons = _persons_looked_up(workspace, query)
    with workspace.store.read() as connection:
        scope = acting_scope(connection, workspace)
        return queries.neighbour(
            connection, scope, query, application_id, step, now=workspace.clock(), person_keys=persons
        )


def navigation_counts(workspace: Workspace) -> NavigationCounts:
    """How many applications lie in each place of the navigation."""
    with workspace.store.read() as connection:
        return queries.navigation_counts(connection, acting_scope(connection, workspace))


def find_application(workspace: Workspace, reference: str) -> str:
    """The id of the application with this 申报编号, else with this dossier key where that is one for the account.

    Raises `Rejected`: not_found, also for one the account may not see; ambiguous.
    """
    with workspace.store.read() as connection:
        found = queries.find_application_ids(connection, acting_scope(connection, workspace), reference)
    if not found:
        raise Rejected(RejectionCode.NOT_FOUND, reference=reference[:_SHOWN_LENGTH])
    if len(found) > 1:
        raise Rejected(RejectionCode.AMBIGUOUS, reference=reference[:_SHOWN_LENGTH])
    return found[0]


def application_detail(workspace: Workspace, application_id: str) -> ApplicationDetail:
    """Everything about one application; that this account has opened it is put on record.

    Raises `Refused` (not_found), also for one the account may not see.
    """
    with workspace.store.read() as connection:
        scope = acting_scope(connection, workspace)
        detail = visible_detail(connection, workspace, scope, application_id)
    if not detail.row.opened:
        with workspace.store.write() as connection:
            record_opened(connection, application_id, scope.account_id, workspace.clock())
    return detail


def change_number(workspace: Workspace) -> int:
    """Rises whenever anybody, here or in another program, has committed anything. Cheap enough to ask every second."""
    return workspace.store.change_number()


def visible_detail(
    connection: Connection, workspace: Workspace, scope: Scope, application_id: str
) -> ApplicationDetail:
    """The detail as `scope` may see it. Raises `Refused` (not_found)."""
    detail = details.application_detail(connection, scope, application_id, now=workspace.clock())
    if detail is None:
        raise Refused(Refusal(RefusalCode.NOT_FOUND))
    return detail


def _persons_looked_up(workspace: Workspace, query: ApplicationQuery) -> frozenset[str]:
    number = normalised_document_number(query.search)
    if not identity_number.is_well_formed(number):
        return frozenset()
    person = workspace.store.person_key(number)
    if person not in workspace.looked_up:
        with workspace.store.write() as connection:
            account = acting_account(connection, workspace)
            facts = {"event": "lookup", "account": account.id, "person": person}
            audit.append(connection, LOOKUPS, workspace.clock(), facts)
        workspace.looked_up.add(person)
    return frozenset({person})
