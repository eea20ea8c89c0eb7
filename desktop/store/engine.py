"""Engines over SQLCipher: how every connection is opened, begins, waits for others, and reports its errors.

SQLCipher hands out a page whose authenticator does not fit as zeros, and lets the statement succeed where SQLite does
not stumble over them; only the connection's state tells. So nothing read is believed before `transaction` asked that.
"""

import contextlib
import hashlib
import random
import time
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.pool import NullPool, QueuePool
from sqlcipher3 import dbapi2

from desktop.store.interruption import given_up, heed
from desktop.store.key_slots import FileKey
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.refusals import translate, unavailable
from desktop.store.search_grams import search_grams, search_holds

BUSY_SECONDS = 5.0
PAGE_BYTES = 4096
LONGEST_LOG_PAGES = 16 * 1024
"""A write checkpoints by itself only beyond this; before, a background thread does (see `Store`)."""


class Mode(Enum):
    """What an engine's connections are for."""

    READ = auto()
    WRITE = auto()
    MIGRATE = auto()
    """Writes with foreign keys unchecked until the end, so that a table can be copied (`migrations.statements`)."""


_CACHE_KIB = {Mode.READ: 12 * 1024, Mode.WRITE: 64 * 1024, Mode.MIGRATE: 64 * 1024}
"""Several readers stay open beside the window, so each gets less; what they miss the system's own cache has."""

_POOLS: dict[Mode, dict[str, Any]] = {
    Mode.READ: {"poolclass": QueuePool, "pool_size": 3, "max_overflow": 5},
    Mode.WRITE: {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0},
    Mode.MIGRATE: {"poolclass": NullPool},
}


def make_engine(file: Path, key: FileKey, mode: Mode) -> Engine:
    """An engine whose connections may be used by any thread, by one at a time."""
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: connect(file, key, mode), **_POOLS[mode])
    engine.dialect.statement_compiler = _Compiler
    event.listen(engine, "begin", _begin(mode, file))
    event.listen(engine, "before_cursor_execute", heed)
    event.listen(engine, "handle_error", _handle_error(file))
    return engine


def connect(file: Path, key: FileKey, mode: Mode, *, create: bool = False) -> Any:
    """A DB-API connection in autocommit. Raises what `translate` makes of the driver's errors."""
    try:
        address = f"{file.resolve().as_uri()}?mode={'rwc' if create else 'rw'}"
        connection = dbapi2.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        try:
            _prepare(connection, key, mode)
        except BaseException:
            connection.close()
            raise
    except dbapi2.Error as error:
        raise translate(error, file) or error from error
    return connection


@contextlib.contextmanager
def transaction(connection: Connection, file: Path) -> Iterator[None]:
    """One transaction, of which nothing is kept and nothing believed where a page that was read is forged.

    Raises `Unavailable` (damaged) then, whatever else was raised over the zeros of such a page.
    """
    with connection.begin():
        try:
            yield
        except Exception as error:
            _refuse_forged_page(connection, file, error)
            raise
        _refuse_forged_page(connection, file)


def driver_of(connection: Connection) -> Any:
    """The DB-API connection beneath."""
    return connection.connection.driver_connection


def forged_page_met(driver: Any) -> bool:
    """Whether the connection has met a page that is not as it was written; it answers nothing right from then on."""
    return bool(driver.execute("PRAGMA cipher_status").fetchone() != ("1",))


def believe(connection: Connection) -> None:
    """What was read so far may be told before its transaction ends. Raises `Unavailable` (damaged), which that
    transaction says in full; of a shared database the server answers for its pages.
    """
    if connection.dialect.name == "sqlite" and forged_page_met(driver_of(connection)):
        raise Unavailable(UnavailableCode.DAMAGED)


def _refuse_forged_page(connection: Connection, file: Path, cause: Exception | None = None) -> None:
    if connection.invalidated:
        return
    if forged_page_met(driver_of(connection)):
        connection.invalidate()
        raise unavailable(UnavailableCode.DAMAGED, file) from cause


def sha256_hex(text: str | None) -> str | None:
    """The SQL function of that name; PostgreSQL has one that gives the same."""
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def _prepare(connection: Any, key: FileKey, mode: Mode) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.secret.hex()}'\"")
    connection.execute(f"PRAGMA cipher_page_size = {PAGE_BYTES}")
    connection.set_busy_handler(_BusyHandler())
    connection.create_function("sha256_hex", 1, sha256_hex, deterministic=True)
    connection.create_function("search_grams", 1, search_grams, deterministic=True)
    connection.create_function("search_holds", 4, search_holds, deterministic=True)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB[mode]}")
    connection.execute(f"PRAGMA foreign_keys = {'OFF' if mode is Mode.MIGRATE else 'ON'}")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA trusted_schema = ON")  # the triggers call sha256_hex and search_grams
    connection.execute(f"PRAGMA wal_autocheckpoint = {LONGEST_LOG_PAGES}")
    # the log begins anew after a checkpoint and shrinks to this, so that its size tells how much there is to move
    connection.execute("PRAGMA journal_size_limit = 0")
    if mode is Mode.READ:
        connection.execute("PRAGMA query_only = ON")


class _Compiler(SQLiteCompiler):
    """Writes the hints of a statement (`INDEXED BY …`), which SQLAlchemy leaves out for SQLite."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        return text


class _BusyHandler:
    """Waits for another program's write in short random steps: the default back-off starves a writer for seconds.

    Whoever is given up meanwhile waits no longer.
    """

    def __init__(self) -> None:
        self._until = 0.0

    def __call__(self, attempts: int) -> bool:
        now = time.monotonic()
        if attempts == 0:
            self._until = now + BUSY_SECONDS
        if now >= self._until or given_up():
            return False
        time.sleep(random.uniform(0.0005, 0.003))
        return True


def _begin(mode: Mode, file: Path) -> Any:
    statement = "BEGIN" if mode is Mode.READ else "BEGIN IMMEDIATE"

    def begin(connection: Connection) -> None:
        # straight to the driver: SQLAlchemy's own way takes as long as a small query
        driver = driver_of(connection)
        try:
            driver.execute(statement)
        except dbapi2.Error as error:
            heed()
            raise translate(error, file) or error from error

    return begin


def _handle_error(file: Path) -> Any:
    def handle(context: ExceptionContext) -> None:
        if isinstance(context.original_exception, dbapi2.Error):
            meaning = translate(context.original_exception, file)
            if meaning is not None:
                raise meaning from context.original_exception

    return handle
