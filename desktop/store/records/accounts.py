"""Accounts and their roles."""

from datetime import datetime

from sqlalchemy import Connection, select

from desktop.domain.terms import Role
from desktop.store.records.identity import new_id
from desktop.store.tables import account, membership


def add_account(connection: Connection, account_id: str, login: str, name: str, *, by: str, at: datetime) -> None:
    """`by` is the id of the account that adds it; the first administrator adds itself. Raises `Duplicate`."""
    connection.execute(account.insert().values(id=account_id, login=login, name=name, changed_at=at, changed_by=by))


def rename(connection: Connection, account_id: str, name: str, *, by: str, at: datetime) -> None:
    _change(connection, account_id, by, at, name=name)


def set_disabled(connection: Connection, account_id: str, disabled: bool, *, by: str, at: datetime) -> None:
    """A disabled account sits at no desk; closing its key slot is the vault's part."""
    _change(connection, account_id, by, at, disabled=disabled)


def grant(
    connection: Connection, account_id: str, role: Role, organisation_id: str | None, *, by: str, at: datetime
) -> bool:
    """Gives the account a role. False where it has it. Raises `Protected` where role and organisation do not fit."""
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


def _change(connection: Connection, account_id: str, by: str, at: datetime, **values: str | bool) -> None:
    connection.execute(
        account.update().where(account.c.id == account_id).values(changed_at=at, changed_by=by, **values)
    )
