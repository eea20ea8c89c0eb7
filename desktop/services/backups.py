"""Backups of a workspace, and a workspace from a backup."""

import os
from pathlib import Path

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.acting import acting_administrator
from desktop.services.workspace import Workspace, restore_backup
from desktop.store import backups

__all__ = ["back_up", "restore"]


def back_up(workspace: Workspace, file: Path) -> None:
    """A consistent, verified copy as a ZIP at `file`, which must not exist. By an administrator.

    Raises `Rejected`, `Unavailable` (damaged, disk_full, read_only).
    """
    with workspace.store.read() as connection:
        acting_administrator(connection, workspace)
    target = file.absolute()
    if os.path.lexists(target):
        raise Rejected(RejectionCode.TARGET_EXISTS, file=str(file))
    if not target.parent.is_dir():
        raise Rejected(RejectionCode.TARGET_UNWRITABLE, file=str(file))
    backups.back_up(workspace.local.files, workspace.local.key, target)


def restore(file: Path, new_location: Path) -> None:
    """A workspace at `new_location` from a backup. Raises `Unavailable`: bad_backup, exists_already, not_empty, …"""
    restore_backup(file, new_location)
