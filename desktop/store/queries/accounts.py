"""Accounts with their roles."""

from collections import defaultdict

from sqlalchemy import ColumnElement, Connection, select, true

from desktop.domain.terms import OrganisationKind, Role
from desktop.store.rows import AccountRow, MembershipRow, OrganisationRow
from desktop.store.tables import account, membership, organisation


def account_by_login(connection: Connection, login: str) -> AccountRow | None:
    return next(iter(_accounts(connection, account.c.login == login)), None)


def accounts(connection: Connection) -> tuple[AccountRow, ...]:
    """All, in the order of their logins."""
    return _accounts(connection, true())


def _accounts(connection: Connection, which: ColumnElement[bool]) -> tuple[AccountRow, ...]:
    held: dict[str, list[MembershipRow]] = defaultdict(list)
    memberships = (
        select(
            membership.c.account_id,
            membership.c.role,
            organisation.c.id,
            organisation.c.code,
            organisation.c.name,
            organisation.c.kind,
            organisation.c.parent_id,
        )
        .join(account, account.c.id == membership.c.account_id)
        .outerjoin(organisation, organisation.c.id == membership.c.organisation_id)
        .where(which)
        .order_by(membership.c.role, organisation.c.code)
    )
    for owner, role, identity, code, name, kind, parent in connection.execute(memberships):
        place = None if identity is None else OrganisationRow(identity, code, name, OrganisationKind(kind), parent)
        held[owner].append(MembershipRow(Role(role), place))
    rows = connection.execute(select(account).where(which).order_by(account.c.login))
    return tuple(AccountRow(row.id, row.login, row.name, tuple(held[row.id]), row.disabled) for row in rows)
