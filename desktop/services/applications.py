"""Finding and reading applications, as the signed-in account may see them."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from desktop.domain import identity_number
from desktop.domain.decisions import Refusal, RefusalCode, Refused
from desktop.domain.document_number import normalised_document_number
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.acting import acting_account, acting_scope
from desktop.services.workspace import Workspace
from desktop.store.queries import applications as queries
from desktop.store.queries import details, neighbours, years
from desktop.store.queries.listing import Listing
from desktop.store.queries.shared_listing import listing_of
from desktop.store.queries.streaming import stream_rows
from desktop.store.records.disclosures import record_look_up
from desktop.store.records.evidence import record_opened
from desktop.store.rows import (
    ApplicationDetail,
    ApplicationQuery,
    ApplicationRow,
    Lines,
    ListOpening,
    ListPlace,
    NavigationCounts,
)
from desktop.store.visibility import Scope

_SHOWN_LENGTH = 64


def list_applications(
    workspace: Workspace,
    query: ApplicationQuery,
    *,
    offset: int = 0,
    limit: int | None = None,
) -> tuple[ApplicationRow, ...]:
    """A part of the list in the query's order; without `limit` all from `offset` on.

    A full identity number as the search finds that person's applications, and the look-up is put on record.
    """
    with _reading(workspace, query) as reading:
        return reading.rows(reading.listing.lines()[offset:] if limit is None else reading.listing.page(offset, limit))


@dataclass(frozen=True, slots=True)
class WholeList:
    """A list of one moment, however long: how many there are, and the rows, read while they are asked for.

    `shown` is how many rows come: fewer than `total` where no more are wanted.
    """

    total: int
    shown: int
    rows: Iterator[ApplicationRow]


@contextlib.contextmanager
def whole_list(workspace: Workspace, query: ApplicationQuery, limit: int | None = None) -> Iterator[WholeList]:
    """All of the list in its order, or its first `limit` rows, in bounded memory; to be read within the block."""
    with _reading(workspace, query) as reading:
        lines = reading.listing.lines()
        wanted = lines[:limit]
        rows = stream_rows(reading.connection, reading.scope, wanted, now=reading.now)
        yield WholeList(len(lines), len(wanted), rows)


def open_list(workspace: Workspace, query: ApplicationQuery, limit: int) -> ListOpening:
    """The first `limit` rows, as soon as can be, however long the list is. Every verb of lists may be interrupted."""
    with _reading(workspace, query) as reading:
        listing = reading.listing
        first = listing.at_once(limit)
        few = listing.few if first is None else None  # before the page, which it tells as well
        return ListOpening(reading.rows(listing.page(0, limit) if first is None else first), few)


def count_applications(workspace: Workspace, query: ApplicationQuery) -> int:
    """How many rows the whole list has."""
    with _reading(workspace, query) as reading:
        return reading.listing.count()


def ordered_lines(workspace: Workspace, query: ApplicationQuery) -> Lines:
    """The whole list as lines: with them any part of it is fetched at once, and its length is known."""
    with _reading(workspace, query) as reading:
        return reading.listing.lines()


def rows_of(workspace: Workspace, lines: Sequence[int]) -> dict[int, ApplicationRow]:
    """The rows of these lines, in their order; those that the account does not see are missing."""
    with workspace.store.read() as connection:
        return queries.rows_of(connection, acting_scope(connection, workspace), lines, now=workspace.clock())


def still_listed(workspace: Workspace, query: ApplicationQuery, lines: Iterable[int]) -> dict[int, ApplicationRow]:
    """The rows, as they are now, of those lines that are in the list."""
    with _reading(workspace, query) as reading:
        listed = sorted(reading.listing.among(lines))
        return queries.rows_of(reading.connection, reading.scope, listed, now=reading.now)


def place_of(workspace: Workspace, query: ApplicationQuery, application_id: str) -> ListPlace:
    """Where the application stands in the list and what lies beside it."""
    with _reading(workspace, query) as reading:
        return reading.listing.place_of(application_id)


def place_in_order(workspace: Workspace, query: ApplicationQuery, lines: Lines, application_id: str) -> ListPlace:
    """`place_of` where the whole list was read before as `lines`: quick, however long the list is."""
    with _reading(workspace, query) as reading:
        found = neighbours.place_in_order(reading.connection, reading.listing, lines, application_id)
        return found or reading.listing.place_of(application_id)


def navigation_counts(workspace: Workspace) -> NavigationCounts:
    """How many applications lie in each place of the navigation."""
    with workspace.store.read() as connection:
        return queries.navigation_counts(connection, acting_scope(connection, workspace))


def submission_years(workspace: Workspace) -> tuple[int, ...]:
    """The years in which the applications that the account sees were submitted, the newest first."""
    with workspace.store.read() as connection:
        return years.submission_years(connection, acting_scope(connection, workspace))


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


@dataclass(frozen=True, slots=True)
class _Reading:
    connection: Connection
    scope: Scope
    listing: Listing
    now: datetime

    def rows(self, lines: Sequence[int]) -> tuple[ApplicationRow, ...]:
        return tuple(queries.rows_of(self.connection, self.scope, lines, now=self.now).values())


@contextlib.contextmanager
def _reading(workspace: Workspace, query: ApplicationQuery) -> Iterator[_Reading]:
    """One state of the list as the account may see it."""
    persons = persons_looked_up(workspace, query)
    with workspace.store.read() as connection:
        scope, now = acting_scope(connection, workspace), workspace.clock()
        yield _Reading(connection, scope, listing_of(connection, scope, query, now, persons), now)


def persons_looked_up(workspace: Workspace, query: ApplicationQuery) -> frozenset[str]:
    """Stands for the person whose full identity number is searched for; that it was looked up is put on record."""
    number = normalised_document_number(query.search)
    if not identity_number.is_well_formed(number):
        return frozenset()
    person = workspace.store.person_sought(number)
    if person not in workspace.looked_up:
        with workspace.store.noting() as connection:
            account = acting_account(connection, workspace)
            record_look_up(connection, account.id, person, workspace.clock())
        workspace.looked_up.add(person)
    return frozenset({person})
