"""A small sample; `python -m tests.postgres.crowd` lets sixteen clients meet at thousands of applications."""

import sys
from pathlib import Path

import pytest

from tests.postgres.crowd.occasion import occasion
from tests.postgres.programs import Programs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kills by signal"),
]


def test_whatever_happens_to_clients_and_server_each_decision_is_there_once(
    postgres_versions: dict[int, Programs], tmp_path: Path
) -> None:
    programs = postgres_versions[max(postgres_versions)]
    tally = occasion(programs, tmp_path, applications=120, clients=8, seconds=3, seed=1)
    assert tally.complaints == []
    assert tally.acknowledged > 50
    assert tally.facts["times without a server"] != 0
