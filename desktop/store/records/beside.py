"""Applications that a desk of the unit begins and hands in beside their applicant. The triggers check every row."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from desktop.domain.content import ApplicationContent
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.store.functions import call
from desktop.store.questions import by_functions
from desktop.store.records.drafts import draft_text
from desktop.store.records.filing import (
    NewApplication,
    NewSubmission,
    content_text,
    create_application,
    file_submission,
    findings_text,
)
from desktop.store.records.intents import Intent
from desktop.store.tables import applicant, application, beside, binding, draft


def begin_beside(
    connection: Connection, intent: Intent, binding_id: str, new: NewApplication, content: ApplicationContent, by: str
) -> str:
    """A new application of the person of that binding; its id. Raises `Rejected` (no_such_binding), `Duplicate`."""
    if by_functions(connection):
        given = (intent.id, binding_id, draft_text(content), new.grading_class)
        return str(call(connection, "draft_start_beside", *given))
    person = connection.scalar(select(binding.c.account_id).where(binding.c.id == binding_id))
    if person is None or person == by:
        raise Rejected(RejectionCode.NO_SUCH_BINDING)
    create_application(connection, replace(new, applicant_id=person))
    kept = {"application_id": new.id, "content": draft_text(content), "saved_at": new.created_at}
    connection.execute(draft.insert().values(kept))
    _put(connection, new.id, 0, by, new.created_at)
    return new.id


def file_beside(connection: Connection, intent: Intent, new: NewSubmission) -> str:
    """Files what was filled in so, and puts on record that it was. Raises `Rejected` (other_person), as
    `file_application`.
    """
    if by_functions(connection):
        filed = (new.number, content_text(new.content), new.grading_class, findings_text(new.findings))
        return str(call(connection, "application_file_beside", intent.id, *filed, new.search_text))
    registered = connection.execute(
        select(applicant.c.person_key)
        .join(application, application.c.applicant_id == applicant.c.account_id)
        .where(application.c.id == new.application_id)
    ).first()
    if registered is not None and registered.person_key != intent.person_key:
        raise Rejected(RejectionCode.OTHER_PERSON)
    _put(connection, new.application_id, new.number, new.account_id, new.recorded_at)
    file_submission(connection, new)
    return new.application_id


def _put(connection: Connection, application_id: str, submission: int, by: str, at: datetime) -> None:
    row = {"application_id": application_id, "submission": submission, "account_id": by, "at": at}
    connection.execute(beside.insert().values(row))
