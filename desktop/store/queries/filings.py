"""What an incoming dossier meets: whether the unit has that application, and whether the person has one already.

On a person's connection functions answer for whoever may file the application, be it a draft that they may not read.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from desktop.domain.decisions import Situation
from desktop.store.queries.situations import SITUATION_COLUMNS, seats, situation_from, situation_view
from desktop.store.questions import Question, WrittenQuestion, ask
from desktop.store.tables import application, attachment, submission
from desktop.store.visibility import of_readable

_COLUMNS = application.c


@dataclass(frozen=True, slots=True)
class FiledApplication:
    """An application as filed, or a draft to be filed."""

    id: str
    notice_id: str
    number: str
    situation: Situation


_KNOWN = WrittenQuestion(
    "filing_known",
    select(_COLUMNS.id, _COLUMNS.notice_id, _COLUMNS.number, *SITUATION_COLUMNS)
    .join(situation_view, situation_view.c.application_id == _COLUMNS.id)
    .outerjoin(submission, (submission.c.application_id == _COLUMNS.id) & (submission.c.number == _COLUMNS.submission))
    .where(_COLUMNS.unit_id == bindparam("unit_id"), _COLUMNS.key == bindparam("key")),
)
_DESKS = WrittenQuestion("filing_desks", seats())
_DIGESTS = Question(
    "digests_of",
    select(attachment.c.sha256)
    .distinct()
    .join(submission, submission.c.id == attachment.c.submission_id)
    .where(submission.c.application_id == bindparam("application_id")),
    only=of_readable(submission.c.application_id),
)


def application_by_key(connection: Connection, unit_id: str, key: str) -> FiledApplication | None:
    """Whatever its status, deleted ones included."""
    row = ask(connection, _KNOWN, unit_id=unit_id, key=key).first()
    if row is None:
        return None
    return FiledApplication(row.id, row.notice_id, row.number or "", situation_from(row))


def desks_to_file_from(connection: Connection, account_id: str, application_id: str) -> frozenset[str]:
    """The desks that the account sits at for this application and that may file one."""
    return frozenset(row.desk for row in ask(connection, _DESKS, application_id=application_id, account_id=account_id))


def digests_of(connection: Connection, application_id: str) -> frozenset[str]:
    """Of the attachments of all its submissions."""
    return frozenset(ask(connection, _DIGESTS, application_id=application_id).scalars())


def current_hash(connection: Connection, application_id: str) -> str:
    """The hash of the content of its current submission, empty where there is none. Not for a person to ask."""
    current = (submission.c.application_id == _COLUMNS.id) & (submission.c.number == _COLUMNS.submission)
    asked = select(submission.c.content_hash).join(application, current).where(_COLUMNS.id == application_id)
    return connection.scalar(asked) or ""


def application_of_person(connection: Connection, notice_id: str, person_key: str) -> str | None:
    """The id of the application this person has under the notice, deleted ones not counted. Not for a person to ask."""
    return connection.scalar(
        select(_COLUMNS.id).where(
            _COLUMNS.notice_id == notice_id, _COLUMNS.person_key == person_key, _COLUMNS.deleted_at.is_(None)
        )
    )
