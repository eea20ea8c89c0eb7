"""What a dossier comes to in this workspace: a new application, a resubmission, nothing new, or a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from desktop.domain.clock import SHANGHAI, shanghai_day
from desktop.domain.content import ApplicationContent
from desktop.domain.decisions import RefusalCode, Refused, check_action
from desktop.domain.document_number import normalised_document_number
from desktop.domain.known_keys import DOCUMENT_NUMBER
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.route import NoRoute, RouteTooLong, route
from desktop.domain.terms import MAX_LEVELS, Action, OrganisationKind, Role, Status, department_stage
from desktop.exchange.dossier_manifest import Manifest
from desktop.services.acting import holds
from desktop.store.queries.catalogues import current_catalogue
from desktop.store.queries.filings import FiledApplication, application_by_key, desks_to_file_from
from desktop.store.queries.notices import notice_by_key
from desktop.store.queries.organisations import organisation_by_code, parents
from desktop.store.rows import AccountRow, NoticeRow, OrganisationRow

TOLERANCE: Final = timedelta(minutes=5)
"""How far the clock of whoever wrote a dossier may be ahead."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a dossier belongs. `route` are department ids; `desk` is where the importer sits for it."""

    unit: OrganisationRow
    notice: NoticeRow
    route: tuple[str, ...]
    desk: str
    filed: FiledApplication | None


def find_place(connection: Connection, account: AccountRow, manifest: Manifest) -> Place:
    """Raises `Rejected`: unknown unit, notice or catalogue, no route to the issuer, not for this importer."""
    unit = organisation_by_code(connection, manifest.unit)
    if unit is None or unit.kind is not OrganisationKind.UNIT:
        raise Rejected(RejectionCode.UNKNOWN_UNIT, unit=manifest.unit)
    notice = notice_by_key(connection, manifest.notice)
    if notice is None:
        raise Rejected(RejectionCode.UNKNOWN_NOTICE, notice=manifest.notice)
    if manifest.catalogue != notice.catalogue_key:
        if current_catalogue(connection, manifest.catalogue) is None:
            raise Rejected(RejectionCode.UNKNOWN_CATALOGUE, catalogue=manifest.catalogue)
        raise Rejected(
            RejectionCode.OTHER_CATALOGUE,
            catalogue=manifest.catalogue,
            notice=manifest.notice,
            expected=notice.catalogue_key,
        )
    filed = application_by_key(connection, unit.id, manifest.application)
    departments: tuple[str, ...] = ()
    if filed is None:
        departments = route_of(unit, notice.issuer, parents(connection))
        desks = _desks(account, unit, departments)
    else:
        # the route of an application is frozen, whatever the registry says since
        seats = desks_to_file_from(connection, account.id, filed.id)
        desks = [desk for desk in sorted(seats, reverse=True) if _imports(desk)]
    if not desks:
        raise Rejected(RejectionCode.IMPORT_NOT_ALLOWED, unit=manifest.unit)
    return Place(unit, notice, departments, desks[0], filed)


def route_of(unit: OrganisationRow, issuer: OrganisationRow, above: Mapping[str, str | None]) -> tuple[str, ...]:
    """The ids of the departments that review what the unit files under a notice of the issuer.

    Raises `Rejected`: no_route, route_too_long.
    """
    try:
        return route(unit.id, issuer.id, above)
    except RouteTooLong as problem:
        raise Rejected(
            RejectionCode.ROUTE_TOO_LONG, unit=unit.name, issuer=issuer.name, levels=problem.levels, limit=MAX_LEVELS
        ) from problem
    except NoRoute as problem:
        raise Rejected(RejectionCode.NO_ROUTE, unit=unit.name, issuer=issuer.name) from problem


def is_unchanged(place: Place, manifest: Manifest, content: ApplicationContent, content_hash: str) -> bool:
    """Whether the workspace holds exactly this, where what it holds has that hash.

    Raises `Rejected` for a deleted application or another notice's.
    """
    if place.filed is None:
        return False
    _check_known(place, place.filed, manifest)
    return content_hash == content.digest


def check_filing(place: Place, manifest: Manifest, at: datetime, *, has_another: bool) -> None:
    """Raises `Rejected` where the dossier may not be filed at `at`: its status, its times, a second application."""
    if manifest.submitted_at > at + TOLERANCE:
        raise Rejected(RejectionCode.IN_THE_FUTURE)
    if place.filed is not None:
        _check_resubmission(place, place.filed, manifest, at)
    _check_window(place, manifest)
    if has_another:
        raise Rejected(RejectionCode.SECOND_APPLICATION)


def number_of(content: ApplicationContent) -> str | None:
    """The applicant's document number; None while the content does not say who that is."""
    number = content.basic.get(DOCUMENT_NUMBER)
    return number if isinstance(number, str) and normalised_document_number(number) else None


def _desks(account: AccountRow, unit: OrganisationRow, departments: tuple[str, ...]) -> list[str]:
    desks = [Role.UNIT.value] if holds(account, Role.UNIT, unit.id) else []
    for level, department in enumerate(departments, start=1):
        if holds(account, Role.DEPARTMENT, department):
            desks.append(department_stage(level))
    return desks


def _imports(desk: str) -> bool:
    return desk == Role.UNIT or desk.startswith("department-")


def _check_known(place: Place, filed: FiledApplication, manifest: Manifest) -> None:
    if filed.situation.deleted:
        raise Rejected(RejectionCode.APPLICATION_DELETED, application=manifest.application)
    if filed.notice_id != place.notice.id:
        raise Rejected(RejectionCode.OTHER_NOTICE, application=manifest.application)


def _check_resubmission(place: Place, filed: FiledApplication, manifest: Manifest, at: datetime) -> None:
    situation = filed.situation
    if situation.status not in (Status.DRAFT, Status.RETURNED):
        raise Rejected(RejectionCode.NOT_RETURNED, application=manifest.application, status=situation.status.value)
    due = situation.correction_due
    late = Rejected(
        RejectionCode.CORRECTION_OVERDUE, application=manifest.application, due=_iso(due) if due is not None else ""
    )
    try:
        check_action(situation, Action.SUBMIT, frozenset({place.desk}), at)
    except Refused as refused:
        if refused.refusal.code is RefusalCode.CORRECTION_OVERDUE:
            raise late from refused
        raise
    if due is not None and manifest.submitted_at >= due:
        raise late


def _check_window(place: Place, manifest: Manifest) -> None:
    notice = place.notice
    if notice.opens <= manifest.submitted_at <= notice.closes:
        return
    situation = None if place.filed is None else place.filed.situation
    if situation is None or situation.status is not Status.RETURNED or situation.last is None:
        raise Rejected(RejectionCode.OUTSIDE_WINDOW, opens=_iso(notice.opens), closes=_iso(notice.closes))
    # an answer to a return may come after the window, but not from before the return
    if shanghai_day(manifest.submitted_at) < shanghai_day(situation.last.recorded_at):
        raise Rejected(RejectionCode.NOT_AN_ANSWER, opens=_iso(notice.opens), closes=_iso(notice.closes))


def _iso(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(timespec="minutes")
