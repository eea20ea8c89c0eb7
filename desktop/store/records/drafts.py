"""What an applicant has filled in and not yet submitted, and the files they have uploaded for it."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from desktop.domain.canonical import canonical_json
from desktop.domain.clock import from_milliseconds
from desktop.domain.content import ApplicationContent
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.store.blobs import StoredBlob
from desktop.store.functions import call
from desktop.store.questions import by_functions
from desktop.store.records.filing import NewApplication, create_application
from desktop.store.records.intents import Intent
from desktop.store.tables import draft, draft_file

CATALOGUE = "catalogue"
"""The key beside the content's own under which a draft names the catalogue that it is filled in by."""
MOST_FILES: Final = 500
MOST_BYTES: Final = 1 << 29
"""What the files of one form may be together."""
UNNAMED_FOR: Final = timedelta(minutes=10)
"""How long a file stays that no form has named yet: it may have been uploaded while an older state was on its way."""


def begin_draft(connection: Connection, intent: Intent, new: NewApplication, content: ApplicationContent) -> str:
    """A new application of its applicant with what is filled in; returns its id. Raises `Duplicate`."""
    if by_functions(connection):
        return str(call(connection, "draft_start", intent.id, draft_text(content), new.grading_class))
    create_application(connection, new)
    values = {"content": draft_text(content), "saved_at": new.created_at}
    connection.execute(draft.insert().values(application_id=new.id, **values))
    return new.id


def save_draft(
    connection: Connection,
    application_id: str,
    content: ApplicationContent,
    at: datetime,
    base: str,
    catalogue_hash: str = "",
) -> datetime:
    """Keeps the newest state of a form; earlier states, and files that it no longer names, are not kept. Returns when.

    Without a catalogue it is the notice's. A shared database refuses a state that was not begun from the one it holds
    (`Rejected`, draft_changed); of a local one the service has asked within the same write.
    """
    text = draft_text(content, catalogue_hash)
    if by_functions(connection):
        return from_milliseconds(call(connection, "draft_save", application_id, text, base))
    values = {"content": text, "saved_at": at}
    saved = connection.execute(draft.update().where(draft.c.application_id == application_id).values(values))
    if saved.rowcount == 0:
        connection.execute(draft.insert().values(application_id=application_id, **values))
    return at


def forget_files(
    connection: Connection, application_id: str, former: ApplicationContent, content: ApplicationContent, at: datetime
) -> None:
    """Takes away, with their bytes, files that the form names no more. A shared database does so as it saves."""
    if by_functions(connection):
        return
    named, before = ({item.sha256 for item in one.attachments} for one in (content, former))
    gone = draft_file.c.sha256.in_(before - named) | (
        draft_file.c.sha256.not_in(named) & (draft_file.c.added_at < at - UNNAMED_FOR)
    )
    connection.execute(draft_file.delete().where(draft_file.c.application_id == application_id, gone))


def attach_file(connection: Connection, application_id: str, stored: StoredBlob, at: datetime) -> None:
    """What was stored in this transaction belongs to the form from here on. Raises `Rejected` (form_files_full)."""
    if by_functions(connection):
        call(connection, "draft_attach", application_id, stored.sha256)
        return
    own = draft_file.c.application_id == application_id
    count, size = connection.execute(
        select(func.count(), func.coalesce(func.sum(draft_file.c.size), 0)).where(own)
    ).one()
    if count >= MOST_FILES or size + stored.size > MOST_BYTES:
        raise Rejected(RejectionCode.FORM_FILES_FULL)
    if connection.scalar(select(draft_file.c.size).where(own, draft_file.c.sha256 == stored.sha256)) is None:
        values = {"application_id": application_id, "sha256": stored.sha256, "size": stored.size, "added_at": at}
        connection.execute(draft_file.insert().values(values))


def draft_text(content: ApplicationContent, catalogue_hash: str = "") -> str:
    """The stored form."""
    return canonical_json(content.to_json() | ({CATALOGUE: catalogue_hash} if catalogue_hash else {}))
