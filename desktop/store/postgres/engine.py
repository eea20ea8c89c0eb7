"""Engines over a shared database: how every connection is opened, and how its errors are reported."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Any, Final

import psycopg
from sqlalchemy import Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from desktop.store.interruption import apart, heed
from desktop.store.postgres.address import Address
from desktop.store.postgres.certificates import certificate_problem
from desktop.store.postgres.refusals import translate
from desktop.store.problems import Unavailable, UnavailableCode

SCHEMA: Final = "talentdesk"
_CONNECT_SECONDS: Final = 10
_LOST_AFTER: Final[dict[str, int]] = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""A server that went without a word, or a network that swallows everything, is given up within half a minute."""
_LOCK_MS: Final = 5_000
"""So long a write waits for another's on the same application, as a local one does."""


class Use(Enum):
    """What an engine's connections are for. A client has at most three: two that read and one that writes."""

    READ = auto()
    WRITE = auto()
    OWN = auto()
    """Making and changing the database itself."""


_POOLS: Final[dict[Use, dict[str, Any]]] = {
    Use.READ: {"poolclass": QueuePool, "pool_size": 2, "max_overflow": 0, "isolation_level": "REPEATABLE READ"},
    Use.WRITE: {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0, "isolation_level": "READ COMMITTED"},
    Use.OWN: {"poolclass": NullPool},
}


def make_engine(address: Address, login: str, password: str | Callable[[], str | None] | None, use: Use) -> Engine:
    """An engine whose connections may be used by any thread, by one at a time.

    A password that can change is asked for anew for every connection.
    """

    def open_one() -> psycopg.Connection[Any]:
        now = password() if callable(password) else password
        return connect(address, login, now, read_only=use is Use.READ)

    engine = create_engine(
        "postgresql+psycopg://", creator=open_one, hide_parameters=True, pool_pre_ping=True, **_POOLS[use]
    )
    event.listen(engine, "before_cursor_execute", heed)
    event.listen(engine, "handle_error", _handle_error(str(address)))
    return engine


def connect(
    address: Address, login: str, password: str | None, *, read_only: bool = False, autocommit: bool = False
) -> psycopg.Connection[Any]:
    """A connection as this login. Raises what `translate` makes of the driver's errors."""
    settings = {"search_path": f"{SCHEMA}, pg_catalog, pg_temp", "lock_timeout": str(_LOCK_MS), "TimeZone": "UTC"}
    options = " ".join(f"-c {name}={value.replace(' ', chr(92) + ' ')}" for name, value in settings.items())
    further: dict[str, str | int] = {
        "user": login,
        "connect_timeout": _CONNECT_SECONDS,
        **_LOST_AFTER,
        "application_name": "TalentDesk",
        "client_encoding": "UTF8",
        "options": options,
    }
    if password is not None:
        further["password"] = password
    try:
        # a server that says nothing is waited for by a thread that can be left to itself
        connection = apart(
            lambda: psycopg.connect(address.conninfo(**further), autocommit=autocommit), psycopg.Connection.close
        )
        if read_only:
            connection.read_only = True
    except psycopg.Error as error:
        meaning = translate(error, str(address), at_the_door=True)
        if isinstance(meaning, Unavailable) and meaning.code is UnavailableCode.CERTIFICATE:
            why, detail = certificate_problem(address).value, meaning.argument("detail") or ""
            raise Unavailable(UnavailableCode.CERTIFICATE, path=str(address), why=why, detail=detail) from error
        raise meaning or error from error
    return connection


def _handle_error(address: str) -> Any:
    def handle(context: ExceptionContext) -> None:
        if isinstance(context.original_exception, psycopg.Error) and not context.is_pre_ping:
            meaning = translate(context.original_exception, address)
            if meaning is not None:
                raise meaning from context.original_exception

    return handle
