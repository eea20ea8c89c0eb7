"""The pipe's bytes: a message is its JSON header's length, its binary part's length, the header, the binary part.

Whatever arrives is checked against the limits before it is believed; anything else is a `ProtocolViolation`.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Callable
from typing import IO, Protocol, TypeVar

from desktop.preview.protocol import (
    CODES_OF_THE_CHILD,
    LONGEST_PAGE_SIDE,
    DocumentOpened,
    DrawPage,
    FontGiven,
    GiveFont,
    Hello,
    Limits,
    NormalRect,
    OpenDocument,
    PageDrawn,
    PageRequest,
    PageSize,
    PagesSearched,
    PreviewErrorCode,
    ProtocolViolation,
    Refused,
    Reply,
    Request,
    SearchHit,
    SearchPages,
    Wall,
)

_LENGTHS = struct.Struct(">II")
_T = TypeVar("_T")
_LARGEST_NUMBER = 1 << 53


class BrokenOff(ProtocolViolation):
    """The pipe ended in the middle of a message."""


class Readable(Protocol):
    """What a message can be read from."""

    def read(self, size: int, /) -> bytes | None:
        """At most `size` bytes; b"" at the end."""


def write_request(stream: IO[bytes], request: Request) -> None:
    """Send a request. Raises OSError when the child is gone."""
    match request:
        case OpenDocument(number, document, forget, content):
            _write(stream, {"kind": "open", "number": number, "document": document, "forget": forget}, content)
        case DrawPage(number, page):
            clip = None if page.clip is None else _corners(page.clip)
            fields = {"document": page.document, "page": page.page, "width_px": page.width_px}
            _write(stream, {"kind": "draw", "number": number, **fields, "rotation": page.rotation, "clip": clip})
        case SearchPages(number, document, text, first_page):
            fields = {"document": document, "text": text, "first_page": first_page}
            _write(stream, {"kind": "search", "number": number, **fields})
        case GiveFont(number):
            _write(stream, {"kind": "font", "number": number})


def write_reply(stream: IO[bytes], reply: Reply) -> None:
    """Send a reply."""
    match reply:
        case Hello(number, version, walls):
            _write(stream, {"kind": "hello", "number": number, "version": version, "walls": walls})
        case DocumentOpened(number, pages):
            _write(stream, {"kind": "opened", "number": number, "pages": [(p.width, p.height) for p in pages]})
        case PageDrawn(number, width, height):
            _write(stream, {"kind": "drawn", "number": number, "width": width, "height": height})
        case PagesSearched(number, hits, next_page):
            places = [(hit.page, *_corners(hit.rect)) for hit in hits]
            _write(stream, {"kind": "searched", "number": number, "hits": places, "next_page": next_page})
        case FontGiven(number, font):
            _write(stream, {"kind": "font", "number": number}, font)
        case Refused(number, code):
            _write(stream, {"kind": "refused", "number": number, "code": code.value})


def read_request(stream: Readable, limits: Limits) -> Request | None:
    """The next request, or None when the program has closed the pipe between two messages."""
    message = _read(stream, limits.header_bytes, lambda kind: limits.document_bytes if kind == "open" else 0)
    if message is None:
        return None
    fields, content = message
    number = fields.integer("number", 0, _LARGEST_NUMBER)
    request: Request
    match fields.kind:
        case "open":
            forget = fields.items("forget", limits.open_documents, str)
            request = OpenDocument(number, fields.text("document", 200), forget, content)
        case "draw":
            page = PageRequest(
                document=fields.text("document", 200),
                page=fields.integer("page", 0, limits.pages - 1),
                width_px=fields.integer("width_px", 1, _LARGEST_NUMBER),
                rotation=fields.integer("rotation", 0, 270),
                clip=fields.rect("clip"),
            )
            request = DrawPage(number, page)
        case "search":
            first_page = fields.integer("first_page", 0, limits.pages - 1)
            request = SearchPages(
                number, fields.text("document", 200), fields.text("text", limits.search_text), first_page
            )
        case "font":
            request = GiveFont(number)
        case kind:
            raise ProtocolViolation(f"unknown request {kind!r}")
    fields.done()
    return request


def read_reply(stream: Readable, limits: Limits) -> Reply | None:
    """The next reply, or None at the end of the pipe. Raises ProtocolViolation for whatever breaks a limit."""
    message = _read(stream, limits.header_bytes, lambda kind: limits.font_bytes if kind == "font" else 0)
    if message is None:
        return None
    fields, content = message
    number = fields.integer("number", 0, _LARGEST_NUMBER)
    reply: Reply
    match fields.kind:
        case "hello":
            version = fields.integer("version", 0, 1_000_000)
            reply = Hello(number, version, fields.items("walls", len(Wall), _wall))
        case "opened":
            reply = DocumentOpened(number, fields.items("pages", limits.pages, _page_size))
            if not reply.pages:
                raise ProtocolViolation("a document without pages was called opened")
        case "drawn":
            reply = _page_drawn(number, fields, limits)
        case "searched":
            hits = fields.items("hits", limits.search_hits, lambda item: _hit(item, limits))
            reply = PagesSearched(number, hits, fields.optional_integer("next_page", 1, limits.pages - 1))
        case "font":
            if not content:
                raise ProtocolViolation("an empty font")
            reply = FontGiven(number, content)
        case "refused":
            reply = Refused(number, _code(fields.text("code", 40)))
        case kind:
            raise ProtocolViolation(f"unknown reply {kind[:40]!r}")
    fields.done()
    return reply


class _Fields:
    """The header of a message: each field is taken out once, with its bounds."""

    def __init__(self, header: bytes) -> None:
        try:
            values = json.loads(header)
        except (ValueError, RecursionError) as error:
            raise ProtocolViolation("the header is not JSON") from error
        if not isinstance(values, dict):
            raise ProtocolViolation("the header is not an object")
        self._values: dict[str, object] = values
        self.kind = self.text("kind", 40)

    def _take(self, name: str) -> object:
        try:
            return self._values.pop(name)
        except KeyError:
            raise ProtocolViolation(f"{name} is missing") from None

    def integer(self, name: str, low: int, high: int) -> int:
        return _integer(self._take(name), low, high)

    def optional_integer(self, name: str, low: int, high: int) -> int | None:
        value = self._take(name)
        return None if value is None else _integer(value, low, high)

    def text(self, name: str, longest: int) -> str:
        value = self._take(name)
        if not isinstance(value, str) or len(value) > longest:
            raise ProtocolViolation(f"{name} is no text of at most {longest} characters")
        return value

    def rect(self, name: str) -> NormalRect | None:
        value = self._take(name)
        return None if value is None else _rect(value)

    def items(self, name: str, most: int, parse: Callable[[object], _T]) -> tuple[_T, ...]:
        value = self._take(name)
        if not isinstance(value, list) or len(value) > most:
            raise ProtocolViolation(f"{name} is no list of at most {most}")
        return tuple(parse(item) for item in value)

    def done(self) -> None:
        if self._values:
            raise ProtocolViolation("fields nobody asked for")


def _write(stream: IO[bytes], header: dict[str, object], content: bytes = b"") -> None:
    text = json.dumps(header, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")
    stream.write(_LENGTHS.pack(len(text), len(content)) + text)
    if content:
        stream.write(content)
    stream.flush()


def _read(stream: Readable, most_header: int, most_content: Callable[[str], int]) -> tuple[_Fields, bytes] | None:
    first = stream.read(1)
    if not first:
        return None
    header_length, content_length = _LENGTHS.unpack(first + _exactly(stream, _LENGTHS.size - 1))
    if header_length > most_header:
        raise ProtocolViolation("the header is too long")
    fields = _Fields(_exactly(stream, header_length))
    if content_length > most_content(fields.kind):
        raise ProtocolViolation("the binary part is too long")
    return fields, _exactly(stream, content_length)


def _exactly(stream: Readable, size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        part = stream.read(size)
        if not part:
            raise BrokenOff("the message breaks off")
        parts.append(part)
        size -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _integer(value: object, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ProtocolViolation(f"no whole number from {low} to {high}")
    return value


def _real(value: object, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ProtocolViolation(f"no number from {low} to {high}")  # NaN fails the comparison too
    return float(value)


def _rect(value: object) -> NormalRect:
    if not isinstance(value, list) or len(value) != 4:
        raise ProtocolViolation("no rectangle")
    left, top, right, bottom = (_real(side, 0.0, 1.0) for side in value)
    if left > right or top > bottom:
        raise ProtocolViolation("a rectangle inside out")
    return NormalRect(left, top, right, bottom)


def _corners(rect: NormalRect) -> tuple[float, float, float, float]:
    return rect.left, rect.top, rect.right, rect.bottom


def _page_size(value: object) -> PageSize:
    if not isinstance(value, list) or len(value) != 2:
        raise ProtocolViolation("no page size")
    width, height = (_real(side, math.ulp(0.0), LONGEST_PAGE_SIDE) for side in value)
    return PageSize(width, height)


def _hit(value: object, limits: Limits) -> SearchHit:
    if not isinstance(value, list) or len(value) != 5:
        raise ProtocolViolation("no search hit")
    return SearchHit(_integer(value[0], 0, limits.pages - 1), _rect(value[1:]))


def _page_drawn(number: int, fields: _Fields, limits: Limits) -> PageDrawn:
    width = fields.integer("width", 1, limits.page_side)
    height = fields.integer("height", 1, limits.page_side)
    if width * height > limits.page_pixels:
        raise ProtocolViolation("more pixels than allowed")
    return PageDrawn(number, width, height)


def _wall(value: object) -> Wall:
    if not isinstance(value, str) or value not in set(Wall):
        raise ProtocolViolation("no wall")
    return Wall(value)


def _code(value: str) -> PreviewErrorCode:
    if value not in CODES_OF_THE_CHILD:
        raise ProtocolViolation("no code of the child's")
    return PreviewErrorCode(value)
