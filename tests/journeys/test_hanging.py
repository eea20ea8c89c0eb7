"""A store that does not answer and preview children that stand still: the window goes on, and closes."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QTreeView

from desktop.store.store import Store
from desktop.tour.hands import shown, the, wait_for
from desktop.views.main_window import MainWindow
from tests.journeys.conftest import OpenProgram
from tests.journeys.office import NAMES, Office

pytestmark = pytest.mark.slow

PROMPT_SECONDS = 1.0
CLOSED_SECONDS = 8.0


@pytest.fixture
def barrier(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """While it is clear, every unit of work of every store waits at it."""
    gate = threading.Event()
    gate.set()

    def held(verb: str) -> None:
        real = getattr(Store, verb)

        def wait_first(self: Store, *arguments: Any, **options: Any) -> AbstractContextManager[Any]:
            gate.wait(60)
            work: AbstractContextManager[Any] = real(self, *arguments, **options)
            return work

        monkeypatch.setattr(Store, verb, wait_first)

    for verb in ("read", "write"):
        held(verb)
    yield gate
    gate.set()


def test_with_store_and_preview_held_the_window_takes_input_and_closes(
    office: Office, open_program: OpenProgram, barrier: threading.Event
) -> None:
    reviewer = open_program("hr")
    opened = reviewer.open(NAMES[0])
    opened.wait_for_page()
    barrier.clear()
    with standing_still(preview_children()):
        began = time.monotonic()
        opened.comment("照样能写")
        assert the(QPlainTextEdit, "comment", opened.dialog).toPlainText() == "照样能写"
        opened.go_to("学习经历")
        wait_for(lambda: opened.label("sectionTitle") == "学习经历", "the section is shown")
        assert time.monotonic() - began <= PROMPT_SECONDS
        tree = the(QTreeView, "navigation", reviewer.window)
        assert tree.isEnabled()
        began = time.monotonic()
        opened.close()
        reviewer.window.close()
        wait_for(lambda: not list(shown(MainWindow)), "the window is closed")
        assert time.monotonic() - began <= CLOSED_SECONDS
        barrier.set()


def preview_children() -> list[int]:
    """The process ids of this process's preview children."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes()
            except (OSError, ValueError):
                continue
            if parent == os.getpid() and b"preview-child" in command:
                found.append(int(entry.name))
    assert found
    return found


@contextmanager
def standing_still(processes: list[int]) -> Iterator[None]:
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            try:
                os.kill(process, signal.SIGCONT)
            except ProcessLookupError:
                continue
