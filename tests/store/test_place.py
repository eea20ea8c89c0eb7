"""Where a workspace must not lie."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from desktop.store.place import refuse_unsuitable_place, synchronised_folder
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.workspace import create_workspace
from tests.store.factory import QUICK

LOCAL = "/dev/vda / ext4 rw,relatime 0 0"


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "davfs"])
def test_a_network_share_is_refused_by_its_kind(tmp_path: Path, kind: str) -> None:
    mounts = [LOCAL, f"server:/share {tmp_path} {kind} rw 0 0"]
    with pytest.raises(Unavailable) as refused:
        refuse_unsuitable_place(tmp_path / "desk", mounts)
    assert refused.value.code is UnavailableCode.NETWORK_SHARE
    assert refused.value.argument("kind") == kind


def test_the_deepest_mount_counts_and_names_may_hold_spaces(tmp_path: Path) -> None:
    share = tmp_path / "共享 文件"
    share.mkdir()
    written = str(share).replace(" ", "\\040")
    refuse_unsuitable_place(share / "desk", [f"server:/ {tmp_path} nfs rw 0 0", f"/dev/sdb1 {written} ext4 rw 0 0"])
    with pytest.raises(Unavailable):
        refuse_unsuitable_place(share / "desk", [LOCAL, f"server:/ {written} nfs rw 0 0"])


def test_a_link_into_a_share_is_refused_too(tmp_path: Path) -> None:
    share, link = tmp_path / "share", tmp_path / "link"
    share.mkdir()
    link.symlink_to(share)
    with pytest.raises(Unavailable):
        refuse_unsuitable_place(link / "desk", [LOCAL, f"server:/ {share} cifs rw 0 0"])


@pytest.mark.parametrize(
    "folder",
    ["OneDrive", "OneDrive - 省人社厅", "Dropbox", "Dropbox (工作)", "坚果云", "Nutstore", "Nextcloud", "iCloud Drive"],
)
def test_a_synchronised_folder_is_refused_by_its_name(folder: str) -> None:
    assert synchronised_folder(PurePosixPath("/home/li") / folder / "desk") == folder
    assert synchronised_folder(PureWindowsPath("C:/Users/li") / folder / "desk") == folder


@pytest.mark.parametrize("folder", ["onedriver", "工作", "dropboxes", "云"])
def test_an_ordinary_folder_is_not(folder: str) -> None:
    assert synchronised_folder(PurePosixPath("/home/li") / folder / "desk") is None


def test_no_workspace_is_made_in_a_synchronised_folder(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refused:
        create_workspace(tmp_path / "OneDrive" / "desk", "admin", "secret", derivation=QUICK)
    assert refused.value.code is UnavailableCode.SYNCHRONISED_FOLDER
    assert not (tmp_path / "OneDrive").exists()
