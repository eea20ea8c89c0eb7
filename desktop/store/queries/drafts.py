"""Forms as they were kept last, and the files that are theirs."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, Text, bindparam, exists, func, select

from desktop.domain.content import ApplicationContent
from desktop.store.functions import call
from desktop.store.queries.filings import digests_of
from desktop.store.questions import Question, ask, by_functions
from desktop.store.records.drafts import CATALOGUE
from desktop.store.tables import application, draft, draft_file

REVISION: Final = "0006"


def _of_own(application_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whoever asks a shared database is the applicant, or fills it in beside them."""
    own = (application.c.id == application_id) & application.c.line.in_(select(func.my_own_lines()))
    return exists(select(application.c.id).where(own).correlate_except(application))


_DRAFT = Question(
    "draft_of",
    select(draft.c.content, draft.c.saved_at).where(draft.c.application_id == bindparam("application_id")),
    only=_of_own(draft.c.application_id),
    shown={draft.c.content: func.draft_content(draft.c.application_id, type_=Text())},
    revision=REVISION,
)
_FILES = Question(
    "draft_files_of",
    select(draft_file.c.sha256).where(draft_file.c.application_id == bindparam("application_id")),
    only=_of_own(draft_file.c.application_id),
    revision=REVISION,
)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """`text` is the stored form, `catalogue_hash` is empty where the draft names none."""

    text: str
    content: ApplicationContent
    catalogue_hash: str
    saved_at: datetime


def draft_of(connection: Connection, application_id: str) -> DraftRow | None:
    """None where nothing is kept. Whose it is has been asked before."""
    row = ask(connection, _DRAFT, application_id=application_id).first()
    if row is None:
        return None
    data = json.loads(row.content)
    return DraftRow(row.content, ApplicationContent.from_json(data), data.get(CATALOGUE, ""), row.saved_at)


def draft_files_of(connection: Connection, application_id: str) -> frozenset[str]:
    """The digests of what was uploaded for the form."""
    return frozenset(ask(connection, _FILES, application_id=application_id).scalars())


def files_at_hand(connection: Connection, application_id: str) -> frozenset[str]:
    """The digests of all that a form of this application may hold."""
    return draft_files_of(connection, application_id) | digests_of(connection, application_id)


def submitted_whole(connection: Connection, application_id: str, submitted: ApplicationContent) -> ApplicationContent:
    """The last submission to its applicant, who is to fill it in further: a shared database shows others less of it."""
    if not by_functions(connection):
        return submitted
    return ApplicationContent.from_json(json.loads(call(connection, "form_submitted", application_id)))
