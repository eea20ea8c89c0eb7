"""What an applicant has filled in and not yet submitted."""

from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from desktop.domain.canonical import canonical_json
from desktop.domain.content import ApplicationContent
from desktop.store.tables import draft


def save_draft(connection: Connection, application_id: str, content: ApplicationContent, at: datetime) -> None:
    """Keeps the newest state of a draft; earlier states are not kept."""
    values = {"content": canonical_json(content.to_json()), "saved_at": at}
    statement = insert(draft).values(application_id=application_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=[draft.c.application_id], set_=values))
