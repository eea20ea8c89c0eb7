"""Messages survive the pipe; whatever is not a message is refused."""

import io
import json
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.preview.protocol import (
    CODES_OF_THE_CHILD,
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
    ProtocolViolation,
    Refused,
    Reply,
    Request,
    SearchHit,
    SearchPages,
    Wall,
)
from desktop.preview.wire import BrokenOff, read_reply, read_request, write_reply, write_request

LIMITS = Limits(
    document_bytes=1000, pages=50, page_pixels=10_000, page_side=400, header_bytes=3000, font_bytes=100, search_hits=20
)

numbers = st.integers(0, 1 << 53)
pages = st.integers(0, LIMITS.pages - 1)
names = st.text(st.characters(exclude_categories=["Cs"]), max_size=64)
fractions = st.floats(0, 1)
sides = st.tuples(fractions, fractions).map(sorted)
rects = st.builds(lambda x, y: NormalRect(x[0], y[0], x[1], y[1]), sides, sides)
turns = st.sampled_from([0, 90, 180, 270])
requests = st.one_of(
    st.builds(OpenDocument, numbers, names, st.lists(names, max_size=4).map(tuple), st.binary(max_size=1000)),
    st.builds(
        DrawPage, numbers, st.builds(PageRequest, names, pages, st.integers(1, 1 << 53), turns, st.none() | rects)
    ),
    st.builds(SearchPages, numbers, names, names, pages),
    st.builds(GiveFont, numbers),
)
sizes = st.builds(PageSize, st.floats(0.01, 1e6), st.floats(0.01, 1e6))
replies = st.one_of(
    st.builds(Hello, numbers, st.integers(0, 1000), st.lists(st.sampled_from(Wall), max_size=3).map(tuple)),
    st.builds(DocumentOpened, numbers, st.lists(sizes, min_size=1, max_size=50).map(tuple)),
    st.builds(PageDrawn, numbers, st.integers(1, 100), st.integers(1, 100)),
    st.builds(
        PagesSearched,
        numbers,
        st.lists(st.builds(SearchHit, pages, rects), max_size=20).map(tuple),
        st.none() | st.integers(1, 49),
    ),
    st.builds(FontGiven, numbers, st.binary(min_size=1, max_size=100)),
    st.builds(Refused, numbers, st.sampled_from(sorted(CODES_OF_THE_CHILD))),
)


def framed(header: object, content: bytes = b"") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack(">II", len(text), len(content)) + text + content


@given(st.lists(requests, max_size=4))
def test_requests_arrive_as_they_were_sent(sent: list[Request]) -> None:
    pipe = io.BytesIO()
    for request in sent:
        write_request(pipe, request)
    pipe.seek(0)
    assert [read_request(pipe, LIMITS) for _ in sent] == sent
    assert read_request(pipe, LIMITS) is None


@given(st.lists(replies, max_size=4))
def test_replies_arrive_as_they_were_sent(sent: list[Reply]) -> None:
    pipe = io.BytesIO()
    limits = Limits(pages=50, page_pixels=10_000, page_side=400, header_bytes=20_000, font_bytes=100, search_hits=20)
    for reply in sent:
        write_reply(pipe, reply)
    pipe.seek(0)
    assert [read_reply(pipe, limits) for _ in sent] == sent
    assert read_reply(pipe, limits) is None


@given(replies, st.data())
def test_a_reply_that_breaks_off_is_never_taken_for_whole(reply: Reply, data: st.DataObject) -> None:
    pipe = io.BytesIO()
    write_reply(pipe, reply)
    whole = pipe.getvalue()
    cut = data.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(BrokenOff):
        read_reply(io.BytesIO(whole[:cut]), Limits())


@given(st.binary(min_size=1, max_size=200))
def test_noise_is_a_reply_or_a_violation_and_nothing_else(noise: bytes) -> None:
    try:
        read_reply(io.BytesIO(noise), LIMITS)
    except ProtocolViolation:
        return
    raise AssertionError("noise was taken for a message")


@pytest.mark.parametrize(
    "header",
    [
        b"hello",
        b"\xff\xfe",
        b"[" * 1500,
        b"9" * 2000,
        [],
        {},
        {"kind": "hello"},
        {"kind": "sing", "number": 1},
        {"kind": "hello", "number": 0, "version": 1, "walls": [], "extra": 1},
        {"kind": "hello", "number": -1, "version": 1, "walls": []},
        {"kind": "hello", "number": True, "version": 1, "walls": []},
        {"kind": "hello", "number": 1.0, "version": 1, "walls": []},
        {"kind": "hello", "number": "1", "version": 1, "walls": []},
        {"kind": "hello", "number": 1, "version": 1, "walls": ["a fence"]},
        {"kind": "hello", "number": 1, "version": 1, "walls": [["limits"]]},
        {"kind": "hello", "number": 1, "version": 1, "walls": ["limits"] * 9},
        {"kind": "opened", "number": 1, "pages": []},
        {"kind": "opened", "number": 1, "pages": [[1, 1]] * 51},
        {"kind": "opened", "number": 1, "pages": [[0, 1]]},
        {"kind": "opened", "number": 1, "pages": [[1, float("inf")]]},
        {"kind": "opened", "number": 1, "pages": [[1, float("nan")]]},
        {"kind": "opened", "number": 1, "pages": [[1]]},
        {"kind": "opened", "number": 1, "pages": "many"},
        {"kind": "drawn", "number": 1, "width": 101, "height": 100},
        {"kind": "drawn", "number": 1, "width": 401, "height": 1},
        {"kind": "drawn", "number": 1, "width": 0, "height": 1},
        {"kind": "searched", "number": 1, "hits": [[0, 0, 0, 1, 1]] * 21, "next_page": None},
        {"kind": "searched", "number": 1, "hits": [[50, 0, 0, 1, 1]], "next_page": None},
        {"kind": "searched", "number": 1, "hits": [[0, 1, 0, 0, 1]], "next_page": None},
        {"kind": "searched", "number": 1, "hits": [[0, 0, 0, 1.5, 1]], "next_page": None},
        {"kind": "searched", "number": 1, "hits": [], "next_page": 50},
        {"kind": "refused", "number": 1, "code": "timed_out"},
        {"kind": "refused", "number": 1, "code": "文件已损坏"},
        {"kind": "font", "number": 1},
    ],
    ids=repr,
)
def test_a_reply_that_makes_no_sense_is_refused(header: Any) -> None:
    with pytest.raises(ProtocolViolation):
        read_reply(io.BytesIO(framed(header)), LIMITS)


def test_lengths_are_judged_before_anything_is_read() -> None:
    long_header = struct.pack(">II", 3001, 0)
    long_font = framed({"kind": "font", "number": 1}, b"x" * 101)
    unasked_content = framed({"kind": "hello", "number": 0, "version": 1, "walls": []}, b"x")
    for message in (long_header, long_font[:-101], unasked_content[:-1]):
        with pytest.raises(ProtocolViolation) as caught:
            read_reply(io.BytesIO(message), LIMITS)
        assert not isinstance(caught.value, BrokenOff)


@given(rects, turns)
def test_a_place_turned_there_and_back_is_the_same_place(rect: NormalRect, rotation: int) -> None:
    back = rect.rotated(rotation).rotated(-rotation)
    for side in ("left", "top", "right", "bottom"):
        assert getattr(back, side) == pytest.approx(getattr(rect, side), abs=1e-12)
    assert rect.rotated(90).rotated(90).left == pytest.approx(rect.rotated(180).left, abs=1e-12)


def test_a_quarter_turn_takes_the_top_left_to_the_top_right() -> None:
    assert NormalRect(0, 0, 0.1, 0.2).rotated(90) == NormalRect(0.8, 0, 1, 0.1)
    assert PageSize(200, 300).rotated(90) == PageSize(300, 200)
    assert PageSize(200, 300).rotated(180) == PageSize(200, 300)
