"""`talentdesk form`: an application's form as PDF, without a screen and never over another file."""

import os
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest

from tests.command_line.conftest import Command
from tests.desk import PASSWORD, Desk
from tests.dossiers import sample_dossier


def text(file: Path) -> str:
    with pymupdf.open(file) as document:
        return "".join("".join(page.get_text().split()) for page in document)


def test_a_terminal_alone_is_enough(desk: Desk, tmp_path: Path) -> None:
    desk.bring(sample_dossier())
    desk.close()
    file = tmp_path / "申报表.pdf"
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")}
    words = ["form", "--store", str(desk.location), "--as", "hr", "app-1", str(file)]
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *words],
        env={**environment, "TALENTDESK_PASSWORD": PASSWORD},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"已把申报表写到 {file}，共 3 页\n"
    assert "证件号码220104198203151211" in text(file)


@pytest.mark.usefixtures("qapp")
def test_the_list_masks_the_number_and_an_existing_file_is_kept(command: Command, desk: Desk, tmp_path: Path) -> None:
    desk.bring(sample_dossier())
    file = tmp_path / "一览表.pdf"
    words = ("form", "--store", desk.location, "--as", "hr", "app-1")
    printed = command(*words, file, "--list", desk=desk)
    assert (printed.code, printed.out, printed.err) == (0, f"已把一览表写到 {file}，共 1 页\n", "")
    assert "2201**********1211" in text(file)
    before = file.read_bytes()
    again = command(*words, file, desk=desk)
    assert (again.code, again.out) == (1, "")
    assert again.err == f"talentdesk: “{file}”已存在，未作改动，请换一个文件名。\n"
    assert file.read_bytes() == before
    assert command(*words, tmp_path / "a.txt", desk=desk).code == 2
    assert command(*words[:-1], "nobody", tmp_path / "b.pdf", desk=desk).code == 1
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["一览表.pdf"]
