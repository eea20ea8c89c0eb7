"""The filters that the signed-in account has saved under names; nobody else sees or changes them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy import Connection

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.visible_text import forbidden_character, shows_something
from desktop.services.acting import acting_account
from desktop.services.credentials import typed
from desktop.services.query_json import holds_identity_number, query_json, query_of_json
from desktop.services.workspace import Workspace
from desktop.store.problems import Duplicate
from desktop.store.queries import saved_filters as queries
from desktop.store.queries.organisations import names_of
from desktop.store.records import saved_filters as records
from desktop.store.records.identity import new_id
from desktop.store.rows import ApplicationQuery, SavedFilterRow

NAME_LENGTH: Final = 30
MOST_FILTERS: Final = 30
QUERY_LENGTH: Final = 500_000
"""Some ten thousand units: as many as nobody picks."""
_T = TypeVar("_T")

__all__ = [
    "MOST_FILTERS",
    "NAME_LENGTH",
    "SavedFilter",
    "SavedFilterRow",
    "remove_filter",
    "rename_filter",
    "restore_filter",
    "save_filter",
    "saved_filters",
]


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """`query` is None where a later version of the program has saved it, or where it cannot be read; it is kept.

    `unit_names` are those of the units that the query names, also where they have no application now.
    """

    id: str
    name: str
    query: ApplicationQuery | None
    unit_names: Mapping[str, str]


def saved_filters(workspace: Workspace) -> tuple[SavedFilter, ...]:
    """The account's filters, in the order they were first saved."""
    with workspace.store.read() as connection:
        rows = queries.saved_filters(connection, acting_account(connection, workspace).id)
        understood = {row.id: query_of_json(row.query) for row in rows}
        units = frozenset().union(*(query.units for query in understood.values() if query is not None))
        names = names_of(connection, units) if units else {}
    return tuple(_shown(row, understood[row.id], names) for row in rows)


def save_filter(workspace: Workspace, name: str, query: ApplicationQuery, *, replace: bool = False) -> str:
    """Keeps `query` under `name` and returns the filter's id; with `replace` in place of the one of that name.

    Raises `Rejected`: bad_filter_name, filter_name_taken, filter_holds_identity_number, bad_filter, too_many_filters.
    """
    name, text = _checked_name(name), _checked_query(query)

    def save(connection: Connection, account_id: str) -> str:
        mine = queries.saved_filters(connection, account_id)
        known = next((row for row in mine if row.name == name), None)
        if known is not None:
            if not replace:
                raise Rejected(RejectionCode.FILTER_NAME_TAKEN, name=name)
            records.change_saved_filter(connection, account_id, known.id, query=text)
            return known.id
        row = SavedFilterRow(new_id(), name, text, workspace.clock())
        _refuse_more(len(mine))
        records.add_saved_filter(connection, account_id, row)
        return row.id

    return _writing(workspace, name, save)


def rename_filter(workspace: Workspace, filter_id: str, name: str) -> None:
    """Raises `Rejected`: no_such_filter, bad_filter_name, filter_name_taken, filter_holds_identity_number."""
    name = _checked_name(name)

    def rename(connection: Connection, account_id: str) -> None:
        if not records.change_saved_filter(connection, account_id, filter_id, name=name):
            raise Rejected(RejectionCode.NO_SUCH_FILTER)

    _writing(workspace, name, rename)


def remove_filter(workspace: Workspace, filter_id: str) -> SavedFilterRow:
    """Returns what `restore_filter` needs to take it back. Raises `Rejected` (no_such_filter)."""
    with workspace.store.write() as connection:
        account_id = acting_account(connection, workspace).id
        mine = {row.id: row for row in queries.saved_filters(connection, account_id)}
        if filter_id not in mine or not records.remove_saved_filter(connection, account_id, filter_id):
            raise Rejected(RejectionCode.NO_SUCH_FILTER)
        return mine[filter_id]


def restore_filter(workspace: Workspace, removed: SavedFilterRow) -> None:
    """Brings a removed filter back as it was. Raises `Rejected`: filter_name_taken, too_many_filters."""

    def restore(connection: Connection, account_id: str) -> None:
        mine = queries.saved_filters(connection, account_id)
        if any(row.id == removed.id for row in mine):
            return
        _refuse_more(len(mine))
        records.restore_saved_filter(connection, account_id, removed)

    _writing(workspace, removed.name, restore)


def _writing(workspace: Workspace, name: str, write: Callable[[Connection, str], _T]) -> _T:
    """One unit of work on the account's filters; `name` is what may be taken meanwhile."""
    try:
        with workspace.store.write() as connection:
            return write(connection, acting_account(connection, workspace).id)
    except Duplicate as problem:
        raise Rejected(RejectionCode.FILTER_NAME_TAKEN, name=name) from problem


def _refuse_more(known: int) -> None:
    if known >= MOST_FILTERS:
        raise Rejected(RejectionCode.TOO_MANY_FILTERS, limit=MOST_FILTERS)


def _shown(row: SavedFilterRow, query: ApplicationQuery | None, names: Mapping[str, str]) -> SavedFilter:
    units = query.units if query is not None else frozenset()
    return SavedFilter(row.id, row.name, query, {unit: names[unit] for unit in units if unit in names})


def _checked_name(name: str) -> str:
    text = typed(name).strip()
    if not shows_something(text) or len(text) > NAME_LENGTH or forbidden_character(text) is not None:
        raise Rejected(RejectionCode.BAD_FILTER_NAME, limit=NAME_LENGTH)
    if holds_identity_number(text):
        raise Rejected(RejectionCode.FILTER_HOLDS_IDENTITY_NUMBER)
    return text


def _checked_query(query: ApplicationQuery) -> str:
    """The query as it is stored: what could not be read back is not stored."""
    if holds_identity_number(query.search):
        raise Rejected(RejectionCode.FILTER_HOLDS_IDENTITY_NUMBER)
    text = query_json(query)
    if len(text) > QUERY_LENGTH or query_of_json(text) != query:
        raise Rejected(RejectionCode.BAD_FILTER)
    return text
