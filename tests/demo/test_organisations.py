from desktop.demo.organisations import (
    ACCOUNTS,
    DEPARTMENTS,
    DESK_OF_ORGANISATION,
    PROVINCE,
    SECRETARY,
    UNITS,
    route_of,
)
from desktop.domain import unit_code
from desktop.domain.terms import Role


def test_unit_codes_check_and_differ() -> None:
    codes = [unit.code for unit in UNITS]
    assert all(unit_code.is_valid(code) for code in codes)
    assert len(set(codes)) == len(codes) >= 5


def test_departments_stand_in_two_levels() -> None:
    parents = {department.code: department.parent for department in DEPARTMENTS}
    assert parents[PROVINCE] is None
    assert sorted(parents.values(), key=str) == [PROVINCE, PROVINCE, None]


def test_routes_of_one_and_of_two_departments_occur_and_end_at_the_province() -> None:
    routes = [route_of(unit) for unit in UNITS]
    assert {len(route) for route in routes} == {1, 2}
    assert {route[-1] for route in routes} == {PROVINCE}


def test_every_organisation_has_a_desk_and_every_role_a_login() -> None:
    organisations = {unit.code for unit in UNITS} | {department.code for department in DEPARTMENTS}
    assert set(DESK_OF_ORGANISATION) == organisations
    roles = {role for account in ACCOUNTS for role in account.roles}
    assert roles == {role.value for role in Role} - {Role.APPLICANT.value}
    logins = [account.login for account in ACCOUNTS]
    assert len(set(logins)) == len(logins)
    assert SECRETARY in logins
