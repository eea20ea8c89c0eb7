"""What an applicant has filled in and not yet submitted."""

from datetime import datetime

from sqlalchemy import Connection

from desktop.domain.canonical import canonical_json
from desktop.domain.content import ApplicationContent
from desktop.store.functions import call
from desktop.store.questions import by_functions
from desktop.store.records.filing import NewApplication, create_application
from desktop.store.records.intents import Intent
from desktop.store.tables import draft

CATALOGUE = "catalogue"
"""The key beside the content's own under which a draft names the catalogue that it is filled in by."""


def begin_draft(connection: Connection, intent: Intent, new: NewApplication, content: ApplicationContent) -> str:
    """A new application of its applicant with what is filled in; returns its id. Raises `Duplicate`."""
    if by_functions(connection):
        return str(call(connection, "draft_start", intent.id, draft_text(content), new.grading_class))
    create_application(connection, new)
    save_draft(connection, new.id, content, new.created_at)
    return new.id


def save_draft(
    connection: Connection, application_id: str, content: ApplicationContent, at: datetime, catalogue_hash: str = ""
) -> None:
    """Keeps the newest state of a draft; earlier states are not kept. Without a catalogue it is the notice's."""
    text = draft_text(content, catalogue_hash)
    if by_functions(connection):
        call(connection, "draft_save", application_id, text)
        return
    values = {"content": text, "saved_at": at}
    saved = connection.execute(draft.update().where(draft.c.application_id == application_id).values(values))
    if saved.rowcount == 0:
        connection.execute(draft.insert().values(application_id=application_id, **values))


def draft_text(content: ApplicationContent, catalogue_hash: str = "") -> str:
    """The stored form."""
    return canonical_json(content.to_json() | ({CATALOGUE: catalogue_hash} if catalogue_hash else {}))
