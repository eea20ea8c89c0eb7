"""Who may see which applications: the one place that list, search, counts, detail and export ask."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from desktop.domain.terms import COMMITTEE_STAGE, Role, Status
from desktop.store.rows import AccountRow
from desktop.store.tables import application, application_route, decision


@dataclass(frozen=True, slots=True)
class Scope:
    """What an account's roles open: organisations' ids, and its own applications where it is an applicant.

    `issuers` are those whose committee it sits on or keeps the records of, `secretaries` the latter alone.
    """

    account_id: str
    units: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    issuers: frozenset[str] = frozenset()
    secretaries: frozenset[str] = frozenset()
    applicant: bool = False

    @property
    def desks(self) -> frozenset[str]:
        """Organisations this account decides for."""
        return self.units | self.departments | self.secretaries


def scope_of(account: AccountRow) -> Scope:
    """The union of its roles; administrator and auditor add nothing, a disabled account sees nothing."""
    if account.disabled:
        return Scope(account.id)

    def organisations(*roles: Role) -> frozenset[str]:
        return frozenset(
            held.organisation.id for held in account.memberships if held.role in roles and held.organisation is not None
        )

    return Scope(
        account.id,
        units=organisations(Role.UNIT),
        departments=organisations(Role.DEPARTMENT),
        issuers=organisations(Role.SECRETARY, Role.MEMBER),
        secretaries=organisations(Role.SECRETARY),
        applicant=any(held.role is Role.APPLICANT for held in account.memberships),
    )


def among(column: ColumnElement[str], values: frozenset[str]) -> ColumnElement[bool]:
    """`column` holds one of `values`. Most scopes hold one organisation, and `=` costs less than a list of one."""
    if len(values) == 1:
        return column == next(iter(values))
    return column.in_(sorted(values))


def visible(scope: Scope) -> ColumnElement[bool]:
    """What lists, search and counts may show: within the scope and not deleted."""
    return and_(application.c.deleted_at.is_(None), _within(scope))


def readable(scope: Scope) -> ColumnElement[bool]:
    """What may be shown one by one: also a deleted application, to the desks that decided on it."""
    decided = exists().where(
        decision.c.application_id == application.c.id, among(decision.c.organisation_id, scope.desks)
    )
    return and_(_within(scope), or_(application.c.deleted_at.is_(None), decided))


def _within(scope: Scope) -> ColumnElement[bool]:
    columns = application.c
    ways: list[ColumnElement[bool]] = []
    if scope.units:
        ways.append(and_(among(columns.unit_id, scope.units), columns.submission >= 1))
    if scope.departments:
        routed = select(application_route.c.application_id).where(
            among(application_route.c.department_id, scope.departments)
        )
        ways.append(and_(columns.id.in_(routed), columns.submission >= 1))
    if scope.issuers:
        ways.append(and_(among(columns.issuer_id, scope.issuers), _reached_committee()))
    if scope.applicant:
        ways.append(columns.applicant_id == scope.account_id)
    return or_(*ways) if ways else false()


def _reached_committee() -> ColumnElement[bool]:
    columns = application.c
    return or_(
        columns.stage == COMMITTEE_STAGE,
        columns.status == Status.APPROVED.value,
        and_(columns.status == Status.TERMINATED.value, columns.returned_from == COMMITTEE_STAGE),
    )
