"""What the preview's own process costs: a page through the host beside the same page drawn in this process.

`python -m tests.benchmarks.preview` prints the ratios; they hold from machine to machine, times do not.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import pymupdf
from PySide6.QtCore import QEventLoop, QTimer, SignalInstance
from PySide6.QtGui import QGuiApplication, QImage

from desktop.preview.host import PreviewHost
from desktop.preview.protocol import PageRequest

WIDTH = 1000
PAGES = 8
ROUNDS = 9
LONGEST_MS = 60_000


@dataclass(frozen=True)
class PreviewRatios:
    """Medians of several rounds in one run."""

    first_page: float
    """Opening a scan and showing its first page, child warm, against the same in this process. At most 1.2."""
    next_page: float
    """The next page when it was drawn ahead, against a page that was not. At most 0.05."""
    longest_stall: float
    """The longest the event loop stood still while a page was drawn elsewhere, against drawing it here."""


def measure() -> PreviewRatios:
    """Needs a QGuiApplication."""
    host = PreviewHost()
    wait_for(host.document_opened, lambda: host.open_document("warm-up", lambda: scan(99)))
    wait_for(host.page_rendered, lambda: host.request_page(PageRequest("warm-up", 0, WIDTH)))
    open_here(scan(99))
    rounds = [measure_round(host, f"scan {number}", scan(number)) for number in range(ROUNDS)]
    host.close()
    here, there, stall, ahead, cold = (statistics.median(times) for times in zip(*rounds, strict=True))
    return PreviewRatios(there / here, ahead / cold, stall / here)


def measure_round(host: PreviewHost, name: str, content: bytes) -> tuple[float, float, float, float, float]:
    """Seconds: drawn here, drawn there, the longest stall meanwhile, the next page, a page not drawn ahead."""

    def drawn_ahead(page: int) -> bool:
        return host.page_now(PageRequest(name, page, WIDTH)) is not None

    here = seconds(lambda: open_here(content))
    heartbeat = Heartbeat()
    there = seconds(lambda: open_there(host, name, content))
    stall = heartbeat.stop()
    settle(lambda: drawn_ahead(1))
    ahead = seconds(lambda: show(host, PageRequest(name, 1, WIDTH)))
    settle(lambda: drawn_ahead(2))
    cold = seconds(lambda: show(host, PageRequest(name, 5, WIDTH)))
    settle(lambda: drawn_ahead(6) and drawn_ahead(4))
    return here, there, stall, ahead, cold


def main() -> None:
    """Print the ratios."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    ratios = measure()
    print(f"first page of a scan, through the host / in process  {ratios.first_page:6.2f}   (at most 1.20)")
    print(f"next page, drawn ahead / drawn when asked for        {ratios.next_page:6.3f}  (at most 0.050)")
    print(f"longest stall of the window / drawing in process     {ratios.longest_stall:6.3f}")
    del application


def scan(seed: int) -> bytes:
    """Eight pages of A4 at 300 dots per inch, each one JPEG, different for each seed."""
    width, height = 2480, 3508
    grain = Random(seed)
    strip = b"".join(bytes((grain.randrange(180, 256),)) * 24 for _ in range(width // 8))
    rows = b"".join(strip[3 * (y % 97) : 3 * (y % 97) + 3 * width] for y in range(height))
    picture = pymupdf.Pixmap(pymupdf.csRGB, width, height, rows.ljust(3 * width * height, b"\xff"), False)
    jpeg = picture.tobytes("jpg")
    with pymupdf.open() as document:
        for _ in range(PAGES):
            page = document.new_page()
            page.insert_image(page.rect, stream=jpeg + page.number.to_bytes(2))
        return bytes(document.tobytes())


def open_here(content: bytes) -> QImage:
    with pymupdf.open(stream=content, filetype="pdf") as document:
        page = document[0]
        zoom = WIDTH / page.rect.width
        pixels = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
        image = QImage(pixels.samples_mv, pixels.width, pixels.height, pixels.stride, QImage.Format.Format_RGB888)
        return image.convertToFormat(QImage.Format.Format_RGB32)


def open_there(host: PreviewHost, name: str, content: bytes) -> None:
    def ask() -> None:
        host.open_document(name, lambda: content)
        host.request_page(PageRequest(name, 0, WIDTH))

    wait_for(host.page_rendered, ask)


def show(host: PreviewHost, request: PageRequest) -> None:
    wait_for(host.page_rendered, lambda: host.request_page(request))


def wait_for(signal: SignalInstance, ask: Callable[[], object]) -> None:
    """Ask, and run the event loop until the answer comes."""
    loop = QEventLoop()
    signal.connect(loop.quit)
    QTimer.singleShot(LONGEST_MS, loop, loop.exit)
    ask()
    loop.exec()
    signal.disconnect(loop.quit)


def settle(happened: Callable[[], bool]) -> None:
    """Run the event loop until something is so."""
    while not happened():
        QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


class Heartbeat:
    """The longest time between two turns of the event loop."""

    def __init__(self) -> None:
        self._longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)  # not 0: that would keep the preview's own threads from running

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest, self._last = max(self._longest, now - self._last), now

    def stop(self) -> float:
        self._timer.stop()
        return self._longest


if __name__ == "__main__":
    main()
