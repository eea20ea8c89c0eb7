"""Notices."""

from sqlalchemy import ColumnElement, Connection, exists, select, true

from desktop.store.queries.organisations import organisations
from desktop.store.rows import NoticeRow
from desktop.store.tables import application, notice


def notices(connection: Connection) -> tuple[NoticeRow, ...]:
    """All, the newest window first."""
    return _notices(connection, true())


def notice_by_key(connection: Connection, key: str) -> NoticeRow | None:
    return next(iter(_notices(connection, notice.c.key == key)), None)


def notice_by_id(connection: Connection, notice_id: str) -> NoticeRow | None:
    return next(iter(_notices(connection, notice.c.id == notice_id)), None)


def notice_in_use(connection: Connection, notice_id: str) -> bool:
    """Whether an application is filed under it, deleted ones included."""
    return bool(connection.scalar(select(exists().where(application.c.notice_id == notice_id))))


def _notices(connection: Connection, which: ColumnElement[bool]) -> tuple[NoticeRow, ...]:
    known = {row.id: row for row in organisations(connection)}
    rows = connection.execute(select(notice).where(which).order_by(notice.c.opens.desc(), notice.c.key))
    return tuple(
        NoticeRow(
            id=row.id,
            key=row.key,
            title=row.title,
            text=row.content,
            opens=row.opens,
            closes=row.closes,
            catalogue_key=row.catalogue_key,
            catalogue_hash=row.catalogue_hash,
            issuer=known[row.issuer_id],
            reading_seconds=row.reading_seconds,
        )
        for row in rows.all()
    )
