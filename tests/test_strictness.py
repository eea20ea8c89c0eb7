"""The net that `tests/conftest.py` spans under every test, tried on small test files in a run of their own."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

QUIET = """
import logging, os, subprocess, sys, warnings
from pathlib import Path
import pytest
from PySide6.QtCore import QSettings, qWarning

def test_an_expected_record(expect_log):
    with expect_log("disk .* full", logger="desktop.store"):
        logging.getLogger("desktop.store.engine").warning("the disk %s is full", "C")

def test_information():
    logging.getLogger("desktop").info("started")

@pytest.mark.qt_log_ignore("expected")
def test_an_expected_message_of_qt():
    qWarning("expected")

def test_an_expected_warning():
    with pytest.warns(DeprecationWarning, match="old"):
        warnings.warn("old", DeprecationWarning)

def test_a_home_of_its_own(own_home):
    assert Path.home() == own_home != Path(os.environ["REAL_HOME"])
    settings = QSettings("TalentDesk", "test")
    settings.setValue("key", 1)
    settings.sync()
    assert Path(settings.fileName()).is_relative_to(own_home)
    (own_home / "left behind").touch()

def test_a_fresh_home(own_home):
    assert not (own_home / "left behind").exists()
"""
NOISY = """
import logging, threading, warnings
import pytest
from PySide6.QtCore import qWarning

def test_a_record():
    logging.getLogger("desktop").warning("left alone")

def test_a_record_of_another_thread():
    thread = threading.Thread(target=lambda: logging.getLogger("desktop").error("left alone"))
    thread.start()
    thread.join()

def test_another_record_than_expected(expect_log):
    with expect_log("disk full"):
        logging.getLogger("desktop").warning("left alone")

def test_the_expected_record_of_another_logger(expect_log):
    with expect_log("left alone", logger="desktop.store"):
        logging.getLogger("desktop.storeroom").warning("left alone")

def test_a_record_beside_the_expected_one(expect_log):
    with expect_log("disk full"):
        logging.getLogger("desktop").warning("disk full")
        logging.getLogger("desktop").warning("left alone")

def test_a_message_of_qt():
    qWarning("left alone")

def test_a_warning():
    warnings.warn("left alone")

def test_an_error_of_another_thread():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
"""
NOISY_FIXTURE = """
import logging, pytest

@pytest.fixture
def noisy():
    yield
    logging.getLogger("desktop").warning("left alone")

def test_passes_before_its_fixture_ends(noisy):
    pass
"""


@pytest.fixture
def run_strictly(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("REAL_HOME", str(Path.home()))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.plugins = ["tests.conftest"]
    return pytester


def outcomes(pytester: pytest.Pytester, source: str) -> dict[str, int]:
    path = pytester.makepyfile(source)
    return pytester.runpytest_subprocess("-c", ROOT / "pyproject.toml", path).parseoutcomes()


def test_quiet_tests_and_expected_noise_pass(run_strictly: pytest.Pytester) -> None:
    assert outcomes(run_strictly, QUIET) == {"passed": 6}


def test_every_unexpected_noise_fails_its_test(run_strictly: pytest.Pytester) -> None:
    assert outcomes(run_strictly, NOISY) == {"failed": 8}


def test_noise_while_fixtures_end_is_an_error(run_strictly: pytest.Pytester) -> None:
    assert outcomes(run_strictly, NOISY_FIXTURE) == {"passed": 1, "errors": 1}
