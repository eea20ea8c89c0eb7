"""Organisations, accounts and what each account is entitled to be. Every change is written with who made it and when,
because triggers put it on the audit."""

from sqlalchemy import Index, Table, UniqueConstraint, func

from desktop.domain.terms import OrganisationKind, Role
from desktop.store.tables.columns import CLUSTERED, flag, identity, metadata, moment, one_of, reference, text

organisation = Table(
    "organisation",
    metadata,
    *identity(),
    text("code"),
    text("name"),
    text("kind"),
    reference("parent_id", "organisation.id", nullable=True),
    moment("changed_at"),
    text("changed_by"),
    UniqueConstraint("code"),
    one_of("kind", OrganisationKind),
    **CLUSTERED,
)
Index("ix_organisation_parent_id", organisation.c.parent_id)

account = Table(
    "account",
    metadata,
    *identity(),
    text("login"),
    text("name"),
    flag("disabled"),
    moment("changed_at"),
    text("changed_by"),
    UniqueConstraint("login"),
    **CLUSTERED,
)

membership = Table(
    "membership",
    metadata,
    *identity(),
    reference("account_id", "account.id"),
    text("role"),
    reference("organisation_id", "organisation.id", nullable=True),
    moment("changed_at"),
    text("changed_by"),
    one_of("role", Role),
    **CLUSTERED,
)
Index(
    "uq_membership_account_id_role_organisation_id",
    membership.c.account_id,
    membership.c.role,
    func.coalesce(membership.c.organisation_id, ""),
    unique=True,
)
Index("ix_membership_organisation_id_role", membership.c.organisation_id, membership.c.role, membership.c.account_id)
