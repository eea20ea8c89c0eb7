"""Filing in bulk: what the desks could do by hand is done, and anything else is refused with all of its batch."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desktop.domain.clock import to_milliseconds
from desktop.domain.content import ApplicationContent, Attachment
from desktop.domain.decisions import RefusalCode, Refused
from desktop.domain.media import MediaType
from desktop.domain.terms import Action, Status
from desktop.services.applications import list_applications
from desktop.services.audit import verify_audit
from desktop.services.bulk_filing import BulkApplication, BulkDecision, BulkSubmission, bulk_filing
from desktop.services.rows import ApplicationQuery
from desktop.store.key_slots import FileKey
from desktop.store.problems import Duplicate, Protected
from desktop.store.records.filing import content_text
from desktop.store.vault import Vault
from tests.desk import NOW, PASSWORD, Desk, DeskClock
from tests.dossiers import OTHER_UNIT, UNIT

AT = to_milliseconds(NOW)
DAY = to_milliseconds(NOW + timedelta(days=1)) - AT
FILED = ("application", "submission", "decision", "attachment", "audit", "route", "number_series", "application_view")


def content(unit: str = UNIT, *attachments: Attachment) -> str:
    basic = {"name": "王建国", "document_number": "220104198203151211", "standard": "C-03", "service_type": "首次认定"}
    return content_text(ApplicationContent(unit, {"basic": (basic,)}, attachments))


PASSED = BulkDecision("unit", Action.PASS, AT + DAY)
SUBMISSION = BulkSubmission(content(), "220104198203151211", "C", "[]", "王建国", AT, (PASSED,))
SOUND = BulkApplication("bulk-1", UNIT, "2024-01", (SUBMISSION,))


def key_of(desk: Desk) -> FileKey:
    """Of the workspace that no store has open from here on, as `bulk_filing` wants it."""
    desk.close()
    return Vault.open(desk.location).unlock("admin", PASSWORD)


def filed_rows(desk: Desk) -> dict[str, int]:
    """How many rows there are of all that is filed; the desk is opened anew for it."""
    opened = Desk(desk.location, desk.folder)
    counts = opened.counts()
    opened.close()
    return {name: counts[name] for name in FILED}


def changed(key: str = "bulk-2", **values: Any) -> BulkApplication:
    """Another person's, whose only submission has other values."""
    submission = replace(SUBMISSION, document_number="220104198203151238", **values)
    return replace(SOUND, key=key, submissions=(submission,))


def test_what_was_filed_lies_where_its_decisions_lead(desk: Desk) -> None:
    returned = BulkDecision("unit", Action.RETURN, AT + DAY, "请补正学历证书。")
    first, again = changed(decisions=(returned,)), changed(submitted_at=AT + 2 * DAY, decisions=())
    twice = replace(first, submissions=first.submissions + again.submissions)
    with bulk_filing(desk.location, key_of(desk)) as filing:
        assert filing.file([SOUND, twice]) == 2
    opened = Desk(desk.location, desk.folder, DeskClock(NOW + timedelta(days=3)))
    rows = list_applications(opened.as_login("province"), ApplicationQuery())
    assert {(row.application, row.status, row.stage, row.submission, row.number) for row in rows} == {
        ("bulk-1", Status.SUBMITTED, "department-1", 1, "2024-22-000001"),
        ("bulk-2", Status.SUBMITTED, "unit", 2, "2024-22-000002"),
    }
    assert verify_audit(opened.as_login("auditor")).sound
    opened.close()


NOT_STORED = Attachment("education", None, "certificate", "学位证书.pdf", "0" * 64, 9, MediaType.PDF)


def refused(code: RefusalCode) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.refusal.code is code)


@pytest.mark.parametrize(
    ("application", "expected"),
    [
        (replace(SOUND, key="bulk-2"), pytest.RaisesExc(Duplicate, match="^person$")),
        (changed("bulk-1"), pytest.RaisesExc(Duplicate, match="^application$")),
        (changed(content=content(OTHER_UNIT)), pytest.RaisesExc(Protected, match="^direct$")),
        (changed(content=content(UNIT, NOT_STORED)), pytest.RaisesExc(Protected, match="^blob_missing$")),
        (changed(decisions=(replace(PASSED, action=Action.RETURN),)), refused(RefusalCode.COMMENT_REQUIRED)),
        (changed(decisions=(replace(PASSED, comment="好" * 2001),)), refused(RefusalCode.COMMENT_TOO_LONG)),
        (changed(decisions=(replace(PASSED, desk="department-1"),)), pytest.RaisesExc(ValueError, match="may not")),
        (replace(changed(), submissions=changed().submissions * 2), refused(RefusalCode.NOT_ALLOWED)),
        (replace(changed(), unit="nowhere"), pytest.RaisesExc(KeyError, match="nowhere")),
        (replace(changed(), notice="2023-01"), pytest.RaisesExc(KeyError, match="2023-01")),
    ],
    ids=["person", "key", "other unit", "bytes", "comment", "long", "desk", "order", "unit", "notice"],
)
def test_what_no_desk_could_have_done_is_refused_with_all_of_its_batch(
    desk: Desk, application: BulkApplication, expected: pytest.RaisesExc[Exception]
) -> None:
    before = filed_rows(desk)
    with expected, bulk_filing(desk.location, key_of(desk)) as filing:
        filing.file([SOUND, application])
    assert filed_rows(desk) == before
