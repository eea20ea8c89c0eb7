"""Making and opening a workspace: every check before the first statement, each with its own refusal."""

import os
import tempfile
from datetime import datetime
from pathlib import Path

from desktop.store.backups import backed_up
from desktop.store.engine import Mode, make_engine
from desktop.store.key_slots import ORDINARY, Derivation, FileKey
from desktop.store.location import WorkspaceFiles, unavailable_for
from desktop.store.new_location import new_directory, refuse_occupied
from desktop.store.place import refuse_unsuitable_place
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.refusals import unavailable
from desktop.store.schema import HEAD, REVISIONS, create_schema, revision_of, upgrade
from desktop.store.store import PERSON_SECRET, Store
from desktop.store.tables import setting
from desktop.store.vault import Vault


def create_workspace(location: Path, login: str, password: str, *, derivation: Derivation = ORDINARY) -> FileKey:
    """An empty workspace with one key slot, put in place when complete; accounts and settings are its maker's to write.

    Raises `Unavailable`: exists_already, not_empty, network_share, synchronised_folder, read_only, disk_full.
    """
    refuse_occupied(location)
    refuse_unsuitable_place(location)
    with new_directory(location) as building:
        key, file_id = FileKey.random(), os.urandom(16).hex()
        vault = Vault.create(building, file_id, key)
        vault.put_slot(key, login, password, derivation)
        files = WorkspaceFiles(building)
        files.backups.mkdir()
        create_schema(files.data, key)
        engine = make_engine(files.data, key, Mode.WRITE)
        with engine.connect() as connection, connection.begin():
            connection.execute(setting.insert(), [{"key": PERSON_SECRET, "value": os.urandom(32).hex()}])
        engine.dispose()
    return key


def open_store(location: Path, key: FileKey, *, at: datetime) -> Store:
    """The store, at the newest schema; an older file is backed up and verified first, then upgraded.

    Raises `Unavailable`: not_a_workspace, network_share, synchronised_folder, read_only, damaged, newer_schema, …
    """
    files = WorkspaceFiles(location)
    check_workspace(location)
    found = revision_of(files.data, key)
    if found is None or (found not in REVISIONS and not found.isdigit()):
        raise unavailable(UnavailableCode.DAMAGED, files.data)
    if found not in REVISIONS:
        raise Unavailable(UnavailableCode.NEWER_SCHEMA, path=str(location), found=found, known=HEAD)
    if found != HEAD:
        with backed_up(files, key, at):
            upgrade(files.data, key)
    return Store(location, key)


def check_workspace(location: Path) -> None:
    """Raises `Unavailable` where `location` is no workspace, or lies where none may be, or cannot be written to."""
    if not WorkspaceFiles(location).is_workspace:
        raise Unavailable(UnavailableCode.NOT_A_WORKSPACE, path=str(location))
    refuse_unsuitable_place(location)
    try:
        descriptor, probe = tempfile.mkstemp(prefix=".write-", dir=location)
        os.close(descriptor)
        Path(probe).unlink()
    except OSError as error:
        raise unavailable_for(error, location) from error
