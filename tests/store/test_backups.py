"""Backups: consistent while others write, verified, the newest five kept, and good for a new workspace."""

import threading
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.terms import Action
from desktop.store.audit import verify
from desktop.store.backups import KEPT, automatic_backup, back_up, newest_backup, restore
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.vault import Vault
from desktop.store.workspace import open_store
from tests.store.factory import NOW, PASSWORD, Desk


def test_a_backup_is_a_plain_zip_of_data_and_keys(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    back_up(desk.store.files, desk.key, file)
    with zipfile.ZipFile(file) as package:
        assert package.testzip() is None
        assert {entry.filename for entry in package.infolist()} == {"data.db", "keys.json"}
        assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_STORED}
        assert package.read("keys.json") == desk.store.files.keys.read_bytes()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_workspace_comes_back_from_its_backup(desk: Desk, tmp_path: Path) -> None:
    identity = desk.file()
    desk.decide(identity, Action.PASS, "unit", "unit")
    back_up(desk.store.files, desk.key, tmp_path / "backup.zip")
    desk.decide(identity, Action.PASS, "department-1", "department-1")
    restore(tmp_path / "backup.zip", tmp_path / "restored")
    key = Vault.open(tmp_path / "restored").unlock("admin", PASSWORD)
    again = Desk(open_store(tmp_path / "restored", key, at=NOW), key, ids=desk.ids, now=desk.now)
    assert again.situation(identity).stage == "department-1"
    again.decide(identity, Action.PASS, "department-1", "department-1")
    again.store.close()
    assert desk.situation(identity).stage == "department-2"


def test_a_backup_taken_while_decisions_are_made_is_consistent(desk: Desk, tmp_path: Path) -> None:
    identity = desk.file()
    stop = threading.Event()

    def decide() -> None:
        while not stop.is_set():
            desk.decide(identity, Action.PASS, "unit", "unit")
            desk.decide(identity, Action.WITHDRAW, "unit", "unit")

    writer = threading.Thread(target=decide)
    writer.start()
    for number in range(5):
        back_up(desk.store.files, desk.key, tmp_path / f"{number}.zip")
    stop.set()
    writer.join()
    for number in range(5):
        restore(tmp_path / f"{number}.zip", tmp_path / f"restored-{number}")
        store = open_store(tmp_path / f"restored-{number}", desk.key, at=NOW)
        with store.read() as connection:
            assert verify(connection).sound
        store.close()


def test_the_newest_five_are_kept(desk: Desk) -> None:
    made = [automatic_backup(desk.store.files, desk.key, NOW + timedelta(days=day)) for day in range(KEPT + 2)]
    assert sorted(desk.store.files.backups.iterdir()) == made[-KEPT:]
    assert newest_backup(desk.store.location) == made[-1]


def test_a_clock_that_goes_back_neither_drops_the_backup_just_made_nor_hides_it(desk: Desk) -> None:
    made = [automatic_backup(desk.store.files, desk.key, NOW - timedelta(days=day)) for day in range(KEPT + 2)]
    assert sorted(desk.store.files.backups.iterdir()) == made[-KEPT:]
    assert newest_backup(desk.store.location) == made[-1]


def test_without_a_backup_none_is_the_newest(desk: Desk) -> None:
    assert newest_backup(desk.store.location) is None


def test_a_damaged_workspace_gives_no_backup(desk: Desk, tmp_path: Path) -> None:
    desk.file()
    desk.store.close()
    data = desk.store.files.data
    whole = data.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    data.write_bytes(flipped)
    with pytest.raises(Unavailable) as refused:
        back_up(desk.store.files, desk.key, tmp_path / "backup.zip")
    assert refused.value.code is UnavailableCode.DAMAGED
    assert not (tmp_path / "backup.zip").exists()
    data.write_bytes(whole)
    desk.store = open_store(desk.store.location, desk.key, at=NOW)


def bad_backups(good: bytes, keys: bytes, folder: Path) -> dict[str, Path]:
    """Files that are no backups, by what is wrong with them."""
    flipped = bytearray(good)
    flipped[len(good) // 2] ^= 1
    contents = {"empty": b"", "text": b"letter", "cut": good[:-100], "half": good[: len(good) // 2]}
    files = {}
    for name, content in {**contents, "flipped": bytes(flipped)}.items():
        files[name] = folder / f"{name}.zip"
        files[name].write_bytes(content)
    for name, entries in {
        "no_keys": {"data.db": b"x"},
        "more": {"data.db": b"x", "keys.json": keys, "../evil": b"x"},
        "bad_keys": {"data.db": b"x", "keys.json": keys[:-2]},
    }.items():
        files[name] = folder / f"{name}.zip"
        with zipfile.ZipFile(files[name], "w") as package:
            for entry, content in entries.items():
                package.writestr(entry, content)
    files["nowhere"] = folder / "nowhere.zip"
    return files


def test_what_is_no_backup_is_refused_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    back_up(desk.store.files, desk.key, tmp_path / "good.zip")
    files = bad_backups((tmp_path / "good.zip").read_bytes(), desk.store.files.keys.read_bytes(), tmp_path)
    target = tmp_path / "target"
    target.mkdir()
    for name, file in files.items():
        with pytest.raises(Unavailable) as refused:
            restore(file, target / name)
        assert refused.value.code is UnavailableCode.BAD_BACKUP, name
    assert list(target.iterdir()) == []


def test_nothing_is_restored_over_anything(desk: Desk, tmp_path: Path) -> None:
    back_up(desk.store.files, desk.key, tmp_path / "good.zip")
    with pytest.raises(Unavailable) as refused:
        restore(tmp_path / "good.zip", desk.store.location)
    assert refused.value.code is UnavailableCode.EXISTS_ALREADY
