"""Cyclic garbage is collected between tests, on the thread of the window, as in the program."""

import gc
from collections.abc import Iterator

import pytest

from desktop.work.garbage import CollectionSchedule

_schedule = CollectionSchedule()


def pytest_configure() -> None:
    gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    yield
    _schedule.collect_if_due()
