"""What the account is typing, kept so that a crash loses nothing, and the phrases it uses again."""

from typing import Final

from desktop.domain.decisions import COMMENT_LENGTH
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.acting import acting_account, acting_scope
from desktop.services.applications import visible_detail
from desktop.services.workspace import Workspace
from desktop.store.dialects import list_text
from desktop.store.records import comments as records
from desktop.store.rows import CommentDraft

__all__ = [
    "CommentDraft",
    "discard_comment_draft",
    "load_comment_draft",
    "phrases",
    "save_comment_draft",
    "save_phrases",
]

DRAFT_LENGTH: Final = 10 * COMMENT_LENGTH
"""What is being typed may still be too long to be recorded, and is kept all the same."""
CHOSEN_LENGTH: Final = 10 * DRAFT_LENGTH
"""Of all findings that are chosen for a return together, as they are kept."""
MAX_PHRASES: Final = 200


def save_comment_draft(workspace: Workspace, application_id: str, draft: CommentDraft) -> None:
    """Keeps the draft in place of the one before. Raises `Refused` (not_found), `Rejected` (bad_draft)."""
    _check(draft.comment, draft.return_comment, *draft.chosen_findings)
    if len(list_text(draft.chosen_findings)) > CHOSEN_LENGTH:
        raise Rejected(RejectionCode.BAD_DRAFT)
    with workspace.store.write() as connection:
        scope = acting_scope(connection, workspace)
        visible_detail(connection, workspace, scope, application_id)
        records.save_comment_draft(connection, application_id, scope.account_id, draft, workspace.clock())


def load_comment_draft(workspace: Workspace, application_id: str) -> CommentDraft | None:
    """What this account was typing about the application, None for nothing."""
    with workspace.store.read() as connection:
        account = acting_account(connection, workspace)
        return records.load_comment_draft(connection, application_id, account.id)


def discard_comment_draft(workspace: Workspace, application_id: str) -> None:
    """Forgets what this account was typing about the application."""
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        records.discard_comment_draft(connection, application_id, account.id)


def phrases(workspace: Workspace) -> tuple[str, ...]:
    """The account's reusable phrases, in its own order."""
    with workspace.store.read() as connection:
        return records.phrases(connection, acting_account(connection, workspace).id)


def save_phrases(workspace: Workspace, texts: tuple[str, ...]) -> None:
    """Replaces the account's phrases; empty and repeated ones are left out. Raises `Rejected` (bad_draft)."""
    kept = tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))
    _check(*kept)
    if len(kept) > MAX_PHRASES:
        raise Rejected(RejectionCode.BAD_DRAFT)
    with workspace.store.write() as connection:
        records.save_phrases(connection, acting_account(connection, workspace).id, kept)


def _check(*texts: str) -> None:
    """What no database can hold, or nobody has typed."""
    for text in texts:
        if len(text) > DRAFT_LENGTH or "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
            raise Rejected(RejectionCode.BAD_DRAFT)
