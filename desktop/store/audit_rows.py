"""What the entries of the applications' chains are about: every row that has one, in the words of its entry.

Entries and rows are met application by application, in order of their ids, so that a province needs no more memory
than its longest chain.
"""

import heapq
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from desktop.domain.clock import to_milliseconds
from desktop.store.queries import auditing
from desktop.store.queries.auditing import APPLICATION_CHAIN

_ROWS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """An application whose rows and entries disagree; `position` is that of the entry, 0 where there is none."""

    application_id: str
    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Facts:
    """An entry of the audit, or with position 0 a row that should have one."""

    application_id: str
    position: int
    event: str
    id: str
    facts: dict[str, Any]


def differences(connection: Connection) -> Iterator[Difference]:
    """Rows that are not what the audit says was written, and entries whose row is gone."""
    merged = heapq.merge(
        _entries(connection),
        _decisions(connection),
        _submissions(connection),
        _deletions(connection),
        key=_application_of,
    )
    for application_id, both in itertools.groupby(merged, _application_of):
        yield from _differences_of(application_id, both)


def _application_of(facts: _Facts) -> str:
    return facts.application_id


def _differences_of(application_id: str, entries_then_rows: Iterator[_Facts]) -> Iterator[Difference]:
    entries: dict[tuple[str, str], _Facts] = {}
    for found in entries_then_rows:
        key = found.event, found.id
        if found.position:
            if key in entries:
                yield Difference(application_id, found.position, f"{found.event}_gone")
            entries.setdefault(key, found)
        elif (entry := entries.pop(key, None)) is None:
            yield Difference(application_id, 0, f"{found.event}_not_on_record")
        elif any(entry.facts[name] != value for name, value in found.facts.items()):
            yield Difference(application_id, entry.position, f"{found.event}_changed")
    for entry in entries.values():
        yield Difference(application_id, entry.position, f"{entry.event}_gone")


def _entries(connection: Connection) -> Iterator[_Facts]:
    for row in auditing.entries(connection, _ROWS_AT_ONCE):
        if not row.chain.startswith(APPLICATION_CHAIN):
            continue
        facts = json.loads(row.entry)
        yield _Facts(row.chain.removeprefix(APPLICATION_CHAIN), row.position, facts["event"], facts["id"], facts)


def _decisions(connection: Connection) -> Iterator[_Facts]:
    for row in auditing.decisions(connection):
        facts = {
            "account": row.account_id,
            "action": row.action,
            "comment": row.comment_digest,
            "correction_deadline": None if row.correction_deadline is None else row.correction_deadline.isoformat(),
            "decided_at": to_milliseconds(row.decided_at),
            "desk": row.desk,
            "meeting": row.meeting_digest,
            "organisation": row.organisation_id,
            "origin": row.origin,
            "recorded_at": to_milliseconds(row.recorded_at),
            "seq": row.seq,
            "stage": row.stage,
            "straight_back": int(row.straight_back),
            "submission": row.submission,
        }
        yield _Facts(row.application_id, 0, "decision", row.id, facts)


def _submissions(connection: Connection) -> Iterator[_Facts]:
    for row in auditing.submissions(connection):
        facts = {
            "account": row.account_id,
            "catalogue": row.catalogue_hash,
            "class": row.grading_class,
            "content": row.content_digest,
            "desk": row.desk,
            "findings": row.findings_digest,
            "pledge": row.pledge,
            "recorded_at": to_milliseconds(row.recorded_at),
            "route": json.loads(row.route),
            "submission": row.number,
            "submitted_at": to_milliseconds(row.submitted_at),
        }
        yield _Facts(row.application_id, 0, "submission", row.id, facts)


def _deletions(connection: Connection) -> Iterator[_Facts]:
    for row in auditing.deletions(connection):
        facts = {
            "account": row.account_id,
            "desk": row.desk,
            "recorded_at": to_milliseconds(row.recorded_at),
        }
        yield _Facts(row.application_id, 0, "deletion", row.application_id, facts)
