"""A small sample of three programs at once; `python -m tests.faults` does dozens."""

from pathlib import Path

import pytest

from tests.faults.crowd import three_at_once
from tests.faults.nursery import Nursery

pytestmark = pytest.mark.slow


def test_two_that_decide_and_one_that_imports_get_on_and_each_decision_has_one_winner(
    nursery: Nursery, template: Path, tmp_path: Path
) -> None:
    tally = three_at_once(nursery, template, tmp_path / "room", count=2, seed=1)
    assert tally.complaints == []
    assert tally.acknowledged
