"""What an account was typing, and the phrases it keeps."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from desktop.domain.canonical import canonical_json
from desktop.store.dialects import inserting, list_text
from desktop.store.functions import call
from desktop.store.questions import Question, ask, by_functions
from desktop.store.rows import CommentDraft
from desktop.store.tables import comment_draft, phrase

_DISCARD = comment_draft.delete().where(
    comment_draft.c.application_id == bindparam("whose_application"),
    comment_draft.c.account_id == bindparam("whose_account"),
)
_DRAFT = Question(
    "comment_draft_of",
    select(comment_draft.c.content).where(
        comment_draft.c.account_id == bindparam("account_id"),
        comment_draft.c.application_id == bindparam("application_id"),
    ),
)
_PHRASES = Question(
    "phrases",
    select(phrase.c.text).where(phrase.c.account_id == bindparam("account_id")).order_by(phrase.c.position),
)


def save_comment_draft(
    connection: Connection, application_id: str, account_id: str, draft: CommentDraft, at: datetime
) -> None:
    """Replaces what was kept before. In a shared database the account and the moment are the server's."""
    content = _text(draft)
    if by_functions(connection):
        _save_by_function(connection, application_id, json.loads(content))
        return
    values = {"account_id": account_id, "application_id": application_id, "content": content, "saved_at": at}
    statement = inserting(connection, comment_draft).values(values)
    keys = [comment_draft.c.account_id, comment_draft.c.application_id]
    kept = {"content": content, "saved_at": at}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=kept))


def load_comment_draft(connection: Connection, application_id: str, account_id: str) -> CommentDraft | None:
    content = ask(connection, _DRAFT, application_id=application_id, account_id=account_id).scalar()
    return None if content is None else _draft(json.loads(content))


def discard_comment_draft(connection: Connection, application_id: str, account_id: str) -> None:
    if by_functions(connection):
        call(connection, "comment_draft_discard", application_id)
        return
    connection.execute(_DISCARD, {"whose_application": application_id, "whose_account": account_id})


def phrases(connection: Connection, account_id: str) -> tuple[str, ...]:
    """In the account's own order."""
    return tuple(ask(connection, _PHRASES, account_id=account_id).scalars())


def save_phrases(connection: Connection, account_id: str, texts: Sequence[str]) -> None:
    """Replaces them all."""
    if by_functions(connection):
        call(connection, "phrases_replace", list_text(texts))
        return
    connection.execute(phrase.delete().where(phrase.c.account_id == account_id))
    rows = [{"account_id": account_id, "position": position, "text": text} for position, text in enumerate(texts)]
    if rows:
        connection.execute(phrase.insert(), rows)


def _save_by_function(connection: Connection, application_id: str, typed: Mapping[str, Any]) -> None:
    call(
        connection,
        "comment_draft_save",
        application_id,
        typed["comment"],
        typed["return_comment"],
        typed["correction_deadline"],
        typed["straight_back"],
        list_text(typed["chosen_findings"]),
    )


def _text(draft: CommentDraft) -> str:
    deadline = draft.correction_deadline
    return canonical_json(
        {
            "comment": draft.comment,
            "return_comment": draft.return_comment,
            "correction_deadline": None if deadline is None else deadline.isoformat(),
            "straight_back": draft.straight_back,
            "chosen_findings": sorted(draft.chosen_findings),
        }
    )


def _draft(data: dict[str, Any]) -> CommentDraft:
    deadline = data["correction_deadline"]
    return CommentDraft(
        comment=data["comment"],
        return_comment=data["return_comment"],
        correction_deadline=None if deadline is None else date.fromisoformat(deadline),
        straight_back=data["straight_back"],
        chosen_findings=frozenset(data["chosen_findings"]),
    )
