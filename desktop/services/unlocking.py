"""Unlocking a window that has covered itself: the password of the same account, asked of what lets it in."""

from desktop.services.acting import acting_account
from desktop.services.credentials import typed
from desktop.services.opening import open_shared
from desktop.services.workspace import Workspace
from desktop.store.postgres.store import SharedStore
from desktop.store.vault import Vault


def check_password(workspace: Workspace, password: str) -> None:
    """Of the signed-in account: by its key slot, or by signing in to the server anew. Takes as long as signing in.

    Raises `Unavailable`: wrong_password, account_disabled, server_unreachable, …
    """
    store, login = workspace.store, workspace.account.login
    if isinstance(store, SharedStore):
        open_shared(store.address, login, password).close()
        return
    Vault.open(workspace.location).unlock(login, typed(password))
    with store.read() as connection:
        acting_account(connection, workspace)
