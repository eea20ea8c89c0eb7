"""Which revision of the schema a file has, and bringing it to the newest one."""

import contextlib
from pathlib import Path

from sqlcipher3 import dbapi2

from desktop.store.engine import Mode, connect, driver_of, forged_page_met, make_engine, transaction
from desktop.store.interruption import interruptible
from desktop.store.key_slots import FileKey
from desktop.store.migrations.running import migrate
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.refusals import translate, unavailable

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Every revision this program knows, oldest first; a test compares them with the migrations."""

HEAD = REVISIONS[-1]


def revision_of(file: Path, key: FileKey) -> str | None:
    """The file's revision, None for an empty database. Raises `Unavailable` (damaged) where the key opens nothing."""
    with contextlib.closing(connect(file, key, Mode.MIGRATE)) as connection:
        try:
            named = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if named else None
        except dbapi2.Error as error:
            if forged_page_met(connection):
                raise unavailable(UnavailableCode.DAMAGED, file) from error
            raise translate(error, file) or error from error
        if forged_page_met(connection):
            raise unavailable(UnavailableCode.DAMAGED, file)
    return None if row is None else str(row[0])


def create_schema(file: Path, key: FileKey) -> None:
    """A new data file at the newest revision."""
    connect(file, key, Mode.MIGRATE, create=True).close()
    upgrade(file, key)


def upgrade(file: Path, key: FileKey, target: str = "head", *, further_revisions: Path | None = None) -> None:
    """Brings the file up to `target`, all or nothing: a kill or an interrupt in the middle leaves what was.

    Raises `Unavailable` (migration_failed) where rows would be left without what they refer to.
    """
    _migrate(file, key, "upgrade", target, further_revisions)


def downgrade(file: Path, key: FileKey, target: str, *, further_revisions: Path | None = None) -> None:
    """Brings the file down to `target` (`base` is nothing at all), as `upgrade` brings it up."""
    _migrate(file, key, "downgrade", target, further_revisions)


def _migrate(file: Path, key: FileKey, direction: str, target: str, further_revisions: Path | None) -> None:
    engine = make_engine(file, key, Mode.MIGRATE)
    try:
        with (
            engine.connect() as connection,
            transaction(connection, file),
            interruptible(driver_of(connection)),
        ):
            migrate(connection, direction, target, further_revisions)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise Unavailable(UnavailableCode.MIGRATION_FAILED, path=str(file))
    finally:
        engine.dispose()
