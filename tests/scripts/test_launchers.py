"""./run and ./test in a small checkout whose Python and program are shell scripts that record how they were called."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

RECORD = 'echo "$(basename "$0") $*" >> "$CALLS"\n'
# Answers the question for its version, and stands in for scripts/set_up.py otherwise.
PYTHON = '#!/bin/sh\n[ "$1" = -c ] && exit 0\n' + RECORD
PROGRAM = "#!/bin/sh\n" + RECORD
DEMO = PROGRAM + '[ "$1" != demo ] || { mkdir -p "$2" && touch "$2/data.db"; }\n[ -z "${BREAK:-}" ] || exit 1\n'


@dataclass
class Checkout:
    root: Path
    environment: dict[str, str]

    def call(self, name: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.root / name, *arguments],
            env=self.environment | variables,
            cwd=self.root.parent,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        record = Path(self.environment["CALLS"])
        lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
        record.unlink(missing_ok=True)
        return lines

    @property
    def demo(self) -> Path:
        return Path(self.environment["XDG_DATA_HOME"]) / "talentdesk" / "demo"

    def stamp(self, profile: str) -> None:
        lock = "test" if profile == "test" else "run"
        shutil.copy(self.root / "requirements" / f"{lock}.txt", self.root / ".venv" / f"set-up.{profile}")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    root = tmp_path / "check out"
    for folder in ("scripts", "requirements"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("run", "test"):
        shutil.copy(ROOT / name, root / name)
    executable(tmp_path / "bin" / "python3", PYTHON)
    executable(root / ".venv" / "bin" / "python", PROGRAM)
    executable(root / ".venv" / "bin" / "talentdesk", DEMO)
    (root / ".venv" / "set-up.place").write_text(f"{root}\n", encoding="utf-8")
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    checkout = Checkout(root, {"PATH": path, "CALLS": str(tmp_path / "calls"), **home})
    for profile in ("run", "window", "test"):
        checkout.stamp(profile)
    return checkout


def executable(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def test_a_finished_set_up_starts_the_program_and_nothing_else(checkout: Checkout) -> None:
    assert checkout.call("run", "list", "--search", "two words").returncode == 0
    assert checkout.calls() == ["talentdesk list --search two words"]


@pytest.mark.parametrize("change", ["lock", "place", "stamp", "python"])
def test_a_set_up_that_is_not_of_this_lock_and_place_is_made_anew(checkout: Checkout, change: str) -> None:
    match change:
        case "lock":
            (checkout.root / "requirements" / "run.txt").write_text("changed==1\n", encoding="utf-8")
        case "place":
            (checkout.root / ".venv" / "set-up.place").write_text("/elsewhere\n", encoding="utf-8")
        case "stamp":
            (checkout.root / ".venv" / "set-up.run").unlink()
        case "python":
            (checkout.root / ".venv" / "bin" / "python").unlink()
    checkout.call("run", "list")
    assert checkout.calls() == [f"python3 {checkout.root}/scripts/set_up.py run", "talentdesk list"]


def test_a_failed_set_up_starts_nothing(checkout: Checkout) -> None:
    (checkout.root / ".venv" / "set-up.run").unlink()
    executable(checkout.root.parent / "bin" / "python3", PYTHON + "exit 1\n")
    assert checkout.call("run").returncode == 1
    assert checkout.calls() == [f"python3 {checkout.root}/scripts/set_up.py run"]


def test_without_a_fitting_python_the_line_that_installs_one_is_printed(checkout: Checkout) -> None:
    (checkout.root / ".venv" / "set-up.run").unlink()
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        executable(checkout.root.parent / "bin" / name, "#!/bin/sh\nexit 1\n")
    done = checkout.call("run")
    assert done.returncode == 1
    assert "sudo apt-get install -y python3" in done.stderr.replace("update && ", "update; ")
    assert checkout.calls() == []


def test_with_a_display_the_demo_is_made_once_and_opened(checkout: Checkout) -> None:
    assert checkout.call("run", DISPLAY=":1").returncode == 0
    assert checkout.calls() == [f"talentdesk demo {checkout.demo}", f"talentdesk --store {checkout.demo}"]

    assert checkout.call("run", WAYLAND_DISPLAY="wayland-0").returncode == 0
    assert checkout.calls() == [f"talentdesk --store {checkout.demo}"]


def test_where_the_demo_fails_no_window_is_opened(checkout: Checkout) -> None:
    assert checkout.call("run", DISPLAY=":1", BREAK="yes").returncode == 1
    assert checkout.calls() == [f"talentdesk demo {checkout.demo}"]


def test_without_a_display_a_tour_is_taken_and_its_pictures_are_named(checkout: Checkout) -> None:
    done = checkout.call("run")
    pictures = f"{checkout.root}/build/tour"
    assert checkout.calls() == [f"talentdesk tour --out {pictures}"]
    assert done.stdout.rstrip().endswith(pictures)
    assert not checkout.demo.exists()


def test_the_checks_come_before_the_tests_and_all_of_them_run(checkout: Checkout) -> None:
    assert checkout.call("test").returncode == 0
    checks = ["python -m ruff check", "python -m ruff format --check", "python -m mypy"]
    assert checkout.calls() == [
        *checks,
        "python -m pytest -n auto --maxprocesses 8 --dist loadgroup --no-loadscope-reorder",
    ]
    executable(checkout.root / ".venv" / "bin" / "python", PROGRAM + '[ "$2" != mypy ]\n')
    done = checkout.call("test", "-k", "two words", "--fast")
    assert done.returncode == 1
    assert done.stderr.strip() == "./test fails: mypy"
    assert checkout.calls() == [
        *checks,
        "python -m pytest -n auto --maxprocesses 8 --dist loadgroup --no-loadscope-reorder -m not slow -k two words",
    ]


def test_red_tests_are_the_result_and_the_summary_stays_last(checkout: Checkout) -> None:
    executable(
        checkout.root / ".venv" / "bin" / "python", PROGRAM + '[ "$2" != pytest ] || { echo summary; exit 5; }\n'
    )
    done = checkout.call("test")
    assert (done.returncode, done.stdout.splitlines()[-1], done.stderr) == (5, "summary", "")
