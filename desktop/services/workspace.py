"""A workspace opened for one signed-in account: making it, opening it, recovering it."""

import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desktop.domain.catalogue import Catalogue
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role
from desktop.services.credentials import checked_login, checked_name, checked_password, typed
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.store import backups
from desktop.store import workspace as local
from desktop.store.interruption import settle
from desktop.store.key_slots import ORDINARY, Derivation, FileKey
from desktop.store.new_location import new_directory, refuse_occupied
from desktop.store.opened import OpenedStore
from desktop.store.place import refuse_unsuitable_place
from desktop.store.queries.accounts import account_by_login
from desktop.store.queries.applicants import password_is_due
from desktop.store.records.accounts import add_account, grant
from desktop.store.records.identity import new_id
from desktop.store.records.settings import NAME, put_setting
from desktop.store.recovery_key import parse_recovery, recovery_text
from desktop.store.rows import AccountRow
from desktop.store.store import Store
from desktop.store.vault import Vault

Clock = Callable[[], datetime]

WORKSPACE_NAME_LENGTH: Final = 100


def now() -> datetime:
    """The machine's clock, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """Opens the workspace when every password is lost; shown once. `text` is made to be printed and typed again."""

    text: str


@dataclass(slots=True)
class Workspace:
    """One opened store with one signed-in account. Every verb may be called with it from any thread.

    `account` is as it was at sign-in; verbs look at the account as it is now. `looked_up` are the persons whose
    identity number this account has searched for, each put on record once. `catalogues` are the parsed ones
    by their hash. `readings` says when notices were opened to be read, by `monotonic`, which no setting of a clock
    moves.
    """

    store: OpenedStore
    account: AccountRow
    clock: Clock = now
    derivation: Derivation = ORDINARY
    looked_up: set[str] = field(default_factory=set)
    healed: tuple[str, ...] = ()
    """Names of key files that were damaged and have been made anew from their copy: somebody should be told."""
    catalogues: dict[str, Catalogue] = field(default_factory=dict)
    temporary_password: bool = False
    """Whether the password that opened it has to be replaced: until then every verb but that one is refused."""
    readings: dict[str, float] = field(default_factory=dict)
    monotonic: Callable[[], float] = time.monotonic

    @property
    def shared(self) -> bool:
        """Whether it lies in a shared database."""
        return not isinstance(self.store, Store)

    @property
    def local(self) -> Store:
        """The file beneath, for what only a local workspace can do. Raises `Unavailable` (only_local)."""
        if not isinstance(self.store, Store):
            raise Unavailable(UnavailableCode.ONLY_LOCAL, path=self.store.place)
        return self.store

    @property
    def location(self) -> Path:
        """The folder of a local workspace. Raises `Unavailable` (only_local)."""
        return self.local.location

    def close(self) -> None:
        """Lets go of the store; nothing of the workspace may be used afterwards."""
        self.store.close()


def create_workspace(
    location: Path,
    login: str,
    password: str,
    *,
    name: str = "",
    account_name: str = "",
    clock: Clock = now,
    derivation: Derivation = ORDINARY,
) -> RecoveryKey:
    """An empty workspace with its first administrator, put in place when complete; `name` is the workspace's.

    Raises `Rejected` for login, name or password, `Unavailable` where no workspace can be made.
    """
    login = checked_login(login)
    account_name = checked_name(account_name) or login
    password = checked_password(password)
    if len(name) > WORKSPACE_NAME_LENGTH:
        raise Rejected(RejectionCode.TOO_LONG, key="name", limit=WORKSPACE_NAME_LENGTH)
    location, at = location.absolute(), clock()
    refuse_occupied(location)
    refuse_unsuitable_place(location)
    with new_directory(location) as building:
        key = local.create_workspace(building, login, password, derivation=derivation)
        with closing(local.open_store(building, key, at=at)) as store, store.write() as connection:
            account_id = new_id()
            add_account(connection, account_id, login, account_name, by=account_id, at=at)
            grant(connection, account_id, Role.ADMINISTRATOR, None, by=account_id, at=at)
            put_setting(connection, NAME, name)
    return RecoveryKey(recovery_text(key))


def open_workspace(location: Path, login: str, password: str, *, clock: Clock = now) -> Workspace:
    """The workspace for this account; an older one is brought to the newest schema after a backup.

    Raises `Unavailable`: not_a_workspace, wrong_password, account_disabled, damaged, keys_damaged, newer_schema, …
    """
    location, login = location.absolute(), typed(login)
    local.check_workspace(location)
    vault = Vault.open(location)
    workspace = _open(location, vault.unlock(login, typed(password)), login, clock)
    workspace.healed = vault.healed
    return workspace


def open_newest_backup(location: Path, login: str, password: str, *, clock: Clock = now) -> Workspace:
    """Puts the newest automatic backup in place of a damaged workspace and opens that; what was damaged is kept beside.

    Raises `Unavailable` as `open_workspace` does, not_a_workspace without a backup.
    """
    location = location.absolute()
    backup = backups.newest_backup(location)
    if backup is None:
        raise Unavailable(UnavailableCode.NOT_A_WORKSPACE, path=str(location))
    restored = location.with_name(f"{location.name}.restored-{clock():%Y%m%d%H%M%S}")
    backups.restore(backup, restored)
    try:
        open_workspace(restored, login, password, clock=clock).close()
    except BaseException:
        _discard(restored)
        raise
    settle()
    damaged = location.with_name(f"{location.name}.damaged-{clock():%Y%m%d%H%M%S}")
    location.rename(damaged)
    restored.rename(location)
    return open_workspace(location, login, password, clock=clock)


def restore_backup(file: Path, new_location: Path) -> None:
    """A workspace at `new_location` from a backup. Raises `Unavailable`: bad_backup, exists_already, not_empty, …"""
    backups.restore(file, new_location.absolute())


def recover(
    location: Path,
    recovery_key: str,
    login: str,
    new_password: str,
    *,
    clock: Clock = now,
    derivation: Derivation = ORDINARY,
) -> None:
    """Gives the account a new password by the recovery sheet.

    Raises `Unavailable` (wrong_recovery_key, account_disabled …), `Rejected` for an unknown login or a bad password.
    """
    location, login = location.absolute(), typed(login)
    new_password = checked_password(new_password)
    local.check_workspace(location)
    vault, key = Vault.open(location), parse_recovery(recovery_key)
    if not vault.is_key(key):
        raise Unavailable(UnavailableCode.WRONG_RECOVERY_KEY)
    store = local.open_store(location, key, at=clock())
    try:
        with store.read() as connection:
            account = account_by_login(connection, login)
    finally:
        store.close()
    if account is None:
        raise Rejected(RejectionCode.UNKNOWN_LOGIN, login=login)
    if account.disabled:
        raise Unavailable(UnavailableCode.ACCOUNT_DISABLED)
    vault.put_slot(key, login, new_password, derivation)


def _open(location: Path, key: FileKey, login: str, clock: Clock) -> Workspace:
    store = local.open_store(location, key, at=clock())
    try:
        with store.read() as connection:
            account = account_by_login(connection, login)
            if account is None or account.disabled:
                raise Unavailable(UnavailableCode.ACCOUNT_DISABLED)
            temporary = password_is_due(connection, account.id)
    except BaseException:
        store.close()
        raise
    return Workspace(store, account, clock, temporary_password=temporary)


def _discard(location: Path) -> None:
    shutil.rmtree(location, ignore_errors=True)


__all__ = [
    "Clock",
    "RecoveryKey",
    "Workspace",
    "create_workspace",
    "now",
    "open_newest_backup",
    "open_workspace",
    "recover",
    "restore_backup",
]
