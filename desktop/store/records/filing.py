"""Applications coming in: created, submitted as snapshots, deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from desktop.domain.canonical import canonical_json
from desktop.domain.clock import shanghai_day, to_milliseconds
from desktop.domain.content import ApplicationContent
from desktop.domain.findings import Finding
from desktop.domain.terms import Role
from desktop.store.functions import call
from desktop.store.questions import by_functions
from desktop.store.records.intents import Intent
from desktop.store.tables import (
    application,
    deletion,
    number_series,
    organisation,
    route,
    route_department,
    submission,
)

ISSUER_CHARACTERS = 4
"""How much of the issuing department's code an 申报编号 shows: province and city of an administrative code."""


@dataclass(frozen=True, slots=True)
class NewApplication:
    """A draft. `route` are the reviewing departments' ids in order; `person_key` is `Store.person_key`'s, or None.

    What lists show of it until the first submission is given here, empty where the draft does not say.
    """

    id: str
    key: str
    unit_id: str
    notice_id: str
    issuer_id: str
    route: tuple[str, ...]
    person_key: str | None
    applicant_id: str | None
    created_at: datetime
    name: str = ""
    grading_class: str = ""
    standard: str = ""
    service_type: str = ""


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """A snapshot to be. `number` counts from 1; `desk` is where `account_id` sits: `applicant`, `unit`, `department-2`.

    `search_text` is what the list's search looks through, without identity numbers.
    """

    id: str
    application_id: str
    number: int
    content: ApplicationContent
    catalogue_hash: str
    grading_class: str
    findings: Sequence[Finding]
    search_text: str
    person_key: str | None
    account_id: str
    desk: str
    submitted_at: datetime
    recorded_at: datetime


def file_application(connection: Connection, intent: Intent, begun: NewApplication | None, new: NewSubmission) -> str:
    """Files the next submission of an application, which is `begun` first where it is new; returns its id.

    A shared database makes ids, number, route and times itself. Raises as `create_application` and `file_submission`.
    """
    if by_functions(connection):
        filed = (new.desk, new.number, content_text(new.content), new.grading_class, findings_text(new.findings))
        submitted_at = to_milliseconds(new.submitted_at)
        return str(call(connection, "application_file", intent.id, *filed, new.search_text, submitted_at))
    if begun is not None:
        create_application(connection, begun)
    file_submission(connection, new)
    return new.application_id


def create_application(connection: Connection, new: NewApplication) -> None:
    """Raises `Duplicate`: `application` where the unit has one of this key, `person` where the person has one."""
    connection.execute(
        application.insert().values(
            id=new.id,
            key=new.key,
            unit_id=new.unit_id,
            unit_name=select(organisation.c.name).where(organisation.c.id == new.unit_id).scalar_subquery(),
            notice_id=new.notice_id,
            issuer_id=new.issuer_id,
            route_number=route_number(connection, new),
            applicant_id=new.applicant_id,
            levels=len(new.route),
            person_key=new.person_key,
            updated_at=new.created_at,
            name=new.name,
            grading_class=new.grading_class,
            standard=new.standard,
            service_type=new.service_type,
        )
    )


def file_submission(connection: Connection, new: NewSubmission) -> None:
    """Records the snapshot and moves the application; attachments' bytes are stored before. The first gets a number.

    Raises `Refused` as the workflow says, `Duplicate` (`person`), `Protected` where a digest, the route, the catalogue
    or the bytes do not fit.
    """
    connection.execute(
        application.update()
        .where(application.c.id == new.application_id)
        .values(person_key=new.person_key, search_text=new.search_text, **_number(connection, new))
    )
    departments = connection.scalars(
        select(route_department.c.department_id)
        .join(application, application.c.route_number == route_department.c.route_number)
        .where(application.c.id == new.application_id)
        .order_by(route_department.c.level)
    )
    inserted = connection.execute(
        submission.insert()
        .execution_options(preserve_rowcount=True)
        .values(
            id=new.id,
            application_id=new.application_id,
            number=new.number,
            content=content_text(new.content),
            content_hash=new.content.digest,
            catalogue_hash=new.catalogue_hash,
            grading_class=new.grading_class,
            findings=findings_text(new.findings),
            route=canonical_json(departments.all()),
            pledge=1,
            desk=new.desk,
            account_id=new.account_id,
            submitted_at=new.submitted_at,
            recorded_at=new.recorded_at,
        )
    )
    if inserted.rowcount != 1:
        raise RuntimeError("the submission was not written")


def delete_application(connection: Connection, application_id: str, account_id: str, recorded_at: datetime) -> None:
    """By its applicant. Raises `Refused` as the workflow says."""
    if by_functions(connection):
        call(connection, "application_delete", application_id)
        return
    connection.execute(
        deletion.insert().values(
            application_id=application_id, desk=Role.APPLICANT.value, account_id=account_id, recorded_at=recorded_at
        )
    )


def content_text(content: ApplicationContent) -> str:
    """The stored form: the text that `ApplicationContent.digest` is the hash of, attachments in its order."""
    data = content.to_json()
    data["attachments"].sort(key=canonical_json)
    return canonical_json(data)


def findings_text(findings: Sequence[Finding]) -> str:
    """The stored form."""
    return canonical_json([finding.to_json() for finding in findings])


def route_number(connection: Connection, new: NewApplication) -> int:
    """The route that the unit's applications take already, else a new one."""
    departments = canonical_json(list(new.route))
    same = (route.c.unit_id == new.unit_id) & (route.c.departments == departments)
    known = connection.scalar(select(route.c.number).where(same))
    if known is None:
        values = {"unit_id": new.unit_id, "issuer_id": new.issuer_id, "departments": departments}
        connection.execute(route.insert().values(values))
        known = connection.scalars(select(route.c.number).where(same)).one()
    return int(known)


def _number(connection: Connection, new: NewSubmission) -> dict[str, str]:
    """The next of its series, for an application that has none yet."""
    found = connection.execute(
        select(application.c.number, organisation.c.code)
        .join(organisation, organisation.c.id == application.c.issuer_id)
        .where(application.c.id == new.application_id)
    ).first()
    if found is None or found.number is not None:
        return {}
    year, issuer = shanghai_day(new.submitted_at).year, found.code[:ISSUER_CHARACTERS]
    series = (number_series.c.year == year) & (number_series.c.issuer == issuer)
    last = connection.scalar(select(number_series.c.last).where(series))
    if last is None:
        connection.execute(number_series.insert().values(year=year, issuer=issuer, last=1))
    else:
        connection.execute(number_series.update().where(series).values(last=last + 1))
    return {"number": f"{year}-{issuer}-{(last or 0) + 1:06d}"}
