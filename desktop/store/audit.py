"""The audit: hash chains per application and register, what they prove, and the root that proves it later.

A root is printed as `<ordinal>-<64 hexadecimal digits>`: everything up to that entry. Kept elsewhere, it shows
afterwards that nothing before it was changed or cut off.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, table, text
from sqlalchemy import column as sql_column

from desktop.domain.canonical import canonical_json
from desktop.domain.clock import to_milliseconds
from desktop.store.audit_rows import differences
from desktop.store.queries import auditing
from desktop.store.queries.auditing import APPLICATION_CHAIN

_ROOT = re.compile(r"(\d{1,18})-([0-9a-f]{64})")
_append = table("audit_append", sql_column("chain"), sql_column("at"), sql_column("entry"))


@dataclass(frozen=True, slots=True)
class Break:
    """The first link of a chain that does not hold; `position` counts from 1."""

    chain: str
    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """`against_ok` is None where no earlier root was given, else whether everything up to it is still there."""

    root: str
    count: int
    broken: tuple[Break, ...]
    against_ok: bool | None = None

    @property
    def sound(self) -> bool:
        return not self.broken and self.against_ok is not False


def append(connection: Connection, chain: str, at: datetime, facts: Mapping[str, Any]) -> None:
    """Adds an entry to one of the registers' chains; `facts` hold keys, ids and digests, never contents."""
    values = {"chain": chain, "at": to_milliseconds(at), "entry": canonical_json(facts)}
    connection.execute(_append.insert().values(values))


def order(connection: Connection) -> None:
    """Gives every entry that is committed by now its place in the order of everything, as roots count them.

    A local workspace does so at every write. In a shared database it is for whoever verifies or asks for a root, in a
    transaction of its own before: they wait for one another here, and nobody who decides does.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT audit_order()"))


def is_root(written: str) -> bool:
    """Whether `written` has the form of a root."""
    return _ROOT.fullmatch(written) is not None


def root_of(connection: Connection, ordinal: int) -> str:
    """The root of everything up to `ordinal`: over each chain's head as it was then, in the order of their names."""
    digest = hashlib.sha256()
    for line, (chain, position, head) in enumerate(auditing.heads_at(connection, ordinal)):
        digest.update(f"{chr(10) if line else ''}{chain} {position} {head}".encode())
    return f"{ordinal}-{digest.hexdigest()}"


def verify(connection: Connection, against: str | None = None) -> AuditReport:
    """Recomputes every chain and compares it with what it is about. ValueError where `against` is no root.

    Only reads, and all of it one state. What was committed after `order` is verified like the rest; the root and its
    count begin to cover it with the next `order`.
    """
    if against is not None and not is_root(against):
        raise ValueError(f"{against!r} is no root")
    _, count = auditing.ordered(connection)
    broken = tuple(_first_breaks(connection))
    against_ok = None
    if against is not None:
        ordinal = int(against.partition("-")[0])
        entries = auditing.number_until(connection, ordinal)
        before = root_of(connection, ordinal)
        against_ok = entries == ordinal and before == against
    return AuditReport(root_of(connection, count), count, broken, against_ok)


def _first_breaks(connection: Connection) -> Iterator[Break]:
    yield from _broken_links(connection)
    yield from _missing_ordinals(connection)
    yield from _wrong_heads(connection)
    yield from _unaudited(connection)


def _broken_links(connection: Connection) -> Iterator[Break]:
    chain, position, previous, broken = "", 0, "", False
    for row in auditing.entries(connection):
        if row.chain != chain:
            chain, position, previous, broken = row.chain, 0, "", False
        position += 1
        digest = hashlib.sha256((row.previous + row.entry).encode()).hexdigest()
        if not broken and (row.position != position or row.previous != previous or row.hash != digest):
            broken = True
            yield Break(chain, position, "hash")
        previous = row.hash


def _missing_ordinals(connection: Connection) -> Iterator[Break]:
    count, highest = auditing.ordered(connection)
    if count != highest:
        yield Break("*", min(count, highest) + 1, "missing_entries")


def _wrong_heads(connection: Connection) -> Iterator[Break]:
    for identity, chain_length in auditing.wrong_heads(connection):
        yield Break(APPLICATION_CHAIN + identity, chain_length, "head")


def _unaudited(connection: Connection) -> Iterator[Break]:
    for found in differences(connection):
        yield Break(APPLICATION_CHAIN + found.application_id, found.position, found.reason)
