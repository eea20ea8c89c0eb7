"""A draft takes the place of a file in the end or leaves it as it was; what keeps it from that is named."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.replaced_file import replaced_file

NOBODY = 65534


class InterruptedWriting(Exception):
    """What stops a write in the middle."""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refused(target: Path, *, overwrite: bool = True) -> RejectionCode:
    """Why the draft did not get there."""
    with pytest.raises(Rejected) as raised, replaced_file(target, overwrite=overwrite) as draft:
        draft.file.write(b"new")
    return raised.value.code


def test_the_old_file_is_there_until_the_new_one_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    with replaced_file(target, overwrite=True) as draft:
        draft.file.write(b"new")
        (draft.folder / "more").write_bytes(b"scratch")
        assert target.read_bytes() == b"old"
        if sys.platform != "win32":
            assert stat.S_IMODE(draft.folder.stat().st_mode) == 0o700
    assert contents(tmp_path) == {"a.xlsx": b"new"}
    assert sys.platform == "win32" or stat.S_IMODE(target.stat().st_mode) == 0o640


def test_nothing_is_left_of_a_draft_that_was_given_up(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    def write_half() -> None:
        with replaced_file(target, overwrite=True) as draft:
            draft.file.write(b"half")
            (draft.folder / "more").write_bytes(b"scratch")
            raise InterruptedWriting

    with pytest.raises(InterruptedWriting):
        write_half()
    assert contents(tmp_path) == {"a.xlsx": b"old"}


def test_another_file_is_kept_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    with replaced_file(target, overwrite=False) as draft:
        draft.file.write(b"old")
    assert refused(target, overwrite=False) is RejectionCode.TARGET_EXISTS
    assert contents(tmp_path) == {"a.xlsx": b"old"}


def test_a_folder_that_is_not_there_or_goes_meanwhile_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "none" / "a.xlsx") is RejectionCode.TARGET_FOLDER_MISSING
    folder = tmp_path / "folder"
    folder.mkdir()

    def write_while_it_goes() -> None:
        with replaced_file(folder / "a.xlsx", overwrite=True) as draft:
            shutil.rmtree(folder)
            (draft.folder / "more").write_bytes(b"scratch")

    with pytest.raises(Rejected) as raised:
        write_while_it_goes()
    assert raised.value.code is RejectionCode.TARGET_FOLDER_MISSING
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_its_place_and_an_impossible_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    assert refused(tmp_path / "a.xlsx") is RejectionCode.TARGET_UNWRITABLE
    assert refused(tmp_path / ("a" * 300)) is RejectionCode.TARGET_UNWRITABLE
    assert refused(tmp_path / "a\0b") is RejectionCode.TARGET_UNWRITABLE
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")
def test_a_file_or_folder_without_permission_is_refused() -> None:
    with tempfile.TemporaryDirectory() as name, acting_as_nobody(Path(name)):
        folder = Path(name)
        target = folder / "a.xlsx"
        target.write_bytes(b"old")
        target.chmod(0o444)
        assert refused(target) is RejectionCode.TARGET_FORBIDDEN
        target.chmod(0o644)
        folder.chmod(0o555)
        assert refused(target) is RejectionCode.TARGET_FORBIDDEN
        assert contents(folder) == {"a.xlsx": b"old"}


@contextmanager
def acting_as_nobody(folder: Path) -> Iterator[None]:
    """Root, to whom everything is permitted, hands the folder to nobody and acts as they do."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.chown(folder, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_what_a_link_leads_to_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "a.xlsx").write_bytes(b"old")
    link = tmp_path / "link.xlsx"
    link.symlink_to(there / "a.xlsx")
    with replaced_file(link, overwrite=True) as draft:
        draft.file.write(b"new")
    assert link.is_symlink()
    assert contents(there) == {"a.xlsx": b"new"}
