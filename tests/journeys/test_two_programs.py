"""Two programs on one workspace: a window, and a command in a process of its own."""

import time

import pytest
from PySide6.QtWidgets import QDialog, QPlainTextEdit

from desktop.tour.hands import press, shown, the, wait_for
from tests.dossiers import another_person
from tests.journeys.conftest import OpenProgram
from tests.journeys.office import NAMES, Office, moment
from tests.journeys.papers import dossier

pytestmark = pytest.mark.slow

NOTICED_SECONDS = 2.0


def test_the_decision_of_another_program_is_seen_within_two_seconds_and_nothing_moves(
    office: Office, open_program: OpenProgram
) -> None:
    many = [
        dossier(
            f"many-{number}",
            submitted_at=moment(hours=-5, minutes=number),
            name=f"第{number:02}人",
            document_number=another_person(10 + number),
        ).to_zip(office.folder / f"many-{number}.zip")
        for number in range(40)
    ]
    assert office.command("hr", "import", *many).code == 0
    reviewer = open_program("hr")
    table = reviewer.table
    for _ in range(30):
        press("Down", reviewer.window)
    current = table.currentIndex().row()
    scrolled = table.verticalScrollBar().value()
    assert scrolled > 0
    name = reviewer.rows()[current]["姓名"]
    press("Space", reviewer.window)
    opened = reviewer.open(reviewer.rows()[current + 1]["姓名"])
    opened.comment("写到一半的意见")
    opened.wait_for_page()
    evidence = opened.evidence()
    scrolled, current = table.verticalScrollBar().value(), table.currentIndex().row()
    other = next(row for row in reviewer.rows()[::-1] if row["姓名"] not in (name, opened.row.name))["姓名"]
    application = reviewer.application_of(other).application

    assert office.process("hr", "decide", application, "pass", "--submission", 1, "--seq", 0).code == 0
    decided = time.monotonic()
    wait_for(lambda: other not in [row["姓名"] for row in reviewer.rows()], "the decision is seen", 10)
    assert time.monotonic() - decided <= NOTICED_SECONDS
    assert table.verticalScrollBar().value() == scrolled
    assert table.currentIndex().row() == current
    assert [row.name for row in reviewer.page.model.checked] == [name]
    assert the(QPlainTextEdit, "comment", opened.dialog).toPlainText() == "写到一半的意见"
    assert opened.evidence() == evidence


def test_of_two_decisions_on_one_application_one_wins_and_the_other_is_told_and_keeps_its_comment(
    office: Office, open_program: OpenProgram
) -> None:
    opened = open_program("hr").open(NAMES[0])
    opened.comment("材料属实，同意。")
    press("Ctrl+Return", opened.dialog)
    dialog = the(QDialog, "unopenedEvidenceDialog")

    # the question stands, and meanwhile the other program returns the application
    said = office.process(
        "hr", "decide", "journey-1", "return", "--submission", 1, "--seq", 0, "--comment", "请补充材料。"
    )
    assert said.code == 0, said.err
    opened.wait_for_seq(1)  # even where the window has read the change already
    opened.confirm(dialog)
    news = wait_for(lambda: opened.banner() or "", "what changed is said")
    assert "退回" in news
    assert "周敏" in news
    opened.wait_for_seq(1)
    assert [(one["action"], one["comment"]) for one in office.shown("hr")["decisions"]] == [("return", "请补充材料。")]
    assert not list(shown(QDialog, "unopenedEvidenceDialog"))
    assert (
        office.command("hr", "decide", "journey-1", "withdraw", "--submission", 1, "--seq", 1, "--comment", "x").code
        == 0
    )
    opened.wait_for_seq(2)
    assert the(QPlainTextEdit, "comment", opened.dialog).toPlainText() == "材料属实，同意。"
