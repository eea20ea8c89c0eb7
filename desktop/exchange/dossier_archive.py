"""The files of a dossier that is a ZIP, read as a stream; nothing is ever written to disk by a name found inside."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.dossier_limits import CHUNK_BYTES, MAX_BYTES, MAX_DIRECTORY_BYTES, MAX_FILES
from desktop.exchange.dossier_paths import normalise, printable

MANIFEST: Final = "dossier.json"

_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8_NAMES = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# what zipfile raises on damaged input, beside its own BadZipFile
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    IndexError,
    OverflowError,
)


class _BoundedFile(io.FileIO):
    """Refuses single reads beyond the largest central directory: zipfile takes that in one, as long as it states."""

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = MAX_DIRECTORY_BYTES + 1 if size is None or size < 0 else size
        data = super().read(min(wanted, MAX_DIRECTORY_BYTES + 1)) or b""
        if len(data) > MAX_DIRECTORY_BYTES:
            raise Rejected(RejectionCode.TOO_MANY_FILES, limit=MAX_FILES)
        return data


class DossierArchive:
    """`files` maps each file's path, below the single top folder if there is one, to its unpacked size in bytes."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = _BoundedFile(path)
        except OSError as error:
            raise Rejected(RejectionCode.FILE_UNREADABLE, file=printable(str(path))) from error
        try:
            if self._file.read(4) not in _STARTS:
                raise Rejected(RejectionCode.NOT_A_DOSSIER, file=printable(str(path)))
            with _damage():
                self._archive = zipfile.ZipFile(self._file)
            self._members = _below_top_folder(_checked_members(self._archive))
        except BaseException:
            self._file.close()
            raise
        self._sizes = {name: info.file_size for name, info in self._members.items()}

    @property
    def files(self) -> Mapping[str, int]:
        return self._sizes

    def chunks(self, path: str) -> Iterator[bytes]:
        """The bytes of a file in `files`, in pieces. Rejected where the ZIP is damaged (its checksum tells)."""
        left = self._sizes[path]
        with _damage():
            member = self._archive.open(self._members[path])
        with member:
            while True:
                with _damage():
                    piece = member.read(CHUNK_BYTES)
                if not piece:
                    break
                left -= len(piece)
                yield piece
        if left:
            raise Rejected(RejectionCode.DAMAGED_ZIP)

    def close(self) -> None:
        """Lets go of the file."""
        self._archive.close()
        self._file.close()


@contextmanager
def _damage() -> Iterator[None]:
    """Turns everything zipfile can raise on damaged input into the one refusal."""
    try:
        yield
    except _DAMAGE as error:
        raise Rejected(RejectionCode.DAMAGED_ZIP) from error


def _checked_members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = _name(info)
        path = normalise(name)
        _check_kind(info, path)
        if name.endswith("/") and info.file_size == 0:
            continue
        if path in members:
            raise Rejected(RejectionCode.DUPLICATE_NAME, file=printable(path))
        _check_readable(info, path)
        members[path] = info
        if len(members) > MAX_FILES:
            raise Rejected(RejectionCode.TOO_MANY_FILES, limit=MAX_FILES)
    if sum(info.file_size for info in members.values()) > MAX_BYTES:
        raise Rejected(RejectionCode.TOO_MANY_BYTES, limit=MAX_BYTES)
    return members


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name as it was written: archives without the UTF-8 mark hold UTF-8 or, from Windows, GB 18030."""
    name = info.orig_filename
    if info.flag_bits & _UTF8_NAMES or name.isascii():
        return name
    raw = name.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _check_kind(info: zipfile.ZipInfo, path: str) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        raise Rejected(RejectionCode.LINK, file=printable(path))
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Rejected(RejectionCode.SPECIAL_FILE, file=printable(path))


def _check_readable(info: zipfile.ZipInfo, path: str) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise Rejected(RejectionCode.ENCRYPTED_ZIP, file=printable(path))
    if info.compress_type not in _METHODS:
        raise Rejected(RejectionCode.UNSUPPORTED_COMPRESSION, file=printable(path))


def _below_top_folder(members: dict[str, zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    if MANIFEST in members:
        return members
    tops = {path.partition("/")[0] for path in members}
    top = next(iter(tops), "")
    if len(tops) != 1 or f"{top}/{MANIFEST}" not in members:
        raise Rejected(RejectionCode.NO_DOSSIER_JSON)
    return {path.removeprefix(f"{top}/"): info for path, info in members.items()}
