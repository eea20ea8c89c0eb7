"""Writing a file as a whole or not at all, and never over another."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.dossier_paths import printable


@contextmanager
def new_file(target: Path) -> Iterator[BinaryIO]:
    """A file that is at `target` for good when the block ends well, and leaves nothing behind when it does not.

    Rejected where something is at `target` already, or the folder cannot be written.
    """
    if os.path.lexists(target):
        raise Rejected(RejectionCode.TARGET_EXISTS, file=printable(str(target)))
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        file = part.open("xb")
    except (OSError, ValueError) as error:
        raise Rejected(RejectionCode.TARGET_UNWRITABLE, file=printable(str(target))) from error
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        put_in_place(part, target)
        sync_folder(target.parent)
    except OSError as error:
        raise Rejected(RejectionCode.TARGET_UNWRITABLE, file=printable(str(target))) from error
    finally:
        part.unlink(missing_ok=True)


def put_in_place(part: Path, target: Path) -> None:
    """By a hard link, which refuses an existing target; where the disk knows none, after looking once more."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise Rejected(RejectionCode.TARGET_EXISTS, file=printable(str(target))) from None
    except OSError:
        if os.path.lexists(target):
            raise Rejected(RejectionCode.TARGET_EXISTS, file=printable(str(target))) from None
        part.replace(target)


def sync_folder(folder: Path) -> None:
    """Makes a name in it survive a power cut; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
