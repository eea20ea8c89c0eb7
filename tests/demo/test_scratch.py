"""The folder in which a demo is made, and what is left of it by makers that were killed."""

import subprocess
import sys
from pathlib import Path

from desktop.demo.scratch import scratch_folder

_MAKER = """
import sys
from pathlib import Path
from desktop.demo.scratch import scratch_folder
with scratch_folder(Path(sys.argv[1])) as folder:
    (folder / "half-made").write_text("x")
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_nothing_is_left_afterwards(tmp_path: Path) -> None:
    with scratch_folder(tmp_path / "demo") as folder:
        assert folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_maker_left_is_removed_by_the_next_and_a_living_ones_is_not(tmp_path: Path) -> None:
    words = [sys.executable, "-c", _MAKER, str(tmp_path / "demo")]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as maker:
        assert maker.stdout is not None
        left = Path(maker.stdout.readline().strip())
        with scratch_folder(tmp_path / "demo") as folder:
            assert (left / "half-made").exists()
            assert folder != left
        maker.kill()
        maker.wait()
    assert (left / "half-made").exists()
    with scratch_folder(tmp_path / "other"):
        assert left.exists()
    with scratch_folder(tmp_path / "demo"):
        assert not left.exists()


def test_a_folder_of_that_name_without_the_lock_is_left_alone(tmp_path: Path) -> None:
    strange = tmp_path / ".demo-notes"
    strange.mkdir()
    with scratch_folder(tmp_path / "demo"):
        assert strange.exists()
    assert strange.exists()
