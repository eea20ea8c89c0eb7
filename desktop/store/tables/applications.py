"""Applications as they stand, the route each takes, its submissions, and its deletion.

What an application's status, stage and chain are is moved by triggers alone; the list's columns are those of the
current submission.
"""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from desktop.domain.terms import COMMITTEE_STAGE, MAX_LEVELS, Status, stages
from desktop.store.tables.columns import (
    CLUSTERED,
    STRICT,
    Moment,
    flag,
    identity,
    metadata,
    moment,
    number,
    one_of,
    reference,
    text,
)

NOT_WAITING = 253402300799999
"""Stands for "nobody is to act" among the moments since when somebody waits: later than all of them."""
NOT_SUBMITTED = -1
"""Stands for "never" among the moments of submission: earlier than all of them."""


def _ranked(column: str, keys: tuple[str, ...]) -> str:
    """SQL for the place of `column` among `keys`, by which lists are sorted and filtered."""
    cases = " ".join(f"WHEN '{key}' THEN {rank}" for rank, key in enumerate(keys))
    return f"CASE {column} {cases} END"


def _computed(name: str, kind: Any, sql: str) -> Column[Any]:
    return Column(name, kind, Computed(sql, persisted=True), nullable=False)


STATUS_RANKS = tuple(status.value for status in Status)
STAGE_RANKS = ("", *stages(MAX_LEVELS))

route = Table(
    "route",
    metadata,
    Column("number", Integer, primary_key=True),
    reference("unit_id", "organisation.id"),
    reference("issuer_id", "organisation.id"),
    text("departments"),
    UniqueConstraint("unit_id", "departments"),
    **STRICT,
)
"""A unit with the departments above it, in order, up to the issuer: thousands of applications take the same one."""

route_department = Table(
    "route_department",
    metadata,
    Column("route_number", Integer, ForeignKey("route.number"), primary_key=True),
    Column("level", Integer, primary_key=True),
    reference("department_id", "organisation.id"),
    **CLUSTERED,
)
"""The departments of `route` one by one, written by its trigger."""
Index(
    "ix_route_department_department_id",
    route_department.c.department_id,
    route_department.c.level,
    route_department.c.route_number,
)

application = Table(
    "application",
    metadata,
    Column("line", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    text("key"),
    reference("unit_id", "organisation.id"),
    text("unit_name"),
    reference("notice_id", "notice.id"),
    reference("issuer_id", "organisation.id"),
    Column("route_number", Integer, ForeignKey("route.number"), nullable=False),
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
    _computed("status_rank", Integer, _ranked("status", STATUS_RANKS)),
    _computed("stage_rank", Integer, _ranked("stage", STAGE_RANKS)),
    _computed(
        "reached_committee",
        Integer,
        f"stage = '{COMMITTEE_STAGE}' OR status = '{Status.APPROVED}' "
        f"OR (status = '{Status.TERMINATED}' AND returned_from = '{COMMITTEE_STAGE}')",
    ),
    _computed("number_key", Text, "coalesce(number, '')"),
    _computed("submitted_key", Moment, f"coalesce(submitted_at, {NOT_SUBMITTED})"),
    _computed("waiting_key", Moment, f"coalesce(stage_since, {NOT_WAITING})"),
    UniqueConstraint("id"),
    UniqueConstraint("unit_id", "key"),
    UniqueConstraint("number"),
    CheckConstraint("length(id) = 36", name="id"),
    one_of("status", Status),
    CheckConstraint(f"levels BETWEEN 1 AND {MAX_LEVELS}", name="levels"),
    CheckConstraint("(status = 'submitted') = (stage <> '')", name="stage"),
    CheckConstraint("(status = 'submitted') = (stage_since IS NOT NULL)", name="stage_since"),
    **STRICT,
)
"""`line` is where an application stands in the workspace's own order of arrival: what lists and indexes carry, since
it is a tenth of an `id`. The computed columns say in small numbers what lists are filtered and sorted by."""
_columns = application.c
Index(
    "uq_application_person",
    _columns.notice_id,
    _columns.person_key,
    unique=True,
    sqlite_where=_columns.deleted_at.is_(None),
    postgresql_where=_columns.deleted_at.is_(None),
)
Index("ix_application_person_key", _columns.person_key)
Index("ix_application_applicant_id", _columns.applicant_id)

FILTERED = (
    _columns.route_number,
    _columns.status_rank,
    _columns.stage_rank,
    _columns.reached_committee,
    _columns.grading_class,
    _columns.service_type,
    _columns.submitted_key,
    _columns.waiting_key,
    _columns.finding_count,
    _columns.deleted_at,
)
"""What lists are filtered by. Every index of a sort carries all of it, so that a filter never fetches rows."""

SORTED = (
    _columns.key,
    _columns.number_key,
    _columns.name,
    _columns.unit_name,
    _columns.grading_class,
    _columns.standard,
    _columns.service_type,
    _columns.status_rank,
    _columns.stage_rank,
    _columns.submitted_key,
    _columns.waiting_key,
    _columns.attachment_count,
    _columns.finding_count,
)
"""What lists are sorted by, and `line` after it."""


COUNTS_INDEX = "ix_application_route"
"""The index of what the navigation counts: in this order what is the same lies side by side."""


def list_index(column: Column[Any]) -> str:
    """The name of the index that holds the lists sorted by `column`."""
    return f"ix_application_by_{column.name}"


for _sorted in SORTED:
    Index(list_index(_sorted), _sorted, _columns.line, *(one for one in FILTERED if one is not _sorted))
_counted = (_columns.route_number, _columns.stage_rank, _columns.status_rank, _columns.grading_class)
Index(
    COUNTS_INDEX,
    *_counted,
    *(one for one in FILTERED if all(one is not other for other in _counted)),
    postgresql_include=[
        _columns.line
    ],  # which the rules of a shared database ask about; SQLite's have it of themselves
)

handled = Table(
    "handled",
    metadata,
    reference("organisation_id", "organisation.id", primary_key=True),
    Column("line", Integer, ForeignKey("application.line"), primary_key=True),
    **CLUSTERED,
)
"""Which applications an organisation's desks have decided on, written by the trigger of decisions."""

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
