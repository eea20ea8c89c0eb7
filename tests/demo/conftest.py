"""A plan of the usual size."""

import pytest

from desktop.demo.plan import DemoPlan, plan
from tests.demo.sample import TODAY, sample_catalogue


@pytest.fixture(scope="session")
def sixty() -> DemoPlan:
    return plan(7, TODAY, 60, sample_catalogue())
