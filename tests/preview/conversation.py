"""A child spoken to in plain question and answer, without the supervisor."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import SimpleQueue

from desktop.preview.protocol import (
    DocumentOpened,
    DrawPage,
    Limits,
    NormalRect,
    OpenDocument,
    PageRequest,
    PageSize,
    PreviewErrorCode,
    Refused,
    Request,
)
from desktop.preview.worker import Answered, Gone, Ready, Report, Worker, child_command

PATIENCE = 30.0
"""Seconds a report may take on a busy machine before the test gives up."""


@dataclass(frozen=True)
class Picture:
    """RGB pixels as the child drew them."""

    width: int
    height: int
    pixels: bytes

    def colour(self, x: int, y: int) -> tuple[int, int, int]:
        start = 3 * (y * self.width + x)
        red, green, blue = self.pixels[start : start + 3]
        return red, green, blue


class Conversation:
    """One child, asked one thing after the other."""

    def __init__(self, command: Sequence[str] | None = None, limits: Limits | None = None) -> None:
        self._reports: SimpleQueue[Report[Picture]] = SimpleQueue()
        self._numbers = itertools.count(1)
        self.limits = limits or Limits()
        self.worker = Worker(command or child_command(), self.limits, _picture, self._reports.put)
        self.first = self.next_report()

    def next_report(self) -> Report[Picture]:
        return self._reports.get(timeout=PATIENCE)

    def ask(self, make: Callable[[int], Request]) -> Answered[Picture] | Gone:
        self.worker.submit(make(next(self._numbers)))
        report = self.next_report()
        assert not isinstance(report, Ready)
        return report

    def open(self, name: str, content: bytes) -> tuple[PageSize, ...] | PreviewErrorCode:
        report = self.ask(lambda number: OpenDocument(number, name, (), content))
        assert isinstance(report, Answered)
        match report.reply:
            case DocumentOpened(_, pages):
                return pages
            case Refused(_, code):
                return code
        raise AssertionError(report)

    def draw(
        self, name: str, page: int = 0, width: int = 300, rotation: int = 0, clip: NormalRect | None = None
    ) -> Picture | PreviewErrorCode:
        report = self.ask(lambda number: DrawPage(number, PageRequest(name, page, width, rotation, clip)))
        assert isinstance(report, Answered)
        if isinstance(report.reply, Refused):
            return report.reply.code
        assert report.picture is not None
        return report.picture

    def picture(self, content: bytes, width: int = 300, rotation: int = 0) -> Picture:
        """The first page of a document that is opened for it."""
        assert isinstance(self.open("picture", content), tuple)
        picture = self.draw("picture", width=width, rotation=rotation)
        assert isinstance(picture, Picture)
        return picture

    def end(self) -> None:
        self.worker.end()
        while not isinstance(self.next_report(), Gone):
            pass


def _picture(width: int, height: int, pixels: bytearray) -> Picture:
    return Picture(width, height, bytes(pixels))
