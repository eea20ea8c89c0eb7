"""Moving house: a local workspace into an empty shared database, and all or one unit's part of one out again.

Rows keep ids and numbers, chains their hashes, persons their secret. Of all the audit moves with its order, so that
roots that were written down hold in the new house; a part (`unit_part`) is numbered anew and has roots of its own.
"""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, text

from desktop.store import audit, whole_tables
from desktop.store import engine as local_engine
from desktop.store.audit import AuditReport
from desktop.store.key_slots import FileKey
from desktop.store.postgres import tables
from desktop.store.postgres.address import Address
from desktop.store.postgres.engine import Use, make_engine
from desktop.store.postgres.refusals import translate
from desktop.store.postgres.roles import OWNER
from desktop.store.postgres.schema import make_schema, refuse_other_revision, revision_of
from desktop.store.problems import Duplicate, Unavailable, UnavailableCode
from desktop.store.queries.accounts import open_logins
from desktop.store.records.condition_terms import keep_missing_terms
from desktop.store.whole_tables import MOVED

_KNOWN = "SELECT r.rolname, is_person(r.rolname) FROM pg_roles r WHERE r.rolname = ANY (%s)"
_SNAPSHOT = "REPEATABLE READ"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What has been moved and compared: rows in all tables, the audit as it verifies where it is now, open accounts."""

    rows: int
    audit: AuditReport
    logins: tuple[str, ...]


@contextlib.contextmanager
def empty_database(address: Address, login: str, password: str | None) -> Iterator[Connection]:
    """A transaction in a new shared database without anybody; kept when the block ends well, else nothing of it.

    By the database's owner. Raises `Unavailable`: old_server, exists_already, server_unreachable, …
    """
    engine = make_engine(address, login, password, Use.OWN)
    try:
        with _translated(address), engine.begin() as connection:
            make_schema(connection, address)
            yield connection
    finally:
        engine.dispose()


@contextlib.contextmanager
def shared_database(address: Address, login: str, password: str | None) -> Iterator[Connection]:
    """The state of a shared database at one moment, with every entry of its audit in order. By its owner."""
    engine = make_engine(address, login, password, Use.OWN)
    try:
        with _translated(address), engine.connect() as connection:
            with connection.begin():
                refuse_other_revision(revision_of(connection), address)
            with connection.execution_options(isolation_level=_SNAPSHOT).begin():
                connection.execute(text(f"SET LOCAL ROLE {OWNER}"))
                audit.order(connection)  # here, so that the order is that of just what this state holds
                yield connection
    finally:
        engine.dispose()


def bring_in(local: Connection, shared: Connection) -> Arrived:
    """Everything of a local workspace. Raises `Unavailable`: broken_audit, moved_differently."""
    before = _verified(local)
    source, target = _driver(local), _driver(shared)
    with tables.triggers_disabled(target):
        for table in MOVED:
            tables.put_rows(target, table, whole_tables.rows_of(source, table))
    tables.continue_numbers(target)
    tables.fill_search(target)
    keep_missing_terms(shared)
    tables.analyse(target)
    counts = {table.name: whole_tables.count_of(source, table) for table in MOVED}
    _compare(counts, {table.name: tables.count_of(target, table) for table in MOVED})
    return Arrived(sum(counts.values()), _arrived(shared, before, whole=True), open_logins(local))


def take_out(shared: Connection, file: Path, key: FileKey, unit: str | None, administrator: str) -> Arrived:
    """Everything, or one unit's part, into a new local data file; `unit` and `administrator` are ids.

    Raises `Unavailable`: broken_audit, moved_differently, migration_failed.
    """
    before = _verified(shared)
    source = _driver(shared)
    engine = local_engine.make_engine(file, key, local_engine.Mode.MIGRATE)
    try:
        with engine.connect() as local, local_engine.transaction(local, file):
            target = _driver(local)
            with whole_tables.triggers_aside(target):
                target.execute("DELETE FROM setting")
                for table in MOVED:
                    whole_tables.put_rows(target, table, tables.rows_of(source, table, unit, administrator))
            whole_tables.fill_search(target)
            if target.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise Unavailable(UnavailableCode.MIGRATION_FAILED, path=str(file))
            counts = {table.name: tables.count_of(source, table, unit, administrator) for table in MOVED}
            _compare(counts, {table.name: whole_tables.count_of(target, table) for table in MOVED})
            return Arrived(sum(counts.values()), _arrived(local, before, whole=unit is None), open_logins(local))
    finally:
        engine.dispose()


def known_logins(shared: Connection, logins: tuple[str, ...]) -> frozenset[str]:
    """Those of these logins that people of the server have already. Raises `Duplicate` where one is no person's."""
    found = dict(_driver(shared).execute(_KNOWN, [list(logins)]).fetchall())
    strangers = sorted(login for login, is_person in found.items() if not is_person)
    if strangers:
        raise Duplicate("、".join(strangers))
    return frozenset(found)


def _verified(connection: Connection) -> AuditReport:
    report = audit.verify(connection)
    if not report.sound:
        raise Unavailable(UnavailableCode.BROKEN_AUDIT, chain=report.broken[0].chain)
    return report


def _arrived(connection: Connection, before: AuditReport, *, whole: bool) -> AuditReport:
    after = audit.verify(connection)
    if not after.sound or (whole and after.root != before.root):
        found = after.broken[0].chain if after.broken else after.root
        raise Unavailable(UnavailableCode.MOVED_DIFFERENTLY, what="audit", found=found, known=before.root)
    return after


def _compare(expected: Mapping[str, int], found: Mapping[str, int]) -> None:
    for name, count in expected.items():
        if found[name] != count:
            raise Unavailable(UnavailableCode.MOVED_DIFFERENTLY, what=name, found=found[name], known=count)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


@contextlib.contextmanager
def _translated(address: Address) -> Iterator[None]:
    """Rows are streamed by the driver itself, whose errors nobody else translates."""
    try:
        yield
    except psycopg.Error as error:
        raise translate(error, str(address)) or error from error
