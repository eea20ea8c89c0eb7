"""Notices as TOML: moments with their offset, and the reading time."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.notice_file import read_notice_file
from desktop.text.problems import rejected_sentence
from tests.desk import NOTICE_TOML

OPENS = "2024-07-01T00:00:00+08:00"
CLOSES = "2024-09-30T23:59:59+08:00"


def notice(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = NOTICE_TOML
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "n.toml").write_text(text, encoding="utf-8")
    return tmp_path / "n.toml"


@pytest.mark.parametrize(
    "written",
    [
        OPENS,
        "2024-06-30 16:00:00Z",
        "2024-07-01T00:00:00.0004999+08:00",
        '"2024-07-01T00:00:00+08:00"',
        '"2024-06-30T16:00:00Z"',
    ],
)
def test_a_moment_may_be_written_in_every_usual_way(tmp_path: Path, written: str) -> None:
    read = read_notice_file(notice(tmp_path, (OPENS, written)))
    assert read.opens == datetime(2024, 6, 30, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    ["2024-09-30", "2024-09-30T12:00:00", '"2024-09-30"', '"2024-09-30T12:00:00"', '"2024-09-30 12:00+08:00"'],
)
def test_a_moment_without_its_offset_is_refused_saying_how_it_is_written(tmp_path: Path, written: str) -> None:
    with pytest.raises(Rejected) as raised:
        read_notice_file(notice(tmp_path, (CLOSES, written)))
    sentence = rejected_sentence(raised.value)
    assert sentence.startswith("closes ")
    assert "2024-08-19T10:22:31+08:00" in sentence


def test_a_file_that_is_not_utf_8_is_refused_in_words_of_the_program(tmp_path: Path) -> None:
    file = tmp_path / "n.toml"
    file.write_bytes(NOTICE_TOML.encode("gb18030"))
    with pytest.raises(Rejected) as raised:
        read_notice_file(file)
    assert raised.value.code is RejectionCode.NOT_UTF8
    assert "codec" not in rejected_sentence(raised.value)


def test_without_a_reading_time_it_is_thirty_seconds(tmp_path: Path) -> None:
    assert read_notice_file(notice(tmp_path, ("reading_seconds = 30", ""))).reading_seconds == 30


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (OPENS, "12:00:00", RejectionCode.BAD_VALUE),
        (OPENS, "3", RejectionCode.BAD_VALUE),
        (OPENS, '"2024-07"', RejectionCode.BAD_VALUE),
        (CLOSES, OPENS, RejectionCode.NOTICE_WINDOW),
        ('"2024-01"', '"a\\u0007b"', RejectionCode.BAD_VALUE),
        ('"2024-01"', f'"{"n" * 65}"', RejectionCode.TOO_LONG),
        ('"2024-01"', '"\\u202e1"', RejectionCode.BAD_VALUE),
        ('"2024-01"', "3", RejectionCode.WRONG_TYPE),
        ("reading_seconds = 30", "reading_seconds = -1", RejectionCode.BAD_VALUE),
        ("reading_seconds = 30", "reading_seconds = 1.5", RejectionCode.WRONG_TYPE),
        ("reading_seconds = 30", "reading_seconds = 30\nreading_seconds = 30", RejectionCode.NOT_TOML),
    ],
)
def test_a_wrong_value_is_refused(tmp_path: Path, old: str, new: str, code: RejectionCode) -> None:
    with pytest.raises(Rejected) as raised:
        read_notice_file(notice(tmp_path, (old, new)))
    assert raised.value.code is code
