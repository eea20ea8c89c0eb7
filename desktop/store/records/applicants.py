"""Registering applicants, their recovery codes, and passwords that are to be replaced."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, literal

from desktop.store.dialects import list_text
from desktop.store.functions import call
from desktop.store.questions import by_functions
from desktop.store.records.identity import new_id
from desktop.store.tables import applicant, password_due, recovery_code


@dataclass(frozen=True, slots=True)
class NewApplicant:
    """What an applicant says about themself; the number is normalised, `person_key` stands for it."""

    account_id: str
    name: str
    document_type: str
    document_number: str
    person_key: str
    mobile: str
    registered_at: datetime


def add_applicant(connection: Connection, new: NewApplicant) -> None:
    """Raises `Rejected` (person_registered), `Duplicate` for an account that has registered."""
    connection.execute(
        applicant.insert().values({name: getattr(new, name) for name in NewApplicant.__dataclass_fields__})
    )


def renew_recovery_codes(connection: Connection, account_id: str, digests: Iterable[str], at: datetime) -> None:
    """The account's own: older ones are void, these work once each."""
    digests = tuple(digests)
    if by_functions(connection):
        call(connection, "recovery_codes_renew", list_text(digests))
        return
    _void_codes(connection, account_id, by=account_id, at=at)
    connection.execute(
        recovery_code.insert(),
        [{"id": new_id(), "account_id": account_id, "digest": digest, "made_at": at} for digest in digests],
    )


def use_recovery_code(connection: Connection, code_id: str, account_id: str, at: datetime) -> None:
    """In a local workspace; what used it up in a shared database is the function that set the password."""
    used = {"used_at": at, "used_by": account_id}
    connection.execute(recovery_code.update().where(recovery_code.c.id == code_id).values(used))


def give_temporary_password(
    connection: Connection, account_id: str, *, by: str, at: datetime, verifier: str = ""
) -> None:
    """Makes the account's codes void and asks for a new password; in a shared database sets it to the verifier's."""
    if by_functions(connection):
        call(connection, "password_temporary", account_id, verifier)
        return
    _void_codes(connection, account_id, by=by, at=at)
    values = {"due": True, "changed_at": at, "changed_by": by}
    changed = connection.execute(password_due.update().where(password_due.c.account_id == account_id).values(values))
    if changed.rowcount == 0:
        connection.execute(password_due.insert().values(account_id=account_id, **values))


def replace_password(connection: Connection, account_id: str, *, at: datetime) -> None:
    """The account has a password of its own again; nothing where it had one."""
    if by_functions(connection):
        call(connection, "password_replaced")
        return
    is_due = password_due.c.account_id == account_id, password_due.c.due == literal(True, password_due.c.due.type)
    values = {"due": False, "changed_at": at, "changed_by": account_id}
    connection.execute(password_due.update().where(*is_due).values(values))


def _void_codes(connection: Connection, account_id: str, *, by: str, at: datetime) -> None:
    unused = recovery_code.c.account_id == account_id, recovery_code.c.used_at.is_(None)
    connection.execute(recovery_code.update().where(*unused).values(used_at=at, used_by=by))
