"""Forgotten passwords (guide 2.3): by a recovery code, or a temporary one from an administrator."""

import secrets
from contextlib import closing
from pathlib import Path
from typing import Final

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.accounts import change_password
from desktop.services.acting import acting_account, acting_administrator, signed_in_account
from desktop.services.credentials import checked_password, is_shared_login, typed
from desktop.services.entrances import entrance_of
from desktop.services.places import Address, Place
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.registration import RecoveryCodes
from desktop.services.workspace import Clock, Workspace, now, recover
from desktop.store import workspace as local
from desktop.store.interruption import settle
from desktop.store.key_slots import ORDINARY, Derivation
from desktop.store.postgres import guest
from desktop.store.queries.accounts import account_by_login, accounts
from desktop.store.queries.applicants import password_is_due, recovery_codes_left, registered_as, unused_code
from desktop.store.records.accounts import end_connections
from desktop.store.records.applicants import (
    give_temporary_password,
    renew_recovery_codes,
    replace_password,
    use_recovery_code,
)
from desktop.store.recovery_codes import code_digest, new_recovery_codes, plain_code, plain_codes
from desktop.store.vault import Vault

_TEMPORARY_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
_TEMPORARY_LENGTH: Final = 12


def recover_by_code(
    location: Path,
    login: str,
    code: str,
    new_password: str,
    *,
    clock: Clock = now,
    derivation: Derivation = ORDINARY,
) -> None:
    """Gives an account of a local workspace a new password by one of its recovery codes, which is used up.

    Raises `Rejected`: recovery_refused for whatever is wrong with login and code, or what is wrong with the password.
    """
    location, login, new_password = location.absolute(), typed(login), checked_password(new_password)
    plain = plain_code(code)
    local.check_workspace(location)
    vault = Vault.open(location)
    if plain is None:
        raise Rejected(RejectionCode.RECOVERY_REFUSED)
    try:
        key, slot = vault.unlock_by_code(login, plain)
    except Unavailable as problem:
        raise Rejected(RejectionCode.RECOVERY_REFUSED) from problem
    at = clock()
    with closing(local.open_store(location, key, at=at)) as store, store.write() as connection:
        account = account_by_login(connection, login)
        code_id = None if account is None else unused_code(connection, account.id, code_digest(login, plain))
        if account is None or account.disabled or code_id is None:
            raise Rejected(RejectionCode.RECOVERY_REFUSED)
        use_recovery_code(connection, code_id, account.id, at)
        replace_password(connection, account.id, at=at)
        # last, and both slots at once: a code that has let somebody in opens nothing more
        vault.replace_by_code(key, login, slot, new_password, derivation)


def recover_at(address: Address, login: str, code: str, new_password: str) -> None:
    """The same in a shared database, whose people hold the new password alone: what was signed in with the old is out.

    Raises `Rejected`: recovery_refused, too_many_attempts, …; `Unavailable` as opening a shared database does.
    """
    login, new_password = typed(login), checked_password(new_password)
    plain = plain_code(code)
    if plain is None or not is_shared_login(login):
        raise Rejected(RejectionCode.RECOVERY_REFUSED)
    guest.recover(address, login, plain, new_password)


def recover_with(place: Place, typed_code: str, login: str, new_password: str) -> None:
    """By whatever of the two was typed: a recovery code of one's own, or the key on the sheet of a local workspace."""
    if isinstance(place, Address):
        recover_at(place, login, typed_code, new_password)
    elif plain_code(typed_code) is not None:
        recover_by_code(place, login, typed_code, new_password)
    else:
        recover(place, typed_code, login, new_password)


def new_temporary_password() -> str:
    """One to be said or written down: twelve characters that are not taken for each other."""
    return "".join(secrets.choice(_TEMPORARY_ALPHABET) for _ in range(_TEMPORARY_LENGTH))


def set_temporary_password(workspace: Workspace, login: str, password: str) -> None:
    """Gives somebody else a password that they must replace at the next sign-in, and makes their recovery codes void.

    By an administrator, who has seen the person's document. Raises `Rejected`.
    """
    password = checked_password(password)
    entrance = entrance_of(workspace)
    with workspace.store.write() as connection:
        administrator, at = acting_administrator(connection, workspace), workspace.clock()
        account = next((one for one in accounts(connection) if one.login == typed(login)), None)
        if account is None:
            raise Rejected(RejectionCode.UNKNOWN_LOGIN, login=login[:64])
        if account.id == administrator.id:
            raise Rejected(RejectionCode.OWN_TEMPORARY_PASSWORD)
        if account.disabled:
            raise Unavailable(UnavailableCode.ACCOUNT_DISABLED)
        verifier = entrance.verifier(connection, account.login, password)
        give_temporary_password(connection, account.id, by=administrator.id, at=at, verifier=verifier)
        if not workspace.shared:
            vault, key = Vault.open(workspace.location), workspace.local.key
            vault.put_slot(key, account.login, password, workspace.derivation, without_codes=True)
        settle()
    with workspace.store.write() as connection:
        end_connections(connection, account.id)


def password_is_temporary(workspace: Workspace) -> bool:
    """Whether the signed-in account has to choose a new one before anything else."""
    with workspace.store.read() as connection:
        return password_is_due(connection, signed_in_account(connection, workspace).id)


def replace_temporary_password(workspace: Workspace, temporary: str, new: str) -> RecoveryCodes | None:
    """Gives the signed-in account a password of its own. New recovery codes for who registered by themselves."""
    if typed(temporary) == typed(new):
        raise Rejected(RejectionCode.SAME_PASSWORD)
    change_password(workspace, temporary, new)
    with workspace.store.write() as connection:
        account = signed_in_account(connection, workspace)
        replace_password(connection, account.id, at=workspace.clock())
        registered = registered_as(connection, account.id) is not None
    workspace.temporary_password = False
    return make_recovery_codes(workspace) if registered else None


def make_recovery_codes(workspace: Workspace) -> RecoveryCodes:
    """New ones for the signed-in account; older ones are void."""
    codes = new_recovery_codes()
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        digests = [code_digest(account.login, code) for code in codes]
        renew_recovery_codes(connection, account.id, digests, workspace.clock())
        if not workspace.shared:
            Vault.open(workspace.location).put_codes(workspace.local.key, account.login, plain_codes(codes))
    return RecoveryCodes(account.login, codes)


def codes_left(workspace: Workspace) -> int:
    """How many recovery codes the signed-in account still has."""
    with workspace.store.read() as connection:
        return recovery_codes_left(connection, acting_account(connection, workspace).id)
