"""The whole job, from an empty folder to 终审通过, by clicks and keys at every desk."""

import pytest
from PySide6.QtCore import QDate, QPoint
from PySide6.QtWidgets import QCheckBox, QDateEdit, QLineEdit, QWidget

from desktop.tour.hands import click, press, shown, the, type_text, wait_for
from desktop.tour.open_application import OpenApplication, return_items, text_of
from desktop.tour.reviewer import Reviewer
from tests.journeys.conftest import OpenProgram
from tests.journeys.desks import press_pass
from tests.journeys.office import NAMES, PASSWORD, Office, moment
from tests.journeys.papers import resubmitted

APPLICANT = NAMES[0]
MEETING = "2026 年第 1 次评审会"


@pytest.mark.slow
def test_an_application_goes_from_the_first_import_to_the_final_pass(office: Office, open_program: OpenProgram) -> None:
    reviewer = open_program("hr")
    assert sorted(row["姓名"] for row in reviewer.rows()) == sorted(NAMES)

    comment, deadline = _return_with_all_findings(reviewer)
    returned = office.shown("hr")
    assert (returned["status"], returned["stage"], returned["seq"]) == ("returned", "", 1)
    assert returned["decisions"][0]["comment"] == comment
    assert returned["decisions"][0]["correction_deadline"] == deadline

    again = resubmitted("journey-1", moment(), talent_source="引进人才", introduced_from="上海", name=APPLICANT)
    assert office.bring(again).code == 0
    reviewer.go_to("待我审核")
    opened = _open_when_resubmitted(reviewer)
    wait_for(lambda: any("获奖证书（重新上传）.pdf" in row for row in opened.changes()), "the new certificate is named")
    _pass(opened, "已更正，同意推荐。")
    opened.close()

    for login, name in (("city", "市级审核通过。"), ("province", "同意提交评委会。")):
        _change_desk(reviewer, login)
        opened = reviewer.open(APPLICANT)
        _pass(opened, name)
        opened.close()

    _change_desk(reviewer, "secretary")
    opened = reviewer.open(APPLICANT)
    dialog = opened.ask("confirm", "confirmDialog")
    type_text(the(QLineEdit, "meeting", dialog), MEETING)
    opened.confirm(dialog)
    opened.wait_for_seq(5)
    opened.go_to("进度跟踪")
    steps = opened.steps()

    final = office.shown("province")
    assert (final["status"], final["stage"], final["submission"], final["seq"]) == ("approved", "", 2, 5)
    assert [(one["seq"], one["submission"], one["action"], one["stage"], one["by"]) for one in final["decisions"]] == [
        (0, 1, "return", "unit", "hr"),
        (1, 2, "pass", "unit", "hr"),
        (2, 2, "pass", "department-1", "city"),
        (3, 2, "pass", "department-2", "province"),
        (4, 2, "confirm", "committee", "secretary"),
    ]
    assert final["decisions"][-1]["meeting"] == MEETING
    assert len(steps) == len(final["decisions"]) + 2, steps
    for step, word in zip(steps, ("确认通过", "通过", "通过", "通过", "提交", "退回", "提交"), strict=True):
        assert word in step
    assert MEETING in steps[0]


def _return_with_all_findings(reviewer: Reviewer) -> tuple[str, str]:
    """Read, then return with what the dialog gathered; the comment and the deadline."""
    opened = reviewer.open(APPLICANT)
    opened.wait_for_page()
    opened.go_to("学习经历")
    opened.wait_for_page()
    dialog = opened.ask("return", "returnDialog")
    items = return_items(dialog)
    assert any("从何地（单位）引进" in item for item in items)
    comment = text_of(dialog, "returnComment")
    assert "从何地（单位）引进" in comment
    click(the(QCheckBox, "hasDeadline", dialog))
    field = the(QDateEdit, "correctionDeadline", dialog)
    wait_for(field.isEnabled, "a deadline can be chosen")
    before: QDate = field.date()
    click(field, QPoint(14, field.height() // 2))
    press("Up", dialog)
    wait_for(lambda: field.date() != before, "the deadline is changed")
    deadline = field.date().toString("yyyy-MM-dd")
    _uncheck_open_next(dialog)
    opened.confirm(dialog)
    opened.wait_for_seq(1)
    assert "退回" in opened.banner()
    opened.close()
    return comment.strip(), deadline


def _uncheck_open_next(dialog: QWidget) -> None:
    box = next(shown(QCheckBox, "openNext", dialog), None)
    if box is not None and box.isChecked():
        click(box)


def _open_when_resubmitted(reviewer: Reviewer) -> OpenApplication:
    wait_for(lambda: any(row["姓名"] == APPLICANT for row in reviewer.rows()), "the resubmission is listed")
    opened = reviewer.open(APPLICANT)
    assert opened.row.submission == 2
    return opened


def _pass(opened: OpenApplication, comment: str) -> None:
    before = press_pass(opened, comment)
    wait_for(lambda: opened.row.id != before.id or opened.row.seq == before.seq + 1, "the pass is shown")


def _change_desk(reviewer: Reviewer, login: str) -> None:
    reviewer.sign_out()
    reviewer.sign_in(login, PASSWORD)
