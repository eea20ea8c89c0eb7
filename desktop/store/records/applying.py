"""Writing notices and closing them, and keeping what an applicant has ticked. The triggers check every one.

In a shared database functions do it, which ask anew who is there; moments and accounts are then the server's.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from sqlalchemy import Connection, delete, select, update

from desktop.domain.clock import to_milliseconds
from desktop.store.blobs import blob_bytes, put_blob
from desktop.store.dialects import inserting
from desktop.store.functions import call
from desktop.store.notice_rows import NoticeBase, NoticeClosingRow, NoticeDraftRow, NoticeFileRow
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.questions import by_functions
from desktop.store.records.notices import put_notice
from desktop.store.rows import NoticeRow
from desktop.store.tables import notice, notice_closing, notice_draft, notice_file, self_check


def save_notice_draft(connection: Connection, row: NoticeDraftRow, base: NoticeBase | None = None, *, by: str) -> None:
    """Keeps what is written. Raises `Rejected`: no_such_notice, and from a shared database notice_draft_changed."""
    if by_functions(connection):
        opens, closes = (None if one is None else to_milliseconds(one) for one in (row.opens, row.closes))
        written = (row.title, row.text, opens, closes, row.catalogue_key, row.reading_seconds)
        begun = None if base is None else base.milliseconds
        call(connection, "notice_draft_save", row.id, row.issuer.id, *written, begun)
        return
    values = {
        "title": row.title,
        "content": row.text,
        "opens": row.opens,
        "closes": row.closes,
        "catalogue_key": row.catalogue_key,
        "reading_seconds": row.reading_seconds,
        "saved_at": row.saved_at,
        "saved_by": by,
    }
    statement = inserting(connection, notice_draft).values(id=row.id, issuer_id=row.issuer.id, **values)
    if connection.scalar(select(notice_draft.c.id).where(notice_draft.c.id == row.id)) is None:
        connection.execute(statement)
    else:
        connection.execute(update(notice_draft).where(notice_draft.c.id == row.id).values(values))


def discard_notice_draft(connection: Connection, notice_id: str) -> None:
    """Throws away what was written and not published, files too."""
    if by_functions(connection):
        call(connection, "notice_draft_discard", notice_id)
        return
    of_notice = notice_file.c.notice_id == notice_id
    connection.execute(delete(notice_file).where(of_notice, notice_file.c.published.is_(False)))
    connection.execute(update(notice_file).where(of_notice).values(drafted=True))
    connection.execute(delete(notice_draft).where(notice_draft.c.id == notice_id))


def publish_notice(connection: Connection, row: NoticeRow, *, by: str, at: datetime) -> None:
    """Makes the draft of this id, which says what `row` does, the notice that everybody sees, with its files."""
    if by_functions(connection):
        call(connection, "notice_publish", row.id, row.key)
        return
    put_notice(connection, row, by=by, at=at)
    of_notice = notice_file.c.notice_id == row.id
    connection.execute(delete(notice_file).where(of_notice, notice_file.c.drafted.is_(False)))
    connection.execute(update(notice_file).where(of_notice, notice_file.c.published.is_(False)).values(published=True))
    connection.execute(delete(notice_draft).where(notice_draft.c.id == row.id))


def add_notice_file(connection: Connection, row: NoticeFileRow, data: bytes, *, by: str, at: datetime) -> None:
    """Puts a file beside the draft; one that is there already stays. Raises `Rejected`: no_such_notice, …_count."""
    if by_functions(connection):
        call(connection, "notice_file_add", row.notice_id, row.name, row.media_type.value, data)
        return
    stored = put_blob(connection, BytesIO(data))
    same = (notice_file.c.notice_id == row.notice_id) & (notice_file.c.sha256 == stored.sha256)
    if connection.scalar(select(notice_file.c.sha256).where(same)) is not None:
        connection.execute(update(notice_file).where(same).values(drafted=True))
        return
    connection.execute(
        notice_file.insert().values(
            notice_id=row.notice_id,
            sha256=stored.sha256,
            name=row.name,
            size=stored.size,
            media_type=row.media_type.value,
            drafted=True,
            published=False,
            added_at=at,
            added_by=by,
        )
    )


def remove_notice_file(connection: Connection, notice_id: str, sha256: str) -> None:
    """Takes a file out of the draft; everybody sees a published one until the draft is published."""
    if by_functions(connection):
        call(connection, "notice_file_remove", notice_id, sha256)
        return
    same = (notice_file.c.notice_id == notice_id) & (notice_file.c.sha256 == sha256)
    connection.execute(delete(notice_file).where(same, notice_file.c.published.is_(False)))
    connection.execute(update(notice_file).where(same).values(drafted=False))


def notice_file_bytes(connection: Connection, notice_id: str, sha256: str) -> bytes:
    """What a file that the person sees holds. Raises `Unavailable` (blob_damaged) where it is not as it was stored."""
    if not by_functions(connection):
        return blob_bytes(connection, sha256)
    size = call(connection, "notice_file_size", notice_id, sha256) or 0
    parts: list[bytes] = []
    while sum(map(len, parts)) < size:
        part = call(connection, "notice_file_chunk", notice_id, sha256, len(parts))
        if not part:
            break
        parts.append(bytes(part))
    data = b"".join(parts)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Unavailable(UnavailableCode.BLOB_DAMAGED, sha256=sha256)
    return data


def close_notice(connection: Connection, row: NoticeClosingRow, *, by: str) -> None:
    """Ends the notice now. Raises `Rejected`: no_such_notice, notice_closed, notice_over, notice_not_begun."""
    if by_functions(connection):
        call(connection, "notice_close", row.notice_id)
        return
    connection.execute(
        notice_closing.insert().values(
            notice_id=row.notice_id, planned=row.planned, closed_at=row.closed_at, closed_by=by
        )
    )


def move_notice_end(connection: Connection, notice_id: str, closes: datetime, *, by: str, at: datetime) -> None:
    """Raises `Rejected`: no_such_notice, notice_closed, notice_over, notice_end_past."""
    if by_functions(connection):
        call(connection, "notice_move", notice_id, to_milliseconds(closes))
        return
    values = {"closes": closes, "changed_at": at, "changed_by": by}
    connection.execute(update(notice).where(notice.c.id == notice_id).values(values))


def keep_ticks(connection: Connection, application_id: str, keys: Iterable[str], *, by: str, at: datetime) -> None:
    """Those conditions of the applicant's own application that are not kept yet."""
    if by_functions(connection):
        for key in keys:
            call(connection, "self_check_tick", application_id, key)
        return
    of_application = self_check.c.application_id == application_id
    there = set(connection.scalars(select(self_check.c.condition_key).where(of_application)))
    for key in keys:
        if key not in there:
            row = {"application_id": application_id, "condition_key": key, "ticked_at": at, "account_id": by}
            connection.execute(self_check.insert().values(row))


def begin_reading(connection: Connection, notice_id: str) -> None:
    """Begins the reading anew, by the server's clock. A local workspace counts in the program."""
    if by_functions(connection):
        call(connection, "notice_open", notice_id)


def reading_left(connection: Connection, notice_id: str) -> int | None:
    """Milliseconds that the server still waits for; None where the notice was not opened."""
    left = call(connection, "reading_left", notice_id)
    return None if left is None else int(left)
