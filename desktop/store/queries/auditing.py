"""What verifying the audit reads: entries, heads, and the rows they are about with digests in place of contents.

In a shared database administrators and auditors alone find anything, and no more than this.
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Text, bindparam, func, literal, or_, select

from desktop.domain.terms import Role
from desktop.store.interruption import heed
from desktop.store.questions import VERIFIER, Question, ask, ask_for_many
from desktop.store.tables import application, audit, decision, deletion, submission
from desktop.store.visibility import with_role

APPLICATION_CHAIN: Final = "application:"
_ROWS_AT_ONCE: Final = 1000
_FACTS_AT_ONCE: Final = 100
_VERIFYING = or_(with_role(Role.ADMINISTRATOR), with_role(Role.AUDITOR))


def _digest(content: ColumnElement[str]) -> ColumnElement[str]:
    return func.sha256_hex(content, type_=Text())


def _question(name: str, statement: Any) -> Question:
    return Question(f"audit_{name}", statement, only=_VERIFYING, reader=VERIFIER)


_ENTRIES = _question(
    "entries",
    select(audit.c.chain, audit.c.position, audit.c.entry, audit.c.previous, audit.c.hash).order_by(
        audit.c.chain, audit.c.position
    ),
)
_numbers = select(
    func.count(audit.c.ordinal).label("number"), func.coalesce(func.max(audit.c.ordinal), 0).label("highest")
).subquery()
_ORDERED = _question("ordered", select(_numbers.c.number, _numbers.c.highest))
_before = (
    select(func.count().label("number")).select_from(audit).where(audit.c.ordinal <= bindparam("ordinal")).subquery()
)
_UNTIL = _question("until", select(_before.c.number))
_latest = (
    select(audit.c.chain, func.max(audit.c.position).label("position"))
    .where(audit.c.ordinal <= bindparam("ordinal", type_=audit.c.ordinal.type))
    .group_by(audit.c.chain)
    .subquery()
)
_HEADS = _question(
    "heads",
    select(audit.c.chain, audit.c.position, audit.c.hash)
    .join(_latest, (_latest.c.chain == audit.c.chain) & (_latest.c.position == audit.c.position))
    .order_by(audit.c.chain),
)
_of_application = audit.c.chain == literal(APPLICATION_CHAIN) + application.c.id
_head = select(audit.c.hash).where(_of_application).order_by(audit.c.position.desc()).limit(1).scalar_subquery()
_length = select(func.count()).select_from(audit).where(_of_application).scalar_subquery()
_WRONG_HEADS = _question(
    "wrong_heads",
    select(application.c.id, application.c.chain_length).where(
        (func.coalesce(_head, "") != application.c.chain_hash) | (_length != application.c.chain_length)
    ),
)
_DECISIONS = _question(
    "decisions",
    select(
        decision.c.id,
        decision.c.application_id,
        decision.c.account_id,
        decision.c.action,
        _digest(decision.c.comment).label("comment_digest"),
        decision.c.correction_deadline,
        decision.c.decided_at,
        decision.c.desk,
        _digest(decision.c.meeting).label("meeting_digest"),
        decision.c.organisation_id,
        decision.c.origin,
        decision.c.recorded_at,
        decision.c.seq,
        decision.c.stage,
        decision.c.straight_back,
        decision.c.submission,
    ).order_by(decision.c.application_id),
)
_SUBMISSIONS = _question(
    "submissions",
    select(
        submission.c.id,
        submission.c.application_id,
        submission.c.account_id,
        submission.c.catalogue_hash,
        submission.c.grading_class,
        _digest(submission.c.content).label("content_digest"),
        submission.c.desk,
        _digest(submission.c.findings).label("findings_digest"),
        submission.c.pledge,
        submission.c.recorded_at,
        submission.c.route,
        submission.c.number,
        submission.c.submitted_at,
    ).order_by(submission.c.application_id),
)
_DELETIONS = _question(
    "deletions",
    select(deletion.c.application_id, deletion.c.account_id, deletion.c.desk, deletion.c.recorded_at).order_by(
        deletion.c.application_id
    ),
)


def entries(connection: Connection, rows_at_once: int = _ROWS_AT_ONCE) -> Iterator[Any]:
    """All, chain by chain in their order: chain, position, entry, previous, hash."""
    yield from _many(connection, _ENTRIES, rows_at_once)


def ordered(connection: Connection) -> tuple[int, int]:
    """How many entries have a place in the order of everything, and the highest place."""
    found = ask(connection, _ORDERED).first()
    return (0, 0) if found is None else (found.number, found.highest)


def number_until(connection: Connection, ordinal: int) -> int:
    """How many entries have a place up to that one."""
    return ask(connection, _UNTIL, ordinal=ordinal).scalar() or 0


def heads_at(connection: Connection, ordinal: int) -> Iterator[Any]:
    """The last entry of each chain up to that place, in the order of their names: chain, position, hash."""
    yield from _many(connection, _HEADS, _ROWS_AT_ONCE, ordinal=ordinal)


def wrong_heads(connection: Connection) -> Iterator[Any]:
    """Applications whose own chain does not end as they say, and how long they say it is."""
    yield from ask(connection, _WRONG_HEADS)


def decisions(connection: Connection) -> Iterator[Any]:
    """All, in the order of their applications, the words as digests."""
    yield from _many(connection, _DECISIONS, _FACTS_AT_ONCE)


def submissions(connection: Connection) -> Iterator[Any]:
    """All, in the order of their applications, what was filled in as digests."""
    yield from _many(connection, _SUBMISSIONS, _FACTS_AT_ONCE)


def deletions(connection: Connection) -> Iterator[Any]:
    """All, in the order of their applications."""
    yield from _many(connection, _DELETIONS, _FACTS_AT_ONCE)


def _many(connection: Connection, question: Question, rows_at_once: int, **values: Any) -> Iterator[Any]:
    for rows in ask_for_many(connection, question, rows_at_once, **values).partitions():
        heed()
        yield from rows
