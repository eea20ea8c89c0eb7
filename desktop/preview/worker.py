"""One preview child with the thread that talks to it: a request in, a report out, one at a time.

Judges every reply against the limits. When to start, feed or end a child is decided by `supervisor`.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from queue import SimpleQueue
from typing import IO, Generic, TypeVar

from desktop.preview.pixels import SharedPixels, create_pixels
from desktop.preview.protocol import (
    PROTOCOL_VERSION,
    DocumentOpened,
    DrawPage,
    FontGiven,
    GiveFont,
    Hello,
    Limits,
    OpenDocument,
    PageDrawn,
    PagesSearched,
    PreviewErrorCode,
    ProtocolViolation,
    Refused,
    Reply,
    Request,
    SearchPages,
)
from desktop.preview.wire import BrokenOff, read_reply, write_request

_log = logging.getLogger(__name__)

Picture = TypeVar("Picture")
TakePicture = Callable[[int, int, bytearray], Picture]
"""Width, height and RGB pixels (rows without padding) become whatever the program shows; runs on a worker's thread."""

_KEPT_ENVIRONMENT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
FORBIDDEN_CALL = -31
"""The exit status of a child that the filter of system calls has ended: SIGSYS of Linux."""
_EXPECTED: dict[type[Request], type[Reply]] = {
    OpenDocument: DocumentOpened,
    DrawPage: PageDrawn,
    SearchPages: PagesSearched,
    GiveFont: FontGiven,
}


def child_command() -> list[str]:
    """How this program starts its own preview child, installed or frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "preview-child"]
    return [sys.executable, "-I", "-m", "desktop", "preview-child"]


@dataclass(frozen=True, slots=True)
class Ready:
    """The child has started and waits for requests."""


@dataclass(frozen=True, slots=True)
class Answered(Generic[Picture]):
    """The child has answered; `picture` is set for a PageDrawn."""

    reply: Reply
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Gone:
    """The child has ended or was ended; nothing more comes from this worker."""

    code: PreviewErrorCode
    status: int | None = None
    """The process's exit status, below 0 the signal that ended it; None if there was no process."""


Report = Ready | Answered[Picture] | Gone


class Worker(Generic[Picture]):
    """A child process and the daemon thread at its pipe. All methods return at once and may be called anywhere."""

    def __init__(
        self,
        command: Sequence[str],
        limits: Limits,
        take_picture: TakePicture[Picture],
        report: Callable[[Report[Picture]], None],
    ) -> None:
        self._command = command
        self._limits = limits
        self._take_picture = take_picture
        self._report = report
        self._requests: SimpleQueue[Request | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False
        threading.Thread(target=self._run, name="preview-worker", daemon=True).start()

    def submit(self, request: Request) -> None:
        """Send a request; its answer comes as a report. One at a time."""
        self._requests.put(request)

    @property
    def process_number(self) -> int | None:
        """The child's process, while there is one."""
        with self._lock:
            return None if self._process is None else self._process.pid

    def end(self) -> None:
        """Kill the child, whatever it is doing. The last report will be Gone."""
        with self._lock:
            self._ended = True
            if self._process is not None:
                self._process.kill()
        self._requests.put(None)

    def _run(self) -> None:
        end = Gone(PreviewErrorCode.NOT_STARTED)
        try:
            with contextlib.closing(create_pixels(self._limits.shared_bytes)) as pixels:
                end = self._live(pixels)
        except (OSError, ValueError):
            _log.exception("a preview child could not be started")
        finally:
            self._report(end)

    def _live(self, pixels: SharedPixels) -> Gone:
        process = self._start(pixels)
        code = PreviewErrorCode.CRASHED
        try:
            code = self._talk(process, pixels)
        finally:
            with self._lock:
                process.kill()
                self._process = None
            status = process.wait()
            _close(process.stdin)
            _close(process.stdout)
        if status == FORBIDDEN_CALL:
            _log.warning("a preview child was ended over a system call that no document needs")
        return Gone(code, status)

    def _talk(self, process: subprocess.Popen[bytes], pixels: SharedPixels) -> PreviewErrorCode:
        if process.stdin is None or process.stdout is None:
            raise AssertionError("the child is started with pipes")
        try:
            hello = read_reply(process.stdout, self._limits)
        except (ProtocolViolation, OSError):
            return PreviewErrorCode.NOT_STARTED
        if hello == Refused(0, PreviewErrorCode.NOT_CAGED):
            return PreviewErrorCode.NOT_CAGED
        if not isinstance(hello, Hello) or hello.version != PROTOCOL_VERSION:
            return PreviewErrorCode.NOT_STARTED
        _log.info("a preview child stands behind: %s", ", ".join(hello.walls) or "nothing")
        self._report(Ready())
        while (request := self._requests.get()) is not None:
            try:
                write_request(process.stdin, request)
                reply = read_reply(process.stdout, self._limits)
                if reply is None:
                    return PreviewErrorCode.CRASHED
                picture = self._judge(request, reply, pixels)
            except (OSError, BrokenOff):
                return PreviewErrorCode.CRASHED
            except ProtocolViolation:
                return PreviewErrorCode.NONSENSE
            del request  # a document may be large
            self._report(Answered(reply, picture))
        return PreviewErrorCode.CRASHED

    def _judge(self, request: Request, reply: Reply, pixels: SharedPixels) -> Picture | None:
        """Raise ProtocolViolation unless the reply answers the request; fetch the pixels of a page."""
        if reply.number != request.number or not isinstance(reply, (_EXPECTED[type(request)], Refused)):
            raise ProtocolViolation("an answer to something else")
        if (
            isinstance(request, SearchPages)
            and isinstance(reply, PagesSearched)
            and reply.next_page is not None
            and reply.next_page <= request.first_page
        ):
            raise ProtocolViolation("a search that goes backwards")
        if not isinstance(reply, PageDrawn):
            return None
        content = bytearray(3 * reply.width * reply.height)
        with memoryview(content) as target:
            if not pixels.read_into(target):
                raise ProtocolViolation("fewer pixels than announced")
        return self._take_picture(reply.width, reply.height, content)

    def _start(self, pixels: SharedPixels) -> subprocess.Popen[bytes]:
        # the environment may hold passwords; the child needs none of it
        environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
        process = subprocess.Popen(
            [*self._command, pixels.token, json.dumps(asdict(self._limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=pixels.inherited,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        with self._lock:
            self._process = process
            if self._ended:
                process.kill()
        return process


def _close(stream: IO[bytes] | None) -> None:
    """Close a pipe whose other end is dead; what was still to be sent is of no use to anybody."""
    if stream is not None:
        with contextlib.suppress(OSError):
            stream.close()
