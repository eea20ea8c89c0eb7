"""One opened workspace: reading, writing one at a time, noticing other programs' commits, and closing."""

import contextlib
import hashlib
import hmac
import threading
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, select
from sqlcipher3 import dbapi2

from desktop.domain.document_number import normalised_document_number
from desktop.store.engine import Mode, connect, driver_of, make_engine, transaction
from desktop.store.interruption import interruptible
from desktop.store.key_slots import FileKey
from desktop.store.location import WorkspaceFiles
from desktop.store.problems import Unavailable
from desktop.store.tables import setting

CHECKPOINT_BYTES = 4 * 1024 * 1024
PERSON_SECRET = "person_secret"


def person_key(secret: bytes, number: str) -> str:
    """`Store.person_key` in the workspace with this secret. Raises `ValueError` where that is none."""
    if not secret:
        raise ValueError("no secret to make a person's key with")
    return hmac.new(secret, normalised_document_number(number).encode(), hashlib.sha256).hexdigest()


class Store:
    """An opened workspace. Every method may be called from any thread."""

    def __init__(self, location: Path, key: FileKey) -> None:
        self.files = WorkspaceFiles(location)
        self.key = key
        self._readers = make_engine(self.files.data, key, Mode.READ)
        self._writer = make_engine(self.files.data, key, Mode.WRITE)
        self._writer_connection = self._writer.connect()
        self._writing = threading.Lock()
        self._writing_thread = 0
        self._watching = threading.Lock()
        self._watcher = connect(self.files.data, key, Mode.READ)
        self._seen = (0, 0)
        self._closed = False
        self._person_secret: bytes | None = None
        self._checkpoints = _Checkpoints(self.files.data, key)

    @property
    def location(self) -> Path:
        return self.files.location

    @property
    def place(self) -> str:
        return str(self.location)

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one consistent state and cannot write.

        Raises `Unavailable` (damaged) at the end of the block at the latest: nothing read is true before.
        """
        with (
            self._readers.connect() as connection,
            transaction(connection, self.files.data),
            interruptible(driver_of(connection)),
        ):
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose writes are kept all together when the block ends, and not at all when it raises.

        Raises `Refused`, `Duplicate`, `Protected` and `Unavailable` as the database decides.
        """
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a write within a write would wait for itself")
        with self._writing:
            self._writing_thread = threading.get_ident()
            try:
                connection = self._writer_connection
                with transaction(connection, self.files.data), interruptible(driver_of(connection)):
                    yield connection
            finally:
                self._writing_thread = 0
            self._checkpoints.ask_if_due()

    def noting(self) -> contextlib.AbstractContextManager[Connection]:
        """As `write`: there is one writer."""
        return self.write()

    def change_number(self) -> int:
        """Rises whenever anybody, here or in another program, has committed anything. Costs microseconds."""
        with self._watching:
            (version,) = self._watcher.execute("PRAGMA data_version").fetchone()
            number, seen = self._seen
            if version != seen:
                self._seen = (number + 1, version)
            return self._seen[0]

    def setting(self, name: str) -> str | None:
        with self.read() as connection:
            return connection.scalar(select(setting.c.value).where(setting.c.key == name))

    def person_key(self, number: str) -> str:
        """Stands for the person with a document number within this workspace without telling the number.

        The kind of document is left out: naming another kind for the same number makes nobody another person.
        """
        if self._person_secret is None:
            self._person_secret = bytes.fromhex(self.setting(PERSON_SECRET) or "")
        return person_key(self._person_secret, number)

    def person_sought(self, number: str) -> str:
        return self.person_key(number)

    def close(self) -> None:
        """Moves everything into data.db; a second time does nothing.

        Readers still at work in other threads keep a `-wal` beside it, and so do a full disk and damage: nothing is
        lost by that, and whoever opens the workspace next is told.
        """
        with self._writing, self._watching:
            if self._closed:
                return
            self._closed = True
            self._checkpoints.stop()
            self._watcher.close()
            self._readers.dispose()
            self._writer_connection.close()
            self._writer.dispose()
            with (
                contextlib.suppress(dbapi2.Error, Unavailable),
                contextlib.closing(connect(self.files.data, self.key, Mode.WRITE)) as last,
            ):
                last.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Checkpoints:
    """Moves the write-ahead log into the data file in the background, so that no decision waits for it."""

    def __init__(self, file: Path, key: FileKey) -> None:
        self._log = file.with_name(f"{file.name}-wal")
        self._connection = connect(file, key, Mode.WRITE)
        self._wake = threading.Event()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="checkpoints", daemon=True)
        self._thread.start()

    def ask_if_due(self) -> None:
        try:
            due = self._log.stat().st_size > CHECKPOINT_BYTES
        except FileNotFoundError:
            return
        if due:
            self._wake.set()

    def stop(self) -> None:
        self._stopped = True
        self._wake.set()
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            if self._stopped:
                return
            # what a passive checkpoint cannot do now, because of readers or a full disk, the next one does
            with contextlib.suppress(Exception):
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
