"""Notices while they are written, with their files, and closed; and what an applicant has ticked before beginning."""

from typing import Any, Final

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text

from desktop.store.tables.columns import CLUSTERED, flag, identity, metadata, moment, number, reference, text

REVISION: Final[dict[str, Any]] = {"info": {"revision": "0005"}}

notice_draft = Table(
    "notice_draft",
    metadata,
    *identity(),
    reference("issuer_id", "organisation.id"),
    text("title"),
    text("content"),
    moment("opens", nullable=True),
    moment("closes", nullable=True),
    text("catalogue_key"),
    number("reading_seconds"),
    moment("saved_at"),
    reference("saved_by", "account.id"),
    **CLUSTERED,
    **REVISION,
)
"""What is written and not published: a new notice, or other words for the published one of this id."""
Index("ix_notice_draft_issuer_id", notice_draft.c.issuer_id)

notice_file = Table(
    "notice_file",
    metadata,
    Column("notice_id", Text, primary_key=True),
    reference("sha256", "blob.sha256", primary_key=True),
    text("name"),
    number("size"),
    text("media_type"),
    flag("drafted"),
    flag("published"),
    moment("added_at"),
    reference("added_by", "account.id"),
    CheckConstraint("drafted + published > 0", name="listed"),
    **CLUSTERED,
    **REVISION,
)
"""Attachments of notices and of their drafts, which bear the same id: `drafted` as the draft has them, `published` as
everybody sees them."""

notice_closing = Table(
    "notice_closing",
    metadata,
    reference("notice_id", "notice.id", primary_key=True),
    moment("planned"),
    moment("closed_at"),
    reference("closed_by", "account.id"),
    **CLUSTERED,
    **REVISION,
)
"""Notices that were ended before their time; `planned` is when they would have."""

self_check = Table(
    "self_check",
    metadata,
    reference("application_id", "application.id", primary_key=True),
    Column("condition_key", Text, primary_key=True),
    moment("ticked_at"),
    reference("account_id", "account.id"),
    **CLUSTERED,
    **REVISION,
)
"""What the applicant has ticked, alone or beside a desk; the words are those of the notice's catalogue, which stays."""

beside = Table(
    "beside",
    metadata,
    reference("application_id", "application.id", primary_key=True),
    Column("submission", Integer, primary_key=True),
    reference("account_id", "account.id"),
    moment("at"),
    **CLUSTERED,
    info={"revision": "0006"},
)
"""What a desk of the unit fills in beside the applicant: 0 where it began so, else the submission handed in so."""
