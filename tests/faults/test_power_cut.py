"""A small seeded sample of power cuts; `python -m tests.faults` looks at hundreds."""

from pathlib import Path

import pytest

from tests.faults.nursery import Nursery
from tests.faults.power_cut import power_cuts
from tests.faults.write_recorder import can_listen

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_listen(), reason="this build of the driver hides SQLite's functions"),
]

SAMPLE, CONTROL = 14, 60


def test_no_power_cut_takes_back_what_was_told_of(nursery: Nursery, template: Path, tmp_path: Path) -> None:
    tally = power_cuts(nursery, template, tmp_path / "room", count=SAMPLE, seed=1)
    assert tally.complaints == []
    assert tally.acknowledged > SAMPLE


def test_the_simulation_sees_the_loss_where_the_program_waits_less_for_the_disk(
    nursery: Nursery, template: Path, tmp_path: Path
) -> None:
    tally = power_cuts(
        nursery, template, tmp_path / "room", count=CONTROL, seed=1, synchronous="NORMAL", until_lost=True
    )
    assert tally.lost
