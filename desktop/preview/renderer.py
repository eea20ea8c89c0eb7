"""The preview child: reads requests, answers each, never imports Qt and never writes a file.

Started by `worker` as `preview-child PIXELS LIMITS`, with the pipe on standard input and output.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
from collections.abc import Sequence
from typing import IO

from desktop.preview.cage import Allowance, CageUnavailable, enter_cage
from desktop.preview.pixels import open_pixels
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
from desktop.preview.renderer_documents import OpenDocuments, Refusal, chinese_font, warm_up
from desktop.preview.wire import read_request, write_reply

_SEARCH_SECONDS = 0.5
"""How long one search request goes on before it hands back what it has."""


def main(argv: Sequence[str]) -> int:
    """Serve until the program closes the pipe. `argv`: the pixels' token and the limits as JSON."""
    limits = Limits(**json.loads(argv[1]))
    requests, replies = _take_pipe()
    try:
        pixels = settle_in(argv[0], limits, replies)
        if pixels is None:
            return 1
        _serve(requests, replies, pixels, limits)
    except (BrokenPipeError, ProtocolViolation):
        return 1  # the program is gone or talks another version; nobody is left to be told
    return 0


def settle_in(token: str, limits: Limits, replies: IO[bytes]) -> mmap.mmap | None:
    """Take all that is needed inside, lock the door, say so. None if it cannot be locked, which is said as well."""
    pixels = open_pixels(token, limits.shared_bytes)
    warm_up()
    try:
        walls = enter_cage(limits)
    except CageUnavailable:
        write_reply(replies, Refused(0, PreviewErrorCode.NOT_CAGED))
        return None
    write_reply(replies, Hello(0, PROTOCOL_VERSION, walls))
    return pixels


def _serve(requests: IO[bytes], replies: IO[bytes], pixels: mmap.mmap, limits: Limits) -> None:
    documents = OpenDocuments(limits)
    allowance = Allowance(limits)
    while (request := read_request(requests, limits)) is not None:
        with allowance:
            try:
                reply = _answer(request, documents, pixels)
            except Refusal as refusal:
                reply = Refused(request.number, refusal.code)
            except MemoryError:
                reply = Refused(request.number, PreviewErrorCode.OUT_OF_MEMORY)
            del request
        write_reply(replies, reply)


def _answer(request: Request, documents: OpenDocuments, pixels: mmap.mmap) -> Reply:
    match request:
        case OpenDocument(number, document, forget, content):
            for name in forget:
                documents.forget(name)
            return DocumentOpened(number, documents.open(document, content))
        case DrawPage(number, page):
            picture = documents.draw(page)
            with memoryview(pixels) as target:
                target[: 3 * picture.width * picture.height] = picture.samples_mv
            return PageDrawn(number, picture.width, picture.height)
        case SearchPages(number, document, text, first_page):
            hits, next_page = documents.search(document, text, first_page, _SEARCH_SECONDS)
            return PagesSearched(number, hits, next_page)
        case GiveFont(number):
            return FontGiven(number, chinese_font())


def _take_pipe() -> tuple[IO[bytes], IO[bytes]]:
    """The pipe for ourselves alone: whatever prints to standard output afterwards goes nowhere."""
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, 1):
            msvcrt.setmode(descriptor, os.O_BINARY)
    requests, replies = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return os.fdopen(requests, "rb"), os.fdopen(replies, "wb")
