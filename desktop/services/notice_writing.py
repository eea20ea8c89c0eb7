"""通知公告 of a department: writing a notice, its files, publishing it, moving its end, closing it early."""

import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from desktop.domain.clock import SHANGHAI, shanghai_day
from desktop.domain.media import SNIFF_LENGTH, sniff
from desktop.domain.notice_text import read_notice, written_notice
from desktop.domain.notices import (
    DEFAULT_READING_SECONDS,
    MAX_FILE_BYTES,
    MAX_READING_SECONDS,
    TEXT_LENGTH,
    TITLE_LENGTH,
    NoticeAct,
    check_new_end,
)
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.visible_text import forbidden_character, is_file_name, plain_line_ends, shows_something
from desktop.services.acting import acting_account
from desktop.services.workspace import Workspace
from desktop.services.written_notices import (
    WrittenNotice,
    catalogue_titles,
    checked_notice,
    found_notice,
    issuers,
    issuers_of,
    written_notice_of,
    written_notices,
)
from desktop.store.notice_rows import NoticeBase, NoticeClosingRow, NoticeDraftRow, NoticeFileRow
from desktop.store.queries.catalogues import current_catalogue
from desktop.store.records import applying as records
from desktop.store.records.identity import new_id
from desktop.store.rows import NoticeRow

__all__ = [
    "NoticeBase",
    "NoticeClosingRow",
    "NoticeDraftRow",
    "NoticeFileRow",
    "WrittenNotice",
    "attach_file",
    "catalogue_titles",
    "close_notice",
    "discard_notice",
    "issuers",
    "missing_of",
    "move_notice_end",
    "new_notice",
    "publish_notice",
    "remove_file",
    "save_notice",
    "written_notice_of",
    "written_notices",
]

_STEP: Final = timedelta(milliseconds=1)
"""Of two states of a draft the later is saved later, whatever the clock does."""
_FIRST_WINDOW: Final = timedelta(days=30, minutes=-1)


def new_notice(workspace: Workspace, issuer_id: str, catalogue_key: str = "") -> str:
    """An empty draft that opens tomorrow for thirty days; returns its id. Raises `Rejected` (no_such_notice)."""
    at = workspace.clock()
    opens = datetime.combine(shanghai_day(at) + timedelta(days=1), datetime.min.time(), SHANGHAI)
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        issuer = next((one for one in issuers_of(connection, workspace) if one.id == issuer_id), None)
        if issuer is None:
            raise Rejected(RejectionCode.NO_SUCH_NOTICE)
        draft = NoticeDraftRow(
            id=new_id(),
            issuer=issuer,
            title="",
            text="",
            opens=opens,
            closes=opens + _FIRST_WINDOW,
            catalogue_key=catalogue_key,
            reading_seconds=DEFAULT_READING_SECONDS,
            saved_at=at,
            saved_by=account.name,
        )
        records.save_notice_draft(connection, draft, by=account.id)
    return draft.id


def save_notice(workspace: Workspace, draft: NoticeDraftRow, base: NoticeBase | None = None) -> WrittenNotice:
    """Keeps what is written, however incomplete; without a base in place of whatever is there.

    Raises `Rejected`: what `check_act` says, notice_text, notice_draft_changed with who wrote it meanwhile and when.
    """
    clean = _clean(draft)
    try:
        with workspace.store.write() as connection:
            account = acting_account(connection, workspace)
            found = checked_notice(connection, workspace, draft.id, NoticeAct.WRITE)
            if base is not None and base.milliseconds != found.base.milliseconds:
                raise _changed(found)
            at = workspace.clock()
            if found.draft is not None:
                at = max(at, found.draft.saved_at + _STEP)
            kept = replace(clean, issuer=found.issuer, saved_at=at, saved_by=account.name)
            records.save_notice_draft(connection, kept, base, by=account.id)
            return found_notice(connection, workspace, draft.id)
    except Rejected as problem:
        if problem.code is RejectionCode.NOTICE_DRAFT_CHANGED and not problem.arguments:
            raise _changed(written_notice_of(workspace, draft.id)) from problem
        raise


def discard_notice(workspace: Workspace, notice_id: str) -> None:
    """Throws away what is written and not published. Raises `Rejected`."""
    with workspace.store.write() as connection:
        if checked_notice(connection, workspace, notice_id, NoticeAct.DISCARD).draft is None:
            raise Rejected(RejectionCode.NO_SUCH_NOTICE)
        records.discard_notice_draft(connection, notice_id)


def attach_file(workspace: Workspace, notice_id: str, file: Path) -> WrittenNotice:
    """Puts a file beside the draft. Raises `Rejected`: notice_file_name, …_size, …_format, …_count, file_unreadable."""
    name = unicodedata.normalize("NFC", file.name)
    if not is_file_name(name) or len(name) > TITLE_LENGTH:
        raise Rejected(RejectionCode.NOTICE_FILE_NAME, file=name[:TITLE_LENGTH])
    data = _read(file)
    if len(data) > MAX_FILE_BYTES:
        raise Rejected(
            RejectionCode.NOTICE_FILE_SIZE, file=name, size=max(len(data), file.stat().st_size), limit=MAX_FILE_BYTES
        )
    media_type = sniff(data[:SNIFF_LENGTH])
    if media_type is None:
        raise Rejected(RejectionCode.NOTICE_FILE_FORMAT, file=name)
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        written = checked_notice(connection, workspace, notice_id, NoticeAct.WRITE)
        _begin_revision(connection, workspace, written, account.id)
        row = NoticeFileRow(notice_id, "", name, len(data), media_type, drafted=True, published=False)
        records.add_notice_file(connection, row, data, by=account.id, at=workspace.clock())
        return found_notice(connection, workspace, notice_id)


def remove_file(workspace: Workspace, notice_id: str, sha256: str) -> WrittenNotice:
    """Takes a file out of the draft. Raises `Rejected`: what `check_act` says, notice_file_gone."""
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        written = checked_notice(connection, workspace, notice_id, NoticeAct.WRITE)
        if all(one.sha256 != sha256 or not one.drafted for one in written.files):
            raise Rejected(RejectionCode.NOTICE_FILE_GONE)
        _begin_revision(connection, workspace, written, account.id)
        records.remove_notice_file(connection, notice_id, sha256)
        return found_notice(connection, workspace, notice_id)


def publish_notice(workspace: Workspace, notice_id: str) -> WrittenNotice:
    """Makes what is written the notice that everybody sees.

    Raises `Rejected`: notice_incomplete with what is `missing`, and what `check_act` says.
    """
    at = workspace.clock()
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        written = checked_notice(connection, workspace, notice_id, NoticeAct.PUBLISH)
        draft = written.draft
        if draft is None:
            raise Rejected(RejectionCode.NO_SUCH_NOTICE)
        current = current_catalogue(connection, draft.catalogue_key)
        missing = missing_of(draft, at, known_catalogue=current is not None)
        if missing or current is None or draft.opens is None or draft.closes is None:
            raise Rejected(RejectionCode.NOTICE_INCOMPLETE, missing=",".join(missing))
        row = NoticeRow(
            id=draft.id,
            key=_key(draft, at) if written.notice is None else written.notice.key,
            title=draft.title,
            text=draft.text,
            opens=draft.opens,
            closes=draft.closes,
            catalogue_key=draft.catalogue_key,
            catalogue_hash=current,
            issuer=draft.issuer,
            reading_seconds=draft.reading_seconds,
        )
        records.publish_notice(connection, row, by=account.id, at=at)
        return found_notice(connection, workspace, notice_id)


def close_notice(workspace: Workspace, notice_id: str) -> WrittenNotice:
    """提前关闭, for good. Raises `Rejected` as `check_act` says."""
    at = workspace.clock()
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        written = checked_notice(connection, workspace, notice_id, NoticeAct.CLOSE)
        if written.notice is None:
            raise Rejected(RejectionCode.NOTICE_UNPUBLISHED)
        closing = NoticeClosingRow(notice_id, written.notice.closes, at, account.name)
        records.close_notice(connection, closing, by=account.id)
        return found_notice(connection, workspace, notice_id)


def move_notice_end(workspace: Workspace, notice_id: str, closes: datetime) -> WrittenNotice:
    """Lets a published notice end at another time that lies ahead. Raises `Rejected`: also notice_end_past."""
    at = workspace.clock()
    with workspace.store.write() as connection:
        account = acting_account(connection, workspace)
        written = checked_notice(connection, workspace, notice_id, NoticeAct.MOVE)
        if written.notice is None:
            raise Rejected(RejectionCode.NOTICE_UNPUBLISHED)
        check_new_end(written.notice.opens, closes, at)
        records.move_notice_end(connection, notice_id, closes, by=account.id, at=at)
        return found_notice(connection, workspace, notice_id)


def missing_of(draft: NoticeDraftRow, at: datetime, *, known_catalogue: bool = True) -> tuple[str, ...]:
    """What a draft still lacks to be published, by the keys of the fact `missing`."""
    ordered = draft.opens is None or draft.closes is None or draft.opens < draft.closes
    lacks = {
        "title": not shows_something(draft.title),
        "text": not shows_something(draft.text),
        "opens": draft.opens is None,
        "closes": draft.closes is None,
        "window": not ordered,
        "past": ordered and draft.closes is not None and draft.closes <= at,
        "catalogue": not draft.catalogue_key or not known_catalogue,
    }
    return tuple(name for name, lacking in lacks.items() if lacking)


def _changed(found: WrittenNotice) -> Rejected:
    by, at = ("", "") if found.draft is None else (found.draft.saved_by, found.draft.saved_at.isoformat())
    return Rejected(RejectionCode.NOTICE_DRAFT_CHANGED, by=by, at=at)


def _begin_revision(connection: Connection, workspace: Workspace, written: WrittenNotice, account_id: str) -> None:
    """Files are a draft's: where none is there yet, one that says what is published."""
    if written.draft is not None:
        return
    draft = replace(written.as_draft, saved_at=workspace.clock())
    records.save_notice_draft(connection, draft, by=account_id)


def _clean(draft: NoticeDraftRow) -> NoticeDraftRow:
    title = unicodedata.normalize("NFC", draft.title).strip()
    text = written_notice(read_notice(plain_line_ends(unicodedata.normalize("NFC", draft.text))))
    forbidden = forbidden_character(title) or forbidden_character(text, lines=True)
    if len(title) > TITLE_LENGTH or len(text) > TEXT_LENGTH or forbidden is not None:
        raise Rejected(RejectionCode.NOTICE_TEXT)
    seconds = min(max(draft.reading_seconds, 0), MAX_READING_SECONDS)
    return replace(draft, title=title, text=text, reading_seconds=seconds)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as source:
            return source.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise Rejected(RejectionCode.FILE_UNREADABLE, file=file.name) from error


def _key(draft: NoticeDraftRow, at: datetime) -> str:
    """Of the id its end, which is random: it begins with the time, the same for all that are begun in one minute."""
    return f"{shanghai_day(draft.opens or at).year}-{draft.id[-12:]}"
