"""One demo workspace for the whole test run, made by whoever needs it first; tests take copies of it."""

import fcntl
import os
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from desktop.demo.workspace import make_demo_workspace
from desktop.store.vault import Vault
from tests.desk import QUICK

TODAY: Final = date(2026, 11, 23)
APPLICATIONS: Final = 16


def make_template(location: Path) -> Path:
    """A demo workspace as the tests know it."""
    logins = make_demo_workspace(location, applications=APPLICATIONS, today=TODAY)
    vault = Vault.open(location)
    key = vault.unlock("admin", logins.password)
    for entry in logins.logins:  # tests sign in often
        vault.put_slot(key, entry.login, logins.password, QUICK)
    return location


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the workspace lies; never to be changed. The processes of one run share it."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    location = base / "shared-demo"
    with (base / "shared-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return location if location.exists() else make_template(location)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever needs the workspace waits for it, so none of them belongs to the fast subset."""
    for item in items:
        if "demo_template" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
