"""Who is acting, asked anew in every unit of work: roles change and accounts close while a window is open."""

from sqlalchemy import Connection

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.workspace import Workspace
from desktop.store.queries.accounts import account_by_login
from desktop.store.rows import AccountRow
from desktop.store.visibility import Scope, scope_of


def acting_account(connection: Connection, workspace: Workspace) -> AccountRow:
    """The signed-in account as it is now, for whatever it wants to do.

    Raises `Rejected` (temporary_password) where a password of its own has to come first, `Unavailable` where it has
    been disabled meanwhile.
    """
    if workspace.temporary_password:
        raise Rejected(RejectionCode.TEMPORARY_PASSWORD)
    return signed_in_account(connection, workspace)


def signed_in_account(connection: Connection, workspace: Workspace) -> AccountRow:
    """The same, for what may be done with a temporary password: replacing it. Raises `Unavailable`."""
    account = account_by_login(connection, workspace.account.login)
    if account is None or account.disabled:
        raise Unavailable(UnavailableCode.ACCOUNT_DISABLED)
    return account


def acting_scope(connection: Connection, workspace: Workspace) -> Scope:
    """What the signed-in account may see now."""
    return scope_of(acting_account(connection, workspace))


def holds(account: AccountRow, role: Role, organisation_id: str | None = None) -> bool:
    """Whether the account has the role, in that organisation where one is given."""
    return any(
        held.role is role
        and (organisation_id is None or (held.organisation is not None and held.organisation.id == organisation_id))
        for held in account.memberships
    )


def acting_administrator(connection: Connection, workspace: Workspace) -> AccountRow:
    """The signed-in account where it is an administrator's. Raises `Rejected`."""
    account = acting_account(connection, workspace)
    if not holds(account, Role.ADMINISTRATOR):
        raise Rejected(RejectionCode.ADMINISTRATOR_ONLY)
    return account
