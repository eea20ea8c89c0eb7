"""Moving house, all or nothing: a local workspace into an empty shared database, and out of one again.

By the owner of the database. Passwords do not move, except that of the administrator who is named: everybody else
gets a new one from an administrator. The house that was left stays as it was, and should be used no more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import OrganisationKind, Role
from desktop.services.acting import holds
from desktop.services.credentials import SHARED_LOGIN_LENGTH, checked_password, is_shared_login, typed
from desktop.services.servers import owning
from desktop.services.workspace import RecoveryKey, open_workspace
from desktop.store import workspace as local
from desktop.store.integrity import refuse_damage
from desktop.store.key_slots import ORDINARY, Derivation
from desktop.store.location import WorkspaceFiles
from desktop.store.new_location import new_directory, refuse_occupied
from desktop.store.place import refuse_unsuitable_place
from desktop.store.postgres import moving
from desktop.store.postgres.address import Address
from desktop.store.postgres.logins import make_login
from desktop.store.problems import Duplicate
from desktop.store.queries.accounts import account_by_login, open_logins
from desktop.store.queries.organisations import organisation_by_code
from desktop.store.recovery_key import recovery_text
from desktop.store.rows import AccountRow


@dataclass(frozen=True, slots=True)
class MovedIn:
    """`to_open` are logins that an administrator must open, `known` those whom the server lets in already."""

    rows: int
    entries: int
    root: str
    to_open: tuple[str, ...]
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MovedOut:
    """`to_open` are logins to which an administrator must give a password in the new workspace."""

    rows: int
    entries: int
    root: str
    to_open: tuple[str, ...]
    recovery_key: RecoveryKey


def move_in(
    location: Path,
    administrator: str,
    password: str,
    address: Address,
    owner: str,
    owner_password: str | None,
    *,
    clock: Callable[[], datetime],
) -> MovedIn:
    """Moves the workspace into a database in which nothing is yet. `administrator` is one of the workspace.

    They keep their login and, unless the server knows them, their password. Nobody writes in the workspace meanwhile.
    Raises `Rejected` (bad_shared_logins, logins_of_the_server, not_an_administrator), `Unavailable` (exists_already,
    broken_audit, moved_differently, not_the_owner, …).
    """
    workspace = open_workspace(location, administrator, password, clock=clock)
    try:
        refuse_damage(workspace.local.files.data, workspace.local.key)
        with workspace.store.write() as here:
            mover = _administrator(here, administrator)
            logins = open_logins(here)
            _refuse_unfit(logins)
            with owning(address), moving.empty_database(address, owner, owner_password) as there:
                known = _known(there, logins)
                arrived = moving.bring_in(here, there)
                make_login(there, mover.login, typed(password))
    finally:
        workspace.close()
    to_open = tuple(login for login in logins if login not in known and login != mover.login)
    return MovedIn(arrived.rows, arrived.audit.count, arrived.audit.root, to_open, tuple(sorted(known)))


def move_out(
    address: Address,
    owner: str,
    owner_password: str | None,
    new_location: Path,
    administrator: str,
    new_password: str,
    *,
    unit: str | None = None,
    derivation: Derivation = ORDINARY,
) -> MovedOut:
    """Makes a local workspace of everything, or of what belongs to the unit with this code.

    `administrator` is one of the shared database; `new_password` will be theirs in the workspace. Raises `Rejected`
    (not_an_administrator, unknown_organisation, …), `Unavailable` (not_empty, broken_audit, moved_differently, …).
    """
    new_password, new_location = checked_password(new_password), new_location.absolute()
    refuse_occupied(new_location)
    refuse_unsuitable_place(new_location)
    # the folder gets its name last, after the shared database has kept the order of its audit
    with (
        new_directory(new_location) as building,
        owning(address),
        moving.shared_database(address, owner, owner_password) as there,
    ):
        mover = _administrator(there, administrator)
        unit_id = None if unit is None else _unit(there, unit)
        key = local.create_workspace(building, mover.login, new_password, derivation=derivation)
        arrived = moving.take_out(there, WorkspaceFiles(building).data, key, unit_id, mover.id)
    to_open = tuple(login for login in arrived.logins if login != mover.login)
    return MovedOut(arrived.rows, arrived.audit.count, arrived.audit.root, to_open, RecoveryKey(recovery_text(key)))


def _administrator(connection: Connection, login: str) -> AccountRow:
    account = account_by_login(connection, typed(login))
    if account is None or account.disabled or not holds(account, Role.ADMINISTRATOR):
        raise Rejected(RejectionCode.NOT_AN_ADMINISTRATOR, login=login)
    return account


def _unit(connection: Connection, code: str) -> str:
    found = organisation_by_code(connection, code)
    if found is None or found.kind is not OrganisationKind.UNIT:
        raise Rejected(RejectionCode.UNKNOWN_ORGANISATION, code=code)
    return found.id


def _refuse_unfit(logins: tuple[str, ...]) -> None:
    """Disabled accounts come whatever they are called: the server never makes logins of such names."""
    unfit = [login for login in logins if not is_shared_login(login)]
    if unfit:
        raise Rejected(RejectionCode.BAD_SHARED_LOGINS, logins="、".join(unfit), limit=SHARED_LOGIN_LENGTH)


def _known(connection: Connection, logins: tuple[str, ...]) -> frozenset[str]:
    try:
        return moving.known_logins(connection, logins)
    except Duplicate as error:
        raise Rejected(RejectionCode.LOGINS_OF_THE_SERVER, logins=error.what) from error
