from datetime import UTC, datetime

from desktop.domain.terms import OrganisationKind, Role
from desktop.store.queries.years import submission_years
from tests.store.factory import Desk

YEARS_END = datetime(2025, 12, 31, 16, 0, tzinfo=UTC)
"""The first moment of 2026 in Asia/Shanghai."""


def years(desk: Desk, login: str) -> tuple[int, ...]:
    with desk.store.read() as connection:
        return submission_years(connection, desk.scope(login))


def filed_at(desk: Desk, moment: datetime, unit: str = "U1", login: str = "unit") -> str:
    identity = desk.draft(unit, f"y-{next(desk.serial)}")
    desk.submit(identity, desk.content(unit), login=login, submitted_at=moment)
    return identity


def test_the_years_are_those_of_the_applications_that_one_sees(desk: Desk) -> None:
    assert years(desk, "unit") == ()
    desk.organisation("U2", OrganisationKind.UNIT, "D2")
    desk.person("unit-2", Role.UNIT, "U2")
    filed_at(desk, YEARS_END)
    filed_at(desk, YEARS_END.replace(hour=15, minute=59))
    filed_at(desk, datetime(2022, 6, 1, tzinfo=UTC))
    filed_at(desk, datetime(2024, 6, 1, tzinfo=UTC), "U2", "unit-2")
    desk.draft("U2", "draft")
    assert years(desk, "unit") == (2026, 2025, 2022)
    assert years(desk, "unit-2") == (2024,)
    assert years(desk, "department-2") == (2026, 2025, 2024, 2022)
    assert years(desk, "admin") == ()


def test_a_deleted_application_makes_no_year(desk: Desk) -> None:
    filed_at(desk, datetime(2025, 6, 1, tzinfo=UTC))
    gone = desk.draft("U1", "gone", applicant="applicant")
    desk.delete(gone, "applicant")
    assert years(desk, "unit") == (2025,)
    assert years(desk, "applicant") == ()
