"""Which folders a workspace must not lie in: network shares and synchronised folders, where locks do not hold.

Two programs on such a file corrupt it without a word; whoever needs that shares a database server instead.
"""

import ctypes
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from desktop.store.problems import Unavailable, UnavailableCode

NETWORK_FILE_SYSTEMS = frozenset({
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs", "fuse.gcsfuse", "fuse.glusterfs",
    "fuse.goofys", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs", "fuse.vmhgfs-fuse", "glusterfs", "gpfs",
    "lustre", "ncpfs", "nfs", "nfs4", "prl_fs", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
})  # fmt: skip
SYNCHRONISED_FOLDERS = (
    "onedrive", "dropbox", "google drive", "googledrive", "icloud drive", "iclouddrive", "mobile documents",
    "nextcloud", "owncloud", "seafile", "syncthing", "坚果云", "nutstore", "百度网盘同步空间", "baidusyncdisk",
    "腾讯微云", "weiyun", "阿里云盘同步", "wps云盘", "wpsdrive", "115sync",
)  # fmt: skip
_DRIVE_REMOTE = 4


def refuse_unsuitable_place(location: Path, mounts: Iterable[str] | None = None) -> None:
    """Raises `Unavailable` (network_share, synchronised_folder) where `location` lies, or would lie, on such a folder.

    `mounts` are the lines of /proc/self/mounts, read on Linux when not given.
    """
    resolved = location.resolve()
    kind = _network_kind(resolved, mounts)
    if kind is not None:
        raise Unavailable(UnavailableCode.NETWORK_SHARE, path=str(location), kind=kind)
    folder = synchronised_folder(resolved)
    if folder is not None:
        raise Unavailable(UnavailableCode.SYNCHRONISED_FOLDER, path=str(location), folder=folder)


def synchronised_folder(location: PurePath) -> str | None:
    """The part of the path whose name is a known synchroniser's ("OneDrive - 公司" too), None where there is none."""
    for part in location.parts:
        name = part.casefold()
        if any(
            name == known or name.startswith((f"{known} -", f"{known}-", f"{known} ("))
            for known in SYNCHRONISED_FOLDERS
        ):
            return part
    return None


def _network_kind(location: Path, mounts: Iterable[str] | None) -> str | None:
    if sys.platform == "win32":
        return _windows_kind(location)
    if mounts is None:
        table = Path("/proc/self/mounts")
        if not table.is_file():
            return None
        mounts = table.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    kind = _file_system(location, mounts)
    return kind if kind in NETWORK_FILE_SYSTEMS else None


def _file_system(location: Path, mounts: Iterable[str]) -> str | None:
    deepest, kind = -1, None
    for point, name in _mount_points(mounts):
        if location.is_relative_to(point) and len(point.parts) >= deepest:
            deepest, kind = len(point.parts), name
    return kind


def _mount_points(mounts: Iterable[str]) -> Iterator[tuple[Path, str]]:
    for line in mounts:
        fields = line.split(" ")
        if len(fields) >= 3:
            # the kernel writes spaces, tabs and backslashes in names as octal escapes
            point = fields[1]
            for escape, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
                point = point.replace(escape, character)
            yield Path(point), fields[2]


def _windows_kind(location: Path) -> str | None:
    if str(location).startswith(("\\\\", "//")):
        return "UNC"
    if sys.platform == "win32":
        drive_type: int = ctypes.windll.kernel32.GetDriveTypeW(f"{location.drive}\\")
        return "drive" if drive_type == _DRIVE_REMOTE else None
    return None
