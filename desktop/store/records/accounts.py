"""Accounts and their roles."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from desktop.domain.terms import Role
from desktop.store.functions import call
from desktop.store.questions import by_functions
from desktop.store.records.identity import new_id
from desktop.store.tables import account, membership


def add_account(
    connection: Connection, account_id: str, login: str, name: str, *, by: str, at: datetime, verifier: str = ""
) -> None:
    """`by` is the id of the account that adds it; the first administrator adds itself. Raises `Duplicate`.

    In a shared database an administrator makes the login too, with the verifier of its password.
    """
    if by_functions(connection):
        call(connection, "account_add", account_id, login, name, verifier)
        return
    connection.execute(account.insert().values(id=account_id, login=login, name=name, changed_at=at, changed_by=by))


def rename(connection: Connection, account_id: str, name: str, *, by: str, at: datetime) -> None:
    if by_functions(connection):
        call(connection, "account_rename", account_id, name)
        return
    _change(connection, account_id, by, at, name=name)


def close_account(connection: Connection, account_id: str, *, by: str, at: datetime) -> None:
    """It sits at no desk any more, and its login of a shared database is closed; a key slot is the vault's part."""
    if by_functions(connection):
        call(connection, "account_close", account_id)
        return
    _change(connection, account_id, by, at, account.c.disabled.is_(False), disabled=True)


def end_connections(connection: Connection, account_id: str) -> None:
    """Of a shared database, once a new password or a closing is committed: nothing older stays signed in."""
    if by_functions(connection):
        call(connection, "account_end", account_id)


def reopen_account(connection: Connection, account_id: str, *, by: str, at: datetime, verifier: str = "") -> None:
    """As it was before `close_account`; in a shared database with the password of the verifier."""
    if by_functions(connection):
        call(connection, "account_reopen", account_id, verifier)
        return
    _change(connection, account_id, by, at, account.c.disabled.is_(True), disabled=False)


def grant(
    connection: Connection, account_id: str, role: Role, organisation_id: str | None, *, by: str, at: datetime
) -> bool:
    """Gives the account a role. False where it has it. Raises `Protected` where role and organisation do not fit."""
    if by_functions(connection):
        return bool(call(connection, "membership_add", new_id(), account_id, role.value, organisation_id))
    columns = membership.c
    held = connection.scalar(
        select(columns.id).where(
            columns.account_id == account_id,
            columns.role == role.value,
            columns.organisation_id.is_not_distinct_from(organisation_id),
        )
    )
    if held is not None:
        return False
    connection.execute(
        membership.insert().values(
            id=new_id(),
            account_id=account_id,
            role=role.value,
            organisation_id=organisation_id,
            changed_at=at,
            changed_by=by,
        )
    )
    return True


def _change(
    connection: Connection,
    account_id: str,
    by: str,
    at: datetime,
    *only: ColumnElement[bool],
    **values: str | bool,
) -> None:
    connection.execute(
        account.update().where(account.c.id == account_id, *only).values(changed_at=at, changed_by=by, **values)
    )
