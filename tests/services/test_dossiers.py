"""Importing dossiers: what is kept, what a second import does, and who may."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.content import ApplicationContent
from desktop.domain.rejections import RejectionCode
from desktop.domain.terms import Action, Role, Status
from desktop.services.accounts import add_person
from desktop.services.catalogues import activate_catalogue
from desktop.services.dossiers import DossierOutcome
from desktop.services.drafts import start_draft
from desktop.services.notices import import_notice
from desktop.services.problems import Rejected
from desktop.store.records.filing import delete_application
from tests.binding import bound
from tests.desk import CATALOGUE_FILE, NOTICE_TOML, PASSWORD, Desk
from tests.dossiers import OTHER_UNIT, UNIT, another_person, sample_dossier


def code_of(problem: object) -> RejectionCode:
    assert isinstance(problem, Rejected), problem
    return problem.code


def test_a_dossier_becomes_an_application_at_its_unit_with_its_importer_on_record(desk: Desk) -> None:
    result = desk.bring(sample_dossier())
    assert result.outcome is DossierOutcome.IMPORTED, result.problem
    detail = desk.detail("hr")
    assert (detail.row.status, detail.row.stage, detail.row.submission, detail.row.seq) == (
        Status.SUBMITTED,
        "unit",
        1,
        0,
    )
    assert detail.row.number == result.number
    assert (detail.row.name, detail.row.grading_class, detail.row.attachments) == ("王建国", "C", 5)
    assert (detail.current.importer, detail.current.importer_desk) == ("hr", "unit")
    assert [place.code for place in detail.route] == ["2201", "22"]
    assert detail.current.findings == ()


def test_the_same_dossier_again_changes_nothing(desk: Desk) -> None:
    first = desk.bring(sample_dossier())
    before = desk.counts()
    again = desk.bring(sample_dossier(submitted_at="2024-08-19T11:00:00+08:00"))
    assert again.outcome is DossierOutcome.UNCHANGED
    assert (again.number, again.submission) == (first.number, 1)
    assert desk.counts() == before


def test_the_order_in_which_attachments_are_listed_is_no_difference(desk: Desk) -> None:
    desk.bring(sample_dossier())
    turned = sample_dossier(change=lambda dossier: dossier.manifest["attachments"].reverse())
    assert desk.bring(turned).outcome is DossierOutcome.UNCHANGED


def test_other_content_is_refused_while_the_application_is_under_review(desk: Desk) -> None:
    desk.bring(sample_dossier())
    before = desk.counts()
    result = desk.bring(sample_dossier(position="研究室主任"))
    assert code_of(result.problem) is RejectionCode.NOT_RETURNED
    assert desk.counts() == before


def test_other_content_of_a_returned_application_is_a_resubmission_from_the_unit_on(desk: Desk) -> None:
    desk.bring(sample_dossier())
    desk.act("hr", Action.PASS)
    desk.act("city", Action.RETURN, comment="请补充证书")
    desk.clock.tick()
    result = desk.bring(sample_dossier(position="研究室主任"))
    assert (result.outcome, result.submission) == (DossierOutcome.IMPORTED, 2)
    detail = desk.detail("hr")
    assert (detail.row.status, detail.row.stage, detail.row.seq) == (Status.SUBMITTED, "unit", 2)
    assert [filed.content.basic["position"] for filed in detail.submissions] == ["研究室副主任", "研究室主任"]


def test_a_resubmission_goes_straight_back_to_the_desk_that_said_so(desk: Desk) -> None:
    desk.bring(sample_dossier())
    desk.act("hr", Action.PASS)
    desk.act("city", Action.RETURN, comment="请补充证书", straight_back=True)
    desk.bring(sample_dossier(position="研究室主任"))
    assert desk.detail("city").row.stage == "department-1"


def test_a_returned_application_may_be_answered_after_the_window_within_its_deadline(desk: Desk) -> None:
    desk.bring(sample_dossier())
    desk.clock.tick(days=50)
    desk.act("hr", Action.RETURN, comment="请补充证书", correction_deadline=date(2024, 10, 20))
    desk.clock.tick(days=2)
    late = sample_dossier(position="研究室主任", submitted_at="2024-10-10T09:00:00+08:00")
    result = desk.bring(late)
    assert result.outcome is DossierOutcome.IMPORTED, result.problem


def test_an_answer_outside_the_window_cannot_be_older_than_the_return(desk: Desk) -> None:
    desk.bring(sample_dossier())
    desk.clock.tick(days=50)
    desk.act("hr", Action.RETURN, comment="请补充证书", correction_deadline=date(2024, 10, 20))
    early = sample_dossier(position="研究室主任", submitted_at="2024-10-05T09:00:00+08:00")
    assert code_of(desk.bring(early).problem) is RejectionCode.NOT_AN_ANSWER


def test_nothing_can_be_submitted_after_the_deadline(desk: Desk) -> None:
    desk.bring(sample_dossier())
    desk.act("hr", Action.RETURN, comment="请补充证书", correction_deadline=date(2024, 8, 25))
    desk.clock.tick(days=6)
    before = desk.counts()
    result = desk.bring(sample_dossier(position="研究室主任"))
    assert code_of(result.problem) is RejectionCode.CORRECTION_OVERDUE
    assert desk.counts() == before


@pytest.mark.parametrize(
    ("login", "desk_key"), [("hr", "unit"), ("city", "department-1"), ("province", "department-2")]
)
def test_the_unit_and_every_department_of_the_route_may_import(desk: Desk, login: str, desk_key: str) -> None:
    result = desk.bring(sample_dossier(), login)
    assert result.outcome is DossierOutcome.IMPORTED
    assert desk.detail("hr").current.importer_desk == desk_key


@pytest.mark.parametrize("login", ["hr2", "city2", "elsewhere", "secretary", "member", "auditor", "admin"])
def test_nobody_else_may_import(desk: Desk, login: str) -> None:
    before = desk.counts()
    result = desk.bring(sample_dossier(), login)
    assert code_of(result.problem) is RejectionCode.IMPORT_NOT_ALLOWED
    assert desk.counts() == before


def test_a_second_application_of_the_person_is_refused_without_naming_the_other_unit_and_put_on_record(
    desk: Desk,
) -> None:
    desk.bring(sample_dossier())
    before = desk.counts()
    result = desk.bring(sample_dossier("app-2", unit=OTHER_UNIT), "hr2")
    assert code_of(result.problem) is RejectionCode.SECOND_APPLICATION
    assert isinstance(result.problem, Rejected)
    assert not {"unit", "application"} & set(result.problem.arguments)
    assert desk.counts() == {**before, "audit": before["audit"] + 1}


@pytest.mark.parametrize(
    "basic",
    [
        {"document_type": "护照"},
        {"document_number": "２２０１０４１９８２０３１５１２１１"},
        {"document_number": " 220104-19820315-1211"},
    ],
)
def test_the_same_number_written_another_way_is_the_same_person(desk: Desk, basic: dict[str, Any]) -> None:
    desk.bring(sample_dossier())
    assert code_of(desk.bring(sample_dossier("app-2", **basic)).problem) is RejectionCode.SECOND_APPLICATION


def test_content_that_fails_validation_is_imported_with_its_findings(desk: Desk) -> None:
    result = desk.bring(sample_dossier(document_number="220104198203151212"))
    assert result.outcome is DossierOutcome.IMPORTED
    assert [finding.code.value for finding in desk.detail("hr").current.findings] == ["document_check_digit"]


def test_the_waiting_period_is_counted_from_the_persons_history_in_the_workspace(desk: Desk, tmp_path: Path) -> None:
    desk.bring(sample_dossier())
    desk.act("hr", Action.TERMINATE, comment="材料不实")
    desk.clock.tick(days=2)
    result = desk.bring(sample_dossier("app-2"))
    assert code_of(result.problem) is RejectionCode.SECOND_APPLICATION
    notice = tmp_path / "second.toml"
    notice.write_text(NOTICE_TOML.replace('"2024-01"', '"2024-02"'), encoding="utf-8")
    import_notice(desk.as_login("province"), notice)
    result = desk.bring(sample_dossier("app-2", notice="2024-02", submitted_at="2024-08-22T08:00:00+08:00"))
    assert result.outcome is DossierOutcome.IMPORTED, result.problem
    codes = [finding.code.value for finding in desk.detail("hr", "app-2").current.findings]
    assert codes == ["condition_waiting_period"]


def test_a_deleted_application_is_not_imported_again(desk: Desk) -> None:
    add_person(desk.as_login("admin"), "applicant", PASSWORD, [Role.APPLICANT])
    bound(desk, "applicant")
    content = ApplicationContent(UNIT, {"basic": ({"name": "王建国"},)})
    application_id = start_draft(desk.as_login("applicant"), "app-1", "2024-01", content)
    with desk.as_login("applicant").store.write() as connection:
        delete_application(connection, application_id, desk.as_login("applicant").account.id, desk.clock())
    before = desk.counts()
    assert code_of(desk.bring(sample_dossier()).problem) is RejectionCode.APPLICATION_DELETED
    assert desk.counts() == before
    assert desk.bring(sample_dossier("app-2")).outcome is DossierOutcome.IMPORTED


def test_the_catalogue_must_be_the_notices(desk: Desk) -> None:
    text = CATALOGUE_FILE.read_text(encoding="utf-8").replace('key = "jilin-2024"', 'key = "jilin-2025"', 1)
    assert activate_catalogue(desk.as_login("admin"), text, "jilin-2025.toml")
    result = desk.bring(sample_dossier(change=lambda d: d.manifest.update(catalogue="jilin-2025")))
    assert code_of(result.problem) is RejectionCode.OTHER_CATALOGUE


def test_an_application_stays_under_its_notice(desk: Desk, tmp_path: Path) -> None:
    desk.bring(sample_dossier())
    (tmp_path / "n.toml").write_text(NOTICE_TOML.replace('"2024-01"', '"2024-02"'), encoding="utf-8")
    import_notice(desk.as_login("province"), tmp_path / "n.toml")
    moved = desk.bring(sample_dossier(notice="2024-02"))
    assert code_of(moved.problem) is RejectionCode.OTHER_NOTICE


def test_the_same_bytes_are_stored_once(desk: Desk) -> None:
    desk.bring(sample_dossier())
    before = desk.counts()
    desk.bring(sample_dossier("app-2", document_number=another_person(7)))
    after = desk.counts()
    assert (after["blob"], after["attachment"]) == (before["blob"], before["attachment"] + 5)
