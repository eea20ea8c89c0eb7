"""The shared database that a crowd meets: units, departments and secretaries with two people each, and applications."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from desktop.domain.content import ApplicationContent, Attachment
from desktop.domain.media import MediaType
from desktop.domain.terms import OrganisationKind, Role
from desktop.store.blobs import put_blob
from desktop.store.postgres.store import SharedStore
from desktop.store.records.filing import NewApplication, NewSubmission, create_application, file_submission
from desktop.store.records.identity import new_id
from tests.postgres.server import Server
from tests.store.factory import CATALOGUE_HASH, PDF, Desk
from tests.store.shared import make_logins, shared_workspace

ISSUER: Final = "D2"
ROUTES: Final = {"U1": "D1", "U2": "D1", "U3": "D3", "U4": "D3"}
"""Units, and the department that each is under; both departments are under the issuer."""
_PAIRS: Final = (
    *((Role.UNIT, unit) for unit in ROUTES),
    *((Role.DEPARTMENT, department) for department in ("D1", "D3", ISSUER)),
    (Role.SECRETARY, ISSUER),
)


@dataclass(frozen=True)
class Person:
    """One of the two who sit at the same desks."""

    login: str
    account_id: str
    organisation_id: str
    desks: dict[str, str]
    """The desk this person sits at, by the unit of the application; only those that there are."""


@dataclass(frozen=True)
class World:
    """`applications` pairs ids with their unit's code, all of them submitted."""

    desk: Desk[SharedStore]
    people: Sequence[Person]
    applications: Sequence[tuple[str, str]]


@contextmanager
def crowded_workspace(server: Server, applications: int) -> Iterator[World]:
    """All as the owner, at the time of the server: people's decisions are recorded at no other."""
    with server.own_roles(), shared_workspace(server) as desk:
        desk.now = datetime.now(UTC)
        desk.organisation("D3", OrganisationKind.DEPARTMENT, ISSUER)
        for unit in ("U2", "U3", "U4"):
            desk.organisation(unit, OrganisationKind.UNIT, ROUTES[unit])
        people = [_person(desk, role, code, place) for place in ("a", "b") for role, code in _PAIRS]
        make_logins(desk, *(person.login for person in people))
        desk.notice(ISSUER, "crowd", closes=desk.now + timedelta(days=365))
        yield World(desk, people, tuple(_file(desk, people, applications)))


def _person(desk: Desk[SharedStore], role: Role, code: str, place: str) -> Person:
    login = f"{role.value}-{code}-{place}".lower()
    account = desk.person(login, role, code)
    match role:
        case Role.UNIT:
            desks = {code: "unit"}
        case Role.SECRETARY:
            desks = dict.fromkeys(ROUTES, "secretary")
        case _:
            level = 2 if code == ISSUER else 1
            desks = {unit: f"department-{level}" for unit, above in ROUTES.items() if code in (above, ISSUER)}
    return Person(login, account, desk.ids[code], desks)


def _file(desk: Desk[SharedStore], people: Iterable[Person], count: int) -> Iterator[tuple[str, str]]:
    """In one transaction, the units in turn."""
    accounts = {unit: person.account_id for person in people for unit in person.desks if person.desks[unit] == "unit"}
    units = tuple(ROUTES)
    with desk.store.write() as connection:
        stored = put_blob(connection, io.BytesIO(PDF))
        evidence = Attachment("education", "e1", "certificate", "学位.pdf", stored.sha256, stored.size, MediaType.PDF)
        for number in range(count):
            unit, identity = units[number % len(units)], new_id()
            departments = (desk.ids[ROUTES[unit]], desk.ids[ISSUER])
            create_application(
                connection,
                NewApplication(
                    identity,
                    f"c-{number:05}",
                    desk.ids[unit],
                    desk.notice_id,
                    desk.ids[ISSUER],
                    departments,
                    desk.store.person_key(str(number)),
                    None,
                    desk.now,
                ),
            )
            basic = {"name": f"第{number}人", "standard": "C-03", "service_type": "首次认定"}
            education = {"id": "e1", "school": "吉林大学"}
            new = NewSubmission(
                id=new_id(),
                application_id=identity,
                number=1,
                content=ApplicationContent(unit, {"basic": (basic,), "education": (education,)}, (evidence,)),
                catalogue_hash=CATALOGUE_HASH,
                grading_class="C",
                findings=(),
                search_text="",
                person_key=desk.store.person_key(str(number)),
                account_id=accounts[unit],
                desk="unit",
                submitted_at=desk.now,
                recorded_at=desk.now,
            )
            file_submission(connection, new)
            yield identity, unit
