"""Where a workspace's files lie, and writing small ones so that a power cut leaves the old or the new."""

import contextlib
import errno
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from desktop.store.problems import Unavailable, UnavailableCode


@dataclass(frozen=True, slots=True)
class WorkspaceFiles:
    """A workspace is a directory; these are its files."""

    location: Path

    @property
    def data(self) -> Path:
        return self.location / "data.db"

    @property
    def keys(self) -> Path:
        return self.location / "keys.json"

    @property
    def keys_copy(self) -> Path:
        return self.location / "keys.copy.json"

    @property
    def backups(self) -> Path:
        return self.location / "backups"

    @property
    def newest_backup(self) -> Path | None:
        """The newest automatic backup, None without any."""
        return max(self.backups.glob("*.zip"), default=None)

    @property
    def is_workspace(self) -> bool:
        """Whether this looks like a workspace: data with at least one copy of its keys."""
        return self.data.is_file() and (self.keys.is_file() or self.keys_copy.is_file())


_PROBE_BYTES = 64 * 1024
"""Twice what the database's smallest file beside the data needs."""


def has_room(directory: Path) -> bool:
    """Whether a little can still be written there: the database's own codes call a full disk a failing one."""
    try:
        with tempfile.TemporaryFile(dir=directory) as probe:
            probe.write(bytes(_PROBE_BYTES))
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return unavailable_for(error, directory).code is not UnavailableCode.DISK_FULL
    return True


def replace_durably(file: Path, content: bytes) -> None:
    """`file` holds `content` when this returns, also after a power cut; before that it holds what it held.

    Raises `Unavailable` (read_only, disk_full, disk_failed).
    """
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).replace(file)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
        sync_directory(file.parent)
    except OSError as error:
        raise unavailable_for(error, file) from error


def sync_directory(directory: Path) -> None:
    """Makes names created or replaced in `directory` survive a power cut; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(file: Path) -> None:
    """Makes what was written to `file` survive a power cut."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def unavailable_for(error: OSError, path: Path) -> Unavailable:
    """What an operating system's error on `path` means to whoever uses the workspace."""
    codes = {
        errno.ENOSPC: UnavailableCode.DISK_FULL,
        errno.EDQUOT: UnavailableCode.DISK_FULL,
        errno.EFBIG: UnavailableCode.DISK_FULL,
        errno.EROFS: UnavailableCode.READ_ONLY,
        errno.EACCES: UnavailableCode.READ_ONLY,
        errno.EPERM: UnavailableCode.READ_ONLY,
    }
    return Unavailable(codes.get(error.errno or 0, UnavailableCode.DISK_FAILED), path=str(path))
