"""Backups: a consistent, verified copy of the data with its key slots, as an uncompressed ZIP; and back."""

import contextlib
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from sqlcipher3 import dbapi2

from desktop.store.engine import Mode, connect, forged_page_met
from desktop.store.integrity import verify_data
from desktop.store.interruption import heed, interruptible
from desktop.store.key_slots import FileKey, KeySlots
from desktop.store.location import WorkspaceFiles, sync_directory, sync_file, unavailable_for
from desktop.store.new_location import new_directory, refuse_occupied
from desktop.store.place import refuse_unsuitable_place
from desktop.store.problems import Interrupted, Unavailable, UnavailableCode
from desktop.store.refusals import translate, unavailable
from desktop.store.vault import Vault

KEPT = 5
_PIECE_BYTES: Final = 1 << 20
_DATA, _KEYS = "data.db", "keys.json"
_NAME = "%Y%m%dT%H%M%S%fZ"


def back_up(files: WorkspaceFiles, key: FileKey, file: Path) -> None:
    """Writes `file`, complete and verified or not at all; programs at work on the workspace are not disturbed.

    Raises `Unavailable`: damaged where the data does not verify, disk_full, read_only.
    """
    try:
        with TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent) as folder:
            copy, archive = Path(folder) / _DATA, Path(folder) / file.name
            _copy_data(files.data, key, copy)
            problems = verify_data(copy, key)
            if problems:
                raise Unavailable(UnavailableCode.DAMAGED, path=str(files.location), reason=problems[0])
            with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED, allowZip64=True) as package:
                with copy.open("rb") as source, package.open(_DATA, "w", force_zip64=True) as target:
                    _pour(source, target)
                package.writestr(_KEYS, Vault.open(files.location).to_bytes())
            sync_file(archive)
            archive.replace(file)
        sync_directory(file.parent)
    except OSError as error:
        raise unavailable_for(error, file) from error


def automatic_backup(files: WorkspaceFiles, key: FileKey, at: datetime) -> Path:
    """A backup among the workspace's own, of which those made last are kept: five, whatever the clock said."""
    file = _add_backup(files, key, at)
    _drop_older(files)
    return file


@contextlib.contextmanager
def backed_up(files: WorkspaceFiles, key: FileKey, at: datetime) -> Iterator[None]:
    """An automatic backup before the block. One that is given up leaves the backups as they were before it."""
    file = _add_backup(files, key, at)
    try:
        yield
    except Interrupted:
        file.unlink()
        raise
    finally:
        _drop_older(files)


def _add_backup(files: WorkspaceFiles, key: FileKey, at: datetime) -> Path:
    files.backups.mkdir(exist_ok=True)
    file = files.backups / f"{_after_newest(files, at).astimezone(UTC).strftime(_NAME)}.zip"
    back_up(files, key, file)
    return file


def _drop_older(files: WorkspaceFiles) -> None:
    for older in sorted(files.backups.glob("*.zip"))[:-KEPT]:
        older.unlink()


def _after_newest(files: WorkspaceFiles, at: datetime) -> datetime:
    """`at`, or just after the newest backup where the clock has gone back: the order of names is that of making."""
    newest = files.newest_backup
    try:
        made = None if newest is None else datetime.strptime(newest.stem, _NAME).replace(tzinfo=UTC)
    except ValueError:  # not one of ours
        made = None
    return at if made is None else max(at, made + timedelta(microseconds=1))


def newest_backup(location: Path) -> Path | None:
    """The newest automatic backup of the workspace, None without any."""
    return WorkspaceFiles(location).newest_backup


def restore(file: Path, new_location: Path) -> None:
    """Makes a workspace at `new_location` from a backup. The backup's own checksums are verified before it is in place.

    Raises `Unavailable`: bad_backup, exists_already, not_empty, network_share, disk_full, …
    """
    refuse_occupied(new_location)
    refuse_unsuitable_place(new_location)
    with new_directory(new_location) as building:
        files = WorkspaceFiles(building)
        try:
            with zipfile.ZipFile(file) as package:
                if sorted(package.namelist()) != [_DATA, _KEYS]:
                    raise Unavailable(UnavailableCode.BAD_BACKUP, path=str(file))
                keys = package.read(_KEYS)
                KeySlots.from_bytes(keys)
                with package.open(_DATA) as source, files.data.open("wb") as target:
                    _pour(source, target)
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
            raise Unavailable(UnavailableCode.BAD_BACKUP, path=str(file)) from error
        except FileNotFoundError as error:
            raise Unavailable(UnavailableCode.BAD_BACKUP, path=str(file)) from error
        files.keys.write_bytes(keys)
        files.keys_copy.write_bytes(keys)
        files.backups.mkdir()


def _pour(source: IO[bytes], target: IO[bytes]) -> None:
    while piece := source.read(_PIECE_BYTES):
        heed()
        target.write(piece)


def _copy_data(data: Path, key: FileKey, copy: Path) -> None:
    with contextlib.closing(connect(data, key, Mode.READ)) as source:
        try:
            source.execute("PRAGMA query_only = OFF")
            with interruptible(source):
                source.execute("VACUUM INTO ?", (os.fspath(copy),))
            if forged_page_met(source):
                raise unavailable(UnavailableCode.DAMAGED, data)
        except dbapi2.Error as error:
            raise translate(error, data) or error from error
    sync_file(copy)
