"""Writing a large file beside its place and putting it there in the end: what lay there before stays until then.

Owns the private folder that the file and what its format needs meanwhile are written in, and what the operating
system's refusals mean.
"""

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.dossier_paths import printable
from desktop.exchange.new_file import put_in_place, sync_folder

_NAME_KEPT = 100
_DRAFT = "draft"
_CODES: Final = {
    errno.ENOSPC: RejectionCode.TARGET_DISK_FULL,
    errno.EDQUOT: RejectionCode.TARGET_DISK_FULL,
    errno.EFBIG: RejectionCode.TARGET_DISK_FULL,
    errno.ENOENT: RejectionCode.TARGET_FOLDER_MISSING,
    errno.ENOTDIR: RejectionCode.TARGET_FOLDER_MISSING,
    errno.EACCES: RejectionCode.TARGET_FORBIDDEN,
    errno.EPERM: RejectionCode.TARGET_FORBIDDEN,
    errno.EROFS: RejectionCode.TARGET_FORBIDDEN,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """`file` becomes the target; `folder`, open to nobody else, holds it and takes whatever else is needed meanwhile.

    The folder lies beside the target: room is needed on that disk alone, and no plain text is left elsewhere.
    """

    file: BinaryIO
    folder: Path

    @property
    def path(self) -> Path:
        """Where `file` lies until then."""
        return self.folder / _DRAFT


@contextmanager
def replaced_file(target: Path, *, overwrite: bool) -> Iterator[Draft]:
    """A draft that takes the place of `target` when the block ends well, and of which nothing is left when it does not.

    Rejected: target_exists where `overwrite` is not given, target_disk_full, target_folder_missing, target_forbidden,
    target_in_use, target_unwritable. An `OSError` of the block counts as one of the draft.
    """
    if not overwrite and os.path.lexists(target):
        raise Rejected(RejectionCode.TARGET_EXISTS, file=printable(str(target)))
    try:
        place = Path(os.path.realpath(target))  # through a link: what it points to is replaced, not the link
    except (OSError, ValueError) as error:
        raise Rejected(RejectionCode.TARGET_UNWRITABLE, file=printable(str(target))) from error
    folder = place.with_name(f".{place.name[:_NAME_KEPT]}.{secrets.token_hex(4)}.part")
    try:
        if place.exists() and not os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        folder.mkdir(mode=0o700)
        part = folder / _DRAFT
        with part.open("xb") as file:
            yield Draft(file, folder)
            file.flush()
            os.fsync(file.fileno())
        _put(part, place, overwrite=overwrite)
        sync_folder(place.parent)
    except OSError as error:
        raise Rejected(_code(error, target), file=printable(str(target))) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put(part: Path, place: Path, *, overwrite: bool) -> None:
    if not overwrite:
        put_in_place(part, place)
        return
    if place.exists():
        shutil.copymode(place, part)
    try:
        part.replace(place)
    except PermissionError as error:
        if sys.platform == "win32" and place.exists():  # what another program has open cannot be replaced there
            raise Rejected(RejectionCode.TARGET_IN_USE, file=printable(str(place))) from error
        raise


def _code(error: OSError, target: Path) -> RejectionCode:
    code = _CODES.get(error.errno or 0, RejectionCode.TARGET_UNWRITABLE)
    missing = code is RejectionCode.TARGET_FOLDER_MISSING
    return RejectionCode.TARGET_UNWRITABLE if missing and target.parent.is_dir() else code
