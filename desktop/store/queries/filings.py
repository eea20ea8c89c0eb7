"""What an incoming dossier meets: whether the unit has that application, and whether the person has one already."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from desktop.domain.decisions import Situation
from desktop.store.queries.situations import situation_of
from desktop.store.tables import application, submission


@dataclass(frozen=True, slots=True)
class FiledApplication:
    """An application as filed; `content_hash` is of its current submission, empty for a draft."""

    id: str
    notice_id: str
    number: str
    situation: Situation
    content_hash: str


def application_by_key(connection: Connection, unit_id: str, key: str) -> FiledApplication | None:
    """Whatever its status, deleted ones included."""
    columns = application.c
    row = connection.execute(
        select(columns.id, columns.notice_id, columns.number, submission.c.content_hash)
        .outerjoin(
            submission,
            (submission.c.application_id == columns.id) & (submission.c.number == columns.submission),
        )
        .where(columns.unit_id == unit_id, columns.key == key)
    ).first()
    situation = None if row is None else situation_of(connection, row.id)
    if row is None or situation is None:
        return None
    return FiledApplication(row.id, row.notice_id, row.number or "", situation, row.content_hash or "")


def application_of_person(connection: Connection, notice_id: str, person_key: str) -> str | None:
    """The id of the application this person has under the notice, deleted ones not counted."""
    columns = application.c
    return connection.scalar(
        select(columns.id).where(
            columns.notice_id == notice_id, columns.person_key == person_key, columns.deleted_at.is_(None)
        )
    )
