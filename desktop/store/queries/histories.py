"""What the workspace knows of a person's earlier applications: what the waiting periods are counted from."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, and_, select

from desktop.domain.clock import shanghai_day
from desktop.domain.terms import Status
from desktop.domain.validation.history import History
from desktop.store.tables import application, decision, notice


def history_of(connection: Connection, person_key: str, besides: str) -> History:
    """The days of the person's last success and last failure, the application `besides` left out."""
    columns = application.c
    # naming every notice lets the index over (notice, person) answer
    rows = connection.execute(
        select(columns.status, decision.c.recorded_at)
        .join(decision, and_(decision.c.application_id == columns.id, decision.c.seq == columns.seq - 1))
        .where(
            columns.notice_id.in_(select(notice.c.id)),
            columns.person_key == person_key,
            columns.deleted_at.is_(None),
            columns.id != besides,
            columns.status.in_([Status.APPROVED.value, Status.TERMINATED.value]),
        )
    ).all()
    ended = [(Status(status), shanghai_day(at)) for status, at in rows]
    return History(
        last_approved=_last([day for status, day in ended if status is Status.APPROVED]),
        last_terminated=_last([day for status, day in ended if status is Status.TERMINATED]),
    )


def _last(days: Sequence[date]) -> date | None:
    return max(days, default=None)
