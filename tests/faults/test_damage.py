"""A small seeded sample of damage to an open workspace; `python -m tests.faults` does hundreds."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.store.engine import PAGE_BYTES
from desktop.tour.hands import click_item, shown, wait_for
from desktop.tour.reviewer import Reviewer
from desktop.widgets.banner import Banner
from tests.desk import PASSWORD
from tests.faults.damage import KINDS, Overwritten, damage_while_open
from tests.faults.nursery import Nursery
from tests.faults.office import copy_office
from tests.journeys.conftest import running_program

pytestmark = pytest.mark.slow

SENTENCE = "数据文件已损坏"


def test_over_a_damaged_file_an_answer_is_right_or_refused(nursery: Nursery, template: Path, tmp_path: Path) -> None:
    tally = damage_while_open(nursery, template, tmp_path / "room", count=len(KINDS), seed=1)
    assert tally.complaints == []
    assert tally.facts["refused as damaged"]
    assert tally.facts["right answers over a damaged file"]


def test_the_window_says_that_the_file_is_damaged_and_goes_on_when_it_is_whole_again(
    qapp: QApplication, nursery: Nursery, template: Path, tmp_path: Path
) -> None:
    office = copy_office(template, tmp_path / "office")
    other = Overwritten(nursery, office / "data.db")
    pages = range(1, (office / "data.db").stat().st_size // PAGE_BYTES)
    with running_program(qapp, office) as program:
        reviewer = Reviewer(program)
        reviewer.sign_in("hr", PASSWORD)
        listed = reviewer.rows()
        other.spoil([(page * PAGE_BYTES + 2000, b"damage") for page in pages])
        table = reviewer.table
        click_item(table, table.model().index(0, 2), double=True)
        wait_for(lambda: any(SENTENCE in banner.text for banner in shown(Banner)), "the damage is said")
        assert reviewer.rows() == listed
        other.mend()
        opened = wait_for(lambda: reviewer.window.reviewing.dialogs, "a dialog is open")[0]
        opened.close()
        reviewer.open("第001人").close()
