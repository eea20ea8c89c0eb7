"""A disk that fills, in a small sample, and under the hands of somebody who types in the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.services.comments import load_comment_draft
from desktop.tour.hands import the, wait_for
from desktop.tour.reviewer import Reviewer
from tests.desk import PASSWORD
from tests.faults.full_disk import SENTENCE, SmallDisk, full_disk, small_disk
from tests.faults.nursery import Nursery
from tests.faults.office import copy_office, detail_of, signed_in
from tests.journeys.conftest import running_program

pytestmark = pytest.mark.slow

NOT_ALLOWED = "only root may mount a small disk"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as mounted:
        if mounted is None:
            pytest.skip(NOT_ALLOWED)
        yield mounted


def test_a_full_disk_is_said_leaves_nothing_half_and_goes_on_with_room(
    nursery: Nursery, template: Path, tmp_path: Path
) -> None:
    tally = full_disk(nursery, template, tmp_path / "room", count=9, seed=1)
    if tally is None:
        pytest.skip(NOT_ALLOWED)
    assert tally.complaints == []
    assert {"decide, refused", "bring, refused", "type, refused"} <= set(tally.facts)


def test_a_comment_typed_over_a_full_disk_stays_in_the_field_and_is_kept_when_there_is_room(
    qapp: QApplication, template: Path, disk: SmallDisk
) -> None:
    office = copy_office(template, disk.folder / "office")
    with running_program(qapp, office) as program:
        reviewer = Reviewer(program)
        reviewer.sign_in("hr", PASSWORD)
        opened = reviewer.open("第000人")
        disk.fill(0)
        opened.comment("写到一半的意见")
        opened.wait_for_banner(SENTENCE)
        assert the(QPlainTextEdit, "comment", opened.dialog).toPlainText() == "写到一半的意见"
        disk.make_room()
        opened.comment("，接着写")
        with signed_in(office) as other:
            identity = detail_of(other, "app-0").row.id

            def whole_comment_kept() -> bool:
                kept = load_comment_draft(other, identity)
                return kept is not None and kept.comment == "写到一半的意见，接着写"

            wait_for(whole_comment_kept, "the whole comment is kept")
        opened.close()
