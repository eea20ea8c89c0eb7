"""What is said before an application is filed, so that what is then told of its person is on record first.

A shared database answers for a person's number only where it was announced in a transaction that is over, and makes
itself what stands for the person. A local workspace needs no announcing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Connection, Text, bindparam, column, func, select

from desktop.domain.clock import shanghai_day
from desktop.domain.validation.history import History
from desktop.store import audit
from desktop.store.functions import call
from desktop.store.opened import OpenedStore
from desktop.store.queries.filings import application_of_person, current_hash
from desktop.store.queries.histories import history_of
from desktop.store.questions import by_functions
from desktop.store.records.disclosures import disclosures_of
from desktop.store.tables.columns import Moment


@dataclass(frozen=True, slots=True)
class Intent:
    """An application about to be filed. `person_key` is `Store.person_key`'s, None where the content names nobody.

    A shared database keeps that to itself, and knows the intent by its `id`.
    """

    notice_id: str
    person_key: str | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the person: whether they have another application under the notice, how earlier ones ended.

    `content_hash` is that of the current submission of the application to be filed, empty where it has none. A shared
    database tells it to who has announced the same person: with the hash, a number that is shown masked can be guessed.
    """

    has_another: bool
    history: History
    content_hash: str


_ANSWER = (
    column("another", Boolean),
    column("last_approved", Moment),
    column("last_terminated", Moment),
    column("content_hash", Text),
)
_ASKED = select(*_ANSWER).select_from(func.talentdesk.filing_answer(bindparam("intent")).table_valued(*_ANSWER))


def announce(store: OpenedStore, unit_id: str, notice_id: str, key: str, number: str | None) -> Intent:
    """The unit's application of this key is about to be filed under the notice; `number` is its document number.

    Raises `Refused` (not_allowed) for whoever may not file it.
    """
    with store.read() as connection:
        told = by_functions(connection)
    if not told:
        return Intent(notice_id, None if number is None else store.person_key(number))
    with store.write() as connection:
        return Intent(notice_id, None, str(call(connection, "filing_announce", unit_id, notice_id, key, number)))


def standing_of(connection: Connection, intent: Intent, application_id: str) -> Standing:
    """`application_id` is of the application to be filed, which does not count as another, empty for a new one."""
    if by_functions(connection):
        row = connection.execute(_ASKED, {"intent": intent.id}).one()
        return Standing(row.another, History(_day(row.last_approved), _day(row.last_terminated)), row.content_hash)
    content_hash = current_hash(connection, application_id)
    if intent.person_key is None:
        return Standing(has_another=False, history=History(), content_hash=content_hash)
    other = application_of_person(connection, intent.notice_id, intent.person_key)
    history = history_of(connection, intent.person_key, application_id)
    return Standing(other not in (None, application_id), history, content_hash)


def standing_now(store: OpenedStore, intent: Intent, application_id: str) -> Standing:
    """`standing_of` where nothing is filed yet. A shared database does not answer within a `read`."""
    with store.noting() if intent.id else store.read() as connection:
        return standing_of(connection, intent, application_id)


def record_attempt(
    connection: Connection, intent: Intent, account_id: str, at: datetime, facts: Mapping[str, Any]
) -> None:
    """Puts a second application of a person on record, in the account's own chain; `facts` are `unit` and `notice`."""
    if by_functions(connection):
        call(connection, "filing_attempt", intent.id)
    else:
        attempt = {"event": "second_application", "account": account_id, "person": intent.person_key, **facts}
        audit.append(connection, disclosures_of(account_id), at, attempt)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else shanghai_day(moment)
