"""Who may see which applications: the one place that list, search, counts, detail and export ask."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select

from desktop.domain.bindings import BindingState
from desktop.domain.terms import Role, Status
from desktop.store.dialects import Among, AnyOf
from desktop.store.rows import AccountRow
from desktop.store.tables import application, beside, binding, decision, route, route_department
from desktop.store.tables.applications import STATUS_RANKS


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

    @property
    def applicant_id(self) -> str:
        return self.account_id


@dataclass(frozen=True, slots=True)
class Held:
    """The organisations for which whoever asks a shared database holds one of these roles."""

    roles: tuple[Role, ...]


class Whoever:
    """The scope of whoever asks a shared database, which the database itself finds out while it answers."""

    account_id: Final = select(func.me()).scalar_subquery()
    units: Final = Held((Role.UNIT,))
    departments: Final = Held((Role.DEPARTMENT,))
    issuers: Final = Held((Role.SECRETARY, Role.MEMBER))
    secretaries: Final = Held((Role.SECRETARY,))
    desks: Final = Held((Role.UNIT, Role.DEPARTMENT, Role.SECRETARY))
    applicant: Final = True
    applicant_id: Final = select(func.me_as(Role.APPLICANT.value)).scalar_subquery()


WHOEVER: Final = Whoever()
Viewer: TypeAlias = Scope | Whoever
Organisations: TypeAlias = frozenset[str] | Held | Select[Any]


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


def among(column: ColumnElement[str], values: Organisations) -> ColumnElement[bool]:
    """`column` holds one of `values`. Most scopes hold one organisation, and `=` costs less than a list of one."""
    if isinstance(values, Held):
        mine = func.my_organisations(*(role.value for role in values.roles))
        return Among(column, select(mine.label("id")))
    if isinstance(values, Select):
        return column.in_(values)
    if len(values) == 1:
        return column == next(iter(values))
    return column.in_(sorted(values))


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """What lists, search and counts may show: within the scope and not deleted."""
    return and_(application.c.deleted_at.is_(None), _within(viewer))


def readable(viewer: Viewer) -> ColumnElement[bool]:
    """What may be shown one by one: also a deleted application, to the desks that decided on it, and what a desk of
    the unit fills in beside the applicant.
    """
    decided = exists().where(
        decision.c.application_id == application.c.id, among(decision.c.organisation_id, viewer.desks)
    )
    within = or_(_within(viewer), _assisted(viewer))
    return and_(within, or_(application.c.deleted_at.is_(None), decided))


def of_readable(application_id: ColumnElement[str]) -> ColumnElement[bool]:
    """For what belongs to an application: whoever asks a shared database may read that."""
    asked = select(application.c.id).where(application.c.id == application_id, readable(WHOEVER))
    return exists(asked.correlate_except(application))


def with_account() -> ColumnElement[bool]:
    """Whoever asks a shared database has an account in it that is not closed."""
    return WHOEVER.account_id.is_not(None)


def with_role(role: Role) -> ColumnElement[bool]:
    """Whoever asks a shared database holds this role."""
    return select(func.me_as(role.value)).scalar_subquery().is_not(None)


def routed(units: Organisations) -> ColumnElement[bool]:
    """What these units file. By its route, which every index of the list holds, instead of the unit."""
    return Among(application.c.route_number, select(route.c.number).where(among(route.c.unit_id, units)))


def routed_through(departments: Organisations, level: int | None = None) -> ColumnElement[bool]:
    """What takes its way through one of these departments, at that place of the route or at any."""
    passing = among(route_department.c.department_id, departments)
    if level is not None:
        passing = and_(passing, route_department.c.level == level)
    return Among(application.c.route_number, select(route_department.c.route_number).where(passing))


def routed_to(issuers: Organisations) -> ColumnElement[bool]:
    """What is filed under the notices of these departments."""
    return Among(application.c.route_number, select(route.c.number).where(among(route.c.issuer_id, issuers)))


def _assisted(viewer: Viewer) -> ColumnElement[bool]:
    columns = application.c
    if isinstance(viewer, Whoever):
        return columns.line.in_(select(func.my_own_lines()))
    if not viewer.units:
        return false()
    began = exists().where(beside.c.application_id == columns.id, beside.c.submission == 0)
    bound = exists().where(
        binding.c.account_id == columns.applicant_id,
        binding.c.unit_id == columns.unit_id,
        binding.c.state == BindingState.BOUND.value,
    )
    open_to_change = columns.status.in_([Status.DRAFT.value, Status.RETURNED.value])
    return and_(among(columns.unit_id, viewer.units), open_to_change, began, bound)


def _within(viewer: Viewer) -> ColumnElement[bool]:
    columns = application.c
    submitted = columns.status_rank > STATUS_RANKS.index(Status.DRAFT)
    ways: list[ColumnElement[bool]] = []
    if viewer.units:
        ways.append(and_(routed(viewer.units), submitted))
    if viewer.departments:
        ways.append(and_(routed_through(viewer.departments), submitted))
    if viewer.issuers:
        ways.append(and_(routed_to(viewer.issuers), columns.reached_committee == 1))
    if viewer.applicant:
        own = application.alias("own")
        ways.append(Among(columns.line, select(own.c.line).where(_applied(own.c.applicant_id, viewer))))
    return AnyOf(*ways) if ways else false()


def _applied(applicant_id: ColumnElement[str], viewer: Viewer) -> ColumnElement[bool]:
    if isinstance(viewer, Scope):
        return applicant_id == viewer.applicant_id
    mine = func.me_as(Role.APPLICANT.value).column_valued("mine")
    return Among(applicant_id, select(mine).where(mine.is_not(None)))
