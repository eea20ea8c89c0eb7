"""Documents made to harm: a person reads why they are not shown, the window lives, and the next one is shown."""

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.preview.host import PreviewHost
from desktop.preview.protocol import Limits, PreviewErrorCode
from desktop.text.preview import may_retry, preview_failure_sentence
from desktop.widgets.evidence.document import EvidenceDocument
from desktop.widgets.evidence.pane import EvidencePane
from desktop.widgets.icons import IconName
from desktop.widgets.theme.palette import ColorRole
from tests.preview import hostile_documents as hostile
from tests.preview.desk import misbehaving
from tests.preview.sample_documents import decompression_bomb_png, jpeg, text_pdf
from tests.preview.test_orphans import children

pytestmark = pytest.mark.slow

PATIENCE_MS = 30_000
LIMITS = Limits()
SLACK_SECONDS = 2.0
LONGEST_STALL_SECONDS = 0.5
Show = Callable[..., object]


def document(key: str, content: bytes) -> EvidenceDocument:
    digest = hashlib.sha256(content).hexdigest()
    return EvidenceDocument(key, digest, key, IconName.FILE_PDF, ColorRole.BAD, lambda: content)


class Watch:
    """How long the event loop stood still, and how much memory a child ever had, from now on."""

    def __init__(self) -> None:
        self.longest_stall = 0.0
        self.most_memory = 0
        self._last = time.monotonic()
        self._others = self._children()
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(20)

    def _children(self) -> set[int]:
        return set(children(os.getpid())) if sys.platform == "linux" else set()

    def _look(self) -> None:
        now = time.monotonic()
        self.longest_stall, self._last = max(self.longest_stall, now - self._last), now
        self.most_memory = max([self.most_memory, *map(peak_memory, self._children() - self._others)])


def peak_memory(process: int) -> int:
    """Bytes of memory the process has held at most so far; 0 if it is gone, or still a copy of this one."""
    try:
        is_copy = Path(f"/proc/{process}/cmdline").read_bytes() == Path("/proc/self/cmdline").read_bytes()
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    if is_copy:
        return 0
    return next((1024 * int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)


@pytest.fixture
def host(request: pytest.FixtureRequest) -> Iterator[PreviewHost]:
    """A host of its own for each test; its child is the program's own unless the test says otherwise."""
    made = PreviewHost(command=getattr(request, "param", None))
    yield made
    made.close()


@pytest.fixture
def pane(qtbot: QtBot, host: PreviewHost, show: Show) -> EvidencePane:
    made = EvidencePane(host, preview_failure_sentence, may_retry, empty_text="没有材料")
    made.setMinimumSize(800, 640)
    show(made)
    return made


def see_the_next(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.go_to_neighbour(1)
    assert pane.current_key == "good"
    qtbot.waitUntil(lambda: pane.canvas.shows_page, timeout=PATIENCE_MS)
    assert pane.notice == ""


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (hostile.endless_pdf, PreviewErrorCode.TIMED_OUT),
        (hostile.pdf_with_huge_image, PreviewErrorCode.TIMED_OUT),
        (hostile.pdf_of_many_pages, PreviewErrorCode.TOO_MANY_PAGES),
        (hostile.huge_jpeg, PreviewErrorCode.TOO_LARGE),
        (decompression_bomb_png, PreviewErrorCode.TOO_LARGE),
        (hostile.greedy_png, PreviewErrorCode.OUT_OF_MEMORY),
        (hostile.pdf_of_nested_groups, PreviewErrorCode.OUT_OF_MEMORY),
    ],
    ids=["endless", "huge image in a PDF", "20000 pages", "huge JPEG", "huge PNG", "deep PNG", "nested groups"],
)
def test_a_hostile_document_is_ended_and_said_and_the_next_one_is_shown(
    qtbot: QtBot, pane: EvidencePane, make: Callable[[], bytes], code: PreviewErrorCode
) -> None:
    pane.set_documents([document("warm", text_pdf("warm")), document("hostile", make()), document("good", jpeg())])
    watch = Watch()
    pane.show_document("warm")
    qtbot.waitUntil(lambda: pane.canvas.shows_page, timeout=PATIENCE_MS)
    began = time.monotonic()
    pane.show_document("hostile")
    qtbot.waitUntil(lambda: pane.notice == preview_failure_sentence(code), timeout=PATIENCE_MS)
    took = time.monotonic() - began
    see_the_next(qtbot, pane)
    assert took < LIMITS.request_seconds + SLACK_SECONDS
    assert took >= LIMITS.request_seconds or code is not PreviewErrorCode.TIMED_OUT
    assert watch.longest_stall < LONGEST_STALL_SECONDS
    assert watch.most_memory <= LIMITS.memory_bytes
    if sys.platform == "linux":
        assert watch.most_memory > 0


@pytest.mark.parametrize("host", [misbehaving()], indirect=True, ids=["dummy"])
def test_a_document_that_ends_the_child_each_time_is_said_each_time(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.set_documents([document("deadly", b"crash"), document("good", b"well")])
    sentence = preview_failure_sentence(PreviewErrorCode.CRASHED)
    watch = Watch()
    pane.show_document("deadly")
    retry = pane.findChild(QAbstractButton, "canvasRetry")
    assert retry is not None
    for _ in range(3):
        qtbot.waitUntil(lambda: pane.notice == sentence, timeout=PATIENCE_MS)
        assert not retry.isHidden()
        retry.click()
        assert pane.notice != sentence
    qtbot.waitUntil(lambda: pane.notice == sentence, timeout=PATIENCE_MS)
    see_the_next(qtbot, pane)
    assert watch.longest_stall < LONGEST_STALL_SECONDS
