"""A file appears whole or not at all, and never over another."""

from pathlib import Path

import pytest

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.new_file import new_file


class InterruptedWriting(Exception):
    """What stops a write in the middle."""


def test_a_file_appears_when_the_block_ends_well(tmp_path: Path) -> None:
    with new_file(tmp_path / "a.zip") as file:
        file.write(b"content")
        assert not (tmp_path / "a.zip").exists()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.zip", b"content")]


def test_nothing_is_left_when_it_does_not(tmp_path: Path) -> None:
    def write_half() -> None:
        with new_file(tmp_path / "a.zip") as file:
            file.write(b"half")
            raise InterruptedWriting

    with pytest.raises(InterruptedWriting):
        write_half()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_also_where_it_comes_meanwhile(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"

    def write_beside_another() -> None:
        with new_file(target) as file:
            file.write(b"mine")
            target.write_bytes(b"theirs")

    with pytest.raises(Rejected) as raised:
        write_beside_another()
    assert raised.value.code is RejectionCode.TARGET_EXISTS
    with pytest.raises(Rejected), new_file(target):
        pass
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.zip", b"theirs")]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Rejected) as raised, new_file(tmp_path / "none" / "a.zip"):
        pass
    assert raised.value.code is RejectionCode.TARGET_UNWRITABLE
