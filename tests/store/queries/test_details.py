"""One application, whole: what was filed, decided, opened and verified."""

from datetime import date, timedelta

from desktop.domain.findings import Finding, FindingCode
from desktop.domain.terms import Action, Status
from desktop.store.queries.details import application_detail
from desktop.store.records.evidence import record_view, set_verified
from desktop.store.rows import ApplicationDetail
from tests.store.factory import CATALOGUE_HASH, CLOSES, Desk

FINDING = Finding.of(FindingCode.TOO_LONG, "achievements", field="text", limit=300)


def detail(desk: Desk, login: str, application_id: str) -> ApplicationDetail:
    with desk.store.read() as connection:
        found = application_detail(connection, desk.scope(login), application_id, now=desk.now)
    assert found is not None
    return found


def test_every_submission_is_kept_as_it_was(desk: Desk) -> None:
    identity = desk.file(name="王建国")
    first = desk.content("U1", name="王建国")
    desk.decide(identity, Action.RETURN, "unit", "unit", correction_deadline=date(2026, 4, 1))
    desk.tick(days=1)
    second = desk.content("U1", name="王建国（更正）", evidence=b"%PDF-1.4 new")
    desk.submit(identity, second, findings=(FINDING,))
    shown = detail(desk, "unit", identity)
    assert [row.content.digest for row in shown.submissions] == [first.digest, second.digest]
    assert shown.current.content.basic == second.basic
    assert shown.current.findings == (FINDING,)
    assert shown.current.catalogue_hash == CATALOGUE_HASH
    assert shown.current.importer == "经办unit"
    assert shown.current.importer_desk == "unit"
    assert [row.sha256 for row in shown.attachments] == [second.attachments[0].sha256]
    assert (shown.row.submission, shown.row.findings, shown.row.name) == (2, 1, "王建国（更正）")


def test_what_the_applicant_submits_has_no_importer(desk: Desk) -> None:
    identity = desk.draft("U1", "mine", applicant="applicant")
    desk.submit(identity, desk.content("U1"), login="applicant", desk="applicant")
    shown = detail(desk, "applicant", identity)
    assert (shown.current.importer, shown.current.importer_desk) == ("", "")
    assert shown.desks == {"applicant"}


def test_decisions_tell_who_said_what_for_whom_and_when(desk: Desk) -> None:
    identity = desk.file()
    desk.decide(identity, Action.PASS, "unit", "unit", comment="材料齐全")
    desk.decide(
        identity,
        Action.RETURN,
        "department-1",
        "department-1",
        comment="请补正",
        correction_deadline=date(2026, 4, 1),
        straight_back=True,
    )
    first, second = detail(desk, "unit", identity).decisions
    assert (first.seq, first.action, first.stage, first.comment) == (0, Action.PASS, "unit", "材料齐全")
    assert (first.by, first.login, first.organisation) == ("经办unit", "unit", "机构U1")
    assert (second.correction_deadline, second.straight_back) == (date(2026, 4, 1), True)
    assert second.recorded_at == desk.now
    situation = detail(desk, "unit", identity).situation
    assert situation.status is Status.RETURNED
    assert situation.correction_due is not None
    assert situation.correction_due.isoformat() == "2026-04-01T16:00:00+00:00"


def test_route_notice_and_desks_are_those_of_the_application(desk: Desk) -> None:
    identity = desk.file()
    shown = detail(desk, "department-2", identity)
    assert [row.code for row in shown.route] == ["D1", "D2"]
    assert shown.notice.closes == CLOSES
    assert shown.notice.issuer.code == "D2"
    assert shown.desks == {"department-2"}


def test_what_was_opened_is_ones_own_and_what_was_verified_is_the_desks(desk: Desk) -> None:
    identity = desk.file()
    (attachment,) = detail(desk, "unit", identity).attachments
    with desk.store.write() as connection:
        record_view(connection, identity, attachment.sha256, desk.ids["unit"], desk.now)
        for later in range(2):
            set_verified(
                connection,
                identity,
                attachment.sha256,
                desk.ids["U1"],
                desk.ids["unit"],
                True,
                desk.now + timedelta(days=later),
            )
    (mine,) = detail(desk, "unit", identity).attachments
    assert (mine.opened, mine.verified_by, mine.verified_at) == (True, "经办unit", desk.now)
    (theirs,) = detail(desk, "department-1", identity).attachments
    assert (theirs.opened, theirs.verified_by, theirs.verified_at) == (False, "", None)
    with desk.store.write() as connection:
        set_verified(connection, identity, attachment.sha256, desk.ids["U1"], desk.ids["unit"], False, desk.now)
    (after,) = detail(desk, "unit", identity).attachments
    assert after.verified_at is None
