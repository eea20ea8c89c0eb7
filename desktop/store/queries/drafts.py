"""Drafts as they were kept last."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from desktop.domain.content import ApplicationContent
from desktop.store.records.drafts import CATALOGUE
from desktop.store.tables import draft


@dataclass(frozen=True, slots=True)
class DraftRow:
    """`text` is the stored form, `catalogue_hash` is empty where the draft names none."""

    text: str
    content: ApplicationContent
    catalogue_hash: str
    saved_at: datetime


def draft_of(connection: Connection, application_id: str) -> DraftRow | None:
    """None where nothing is kept. Whose it is has been asked before."""
    statement = select(draft.c.content, draft.c.saved_at).where(draft.c.application_id == application_id)
    row = connection.execute(statement).first()
    if row is None:
        return None
    data = json.loads(row.content)
    return DraftRow(row.content, ApplicationContent.from_json(data), data.get(CATALOGUE, ""), row.saved_at)
