"""No child and no shared memory is left behind, however the program ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.preview.desk import PATIENCE_MS, Desk, misbehaving
from tests.preview.sample_documents import text_pdf

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication
from desktop.preview.host import PreviewHost
from desktop.preview.protocol import PageRequest
application = QCoreApplication([])
host = PreviewHost(command=sys.argv[2:])
content = sys.argv[1].encode()
host.open_document("document", lambda: content)
host.document_opened.connect(lambda _: (host.request_page(PageRequest("document", 0, 100)), print("up", flush=True)))
application.exec()
"""


def children(process: int) -> list[int]:
    found = [
        int(child)
        for tasks in Path(f"/proc/{process}/task").glob("*/children")
        for child in tasks.read_text(encoding="ascii").split()
    ]
    return [child for child in found if is_alive(child)]


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_until_gone(qtbot: QtBot, processes: list[int]) -> None:
    qtbot.waitUntil(lambda: not any(is_alive(process) for process in processes), timeout=PATIENCE_MS)


@pytest.fixture
def program(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A program with a host and its two children, the document's content given by the test."""
    content: str = request.param
    command = [sys.executable, "-c", PROGRAM, content, *misbehaving()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        qtbot.waitUntil(lambda: len(children(process.pid)) == 2, timeout=PATIENCE_MS)
        yield process, children(process.pid)
        process.kill()


@pytest.mark.parametrize("program", ["well", "burn"], indirect=True)
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_program_leaves_no_child_whether_it_waits_or_works(
    qtbot: QtBot, program: tuple[subprocess.Popen[str], list[int]], end: signal.Signals
) -> None:
    process, its_children = program
    process.send_signal(end)
    process.wait(timeout=20)
    wait_until_gone(qtbot, its_children)


@pytest.mark.parametrize("command", [None, misbehaving()], ids=["real", "dummy"])
def test_a_closed_host_leaves_no_child_and_no_shared_memory(qtbot: QtBot, command: list[str] | None) -> None:
    descriptors = set(os.listdir("/proc/self/fd"))
    others = set(children(os.getpid()))
    with Desk(qtbot, command) as desk:
        desk.open("good", text_pdf("good"))
        desk.page("good")
        desk.wait(lambda: len(set(children(os.getpid())) - others) >= 2)
        its_children = sorted(set(children(os.getpid())) - others)
    wait_until_gone(qtbot, its_children)
    # the shared memory has no name: it goes with the last descriptor
    qtbot.waitUntil(lambda: set(os.listdir("/proc/self/fd")) <= descriptors, timeout=PATIENCE_MS)


def test_a_child_knows_neither_qt_nor_the_secrets_of_the_programs_environment(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TALENTDESK_PASSWORD", "not for strangers")
    others = set(children(os.getpid()))
    with Desk(qtbot) as desk:
        desk.open("good", text_pdf("good"))
        desk.page("good")
        its_children = set(children(os.getpid())) - others
        assert its_children
        for child in its_children:
            assert "Qt6" not in Path(f"/proc/{child}/maps").read_text(encoding="utf-8")
            assert b"TALENTDESK" not in Path(f"/proc/{child}/environ").read_bytes()
