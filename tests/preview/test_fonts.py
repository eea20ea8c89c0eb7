"""The Chinese font: fetched once, kept, never trusted blindly."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase, QRawFont
from pytestqt.qtbot import QtBot

from desktop.preview.fonts import FontUnavailable, cjk_font_bytes
from desktop.preview.protocol import Limits, PreviewErrorCode
from tests.log_watch import ExpectLog
from tests.preview.desk import misbehaving

NO_CHILD = [sys.executable, "-I", "-c", "pass"]


def test_qt_can_write_chinese_with_it(qtbot: QtBot, tmp_path: Path) -> None:
    font = cjk_font_bytes(tmp_path)
    identity = QFontDatabase.addApplicationFontFromData(QByteArray(font))
    assert QFontDatabase.applicationFontFamilies(identity) == ["Droid Sans Fallback"]
    raw = QRawFont(QByteArray(font), 12)
    assert all(raw.supportsCharacter(ord(character)) for character in "人才评审工作台，。《》")


def test_it_is_fetched_once(tmp_path: Path) -> None:
    cache = tmp_path / "not yet there"
    font = cjk_font_bytes(cache)
    assert cjk_font_bytes(cache, command=NO_CHILD) == font
    assert len(list(cache.iterdir())) == 1


def test_a_damaged_copy_is_noticed_and_replaced(tmp_path: Path) -> None:
    font = cjk_font_bytes(tmp_path)
    (copy,) = tmp_path.iterdir()
    copy.write_bytes(font[:-1] + b"?")
    with pytest.raises(FontUnavailable):
        cjk_font_bytes(tmp_path, command=NO_CHILD)
    assert cjk_font_bytes(tmp_path) == font
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [font]


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path, expect_log: ExpectLog) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    with expect_log("could not be cached"):
        assert cjk_font_bytes(in_the_way / "cache")


@pytest.mark.parametrize(
    ("manner", "code"),
    [
        ("dies at start", PreviewErrorCode.NOT_STARTED),
        ("silent at start", PreviewErrorCode.TIMED_OUT),
        ("well", PreviewErrorCode.TIMED_OUT),
    ],
)
def test_a_child_that_gives_none_is_named(tmp_path: Path, manner: str, code: PreviewErrorCode) -> None:
    limits = Limits(start_seconds=3.0, request_seconds=0.3)
    with pytest.raises(FontUnavailable) as caught:
        cjk_font_bytes(tmp_path, command=misbehaving(manner), limits=limits)
    assert caught.value.code is code
    assert list(tmp_path.iterdir()) == []
