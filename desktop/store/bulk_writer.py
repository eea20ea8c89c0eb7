"""Writing very many applications into a workspace that nobody else has open and that is thrown away if this fails.

The triggers check and carry out every row as ever. Set aside meanwhile are the indexes that only lists and searches
read, the journal and the waiting for the disk; when the block ends the file has the same schema again and is on disk.
"""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from desktop.store.engine import Mode, make_engine, transaction
from desktop.store.key_slots import FileKey
from desktop.store.location import WorkspaceFiles, sync_file
from desktop.store.refusals import translate
from desktop.store.tables.applications import COUNTS_INDEX, SORTED, list_index

BULK_CACHE_KIB = 256 * 1024

_SET_ASIDE = (
    *map(list_index, SORTED),
    COUNTS_INDEX,
    "ix_application_person_key",
)
_SEARCH_SETTINGS = {"automerge": 0, "hashsize": 64 * 1024 * 1024}
"""Fewer and longer pieces of the search index at a time; joined into one in the end."""

_APPLICATION = """INSERT INTO application
  (id, "key", unit_id, unit_name, notice_id, issuer_id, route_number, levels, person_key, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_BEFORE_FIRST = "UPDATE application SET person_key = ?, search_text = ?, number = ? WHERE id = ?"
_BEFORE_NEXT = "UPDATE application SET person_key = ?, search_text = ? WHERE id = ?"
_SUBMISSION = """INSERT INTO submission
  (id, application_id, number, content, content_hash, catalogue_hash, grading_class, findings, route, pledge, desk,
   account_id, submitted_at, recorded_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)"""
_DECISION = """INSERT INTO decision
  (id, application_id, submission, seq, action, stage, desk, organisation_id, account_id, decided_at, recorded_at,
   comment, meeting, correction_deadline, straight_back, origin)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_OPENED = "INSERT INTO application_view (account_id, application_id, opened_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_VIEWED = """INSERT INTO attachment_view (account_id, application_id, sha256, opened_at) VALUES (?, ?, ?, ?)
ON CONFLICT DO NOTHING"""
_VERIFIED = """INSERT INTO original_check (application_id, sha256, organisation_id, account_id, verified_at)
VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""


class BulkWriter:
    """Rows as the statements above name their columns: moments in milliseconds, days as text, flags as 0 or 1."""

    def __init__(self, connection: Connection, files: WorkspaceFiles) -> None:
        self.connection = connection
        self._files = files
        self._driver: Any = connection.connection.driver_connection

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Raises what `translate` makes of the database's errors; after one the file is no longer of use."""
        try:
            with transaction(self.connection, self._files.data):
                yield
        except dbapi2.Error as error:
            raise translate(error, self._files.data) or error from error

    def add_application(self, row: Sequence[Any]) -> None:
        self._driver.execute(_APPLICATION, row)

    def add_submission(self, person_key: str | None, search_text: str, number: str | None, row: Sequence[Any]) -> None:
        """`number` is that of an application's first submission. `row` begins with submission and application id."""
        if number is None:
            self._driver.execute(_BEFORE_NEXT, (person_key, search_text, row[1]))
        else:
            self._driver.execute(_BEFORE_FIRST, (person_key, search_text, number, row[1]))
        self._driver.execute(_SUBMISSION, row)

    def add_decision(self, row: Sequence[Any]) -> None:
        self._driver.execute(_DECISION, row)

    def add_opened(self, row: Sequence[Any]) -> None:
        self._driver.execute(_OPENED, row)

    def add_viewed(self, row: Sequence[Any]) -> None:
        self._driver.execute(_VIEWED, row)

    def add_verified(self, row: Sequence[Any]) -> None:
        self._driver.execute(_VERIFIED, row)


@contextlib.contextmanager
def bulk_writer(files: WorkspaceFiles, key: FileKey) -> Iterator[BulkWriter]:
    """A writer over the data file of a workspace that is not in place yet and that no store has open."""
    engine = make_engine(files.data, key, Mode.WRITE)
    try:
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            with _translated(files):
                indexes = _prepare(driver)
            yield BulkWriter(connection, files)
            with _translated(files):
                _restore(driver, indexes)
            connection.invalidate()
    finally:
        engine.dispose()
    sync_file(files.data)


@contextlib.contextmanager
def _translated(files: WorkspaceFiles) -> Iterator[None]:
    try:
        yield
    except dbapi2.Error as error:
        raise translate(error, files.data) or error from error


def _prepare(driver: Any) -> list[str]:
    """Sets aside what costs time; returns the statements that make the indexes again, as the migrations wrote them."""
    driver.execute("PRAGMA locking_mode = EXCLUSIVE")
    driver.execute("PRAGMA journal_mode = OFF")
    driver.execute("PRAGMA synchronous = OFF")
    driver.execute(f"PRAGMA cache_size = -{BULK_CACHE_KIB}")
    driver.execute("PRAGMA foreign_keys = OFF")
    for name, value in _SEARCH_SETTINGS.items():
        driver.execute("INSERT INTO application_search (application_search, rank) VALUES (?, ?)", (name, value))
    statements = []
    for name in _SET_ASIDE:
        (statement,) = driver.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        statements.append(str(statement))
        driver.execute(f'DROP INDEX "{name}"')
    return statements


def _restore(driver: Any, indexes: Sequence[str]) -> None:
    for statement in indexes:
        driver.execute(statement)
    driver.execute("INSERT INTO application_search (application_search) VALUES ('optimize')")
    for name in _SEARCH_SETTINGS:
        driver.execute("DELETE FROM application_search_config WHERE k = ?", (name,))
    driver.execute("PRAGMA locking_mode = NORMAL")
    driver.execute("PRAGMA journal_mode = WAL")
