"""An opened shared database: what `desktop.store.store` is for a local workspace, for one login."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, exc, text

from desktop.store.postgres.address import Address
from desktop.store.postgres.ending import ending
from desktop.store.postgres.engine import Use, make_engine
from desktop.store.postgres.logins import change_own_password
from desktop.store.postgres.schema import refuse_other_revision, revision_of
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.queries.settings import setting_of
from desktop.store.questions import BY_FUNCTIONS
from desktop.store.store import PERSON_SECRET, person_key

_IS_OWNER = text("SELECT pg_has_role(session_user, 'talentdesk_owner', 'MEMBER')")
_SNAPSHOT = text("SELECT pg_current_snapshot()::text")


class SharedStore:
    """Connections as one login. Every method may be called from any thread."""

    def __init__(self, address: Address, login: str, password: str | None) -> None:
        """Raises `Unavailable`: server_unreachable, wrong_password, certificate, newer_schema, older_schema, …"""
        self.address = address
        self.login = login
        self._password = password
        self._readers = make_engine(address, login, lambda: self._password, Use.READ)
        self._writers = make_engine(address, login, lambda: self._password, Use.WRITE)
        self._closed = False
        self._person_secret: bytes | None = None
        self._owner = False
        self._watching = threading.Lock()
        self._seen = (0, "")
        try:
            with self.read() as connection:
                refuse_other_revision(revision_of(connection), address)
                self._owner = bool(connection.scalar(_IS_OWNER))
            if not self._owner:
                for engine in (self._readers, self._writers):
                    engine.update_execution_options(**{BY_FUNCTIONS: True})
        except BaseException:
            self.close()
            raise

    @property
    def place(self) -> str:
        return str(self.address)

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one consistent state and cannot write."""
        with self._transaction(self._readers) as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose writes are kept all together when the block ends, and not at all when it raises.

        Raises `Refused`, `Duplicate`, `Protected` and `Unavailable` as the database decides.
        """
        with self._transaction(self._writers) as connection:
            yield connection

    @contextlib.contextmanager
    def noting(self) -> Iterator[Connection]:
        """As `write`, on a reader's connection: who decides in this program meanwhile waits for nothing."""
        with self._readers.connect() as reader:
            connection = reader.execution_options(isolation_level="READ COMMITTED")
            driver: Any = connection.connection.driver_connection
            driver.read_only = False
            try:
                with connection.begin(), ending(driver):
                    yield connection
            finally:
                if not driver.closed:
                    driver.read_only = True

    def change_number(self) -> int:
        """Rises whenever anybody has committed anything, and now and then without that. One short question.

        A snapshot names the transactions that are over; the next who writes makes it another one.
        """
        with self.read() as connection:
            snapshot = str(connection.scalar(_SNAPSHOT))
        with self._watching:
            number, seen = self._seen
            if snapshot != seen:
                self._seen = (number + 1, snapshot)
            return self._seen[0]

    def setting(self, name: str) -> str | None:
        with self.read() as connection:
            return setting_of(connection, name)

    def person_key(self, number: str) -> str:
        """Stands for the person with a document number within this workspace without telling the number.

        For the owner: people do not get to see the secret. Raises `ValueError` for them.
        """
        if self._person_secret is None:
            self._person_secret = bytes.fromhex(self.setting(PERSON_SECRET) or "")
        return person_key(self._person_secret, number)

    def change_password(self, old: str, new: str) -> None:
        """Of the login itself. What is connected stays so. Raises `Unavailable`: wrong_password, …"""
        change_own_password(self.address, self.login, old, new)
        self._password = new

    def person_sought(self, number: str) -> str:
        return self.person_key(number) if self._owner else number

    def close(self) -> None:
        """Ends the connections, those at work as soon as they are done; a second time does nothing."""
        self._closed = True
        self._readers.dispose()
        self._writers.dispose()

    @contextlib.contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        with (
            self._connected(engine) as connection,
            connection.begin(),
            ending(connection.connection.driver_connection),
        ):
            yield connection

    @contextlib.contextmanager
    def _connected(self, engine: Engine) -> Iterator[Connection]:
        pool = engine.pool
        try:
            with engine.connect() as connection:
                yield connection
        except exc.TimeoutError as error:  # all of ours are at work
            raise Unavailable(UnavailableCode.TOO_MANY_CONNECTIONS, path=self.place) from error
        finally:
            if self._closed:  # meanwhile, while this one was at work
                pool.dispose()
