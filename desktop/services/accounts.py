"""Accounts: who may sign in, and as what."""

from collections.abc import Iterable

from sqlalchemy import Connection

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import OrganisationKind, Role
from desktop.services.acting import acting_administrator, holds, signed_in_account
from desktop.services.credentials import checked_name, checked_password, typed
from desktop.services.entrances import entrance_of
from desktop.services.workspace import Workspace
from desktop.store.interruption import settle
from desktop.store.queries import accounts as queries
from desktop.store.queries.organisations import organisation_by_code
from desktop.store.records import accounts as records
from desktop.store.records.identity import new_id
from desktop.store.rows import AccountRow, OrganisationRow

_OF_UNITS = frozenset({Role.UNIT})
_OF_DEPARTMENTS = frozenset({Role.DEPARTMENT, Role.SECRETARY, Role.MEMBER})


def accounts(workspace: Workspace) -> tuple[AccountRow, ...]:
    """All accounts in the order of their logins; for an administrator."""
    with workspace.store.read() as connection:
        acting_administrator(connection, workspace)
        return queries.accounts(connection)


def account_exists(workspace: Workspace, login: str) -> bool:
    """Whether `add_person` would give an existing account further roles instead of making one."""
    with workspace.store.read() as connection:
        acting_administrator(connection, workspace)
        return queries.account_by_login(connection, typed(login)) is not None


def add_person(
    workspace: Workspace,
    login: str,
    password: str | None,
    roles: Iterable[Role],
    organisation_code: str | None = None,
    name: str = "",
) -> AccountRow:
    """A new account with these roles, or the roles for an existing one, whose password stays. By an administrator.

    Every role among `roles` that belongs to an organisation belongs to the one named. Raises `Rejected`.
    """
    entrance = entrance_of(workspace)
    login, name, wanted = entrance.checked_login(login), checked_name(name), tuple(dict.fromkeys(roles))
    if not wanted:
        raise Rejected(RejectionCode.NO_ROLE)
    with workspace.store.read() as connection:
        acting_administrator(connection, workspace)
        known = queries.account_by_login(connection, login)
        _checked_roles(connection, wanted, organisation_code)
    if known is not None:
        with workspace.store.write() as connection:
            return _write(connection, workspace, login, name, wanted, organisation_code)
    if password is None:
        raise Rejected(RejectionCode.PASSWORD_MISSING)
    password = checked_password(password)
    with entrance.opening(login, password), workspace.store.write() as connection:
        verifier = entrance.verifier(connection, login, password)
        return _write(connection, workspace, login, name, wanted, organisation_code, verifier)


def disable_account(workspace: Workspace, login: str) -> None:
    """The account can no longer get in. By an administrator, never of the last one."""
    with entrance_of(workspace).closing(typed(login)), workspace.store.write() as connection:
        administrator = acting_administrator(connection, workspace)
        account = _known(connection, login)
        others = [
            other
            for other in queries.accounts(connection)
            if other.id != account.id and not other.disabled and holds(other, Role.ADMINISTRATOR)
        ]
        if holds(account, Role.ADMINISTRATOR) and not others:
            raise Rejected(RejectionCode.LAST_ADMINISTRATOR, login=account.login)
        records.close_account(connection, account.id, by=administrator.id, at=workspace.clock())
        settle()
    with workspace.store.write() as connection:
        records.end_connections(connection, account.id)


def enable_account(workspace: Workspace, login: str, password: str) -> None:
    """The account can get in again, or as before, with a new password. By an administrator."""
    entrance, password = entrance_of(workspace), checked_password(password)
    with workspace.store.write() as connection:
        administrator = acting_administrator(connection, workspace)
        account = _known(connection, login)
        with entrance.opening(account.login, password):
            verifier = entrance.verifier(connection, account.login, password)
            by, at = administrator.id, workspace.clock()
            records.reopen_account(connection, account.id, by=by, at=at, verifier=verifier)


def change_password(workspace: Workspace, old: str, new: str) -> None:
    """The signed-in account's own password. Raises `Unavailable` (wrong_password), `Rejected` for a bad new one."""
    new = checked_password(new)
    with workspace.store.read() as connection:
        account = signed_in_account(connection, workspace)
    entrance_of(workspace).change_password(account.login, old, new)


def _write(
    connection: Connection,
    workspace: Workspace,
    login: str,
    name: str,
    roles: tuple[Role, ...],
    organisation_code: str | None,
    verifier: str = "",
) -> AccountRow:
    administrator, at = acting_administrator(connection, workspace), workspace.clock()
    known = queries.account_by_login(connection, login)
    account_id = new_id() if known is None else known.id
    if known is None:
        by = administrator.id
        records.add_account(connection, account_id, login, name or login, by=by, at=at, verifier=verifier)
    elif name and name != known.name:
        records.rename(connection, account_id, name, by=administrator.id, at=at)
    for role, organisation in _checked_roles(connection, roles, organisation_code):
        place = None if organisation is None else organisation.id
        records.grant(connection, account_id, role, place, by=administrator.id, at=at)
    return _known(connection, login)


def _checked_roles(
    connection: Connection, roles: tuple[Role, ...], code: str | None
) -> tuple[tuple[Role, OrganisationRow | None], ...]:
    organisation = None if code is None else organisation_by_code(connection, typed(code))
    if code is not None and organisation is None:
        raise Rejected(RejectionCode.UNKNOWN_ORGANISATION, code=code[:64])
    found: list[tuple[Role, OrganisationRow | None]] = []
    for role in roles:
        if role in _OF_UNITS:
            _check_kind(role, organisation, OrganisationKind.UNIT, RejectionCode.ROLE_NEEDS_UNIT)
        elif role in _OF_DEPARTMENTS:
            _check_kind(role, organisation, OrganisationKind.DEPARTMENT, RejectionCode.ROLE_NEEDS_DEPARTMENT)
        elif organisation is not None and not {*roles} & (_OF_UNITS | _OF_DEPARTMENTS):
            raise Rejected(RejectionCode.ROLE_WITHOUT_ORGANISATION, role=role.value)
        found.append((role, organisation if role in _OF_UNITS | _OF_DEPARTMENTS else None))
    return tuple(found)


def _check_kind(role: Role, organisation: OrganisationRow | None, kind: OrganisationKind, code: RejectionCode) -> None:
    if organisation is None or organisation.kind is not kind:
        raise Rejected(code, role=role.value, organisation=organisation.name if organisation else "")


def _known(connection: Connection, login: str) -> AccountRow:
    account = queries.account_by_login(connection, typed(login))
    if account is None:
        raise Rejected(RejectionCode.UNKNOWN_LOGIN, login=login[:64])
    return account
