"""How scripts/set_up.py provides PostgreSQL, with an apt that records its calls and installs what it was told to."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.scripts.test_launchers import executable

SCRIPTS = Path(__file__).resolve().parent.parent.parent / "scripts"
CALL = "import sys, pathlib, set_up; set_up.provide_postgresql(*map(pathlib.Path, sys.argv[1:]))"
RECORD = '#!/bin/sh\necho "$(basename "$0") $*" >> "$CALLS"\n'
OFFERS = RECORD + '[ "$2" = postgresql-15 ]\n'
OFFERS_NOTHING = RECORD + "exit 100\n"
# The last argument tells an update from an installation.
INSTALLS = RECORD + 'case $* in *install*) cat "$SETTINGS" >> "$CALLS" && touch "$PROGRAMS/initdb";; esac\n'
FAILS = RECORD + "exit 100\n"
UPDATE = "apt-get -q -o DPkg::Lock::Timeout=300 update"
SHOW = "apt-cache show postgresql-15"
INSTALL = "apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends postgresql-15"
LINE = "    sudo apt-get update && sudo apt-get install -y --no-install-recommends postgresql-15"


@dataclass
class System:
    """A machine with a small `bin`, where everybody may be root or nobody may."""

    root: Path

    def offer(self, apt_cache: str, apt_get: str, *, privileged: bool = True) -> None:
        self.programs.mkdir()
        executable(self.root / "bin" / "apt-cache", apt_cache)
        executable(self.root / "bin" / "apt-get", apt_get)
        executable(self.root / "bin" / "sudo", '#!/bin/sh\nshift\nexec "$@"\n' if privileged else "#!/bin/sh\nexit 1\n")

    @property
    def programs(self) -> Path:
        return self.root / "programs"

    @property
    def settings(self) -> Path:
        return self.root / "etc" / "createcluster.d" / "talentdesk.conf"

    def provide(self) -> list[str]:
        """What was said."""
        environment = {
            "PATH": f"{self.root / 'bin'}:{os.defpath}",
            "PYTHONPATH": str(SCRIPTS),
            "PYTHONIOENCODING": "utf-8",
            "CALLS": str(self.root / "calls"),
            "SETTINGS": str(self.settings),
            "PROGRAMS": str(self.programs),
        }
        command: list[str | Path] = [sys.executable, "-c", CALL, self.programs, self.settings]
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, encoding="utf-8"
        ).stdout.splitlines()

    def calls(self) -> list[str]:
        record = self.root / "calls"
        return record.read_text(encoding="utf-8").splitlines() if record.exists() else []


@pytest.fixture
def system(tmp_path: Path) -> System:
    return System(tmp_path)


def test_an_old_postgresql_is_installed_without_a_cluster_and_the_setting_goes_again(system: System) -> None:
    system.offer(OFFERS, INSTALLS)
    assert len(system.provide()) == 2
    assert system.calls() == [UPDATE, SHOW, INSTALL, "create_main_cluster = false"]
    assert not (system.root / "etc").exists()


def test_an_old_postgresql_that_is_there_asks_nobody(system: System) -> None:
    system.offer(OFFERS, INSTALLS)
    (system.programs / "initdb").touch()
    assert (system.provide(), system.calls()) == ([], [])


def test_where_packages_have_no_old_postgresql_the_tests_do_without(system: System) -> None:
    system.offer(OFFERS_NOTHING, INSTALLS)
    said = system.provide()
    assert said[-1].endswith("the tests leave it out.")
    assert system.calls() == [UPDATE, SHOW]


def test_a_failed_installation_of_postgresql_does_not_fail_the_set_up(system: System) -> None:
    system.offer(OFFERS, FAILS)
    assert system.provide()[-1] == LINE
    assert system.calls() == [UPDATE, SHOW, INSTALL]
    assert not (system.root / "etc").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may install packages")
def test_who_may_not_install_packages_is_told_the_line_that_does(system: System) -> None:
    system.offer(OFFERS, INSTALLS, privileged=False)
    assert system.provide()[-1] == LINE
    assert system.calls() == [SHOW]
