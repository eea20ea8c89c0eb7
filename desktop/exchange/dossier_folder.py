"""The files of a dossier that is a folder, read without ever following a link."""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.dossier_limits import CHUNK_BYTES, MAX_BYTES, MAX_FILES
from desktop.exchange.dossier_paths import normalise, printable

_JUNCTION = 0xA0000003
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CAN_WALK = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")


class DossierFolder:
    """`files` maps each file's path inside the folder to its size in bytes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._names: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        try:
            self._scan()
        except OSError as error:
            raise Rejected(RejectionCode.FILE_UNREADABLE, file=printable(str(error.filename or root))) from error

    @property
    def files(self) -> Mapping[str, int]:
        return self._sizes

    def chunks(self, path: str) -> Iterator[bytes]:
        """The bytes of a file in `files`, in pieces. Rejected if it became a link or another length meanwhile."""
        left = self._sizes[path]
        with self._open(path) as descriptor:
            while piece := os.read(descriptor, CHUNK_BYTES):
                left -= len(piece)
                if left < 0:
                    break
                yield piece
        if left:
            raise Rejected(RejectionCode.FILE_CHANGED, file=path)

    def close(self) -> None:
        """Nothing stays open between reads."""

    def _scan(self) -> None:
        waiting, folders, total = [""], 0, 0
        while waiting:
            inside = waiting.pop()
            with os.scandir(self._root / inside) as entries:
                for entry in entries:
                    name = f"{inside}/{entry.name}" if inside else entry.name
                    status = entry.stat(follow_symlinks=False)
                    if _is_link(status):
                        raise Rejected(RejectionCode.LINK, file=printable(name))
                    if stat.S_ISDIR(status.st_mode):
                        folders += 1
                        waiting.append(name)
                    else:
                        self._add(name, status)
                        total += status.st_size
                    if len(self._sizes) > MAX_FILES or folders > MAX_FILES:
                        raise Rejected(RejectionCode.TOO_MANY_FILES, limit=MAX_FILES)
        if total > MAX_BYTES:
            raise Rejected(RejectionCode.TOO_MANY_BYTES, limit=MAX_BYTES)

    def _add(self, name: str, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            raise Rejected(RejectionCode.SPECIAL_FILE, file=printable(name))
        path = normalise(name)
        if path in self._sizes:
            raise Rejected(RejectionCode.DUPLICATE_NAME, file=printable(name))
        self._names[path] = name
        self._sizes[path] = status.st_size

    @contextmanager
    def _open(self, path: str) -> Iterator[int]:
        name = self._names[path]
        try:
            descriptor = _open_below(self._root, name.split("/")) if _CAN_WALK else _open_checked(self._root, name)
        except OSError as error:
            raise Rejected(RejectionCode.FILE_CHANGED, file=path) from error
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise Rejected(RejectionCode.FILE_CHANGED, file=path)
            yield descriptor
        except OSError as error:
            raise Rejected(RejectionCode.FILE_UNREADABLE, file=path) from error
        finally:
            os.close(descriptor)


def _is_link(status: os.stat_result) -> bool:
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def _open_below(root: Path, parts: list[str]) -> int:
    """Opens step by step from the folder's own descriptor, so that no part of the way can be swapped for a link."""
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts[:-1]:
            below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=here)
            os.close(here)
            here = below
        return os.open(parts[-1], _READ, dir_fd=here)
    finally:
        os.close(here)


def _open_checked(root: Path, name: str) -> int:
    """Where folders have no descriptors: every part of the way is looked at, then the file is opened."""
    way = root
    for part in name.split("/"):
        way /= part
        if _is_link(way.lstat()):
            raise Rejected(RejectionCode.LINK, file=name)
    return os.open(way, _READ)
