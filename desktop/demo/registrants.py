"""Applicants of a demo workspace as persons: signed up, bound to their units, and some who wait for their HR desk."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from desktop.demo.chance import chance
from desktop.demo.dossiers import DemoDossier
from desktop.demo.organisations import DESK_OF_ORGANISATION, DemoUnit
from desktop.demo.people import Person, make_person
from desktop.demo.staff import Staff
from desktop.services import bindings
from desktop.services.bindings import BindingState
from desktop.services.registration import Registration, register
from desktop.services.workspace import Workspace

_FIRST_INDEX: Final = 2_000_000
"""Beyond the applicants of every demo."""
_FATES: Final = (
    BindingState.PENDING,
    BindingState.PENDING,
    BindingState.UNBOUND,
    BindingState.PENDING,
    BindingState.REFUSED,
    BindingState.PENDING,
)
_REASON: Final = "经核对，您的劳动合同不在本单位，请向合同所在单位申请。"


def register_applicants(administrator: Workspace, password: str, dossiers: Mapping[str, DemoDossier]) -> None:
    """Those who have begun an application, by their logins; the administrator's machine lets them in."""
    for login, dossier in dossiers.items():
        basic = dossier.versions[0].sections["basic"][0]
        name, kind, number, mobile = (str(basic[key]) for key in ("name", "document_type", "document_number", "mobile"))
        register(administrator, Registration(name, kind, number, mobile, login, password))


def newcomers(seed: int, today: date) -> Mapping[str, Person]:
    """Those who have signed up and not yet begun anything, by their logins."""
    people = range(_FIRST_INDEX, _FIRST_INDEX + len(_FATES))
    return {
        f"newcomer{order}": make_person(chance(seed, today, index), index, today, (28, 55))
        for order, index in enumerate(people, start=1)
    }


def register_newcomers(administrator: Workspace, password: str, people: Mapping[str, Person]) -> None:
    for login, person in people.items():
        said = person.name, person.document_type, person.document_number, person.mobile
        register(administrator, Registration(*said, login, password))


def bind(staff: Staff, login: str, unit: str) -> None:
    """Asks the unit, and the unit agrees; nothing where they are bound already."""
    applicant = staff.as_login(login)
    if bindings.own_bindings(applicant):
        return
    bindings.ask_binding(applicant, unit)
    _decide(staff, login, unit, agree=True)


def bind_newcomers(staff: Staff, people: Mapping[str, Person], unit: DemoUnit, today: date) -> None:
    """A desk's list as it looks on a morning: requests that wait, one refused, one who has left again."""
    morning = datetime.combine(today, datetime.min.time(), UTC)
    for order, (login, fate) in enumerate(zip(people, _FATES, strict=True)):
        staff.clock.moment = morning - timedelta(days=5 - order, minutes=17 * order)
        bindings.ask_binding(staff.as_login(login), unit.code)
        if fate is not BindingState.PENDING:
            staff.clock.moment += timedelta(hours=2)
            _decide(staff, login, unit.code, agree=fate is not BindingState.REFUSED)
        if fate is BindingState.UNBOUND:
            staff.clock.moment += timedelta(hours=20)
            bindings.unbind(staff.as_login(login), bindings.own_bindings(staff.as_login(login))[0].id)


def _decide(staff: Staff, login: str, unit: str, *, agree: bool) -> None:
    desk, asked = staff.as_login(DESK_OF_ORGANISATION[unit]), bindings.own_bindings(staff.as_login(login))[0]
    if agree:
        bindings.approve_binding(desk, asked.id)
    else:
        bindings.refuse_binding(desk, asked.id, _REASON)
