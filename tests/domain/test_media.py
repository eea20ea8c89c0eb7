"""Formats are told from the content: a renamed file does not pass for something else, nor does a forged beginning."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.media import SNIFF_LENGTH, MediaType, sniff

OBJECT = b"\n1 0 obj\n<< >>\nendobj\n"
HEADER = b"\0\0\0\rIHDR"
JFIF = b"\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
FRAME = b"\xff\xc0\0\x0b\x08\0\1\0\1\1\1\x11\0"
SCAN = b"\xff\xda\0\x08\1\1\0\0\x3f\0"


def png(width: int = 1, height: int = 1) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + HEADER + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0) + b"crc!"


def jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments)


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3" + OBJECT, MediaType.PDF),
        (b"\xef\xbb\xbf%PDF-1.4" + OBJECT, MediaType.PDF),
        (b"\r\n\r\n%PDF-2.0\r12 0 obj<</Linearized 1>>", MediaType.PDF),
        (b"x" * 1023 + b"%PDF-1.4" + b"\n%" + b"c" * 4000 + OBJECT, MediaType.PDF),
        (jpeg(JFIF, FRAME, SCAN), MediaType.JPEG),
        (jpeg(segment(0xE1, b"Exif\0\0MM\0*"), JFIF, FRAME, SCAN), MediaType.JPEG),
        (jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0"), FRAME, SCAN), MediaType.JPEG),
        (jpeg(segment(0xDB, bytes(65)), b"\xff\xff" + FRAME, SCAN), MediaType.JPEG),
        (jpeg(segment(0xE1, b"Exif\0\0" + bytes(60_000)), FRAME, SCAN), MediaType.JPEG),
        (png(1, 2**31 - 1), MediaType.PNG),
    ],
)
def test_an_accepted_format_is_recognised(head: bytes, media_type: MediaType) -> None:
    assert sniff(head[:SNIFF_LENGTH]) is media_type


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"plain text",
        b"%PDF",
        b"%PDF-x.y" + OBJECT,
        b"%PDF-1.7\n<html>",
        b"%PDF-1.7\nobj 1 0 objects",
        OBJECT + b"%PDF-1.7\n",
        b"<html><body>%PDF-1.4</body></html>" + OBJECT,
        b"\xef\xbb\xbf \n<!DOCTYPE html><!-- %PDF-1.4 -->" + OBJECT,
        b"PK\x03\x04 word/document.xml %PDF-1.4" + OBJECT,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 %PDF-1.4" + OBJECT,
        b"MZ\x90\x00 %PDF-1.4" + OBJECT,
        b"{\\rtf1 %PDF-1.4}" + OBJECT,
        b"x" * 1024 + b"%PDF-1.4" + OBJECT,
        b"GIF89a",
        b"\x89PNG\n",
        b"\x89PNG\r\n\x1a\n",
        png(0, 1),
        png(1, 0),
        png(2**31, 1),
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x0eIHDR" + bytes(range(1, 18)),
        b"\xff\xd8",
        b"\xff\xd8\xff\xe0<html>",
        b"\xff\xd8\xff" + bytes(SNIFF_LENGTH),
        b"\xff\xd8" + b"\xff" * SNIFF_LENGTH + b"\xd9",
        jpeg(segment(0xE0, b"<html>"), FRAME, SCAN),
        jpeg(segment(0xE1, b"<html>"), FRAME, SCAN),
        jpeg(JFIF, b"\xff\xfe\0\1"),
        jpeg(JFIF, SCAN),
        jpeg(JFIF, FRAME, b"<html>"),
        jpeg(JFIF, FRAME),
    ],
)
def test_everything_else_is_not(head: bytes) -> None:
    assert sniff(head[:SNIFF_LENGTH]) is None


@given(st.sampled_from([b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b""]), st.binary(max_size=64))
def test_a_magic_number_before_anything_is_not_enough(magic: bytes, rest: bytes) -> None:
    found = sniff(magic + rest)
    assert found is None or (found is MediaType.PDF and b" obj" in magic + rest)


@given(st.integers(1, 2**31 - 1), st.integers(1, 2**31 - 1), st.binary(max_size=16))
def test_every_possible_size_of_a_png_is_accepted_and_none_cut_short(width: int, height: int, rest: bytes) -> None:
    whole = png(width, height)
    assert sniff(whole + rest) is MediaType.PNG
    assert all(sniff(whole[:length]) is None for length in range(len(whole)))


@given(
    st.lists(
        st.builds(segment, st.sampled_from([0xDB, 0xC4, 0xDD, 0xFE, 0xE2, 0xED, 0xEE]), st.binary(max_size=40)),
        max_size=8,
    ),
    st.binary(max_size=64),
)
def test_a_jpeg_may_have_any_segments_before_its_scan_and_anything_after(segments: list[bytes], rest: bytes) -> None:
    whole = jpeg(JFIF, *segments, FRAME, SCAN)
    assert sniff(whole + rest) is MediaType.JPEG
    assert all(sniff(whole[:length]) is None for length in range(len(whole) - len(SCAN) + 3))


@given(st.binary(max_size=1023), st.integers(1, 9_999_999), st.binary(max_size=200))
def test_a_pdf_may_have_anything_unknown_before_its_header(junk: bytes, number: int, between: bytes) -> None:
    head = b"junk"[: 1023 - len(junk)] + junk + b"%PDF-1.5\n" + between + b"\n%d 0 obj" % number
    assert sniff(head) is MediaType.PDF
