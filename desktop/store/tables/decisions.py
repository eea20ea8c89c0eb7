"""The workflow's verdicts as data, the decisions taken by them, and the audit of everything."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text, UniqueConstraint

from desktop.domain.decisions import COMMENT_LENGTH, MEETING_LENGTH
from desktop.domain.terms import DECISIONS
from desktop.store.tables.columns import (
    CLUSTERED,
    Day,
    flag,
    identity,
    metadata,
    moment,
    number,
    one_of,
    reference,
    text,
)

verdict = Table(
    "verdict",
    metadata,
    Column("levels", Integer, primary_key=True),
    Column("status", Text, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("action", Text, primary_key=True),
    Column("desk", Text, primary_key=True),
    text("to_status"),
    text("to_stage"),
    text("straight_back_stage"),
    text("recorded_stage"),
    text("condition"),
    flag("comment_required"),
    flag("meeting_required"),
    **CLUSTERED,
)

decision = Table(
    "decision",
    metadata,
    *identity(),
    reference("application_id", "application.id"),
    number("submission"),
    number("seq"),
    text("action"),
    text("stage"),
    text("desk"),
    reference("organisation_id", "organisation.id"),
    reference("account_id", "account.id"),
    moment("decided_at"),
    moment("recorded_at"),
    text("comment"),
    text("meeting"),
    Column("correction_deadline", Day, nullable=True),
    flag("straight_back", default=None),
    text("origin"),
    UniqueConstraint("application_id", "seq"),
    one_of("action", tuple(sorted(DECISIONS))),
    CheckConstraint(f"length(comment) <= {COMMENT_LENGTH} AND instr(comment, char(0)) = 0", name="comment"),
    CheckConstraint(f"length(meeting) <= {MEETING_LENGTH} AND instr(meeting, char(0)) = 0", name="meeting"),
    CheckConstraint("straight_back IN (0, 1)", name="straight_back"),
    **CLUSTERED,
)
Index("ix_decision_organisation_id", decision.c.organisation_id, decision.c.application_id)

audit = Table(
    "audit",
    metadata,
    Column("chain", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    number("ordinal"),
    moment("at"),
    text("entry"),
    text("previous"),
    text("hash"),
    UniqueConstraint("ordinal"),
    **CLUSTERED,
)
