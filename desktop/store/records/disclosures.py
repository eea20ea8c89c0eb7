"""What leaves a store is put on record first: attachment bytes, whole identity numbers, whole dossiers, look-ups.

A shared database gives nothing before that record is committed. A local file gives its bytes as they are asked for,
since whoever has its key has them all; that a number was shown is on record there too.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from desktop.domain.content import ApplicationContent
from desktop.domain.known_keys import DOCUMENT_NUMBER
from desktop.store import audit
from desktop.store.blobs import read_blob
from desktop.store.functions import call
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.questions import by_functions
from desktop.store.tables import DisclosureKind, disclosure, submission

LOOKUPS = "lookups"
"""The audit chain of a local workspace's searches for a full identity number."""


FORM = 0
"""In place of a submission's number: the form that is being filled in."""


@dataclass(frozen=True, slots=True)
class SubmissionPlace:
    """One submission of an application, by its number, or its form."""

    application_id: str
    number: int


def disclosures_of(account_id: str) -> str:
    """The audit chain of what was given to an account: one each, so that nobody waits for anybody else."""
    return f"disclosures:{account_id}"


def gives_unrecorded(connection: Connection) -> bool:
    """Whether bytes and contents are given before they are on record, as a local file gives them."""
    return not by_functions(connection)


def gives_attachment(connection: Connection, application_id: str, sha256: str) -> bool:
    """Whether `read_attachment` gives these bytes, or `record_attachment` has to come first."""
    if gives_unrecorded(connection):
        return True
    return call(connection, "attachment_size", application_id, sha256) is not None


def record_attachment(connection: Connection, application_id: str, sha256: str) -> None:
    """The bytes are going to be given to whoever is signed in. Raises `Refused` (not_found)."""
    if by_functions(connection):
        call(connection, "attachment_disclose", application_id, sha256)


def read_attachment(connection: Connection, application_id: str, sha256: str) -> Iterator[bytes]:
    """The bytes in chunks of at most 1 MiB. Raises `Unavailable` (blob_damaged) where any is not as stored."""
    if not by_functions(connection):
        yield from read_blob(connection, sha256)
        return
    size = call(connection, "attachment_size", application_id, sha256) or 0
    digest, seen, position = hashlib.sha256(), 0, 0
    while seen < size and (content := call(connection, "attachment_chunk", application_id, sha256, position)):
        digest.update(content)
        seen += len(content)
        position += 1
        yield content
    if seen != size or digest.hexdigest() != sha256:
        raise Unavailable(UnavailableCode.BLOB_DAMAGED, sha256=sha256)


def record_identity_number(connection: Connection, account_id: str, place: SubmissionPlace, at: datetime) -> None:
    """The number is going to be shown in full. Raises `Refused` (not_found)."""
    if by_functions(connection):
        if place.number == FORM:
            call(connection, "form_disclose", place.application_id)
        else:
            call(connection, "identity_number_disclose", place.application_id, place.number)
        return
    values = {
        "account_id": account_id,
        "kind": DisclosureKind.IDENTITY_NUMBER.value,
        "application_id": place.application_id,
        "subject": str(place.number),
        "at": at,
    }
    connection.execute(disclosure.insert().values(values))
    facts = {
        "event": "identity_number",
        "account": account_id,
        "application": place.application_id,
        "submission": place.number,
    }
    audit.append(connection, disclosures_of(account_id), at, facts)


def identity_number(connection: Connection, place: SubmissionPlace) -> str:
    """The number as the submission states it, empty where it states none or where that was not put on record."""
    if by_functions(connection):
        return str(call(connection, "identity_number", place.application_id, place.number) or "")
    return str(_content(connection, place).basic.get(DOCUMENT_NUMBER) or "")


def identity_number_differs(connection: Connection, older: SubmissionPlace, newer: SubmissionPlace) -> bool:
    """Whether these submissions of one application state different numbers, also where they are read masked alike."""
    if by_functions(connection):
        application_id = older.application_id
        return bool(call(connection, "identity_number_differs", application_id, older.number, newer.number))
    return identity_number(connection, older) != identity_number(connection, newer)


def record_export(connection: Connection, account_id: str, place: SubmissionPlace, chain: str, at: datetime) -> None:
    """The dossier is going to leave. Raises `Refused` (not_found, not_allowed)."""
    if by_functions(connection):
        call(connection, "export_disclose", place.application_id, place.number)
        return
    facts = {
        "event": "export",
        "account": account_id,
        "application": place.application_id,
        "submission": place.number,
    }
    audit.append(connection, chain, at, facts)


def exported_content(connection: Connection, place: SubmissionPlace) -> ApplicationContent:
    """All of it, after `record_export`."""
    if by_functions(connection):
        written = call(connection, "exported_content", place.application_id, place.number)
        return ApplicationContent.from_json(json.loads(written))
    return _content(connection, place)


def record_look_up(connection: Connection, account_id: str, person: str, at: datetime) -> None:
    """Somebody is searched for; `person` is what `OpenedStore.person_sought` gave for the number."""
    if by_functions(connection):
        call(connection, "person_look_up", person)
        return
    audit.append(connection, LOOKUPS, at, {"event": "lookup", "account": account_id, "person": person})


def _content(connection: Connection, place: SubmissionPlace) -> ApplicationContent:
    written = connection.scalar(
        select(submission.c.content).where(
            submission.c.application_id == place.application_id, submission.c.number == place.number
        )
    )
    if written is None:
        raise LookupError(place)
    return ApplicationContent.from_json(json.loads(written))
