"""Who sees which applications, in lists and one by one."""

import pytest

from desktop.domain.terms import Action, OrganisationKind, Role
from desktop.store.queries.applications import list_applications
from desktop.store.queries.details import application_detail
from desktop.store.records.accounts import close_account
from desktop.store.rows import ApplicationQuery
from tests.store.factory import Desk


def seen(desk: Desk, login: str) -> set[str]:
    with desk.store.read() as connection:
        rows = list_applications(connection, desk.scope(login), ApplicationQuery(), now=desk.now)
    return {row.application for row in rows}


def shown(desk: Desk, login: str, application_id: str) -> bool:
    with desk.store.read() as connection:
        return application_detail(connection, desk.scope(login), application_id, now=desk.now) is not None


@pytest.fixture
def office(desk: Desk) -> Desk:
    """A second unit under the province itself, a member and a foreign department; drafts, and one at the committee."""
    desk.organisation("U2", OrganisationKind.UNIT, "D2")
    desk.organisation("D9", OrganisationKind.DEPARTMENT, "D2")
    desk.person("unit-2", Role.UNIT, "U2")
    desk.person("elsewhere", Role.DEPARTMENT, "D9")
    desk.person("member", Role.MEMBER, "D2")
    desk.person("auditor", Role.AUDITOR)
    desk.draft("U1", "draft", applicant="applicant")
    desk.file("U1", "first")
    desk.file("U2", "second", login="unit-2")
    committee = desk.file("U1", "third")
    for level in ("unit", "department-1", "department-2"):
        desk.decide(committee, Action.PASS, level, level)
    return desk


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("unit", {"first", "third"}),
        ("unit-2", {"second"}),
        ("department-1", {"first", "third"}),
        ("department-2", {"first", "second", "third"}),
        ("elsewhere", set()),
        ("secretary", {"third"}),
        ("member", {"third"}),
        ("applicant", {"draft"}),
        ("admin", set()),
        ("auditor", set()),
    ],
)
def test_each_role_sees_its_own(office: Desk, login: str, expected: set[str]) -> None:
    assert seen(office, login) == expected
    for key in ("first", "third"):
        assert shown(office, login, office.find("U1", key)) == (key in expected)


def test_several_roles_see_their_union(office: Desk) -> None:
    office.person("unit-2", Role.SECRETARY, "D2")
    assert seen(office, "unit-2") == {"second", "third"}


def test_what_the_committee_ended_stays_visible_to_it_and_what_a_desk_ended_does_not_become_so(office: Desk) -> None:
    office.decide(office.find("U1", "third"), Action.TERMINATE, "department-2", "department-2")
    office.decide(office.find("U1", "first"), Action.TERMINATE, "unit", "unit")
    assert seen(office, "secretary") == {"third"}


def test_a_disabled_account_sees_nothing(office: Desk) -> None:
    with office.store.write() as connection:
        close_account(connection, office.ids["department-2"], by=office.ids["admin"], at=office.now)
    assert seen(office, "department-2") == set()


def test_a_deleted_application_is_shown_only_to_desks_that_decided_on_it(office: Desk) -> None:
    identity = office.draft("U1", "gone", applicant="applicant")
    office.submit(identity, office.content("U1"), login="applicant", desk="applicant")
    office.decide(identity, Action.RETURN, "unit", "unit")
    office.delete(identity, "applicant")
    for login in ("unit", "department-1", "applicant"):
        assert "gone" not in seen(office, login)
    assert shown(office, "unit", identity)
    assert not shown(office, "department-1", identity)
    assert not shown(office, "applicant", identity)
