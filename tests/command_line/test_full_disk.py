"""Commands on a disk without room: a limit on file sizes stands in for it, which fails the same writes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line.conftest import Printed
from tests.desk import PASSWORD, Desk
from tests.dossiers import PDF, another_person, sample_dossier

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")

_LIMITED = (
    "import resource, sys; from desktop.command_line.program import run; "
    "limit = int(sys.argv[1]); resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)); sys.exit(run(sys.argv[2:]))"
)


def limited(size: int, desk: Desk, *words: object) -> Printed:
    """Runs `talentdesk` where no file may grow beyond `size` bytes."""
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(size), *map(str, words), "--store", str(desk.location)],
        env={**os.environ, "TALENTDESK_PASSWORD": PASSWORD},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return Printed(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--as", "hr"),
        ("decide", "--as", "hr", "app-1", "pass", "--submission", 1, "--seq", 0),
        ("audit", "verify", "--as", "auditor"),
    ],
)
def test_a_full_disk_is_told_from_a_failing_one(desk: Desk, words: tuple[object, ...]) -> None:
    desk.bring(sample_dossier())
    desk.close()
    printed = limited(0, desk, *words)
    assert (printed.code, printed.out) == (1, "")
    assert printed.err == "talentdesk: 磁盘空间不足，这次操作没有完成，已有内容未受影响。请清理磁盘后重试。\n"


def test_an_import_that_the_disk_stops_says_how_far_it_came(desk: Desk, tmp_path: Path) -> None:
    small = sample_dossier().to_folder(tmp_path / "small")
    large = sample_dossier("app-2", document_number=another_person(3))
    large.attach("education", "certificate", PDF + os.urandom(3 << 20), "e1")
    heavy = large.to_folder(tmp_path / "large")
    last = sample_dossier("app-3", document_number=another_person(5)).to_folder(tmp_path / "last")
    printed = limited(1 << 20, desk, "import", "--as", "hr", small, heavy, last)
    assert printed.code == 1
    first, second, third, counts = printed.out.splitlines()
    assert first.startswith(f"[1/3] 已导入 {small}")
    assert second == f"[2/3] 未导入 {heavy}"
    assert third == "其余 1 份没有处理，可以重新执行同一命令。"
    assert counts == "1 imported, 0 unchanged, 0 refused"
    assert printed.err.startswith("talentdesk: 磁盘")
    again = limited(1 << 30, desk, "import", "--as", "hr", small, heavy, last)
    assert again.out.splitlines()[-1] == "2 imported, 1 unchanged, 0 refused"
