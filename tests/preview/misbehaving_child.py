"""Stands in for the preview child: well behaved, unless its first argument or a document's content says otherwise.

Run as a script. Pages are solid green; what goes wrong is named by the document's bytes.
"""

import os
import re
import sys
import time
from pathlib import Path
from typing import IO

from desktop.preview.cage import Allowance
from desktop.preview.pixels import open_pixels
from desktop.preview.protocol import (
    PROTOCOL_VERSION,
    DocumentOpened,
    DrawPage,
    Hello,
    Limits,
    NormalRect,
    OpenDocument,
    PageDrawn,
    PageSize,
    PagesSearched,
    PreviewErrorCode,
    Refused,
    Request,
    SearchHit,
    SearchPages,
)
from desktop.preview.wire import read_request, write_reply

PAGES = 12
LIMITS = Limits()
FOREVER = 3600.0


def main(manner: str, token: str) -> None:
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    start(manner, replies)
    pixels = open_pixels(token, int(os.environ.get("PIXELS", 1 << 20)))
    write_reply(replies, Hello(0, PROTOCOL_VERSION, ()))
    contents: dict[str, str] = {}
    while (request := read_request(requests, LIMITS)) is not None:
        if isinstance(request, OpenDocument):
            contents[request.document] = request.content[:4000].decode(errors="replace")
        document = request.request.document if isinstance(request, DrawPage) else getattr(request, "document", "")
        trouble = contents.get(document, "")
        if isinstance(request, DrawPage) or trouble.startswith("opening "):
            make_trouble(trouble.removeprefix("opening "), request, replies)
        match request:
            case OpenDocument(number):
                write_reply(replies, DocumentOpened(number, (PageSize(100, 100),) * PAGES))
            case DrawPage(number):
                pixels[:300] = bytes((0, 128, 0)) * 100
                write_reply(replies, PageDrawn(number, 10, 10))
            case SearchPages(number, _, _, first_page):
                next_page = first_page + 1 if first_page + 1 < PAGES else None
                write_reply(replies, PagesSearched(number, (SearchHit(first_page, NormalRect(0, 0, 1, 1)),), next_page))


def start(manner: str, replies: IO[bytes]) -> None:
    match manner:
        case "dies at start":
            os._exit(3)
        case "silent at start":
            time.sleep(FOREVER)
        case "babbles at start":
            replies.write(b"Traceback (most recent call last):\n" * 20)
            replies.flush()
            time.sleep(FOREVER)
        case "without a cage":
            write_reply(replies, Refused(0, PreviewErrorCode.NOT_CAGED))
            sys.exit(1)
        case "of another version":
            write_reply(replies, Hello(0, PROTOCOL_VERSION + 1, ()))
            time.sleep(FOREVER)


def make_trouble(trouble: str, request: Request, replies: IO[bytes]) -> None:
    stop_answering(trouble, replies)
    answer_wrongly(trouble, request, replies)


def stop_answering(trouble: str, replies: IO[bytes]) -> None:
    match trouble:
        case "hang":
            time.sleep(FOREVER)
        case "burn":
            with Allowance(Limits(request_seconds=0.0)):
                re.match(r"(a+)+$", "a" * 60 + "b")  # keeps the interpreter's lock for ages
        case "crash":
            os.abort()
        case "forbidden call":
            os.kill(os.getpid(), 31)  # SIGSYS, as the filter does
        case "break off":
            replies.write(b"\0\0\1\0\0\0\0\0{")
            replies.flush()
            os._exit(0)
        case "nonsense":
            replies.write(b"\0\0\0\x05\0\0\0\0hello")
        case "over-long":
            replies.write(b"\xff\xff\xff\xff\xff\xff\xff\xff")
        case "flood":
            while True:
                replies.write(b"\0\0\0\0\0\0\0\0" * 10_000)


def answer_wrongly(trouble: str, request: Request, replies: IO[bytes]) -> None:
    number = request.number
    match trouble:
        case "wrong number":
            write_reply(replies, PageDrawn(number + 1, 10, 10))
        case "wrong kind":
            write_reply(replies, Hello(number, PROTOCOL_VERSION, ()))
        case "too many pixels":
            write_reply(replies, PageDrawn(number, 16_000, 16_000))
        case "shrunken pixels":
            write_reply(replies, PageDrawn(number, 1000, 1000))
        case "foreign code":
            write_reply(replies, Refused(number, PreviewErrorCode.UNREADABLE))
        case "out of memory":
            write_reply(replies, Refused(number, PreviewErrorCode.OUT_OF_MEMORY))  # and a second reply follows
        case other if other.startswith("once "):
            _, misdeed, flag = other.split(" ", 2)
            if not Path(flag).exists():
                Path(flag).touch()
                make_trouble(misdeed, request, replies)
    replies.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
