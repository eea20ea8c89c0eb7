"""What the rules read of one application: the views that the triggers read too."""

from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, Text, bindparam, column, select, table

from desktop.domain.decisions import LastDecision, Situation
from desktop.domain.terms import Action, Status
from desktop.store.dialects import ObjectOf
from desktop.store.questions import Question, ask
from desktop.store.tables.columns import Flag, Moment
from desktop.store.visibility import of_readable

situation_view = table(
    "situation",
    column("application_id", Text),
    column("levels", Integer),
    column("status", Text),
    column("stage", Text),
    column("returned_from", Text),
    column("submission", Integer),
    column("seq", Integer),
    column("notice_closes", Moment),
    column("correction_due", Moment),
    column("changed_since_return", Flag),
    column("deleted", Flag),
    column("last_action", Text),
    column("last_desk", Text),
    column("last_submission", Integer),
    column("last_recorded_at", Moment),
)
SITUATION_COLUMNS = tuple(item.label(f"situation_{item.name}") for item in situation_view.c)
_seat = table(
    "seat",
    column("application_id", Text),
    column("desk", Text),
    column("organisation_id", Text),
    column("account_id", Text),
)
_SITUATION = Question(
    "situation_of",
    select(*SITUATION_COLUMNS).where(situation_view.c.application_id == bindparam("application_id")),
    only=of_readable(situation_view.c.application_id),
)
DESKS_COLUMN = (
    select(ObjectOf(_seat.c.desk, _seat.c.organisation_id))
    .where(_seat.c.application_id == bindparam("application_id"), _seat.c.account_id == bindparam("account_id"))
    .scalar_subquery()
    .label("desks")
)
"""The account's desks as one JSON object, for statements that read them beside something else."""


def seats() -> Select[Any]:
    """The desks of an account at an application: what `desks_of` asks."""
    return select(_seat.c.desk, _seat.c.organisation_id).where(
        _seat.c.application_id == bindparam("application_id"), _seat.c.account_id == bindparam("account_id")
    )


_DESKS = Question("desks_of", seats(), only=of_readable(_seat.c.application_id))


def situation_of(connection: Connection, application_id: str) -> Situation | None:
    row = ask(connection, _SITUATION, application_id=application_id).first()
    return None if row is None else situation_from(row)


def situation_from(row: Row[*tuple[Any, ...]]) -> Situation:
    """From a row that holds `SITUATION_COLUMNS`."""
    last = None
    if row.situation_last_action is not None:
        last = LastDecision(
            action=Action(row.situation_last_action),
            desk=row.situation_last_desk,
            submission=row.situation_last_submission,
            recorded_at=row.situation_last_recorded_at,
        )
    return Situation(
        levels=row.situation_levels,
        status=Status(row.situation_status),
        stage=row.situation_stage,
        returned_from=row.situation_returned_from,
        submission=row.situation_submission,
        seq=row.situation_seq,
        notice_closes=row.situation_notice_closes,
        last=last,
        correction_due=row.situation_correction_due,
        changed_since_return=row.situation_changed_since_return,
        deleted=row.situation_deleted,
    )


def desks_of(connection: Connection, account_id: str, application_id: str) -> dict[str, str | None]:
    """The desks the account sits at for this application, each with the organisation it sits there for."""
    rows = ask(connection, _DESKS, application_id=application_id, account_id=account_id)
    return {row.desk: row.organisation_id for row in rows}
