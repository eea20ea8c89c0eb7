"""What holds for every test: no screen, a home of its own, and no warning that passes unnoticed.

Python warnings are errors and Qt messages fail the test by pyproject.toml; log records by `tests/log_watch.py`.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = [
    "tests.garbage",
    "tests.log_watch",
    "tests.shared_demo",
    "tests.shared_postgres",
    "tests.sharing",
    "pytester",
]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Examples take as long as the machine lets them; in CI the same ones come every time.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("local", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile("ci" if os.environ.get("CI") else "local")

HOME_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}
SECRETS = ("TALENTDESK_PASSWORD", "TALENTDESK_NEW_PASSWORD", "TALENTDESK_LOCAL_PASSWORD")
SESSION_HOME = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
_numbers = count(1)


def pytest_configure(config: pytest.Config) -> None:
    # Fixtures of a whole module or session run before any test has its home, and must not see the user's either.
    home = config.stash[SESSION_HOME] = tempfile.TemporaryDirectory(prefix="talentdesk-tests-")
    move_home(Path(home.name), os.environ.__setitem__)
    for secret in SECRETS:
        os.environ.pop(secret, None)


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[SESSION_HOME].cleanup()


@pytest.fixture(autouse=True)
def own_home(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh, empty home for each test, also for the settings of Qt and for child processes."""
    # numbered here: pytest looks through all folders that it has made before it makes another
    home = Path(pytestconfig.stash[SESSION_HOME].name) / f"home-{next(_numbers)}"
    move_home(home, monkeypatch.setenv)
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings

        for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(kind, QSettings.Scope.UserScope, str(home / HOME_FOLDERS["XDG_CONFIG_HOME"]))
    return home


def move_home(home: Path, set_variable: Callable[[str, str], None]) -> None:
    for variable, folder in HOME_FOLDERS.items():
        path = home / folder
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        set_variable(variable, str(path))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes long shows it at once, and the way out soon."""
    monkeypatch.setattr("desktop.widgets.busy_indicator._SHOW_AFTER_MS", 0)
    monkeypatch.setattr("desktop.widgets.busy_indicator._CANCEL_AFTER_MS", 30)
