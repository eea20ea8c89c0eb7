"""Applicants as persons: whom an account has registered as, which codes are left, whether a password is temporary."""

from sqlalchemy import Connection, bindparam, func, select

from desktop.store.binding_rows import RegisteredRow
from desktop.store.queries.bindings import REVISION, masked
from desktop.store.questions import Question, ask
from desktop.store.tables import applicant, password_due, recovery_code

_MINE = Question(
    "own_registration",
    select(
        applicant.c.name,
        applicant.c.document_type,
        masked(applicant.c.document_number).label("masked_number"),
        applicant.c.mobile,
        applicant.c.registered_at,
    ).where(applicant.c.account_id == bindparam("account_id")),
    revision=REVISION,
)
_CODES = Question(
    "own_recovery_codes",
    select(func.count(recovery_code.c.id).label("left")).where(
        recovery_code.c.account_id == bindparam("account_id"), recovery_code.c.used_at.is_(None)
    ),
    revision=REVISION,
)
_DUE = Question(
    "own_password_due",
    select(password_due.c.due).where(password_due.c.account_id == bindparam("account_id")),
    revision=REVISION,
)


def registered_as(connection: Connection, account_id: str) -> RegisteredRow | None:
    """None for an account that somebody else has made."""
    row = ask(connection, _MINE, account_id=account_id).mappings().first()
    return None if row is None else RegisteredRow(**row)


def recovery_codes_left(connection: Connection, account_id: str) -> int:
    return int(ask(connection, _CODES, account_id=account_id).scalar() or 0)


def password_is_due(connection: Connection, account_id: str) -> bool:
    """Whether it is a temporary one."""
    return bool(ask(connection, _DUE, account_id=account_id).scalar())


def unused_code(connection: Connection, account_id: str, digest: str) -> str | None:
    """The id of the account's code with this digest that has not been used. By whoever may read the tables."""
    return connection.scalar(
        select(recovery_code.c.id).where(
            recovery_code.c.account_id == account_id,
            recovery_code.c.digest == digest,
            recovery_code.c.used_at.is_(None),
        )
    )
