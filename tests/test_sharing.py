"""What the processes of a run give to one of themselves."""

import pytest


def test_the_processes_are_told_the_groups(request: pytest.FixtureRequest) -> None:
    told = request.node.nodeid.rpartition("@")[2]
    assert told == "tests/test_sharing.py" or not getattr(request.config.option, "loadgroup", False)
