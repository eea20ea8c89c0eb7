"""A program that is killed in the middle of a word, and one whose store and preview hang."""

import os
import subprocess
import sys
import time

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from desktop.tour.hands import the, wait_for
from tests.journeys.conftest import OpenProgram
from tests.journeys.office import NAMES, PASSWORD, Office

pytestmark = pytest.mark.slow

KEPT_UP_TO_SECONDS = 1.0
TYPED_SECONDS = 3.0


def test_a_comment_survives_a_kill_but_for_its_last_second(office: Office, open_program: OpenProgram) -> None:
    arguments = [sys.executable, "-m", "tests.journeys.typing_program", str(office.store), PASSWORD, NAMES[1]]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as typing:
        assert typing.stdout is not None
        typed: list[tuple[float, str]] = []
        for line in typing.stdout:
            typed.append((time.monotonic(), line.rstrip("\n")))
            if typed[-1][0] - typed[0][0] >= TYPED_SECONDS:
                break
        typing.kill()
        killed = time.monotonic()
        typing.wait()
    last = typed[-1][1]
    surely = [text for moment, text in typed if killed - moment >= KEPT_UP_TO_SECONDS][-1]
    assert len(surely) > len(typed[0][1])

    opened = open_program("hr").open(NAMES[1])
    field = the(QPlainTextEdit, "comment", opened.dialog)
    kept = wait_for(field.toPlainText, "the comment is back")
    assert kept.startswith(surely)
    assert last.startswith(kept) or kept.startswith(last)
