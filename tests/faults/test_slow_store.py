"""A slow store under the real window: a short day, and the two ways out of a long wait."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.tour.hands import click, click_item, press, shown, the, wait_for
from desktop.tour.reviewer import Reviewer
from desktop.widgets.busy_indicator import BusyIndicator
from tests.desk import PASSWORD
from tests.faults.office import copy_office, detail_of, signed_in
from tests.faults.slow_store import NAME, REFERENCE, a_day, complaints, slow_statements
from tests.journeys.conftest import running_program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how long a thread waited"),
]

SAMPLE_DELAY, LONG_DELAY = 0.04, 0.5


@contextmanager
def signed_in_window(application: QApplication, office: Path) -> Iterator[Reviewer]:
    with running_program(application, office) as program:
        reviewer = Reviewer(program)
        reviewer.sign_in("hr", PASSWORD)
        yield reviewer


def cancel(inside: QWidget) -> None:
    """Press the way out that a long wait offers."""
    click(wait_for(lambda: next(_offered(inside), None), "a way out is offered"))


def _offered(inside: QWidget) -> Iterator[QPushButton]:
    for indicator in shown(BusyIndicator, "", inside):
        yield from shown(QPushButton, "", indicator)


def test_a_day_over_a_slow_store_ends_as_over_a_fast_one_and_never_holds_up_the_window(
    qapp: QApplication, template: Path, tmp_path: Path
) -> None:
    fast = a_day(qapp, copy_office(template, tmp_path / "fast"), 0.0, ["hr"])
    slow = a_day(qapp, copy_office(template, tmp_path / "slow"), SAMPLE_DELAY, ["hr"])
    # how long exactly is the full count's to measure, on a machine that runs nothing else
    assert complaints(fast, slow, blocked_ms=1000) == []
    assert sum(step.seconds for step in slow.steps) > sum(step.seconds for step in fast.steps)


def test_an_application_that_takes_long_to_open_can_be_left(qapp: QApplication, template: Path, tmp_path: Path) -> None:
    with signed_in_window(qapp, copy_office(template, tmp_path / "office")) as reviewer:
        table = reviewer.table
        with slow_statements(LONG_DELAY):
            click_item(table, table.model().index(0, 2), double=True)
            dialog = wait_for(lambda: reviewer.window.reviewing.dialogs, "a dialog is open")[0]
            cancel(dialog)
            wait_for(lambda: not reviewer.window.reviewing.dialogs, "the dialog is closed")


def test_a_decision_that_waits_for_its_turn_can_be_taken_back(
    qapp: QApplication, template: Path, tmp_path: Path
) -> None:
    office = copy_office(template, tmp_path / "office")
    with signed_in_window(qapp, office) as reviewer:
        opened = reviewer.open(NAME)
        seq = opened.row.seq
        with slow_statements(LONG_DELAY):
            opened.comment("先存意见")  # keeping it occupies the writer for seconds
            wait_for(lambda: reviewer.window.isVisible(), "the window lives")
            press("Ctrl+Return", opened.dialog)
            asked = the(QWidget, "unopenedEvidenceDialog")
            click(the(QWidget, "confirmDecision", asked))
            cancel(opened.dialog)
        wait_for(the(QWidget, "action-pass", opened.dialog).isEnabled, "another decision can be begun")
        opened.close()
    with signed_in(office) as workspace:
        assert detail_of(workspace, REFERENCE).row.seq == seq
