"""The folder beside a location in which its demo is made: gone afterwards, and after a kill when the next one is made.

The maker holds a lock on a file in it, which the system takes back from a process that ends in whatever way: a folder
whose lock is free is nobody's. Only folders of that name that hold such a file are touched.
"""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from desktop.store.interruption import in_scratch

_LOCK = "demo-is-being-made.lock"


@contextlib.contextmanager
def scratch_folder(location: Path) -> Iterator[Path]:
    """An empty folder on the disk of `location`; those that killed makers left there are removed first."""
    prefix = f".{location.name}-"
    for folder in location.parent.iterdir():
        if folder.name.startswith(prefix) and not folder.is_symlink() and _is_abandoned(folder / _LOCK):
            shutil.rmtree(folder, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory(prefix=prefix, dir=location.parent) as name,
        _held(Path(name) / _LOCK),
        in_scratch(),
    ):
        yield Path(name)


@contextlib.contextmanager
def _held(lock: Path) -> Iterator[None]:
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT)
    try:
        _try_to_lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _is_abandoned(lock: Path) -> bool:
    """False as well where there is no such file, or none that may be opened: not ours to remove."""
    try:
        descriptor = os.open(lock, os.O_RDWR)
    except OSError:
        return False
    try:
        return _try_to_lock(descriptor)
    finally:
        os.close(descriptor)


def _try_to_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
