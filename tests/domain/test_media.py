"""Formats are told from the content: a renamed file does not pass for something else."""

import pytest

from desktop.domain.media import SNIFF_LENGTH, MediaType, sniff


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", MediaType.PDF),
        (b"\xef\xbb\xbf%PDF-1.4", MediaType.PDF),
        (b"\r\n\r\n%PDF-2.0", MediaType.PDF),
        (b"x" * 1023 + b"%PDF-1.4", MediaType.PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", MediaType.JPEG),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", MediaType.PNG),
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
        b"%PDF-x.y",
        b"<html><body>%PDF-1.4</body></html>",
        b"\xef\xbb\xbf \n<!DOCTYPE html><!-- %PDF-1.4 -->",
        b"PK\x03\x04 word/document.xml %PDF-1.4",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 %PDF-1.4",
        b"MZ\x90\x00 %PDF-1.4",
        b"{\\rtf1 %PDF-1.4}",
        b"x" * 1024 + b"%PDF-1.4",
        b"GIF89a",
        b"\x89PNG\n",
        b"\xff\xd8",
    ],
)
def test_everything_else_is_not(head: bytes) -> None:
    assert sniff(head) is None
