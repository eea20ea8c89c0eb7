"""Notices that applications are filed under."""

from datetime import datetime

from sqlalchemy import Connection, select

from desktop.domain.clock import to_milliseconds
from desktop.store.functions import call
from desktop.store.questions import by_functions
from desktop.store.rows import NoticeRow
from desktop.store.tables import notice


def put_notice(connection: Connection, row: NoticeRow, *, by: str, at: datetime) -> None:
    """Publishes the notice, or changes the one with this id. Raises `Protected` once an application exists.

    In a shared database reviewers of its issuer alone may, and who and when are the server's. Raises `Refused`.
    """
    if by_functions(connection):
        _put_by_function(connection, row)
        return
    values = {
        "title": row.title,
        "content": row.text,
        "opens": row.opens,
        "closes": row.closes,
        "catalogue_key": row.catalogue_key,
        "catalogue_hash": row.catalogue_hash,
        "issuer_id": row.issuer.id,
        "reading_seconds": row.reading_seconds,
        "changed_at": at,
        "changed_by": by,
    }
    if connection.scalar(select(notice.c.id).where(notice.c.id == row.id)) is None:
        connection.execute(notice.insert().values(id=row.id, key=row.key, **values))
    else:
        connection.execute(notice.update().where(notice.c.id == row.id).values(values))


def _put_by_function(connection: Connection, row: NoticeRow) -> None:
    call(
        connection,
        "notice_put",
        row.id,
        row.key,
        row.title,
        row.text,
        to_milliseconds(row.opens),
        to_milliseconds(row.closes),
        row.catalogue_key,
        row.catalogue_hash,
        row.issuer.id,
        row.reading_seconds,
    )
