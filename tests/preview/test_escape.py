"""From inside the cage nothing is reached: no file, no network, no process, no way round by number."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.preview.landlock import NETWORK_SINCE, landlock_version
from desktop.preview.pixels import create_pixels
from desktop.preview.protocol import Hello, Limits, PreviewErrorCode, Wall
from desktop.preview.wire import read_reply
from desktop.preview.worker import child_command
from tests.preview.desk import Desk
from tests.preview.escape_attempts import ATTEMPTS, DEADLY_ATTEMPTS, FILES, OFTEN_CLOSED, PORTS, PROBES
from tests.preview.sample_documents import text_pdf

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the walls are those of Linux"),
]

OTHER_PROCESSOR = """
import ctypes, os, sys
ctypes.CDLL(None).personality(8)  # PER_LINUX32: from here on the system calls itself a 32-bit one
os.execv(sys.argv[1], sys.argv[1:])
"""
REFUSED = "PermissionError"
ENDED = "SIGSYS"


def outcomes(way: str, folder: Path) -> dict[str, str]:
    """What became of every attempt, in a process that stands behind these walls."""
    command = [sys.executable, "-m", "tests.preview.prisoner", way, str(folder)]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert finished.returncode == 0, finished.stderr
    found: dict[str, str] = json.loads(finished.stdout)
    return found


def test_a_free_process_reaches_all_of_it(tmp_path: Path) -> None:
    reached = outcomes("free", tmp_path)
    assert reached.keys() == ATTEMPTS.keys()
    assert {attempt for attempt, outcome in reached.items() if outcome != "done"} <= OFTEN_CLOSED


def test_a_process_that_settled_in_as_the_renderer_does_reaches_none_of_it(tmp_path: Path) -> None:
    assert outcomes("caged", tmp_path) == {
        **dict.fromkeys(FILES | PROBES, REFUSED),
        **dict.fromkeys(DEADLY_ATTEMPTS, ENDED),
        "take more memory": "MemoryError",
        "fill a file it had open": "OSError",
    }


def test_the_filter_of_system_calls_closes_files_and_network_without_landlock(tmp_path: Path) -> None:
    reached = outcomes("seccomp", tmp_path)
    assert {attempt: reached[attempt] for attempt in FILES | PROBES} == dict.fromkeys(FILES | PROBES, REFUSED)
    assert {attempt: reached[attempt] for attempt in DEADLY_ATTEMPTS} == dict.fromkeys(DEADLY_ATTEMPTS, ENDED)


@pytest.mark.skipif(sys.platform != "linux" or landlock_version() == 0, reason="this kernel has no Landlock")
def test_landlock_closes_files_and_ports_without_the_filter(tmp_path: Path) -> None:
    ports = REFUSED if landlock_version() >= NETWORK_SINCE else "done"
    assert outcomes("landlock", tmp_path) == {**dict.fromkeys(FILES, REFUSED), **dict.fromkeys(PORTS, ports)}


def test_the_child_says_which_walls_stand_and_the_kernel_says_so_too() -> None:
    limits = Limits()
    pixels = create_pixels(limits.shared_bytes)
    command = [*child_command(), pixels.token, json.dumps(asdict(limits))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=pixels.inherited) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        hello = read_reply(child.stdout, limits)
        status = Path(f"/proc/{child.pid}/status").read_text(encoding="utf-8")
        child.stdin.close()
    pixels.close()
    assert child.returncode == 0
    assert isinstance(hello, Hello)
    landlock = (Wall.LANDLOCK,) if landlock_version() else ()
    assert hello.walls == (Wall.LIMITS, *landlock, Wall.SECCOMP)
    assert {"NoNewPrivs:\t1", "Seccomp:\t2", "Threads:\t1"} <= set(status.splitlines())


def test_where_the_filter_cannot_be_had_no_document_is_opened_and_why_is_said(qtbot: QtBot) -> None:
    with Desk(qtbot, [sys.executable, "-c", OTHER_PROCESSOR, *child_command()]) as desk:
        desk.host.open_document("any", lambda: text_pdf("any"))
        assert desk.failure() is PreviewErrorCode.NOT_CAGED
