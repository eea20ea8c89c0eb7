"""A small seeded sample of clocks that jump; `python -m tests.faults` does hundreds of journeys."""

from pathlib import Path

import pytest

from tests.faults.clock import ACTS, jumping_clock
from tests.faults.nursery import Nursery


@pytest.mark.slow
def test_a_jumping_clock_loses_nothing_and_keeps_every_order(nursery: Nursery, template: Path, tmp_path: Path) -> None:
    tally = jumping_clock(nursery, template, tmp_path / "room", count=3, seed=1)
    assert tally.complaints == []
    assert tally.facts["jumps"] == 3 * ACTS
    assert tally.acknowledged
