"""Accounts with their roles."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select

from desktop.domain.terms import Role
from desktop.store.queries.organisations import COLUMNS, organisation_row
from desktop.store.questions import Question, ask
from desktop.store.rows import AccountRow, MembershipRow
from desktop.store.tables import account, membership, organisation
from desktop.store.visibility import WHOEVER, with_role

_ACCOUNTS = (
    select(
        account.c.id.label("account_id"),
        account.c.login,
        account.c.name.label("account_name"),
        account.c.disabled,
        membership.c.role,
        *COLUMNS,
    )
    .select_from(account)
    .outerjoin(membership, membership.c.account_id == account.c.id)
    .outerjoin(organisation, organisation.c.id == membership.c.organisation_id)
    .order_by(account.c.login, membership.c.role, organisation.c.code)
)
_ALL = Question("accounts", _ACCOUNTS, only=with_role(Role.ADMINISTRATOR))
_BY_LOGIN = Question(
    "account_by_login",
    _ACCOUNTS.where(account.c.login == bindparam("login")),
    only=or_(account.c.id == WHOEVER.account_id, with_role(Role.ADMINISTRATOR)),
)


def account_by_login(connection: Connection, login: str) -> AccountRow | None:
    """In a shared database everybody finds their own alone, and administrators any."""
    return next(_grouped(ask(connection, _BY_LOGIN, login=login)), None)


def accounts(connection: Connection) -> tuple[AccountRow, ...]:
    """All, in the order of their logins; in a shared database administrators alone find any."""
    return tuple(_grouped(ask(connection, _ALL)))


def open_logins(connection: Connection) -> tuple[str, ...]:
    """Of all accounts that are not disabled, in their order."""
    return tuple(account.login for account in accounts(connection) if not account.disabled)


def _grouped(rows: Iterable[Row[*tuple[Any, ...]]]) -> Iterator[AccountRow]:
    for identity, group in groupby(rows, key=lambda row: str(row.account_id)):
        lines = tuple(group)
        held = tuple(
            MembershipRow(Role(line.role), None if line.id is None else organisation_row(line))
            for line in lines
            if line.role is not None
        )
        yield AccountRow(identity, lines[0].login, lines[0].account_name, held, lines[0].disabled)
