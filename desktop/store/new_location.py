"""Putting a new workspace in place: complete or not at all, and never over something that lies there."""

import contextlib
import errno
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

from desktop.store.location import WorkspaceFiles, sync_directory, sync_file, unavailable_for
from desktop.store.problems import Unavailable, UnavailableCode

_IMPOSSIBLE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.EINVAL, errno.ENAMETOOLONG, errno.ELOOP})
"""What the operating system says of a place where no folder can be."""


def refuse_occupied(location: Path) -> None:
    """Raises `Unavailable` where something lies at `location` already that is not an empty folder, or nothing can."""
    try:
        if WorkspaceFiles(location).is_workspace:
            raise Unavailable(UnavailableCode.EXISTS_ALREADY, path=str(location))
        if location.exists() and (not location.is_dir() or any(location.iterdir())):
            raise Unavailable(UnavailableCode.NOT_EMPTY, path=str(location))
        location.resolve()
    except OSError as error:
        raise _unavailable(error, location) from error
    except RuntimeError as error:  # links that lead back to themselves
        raise Unavailable(UnavailableCode.IMPOSSIBLE_PLACE, path=str(location)) from error


@contextlib.contextmanager
def new_directory(location: Path) -> Iterator[Path]:
    """A folder beside `location` that becomes it when the block ends well, and is gone when it does not."""
    try:
        location.parent.mkdir(parents=True, exist_ok=True)
        building = Path(mkdtemp(prefix=f".{location.name}.", dir=location.parent))
        try:
            yield building
            for file in building.iterdir():
                if file.is_file():
                    sync_file(file)
            sync_directory(building)
            if location.is_dir():
                location.rmdir()
            building.rename(location)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        sync_directory(location.parent)
    except OSError as error:
        raise _unavailable(error, location) from error


def _unavailable(error: OSError, location: Path) -> Unavailable:
    if error.errno in _IMPOSSIBLE:
        return Unavailable(UnavailableCode.IMPOSSIBLE_PLACE, path=str(location))
    return unavailable_for(error, location)
