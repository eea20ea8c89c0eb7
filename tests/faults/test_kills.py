"""A small seeded sample of the kills; `python -m tests.faults` does five hundred of each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import kills, kills_of_files, kills_of_workbooks
from tests.faults.nursery import Nursery
from tests.faults.tally import Tally

pytestmark = pytest.mark.slow

SAMPLE, SAMPLES = 4, 4
"""Attempts, and how often so many where none of them struck the work, as a machine may be quicker by then."""


@pytest.mark.parametrize(
    "scenario",
    [
        kills.deciding,
        kills.importing,
        kills_of_files.exporting,
        kills_of_workbooks.exporting_lists,
        kills_of_files.migrating,
    ],
)
def test_a_kill_loses_nothing_that_was_told_of_and_doubles_nothing(
    scenario: Callable[..., Tally], nursery: Nursery, template: Path, tmp_path: Path
) -> None:
    for sample in range(1, SAMPLES + 1):
        tally = scenario(nursery, template, tmp_path / f"room-{sample}", count=SAMPLE, seed=sample)
        assert tally.complaints == []
        assert tally.attempts == SAMPLE
        if tally.during:
            return
    pytest.fail("no kill has struck the work")
