"""What the rules read of one application: the views that the triggers read too."""

from sqlalchemy import Connection, column, select, table

from desktop.domain.decisions import LastDecision, Situation
from desktop.domain.terms import Action, Status
from desktop.store.tables.columns import Flag, Moment

_situation = table(
    "situation",
    column("application_id"),
    column("levels"),
    column("status"),
    column("stage"),
    column("returned_from"),
    column("submission"),
    column("seq"),
    column("notice_closes", Moment),
    column("correction_due", Moment),
    column("changed_since_return", Flag),
    column("deleted", Flag),
    column("last_action"),
    column("last_desk"),
    column("last_submission"),
    column("last_recorded_at", Moment),
)
_seat = table("seat", column("application_id"), column("desk"), column("organisation_id"), column("account_id"))


def situation_of(connection: Connection, application_id: str) -> Situation | None:
    row = connection.execute(select(_situation).where(_situation.c.application_id == application_id)).first()
    if row is None:
        return None
    last = None
    if row.last_action is not None:
        last = LastDecision(Action(row.last_action), row.last_desk, row.last_submission, row.last_recorded_at)
    return Situation(
        levels=row.levels,
        status=Status(row.status),
        stage=row.stage,
        returned_from=row.returned_from,
        submission=row.submission,
        seq=row.seq,
        notice_closes=row.notice_closes,
        last=last,
        correction_due=row.correction_due,
        changed_since_return=row.changed_since_return,
        deleted=row.deleted,
    )


def desks_of(connection: Connection, account_id: str, application_id: str) -> dict[str, str | None]:
    """The desks the account sits at for this application, each with the organisation it sits there for."""
    rows = connection.execute(
        select(_seat.c.desk, _seat.c.organisation_id).where(
            _seat.c.application_id == application_id, _seat.c.account_id == account_id
        )
    )
    return {row.desk: row.organisation_id for row in rows}
