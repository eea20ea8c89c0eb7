"""Signing up as an applicant (guide 2.2): on a local workspace somebody of it opens the file for the newcomer."""

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.registration import Registration, with_checked_person
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Role
from desktop.exchange.new_file import new_file
from desktop.services.acting import acting_account, acting_administrator
from desktop.services.credentials import checked_login, checked_name, checked_password, checked_shared_login
from desktop.services.places import Address, Place
from desktop.services.workspace import Clock, Workspace, now, open_workspace
from desktop.store.binding_rows import RegisteredRow
from desktop.store.key_slots import ORDINARY, Derivation
from desktop.store.postgres import guest
from desktop.store.postgres.roles import guest_verifier
from desktop.store.queries import applicants as queries
from desktop.store.queries.accounts import account_by_login
from desktop.store.queries.settings import setting_of
from desktop.store.records.accounts import add_account, grant
from desktop.store.records.applicants import NewApplicant, add_applicant, renew_recovery_codes
from desktop.store.records.identity import new_id
from desktop.store.records.settings import CLOSED, REGISTRATION, put_registration
from desktop.store.recovery_codes import code_digest, new_recovery_codes, plain_codes
from desktop.store.vault import Vault

__all__ = [
    "RecoveryCodes",
    "Registration",
    "register",
    "register_at",
    "register_here",
    "register_in",
    "registered_as",
    "registration_is_open",
    "save_recovery_codes",
    "set_registration_open",
]


@dataclass(frozen=True, slots=True)
class RecoveryCodes:
    """Shown once. Each sets the password of `login` anew, once."""

    login: str
    codes: tuple[str, ...]

    def __repr__(self) -> str:
        return "RecoveryCodes(…)"


def register_in(place: Place, registration: Registration, host: tuple[str, str]) -> RecoveryCodes:
    """Wherever it lies; `host` is login and password of the account that opens a local workspace for the newcomer."""
    if isinstance(place, Address):
        return register_at(place, registration)
    return register_here(place, *host, registration)


def save_recovery_codes(file: Path, text: str) -> None:
    """A new text file, for its owner alone. Raises `Rejected` where something is there or nothing can be written."""
    with new_file(file) as opened:
        opened.write(text.encode("utf-8-sig"))
    file.chmod(0o600)


def register_here(
    location: Path,
    host_login: str,
    host_password: str,
    registration: Registration,
    *,
    clock: Clock = now,
    derivation: Derivation = ORDINARY,
) -> RecoveryCodes:
    """Registers somebody on a local workspace that an account of it opens for them.

    Raises `Unavailable` as `open_workspace` does, `Rejected` as `register` does; the person is checked first.
    """
    registration = checked(registration)
    with closing(open_workspace(location, host_login, host_password, clock=clock)) as workspace:
        workspace.derivation = derivation
        return register(workspace, registration)


def register_at(address: Address, registration: Registration) -> RecoveryCodes:
    """Registers somebody in a shared database, by the login that is there for that.

    Raises `Rejected` as `register` does, too_many_attempts, `Unavailable` as opening a shared database does.
    """
    registration = replace(checked(registration), login=checked_shared_login(registration.login))
    codes = new_recovery_codes()
    guest.register(
        address,
        guest.GuestRegistration(
            registration.login,
            registration.password,
            registration.name,
            registration.document_type,
            registration.document_number,
            registration.mobile,
            tuple(code_digest(registration.login, code) for code in codes),
        ),
    )
    return RecoveryCodes(registration.login, codes)


def register(workspace: Workspace, registration: Registration) -> RecoveryCodes:
    """A new account with the role applicant for the person, on a local workspace that is open.

    Raises `Rejected`: what is wrong with a value, registration_closed, login_taken, person_registered.
    """
    registration = checked(registration)
    login, at, account_id = registration.login, workspace.clock(), new_id()
    codes, person_key = new_recovery_codes(), workspace.store.person_key(registration.document_number)
    with workspace.local.write() as connection:
        host = acting_account(connection, workspace)
        if setting_of(connection, REGISTRATION) == CLOSED:
            raise Rejected(RejectionCode.REGISTRATION_CLOSED)
        if account_by_login(connection, login) is not None:
            raise Rejected(RejectionCode.LOGIN_TAKEN)
        add_account(connection, account_id, login, registration.name, by=host.id, at=at)
        grant(connection, account_id, Role.APPLICANT, None, by=host.id, at=at)
        new = NewApplicant(
            account_id,
            registration.name,
            registration.document_type,
            registration.document_number,
            person_key,
            registration.mobile,
            at,
        )
        add_applicant(connection, new)
        renew_recovery_codes(connection, account_id, [code_digest(login, code) for code in codes], at)
        # within the transaction: whoever is written down can get in, and a slot of nobody opens no account
        vault = Vault.open(workspace.location)
        vault.put_slot(workspace.local.key, login, registration.password, workspace.derivation)
        vault.put_codes(workspace.local.key, login, plain_codes(codes))
    return RecoveryCodes(login, codes)


def checked(registration: Registration) -> Registration:
    """As it is stored. Raises `Rejected` for the first value that is wrong."""
    registration = with_checked_person(registration)
    return replace(
        registration,
        name=checked_name(registration.name),
        login=checked_login(registration.login),
        password=checked_password(registration.password),
    )


def registration_is_open(workspace: Workspace) -> bool:
    """Whether people may register by themselves."""
    with workspace.store.read() as connection:
        acting_account(connection, workspace)
        return setting_of(connection, REGISTRATION) != CLOSED


def set_registration_open(workspace: Workspace, is_open: bool) -> None:
    """By an administrator. In a shared database opening makes the login of strangers work again."""
    with workspace.store.write() as connection:
        acting_administrator(connection, workspace)
        put_registration(connection, is_open, guest_verifier(connection) if workspace.shared else "")


def registered_as(workspace: Workspace) -> RegisteredRow | None:
    """Whom the signed-in account has registered as, None for one that somebody else has made."""
    with workspace.store.read() as connection:
        return queries.registered_as(connection, acting_account(connection, workspace).id)
