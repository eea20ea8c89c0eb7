"""Opening a workspace for one account, wherever it lies: a local folder or a shared database."""

from desktop.services.credentials import is_shared_login, typed
from desktop.services.places import Address, Place
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.workspace import Clock, Workspace, now, open_workspace
from desktop.store.opened import OpenedStore
from desktop.store.postgres.store import SharedStore
from desktop.store.queries.accounts import account_by_login
from desktop.store.queries.applicants import password_is_due
from desktop.store.rows import AccountRow


def open_store(place: Place, login: str, password: str, *, clock: Clock = now) -> Workspace:
    """The workspace for this account. One that was opened by a temporary password refuses all but replacing that.

    Raises `Unavailable` as `open_workspace` and `open_shared` do.
    """
    if isinstance(place, Address):
        return open_shared(place, login, password, clock=clock)
    return open_workspace(place, login, password, clock=clock)


def open_shared(address: Address, login: str, password: str, *, clock: Clock = now) -> Workspace:
    """The shared workspace as this person, whom the server itself lets in.

    Raises `Unavailable`: wrong_password, account_disabled, server_unreachable, no_such_database, certificate,
    not_a_workspace, newer_schema, older_schema, too_many_connections, …
    """
    login, password = typed(login), typed(password)
    # without a password libpq would look for one elsewhere, and what it cannot say it would cut short
    if not is_shared_login(login) or not password or "\0" in password:
        raise Unavailable(UnavailableCode.WRONG_PASSWORD)
    store = SharedStore(address, login, password)
    try:
        account = _account(store, login)
        with store.read() as connection:
            temporary = password_is_due(connection, account.id)
        return Workspace(store, account, clock, temporary_password=temporary)
    except BaseException:
        store.close()
        raise


def _account(store: OpenedStore, login: str) -> AccountRow:
    with store.read() as connection:
        account = account_by_login(connection, login)
    if account is None or account.disabled:
        raise Unavailable(UnavailableCode.ACCOUNT_DISABLED)
    return account
