"""A review that ends early, and decisions that are taken back, by clicks and keys."""

import pytest
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop.tour.hands import click, press, shown, the, type_text, wait_for
from tests.journeys.conftest import OpenProgram
from tests.journeys.office import NAMES, Office

pytestmark = pytest.mark.slow


def test_a_termination_needs_its_reason_and_can_be_taken_back(office: Office, open_program: OpenProgram) -> None:
    opened = open_program("hr").open(NAMES[0])
    dialog = opened.ask("terminate", "terminateDialog")
    click(the(QWidget, "confirmDecision", dialog))
    wait_for(lambda: next(shown(QWidget, "decisionError", dialog), None), "the missing reason is named")
    assert office.shown("hr")["decisions"] == []
    type_text(the(QPlainTextEdit, "decisionComment", dialog), "不属于申报范围。")
    opened.confirm(dialog)
    opened.wait_for_seq(1)
    assert office.shown("hr")["status"] == "terminated"

    dialog = opened.undo_from_banner()
    type_text(the(QPlainTextEdit, "decisionComment", dialog), "误操作。")
    opened.confirm(dialog)
    opened.wait_for_seq(2)
    after = office.shown("hr")
    assert (after["status"], after["stage"]) == ("submitted", "unit")
    assert [(one["action"], one["comment"]) for one in after["decisions"]] == [
        ("terminate", "不属于申报范围。"),
        ("withdraw", "误操作。"),
    ]
    assert "action-pass" in {button.objectName() for button in shown(QWidget, "", opened.dialog)}


def test_a_pass_is_withdrawn_until_the_next_desk_decides(office: Office, open_program: OpenProgram) -> None:
    reviewer = open_program("hr")
    assert office.decide("hr", "pass").code == 0
    reviewer.go_to("我已办理")
    opened = reviewer.open(NAMES[0])
    dialog = opened.ask("withdraw", "withdrawDialog")
    type_text(the(QPlainTextEdit, "decisionComment", dialog), "还要再看一遍。")
    opened.confirm(dialog)
    opened.wait_for_seq(2)
    assert office.shown("hr")["stage"] == "unit"

    assert office.decide("hr", "pass").code == 0
    assert office.decide("city", "pass").code == 0
    opened.wait_for_seq(4)
    assert not list(shown(QWidget, "action-withdraw", opened.dialog))
    assert "长春市人社局" not in opened.label("whoActs")
    assert "吉林省人社厅" in opened.label("whoActs")


def test_escape_closes_a_decision_without_deciding_and_keeps_what_was_typed(
    office: Office, open_program: OpenProgram
) -> None:
    opened = open_program("hr").open(NAMES[0])
    dialog = opened.ask("return", "returnDialog")
    type_text(the(QPlainTextEdit, "returnComment", dialog), "另请补充合同。")
    press("Esc", dialog)
    wait_for(lambda: not any(shown(QDialog, "returnDialog")), "the dialog is closed")
    dialog = opened.ask("return", "returnDialog")
    assert the(QPlainTextEdit, "returnComment", dialog).toPlainText().endswith("另请补充合同。")
    assert office.shown("hr")["seq"] == 0
