"""How accounts get in: by the key slots of a local workspace, or as logins of the server of a shared database.

What an account is, its roles and whether it is closed, is written by `store.records.accounts` in both.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from sqlalchemy import Connection

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.credentials import checked_login, checked_shared_login, typed
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.workspace import Workspace
from desktop.store.postgres.logins import verifier_for
from desktop.store.postgres.store import SharedStore
from desktop.store.problems import Duplicate, Protected
from desktop.store.queries.accounts import account_by_login
from desktop.store.store import Store
from desktop.store.vault import Vault

_OF_THE_SERVER = "login"
_LAST = "last_administrator"


class Entrance(Protocol):
    """Passwords are checked ones, logins those of accounts. Nobody gets in without an account that is open."""

    def checked_login(self, login: str) -> str:
        """The login as it is stored. Raises `Rejected`."""
        ...

    def opening(self, login: str, password: str) -> AbstractContextManager[None]:
        """Around the write that makes or reopens the account: all of it, or the login stays out."""
        ...

    def closing(self, login: str) -> AbstractContextManager[None]:
        """Around the write that closes the account."""
        ...

    def verifier(self, connection: Connection, login: str, password: str) -> str:
        """What is written with the account so that the password lets it in; empty where nothing is."""
        ...

    def change_password(self, login: str, old: str, new: str) -> None:
        """Raises `Unavailable` (wrong_password)."""
        ...


def entrance_of(workspace: Workspace) -> Entrance:
    """How accounts of this workspace get in."""
    if isinstance(workspace.store, SharedStore):
        return _Logins(workspace.store)
    return _KeySlots(workspace, workspace.local)


class _KeySlots:
    """Each account has a slot with the workspace's key; it lies outside of the database, in files of its own."""

    def __init__(self, workspace: Workspace, store: Store) -> None:
        self._workspace = workspace
        self._store = store

    def checked_login(self, login: str) -> str:
        return checked_login(login)

    @contextmanager
    def opening(self, login: str, password: str) -> Iterator[None]:
        self._put(login, password)
        try:
            yield
        except BaseException:
            self._close_that_of_nobody(login)
            raise

    @contextmanager
    def closing(self, login: str) -> Iterator[None]:
        yield
        self._vault.remove_slot(login)

    def verifier(self, connection: Connection, login: str, password: str) -> str:
        return ""

    def change_password(self, login: str, old: str, new: str) -> None:
        self._vault.unlock(login, typed(old))
        self._put(login, new)

    @property
    def _vault(self) -> Vault:
        return Vault.open(self._store.location)

    def _put(self, login: str, password: str) -> None:
        self._vault.put_slot(self._store.key, login, password, self._workspace.derivation)

    def _close_that_of_nobody(self, login: str) -> None:
        """Takes back the slot of an account that was not made, unless another program has made it meanwhile."""
        with self._store.read() as connection:
            if account_by_login(connection, login) is None:
                self._vault.remove_slot(login)


class _Logins:
    """Each account has a login, made and closed in the transaction that writes the account."""

    def __init__(self, store: SharedStore) -> None:
        self._store = store

    def checked_login(self, login: str) -> str:
        return checked_shared_login(login)

    @contextmanager
    def opening(self, login: str, password: str) -> Iterator[None]:
        try:
            yield
        except Duplicate as error:
            if error.what != _OF_THE_SERVER:
                raise
            raise Rejected(RejectionCode.LOGIN_OF_THE_SERVER, login=login) from error

    @contextmanager
    def closing(self, login: str) -> Iterator[None]:
        try:
            yield
        except Protected as error:  # two administrators who close each other at the same moment
            if error.reason != _LAST:
                raise
            raise Rejected(RejectionCode.LAST_ADMINISTRATOR, login=login) from error

    def verifier(self, connection: Connection, login: str, password: str) -> str:
        return verifier_for(connection, login, password)

    def change_password(self, login: str, old: str, new: str) -> None:
        old = typed(old)
        if not old or "\0" in old:  # without a password libpq would look for one elsewhere
            raise Unavailable(UnavailableCode.WRONG_PASSWORD)
        self._store.change_password(old, new)
