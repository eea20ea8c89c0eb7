"""Applications as they stand, the route each takes, its submissions, and its deletion.

What an application's status, stage and chain are is moved by triggers alone; the list's columns are those of the
current submission.
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text, UniqueConstraint

from desktop.domain.terms import MAX_LEVELS, Status
from desktop.store.tables.columns import (
    CLUSTERED,
    flag,
    identity,
    metadata,
    moment,
    number,
    one_of,
    reference,
    text,
)

application = Table(
    "application",
    metadata,
    *identity(),
    text("key"),
    reference("unit_id", "organisation.id"),
    reference("notice_id", "notice.id"),
    reference("issuer_id", "organisation.id"),
    reference("applicant_id", "account.id", nullable=True),
    number("levels"),
    Column("number", Text, nullable=True),
    Column("person_key", Text, nullable=True),
    text("status", default="draft"),
    text("stage", default=""),
    text("returned_from", default=""),
    number("submission", default=0),
    number("seq", default=0),
    moment("stage_since", nullable=True),
    moment("submitted_at", nullable=True),
    moment("correction_due", nullable=True),
    flag("straight_back"),
    flag("changed_since_return"),
    moment("updated_at"),
    moment("deleted_at", nullable=True),
    text("name", default=""),
    text("grading_class", default=""),
    text("standard", default=""),
    text("service_type", default=""),
    number("attachment_count", default=0),
    number("finding_count", default=0),
    text("search_text", default=""),
    number("chain_length", default=0),
    text("chain_hash", default=""),
    UniqueConstraint("unit_id", "key"),
    UniqueConstraint("number"),
    one_of("status", Status),
    CheckConstraint(f"levels BETWEEN 1 AND {MAX_LEVELS}", name="levels"),
    CheckConstraint("(status = 'submitted') = (stage <> '')", name="stage"),
    CheckConstraint("(status = 'submitted') = (stage_since IS NOT NULL)", name="stage_since"),
    **CLUSTERED,
)
_columns = application.c
Index(
    "uq_application_person",
    _columns.notice_id,
    _columns.person_key,
    unique=True,
    sqlite_where=_columns.deleted_at.is_(None),
)
Index("ix_application_applicant_id", _columns.applicant_id, _columns.id)
Index("ix_application_submitted_at", _columns.submitted_at, _columns.id)
Index("ix_application_unit_submitted_at", _columns.unit_id, _columns.submitted_at, _columns.id)
Index("ix_application_unit_stage", _columns.unit_id, _columns.status, _columns.stage, _columns.stage_since, _columns.id)
Index("ix_application_stage", _columns.status, _columns.stage, _columns.stage_since, _columns.id)
Index("ix_application_issuer_stage", _columns.issuer_id, _columns.status, _columns.stage, _columns.id)

application_route = Table(
    "application_route",
    metadata,
    reference("application_id", "application.id", primary_key=True),
    Column("level", Integer, primary_key=True),
    reference("department_id", "organisation.id"),
    **CLUSTERED,
)
Index("ix_application_route_department_id", application_route.c.department_id, application_route.c.application_id)

draft = Table(
    "draft",
    metadata,
    reference("application_id", "application.id", primary_key=True),
    text("content"),
    moment("saved_at"),
    **CLUSTERED,
)

submission = Table(
    "submission",
    metadata,
    *identity(),
    reference("application_id", "application.id"),
    number("number"),
    text("content"),
    text("content_hash"),
    reference("catalogue_hash", "catalogue.hash"),
    text("grading_class"),
    text("findings"),
    text("route"),
    number("pledge"),
    text("desk"),
    reference("account_id", "account.id"),
    moment("submitted_at"),
    moment("recorded_at"),
    UniqueConstraint("application_id", "number"),
    CheckConstraint("pledge = 1", name="pledge"),
    CheckConstraint("number >= 1", name="number"),
    **CLUSTERED,
)

deletion = Table(
    "deletion",
    metadata,
    reference("application_id", "application.id", primary_key=True),
    text("desk"),
    reference("account_id", "account.id"),
    moment("recorded_at"),
    **CLUSTERED,
)
