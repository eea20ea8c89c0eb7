"""Notices."""

from typing import Any

from sqlalchemy import Boolean, Connection, Select, Text, bindparam, exists, func, select

from desktop.store.queries.organisations import organisations
from desktop.store.questions import Question, ask
from desktop.store.rows import NoticeRow
from desktop.store.tables import application, notice
from desktop.store.visibility import Viewer, Whoever, with_account

_NOTICES = select(notice).order_by(notice.c.opens.desc(), notice.c.key)
_ALL = Question("notices", _NOTICES, only=with_account())
_BY_KEY = Question("notice_by_key", _NOTICES.where(notice.c.key == bindparam("notice_key")), only=with_account())
_BY_ID = Question("notice_by_id", _NOTICES.where(notice.c.id == bindparam("notice_id")), only=with_account())


def _in_use(viewer: Viewer) -> Select[Any]:
    """Of a shared database a function of its owner says it, as people do not see all applications."""
    asked = bindparam("notice_id", type_=Text())
    if isinstance(viewer, Whoever):
        return select(func.notice_used(asked, type_=Boolean()).label("in_use"))
    return select(exists().where(application.c.notice_id == asked).label("in_use"))


_IN_USE = Question("notice_in_use", _in_use)


def notices(connection: Connection) -> tuple[NoticeRow, ...]:
    """All, the newest window first."""
    return _notices(connection, _ALL)


def notice_by_key(connection: Connection, key: str) -> NoticeRow | None:
    return next(iter(_notices(connection, _BY_KEY, notice_key=key)), None)


def notice_by_id(connection: Connection, notice_id: str) -> NoticeRow | None:
    return next(iter(_notices(connection, _BY_ID, notice_id=notice_id)), None)


def notice_in_use(connection: Connection, notice_id: str) -> bool:
    """Whether an application is filed under it, deleted ones included; a shared database tells its issuer alone."""
    return bool(ask(connection, _IN_USE, notice_id=notice_id).scalar())


def _notices(connection: Connection, which: Question, **values: Any) -> tuple[NoticeRow, ...]:
    known = {row.id: row for row in organisations(connection)}
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
        for row in ask(connection, which, **values)
    )
