"""The tables, by subject. Their SQL is frozen per revision in `desktop.store.migrations`; a test compares both."""

from desktop.store.tables.applicants import applicant, binding, password_due, recovery_code
from desktop.store.tables.applications import application, deletion, draft, handled, route, route_department, submission
from desktop.store.tables.applying import beside, notice_closing, notice_draft, notice_file, self_check
from desktop.store.tables.columns import metadata
from desktop.store.tables.decisions import audit, decision, verdict
from desktop.store.tables.desk import application_view, comment_draft, phrase, saved_filter
from desktop.store.tables.evidence import (
    CHUNK_BYTES,
    DisclosureKind,
    attachment,
    attachment_view,
    blob,
    blob_chunk,
    disclosure,
    draft_file,
    original_check,
)
from desktop.store.tables.notices import catalogue, notice, number_series, setting
from desktop.store.tables.people import account, membership, organisation

__all__ = [
    "CHUNK_BYTES",
    "DisclosureKind",
    "account",
    "applicant",
    "application",
    "application_view",
    "attachment",
    "attachment_view",
    "audit",
    "beside",
    "binding",
    "blob",
    "blob_chunk",
    "catalogue",
    "comment_draft",
    "decision",
    "deletion",
    "disclosure",
    "draft",
    "draft_file",
    "handled",
    "membership",
    "metadata",
    "notice",
    "notice_closing",
    "notice_draft",
    "notice_file",
    "number_series",
    "organisation",
    "original_check",
    "password_due",
    "phrase",
    "recovery_code",
    "route",
    "route_department",
    "saved_filter",
    "self_check",
    "setting",
    "submission",
    "verdict",
]
