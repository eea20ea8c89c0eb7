"""How somebody attempts to file, and what is prepared for it.

All attempts are tried in one transaction of the owner, who has prepared it: intents that were announced before, and
units whose route leads nowhere or too far. What an attempt wrote is undone before the next.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import psycopg

from desktop.domain.canonical import canonical_json
from desktop.domain.clock import to_milliseconds
from desktop.domain.content import ApplicationContent, Attachment
from desktop.domain.media import MediaType
from desktop.store.records.filing import content_text
from desktop.store.records.identity import new_id
from tests.dossiers import another_person, digest
from tests.postgres.hostile.attackers import literal, told
from tests.postgres.hostile.furnished import LOGINS, NOBODY, Furnished

FILERS: Final = {
    "unit": "unit",
    "two-roles": "unit",
    "department-1": "department-1",
    "department-2": "department-2",
}
"""Who may file something new for the first unit, and from which desk."""
MAY_ANNOUNCE: Final = (*FILERS, "applicant", "other-applicant")
MIB: Final = 1 << 20
PERSON: Final = another_person(1)
OTHER_PERSON: Final = another_person(2)
NOW: Final = datetime.now(UTC)
TERMS: Final = {
    "ticked": ["ethics"],
    "ages": {"C-03": 60},
    "contract": {"years": 3, "months": 4},
    "waiting": {"approved": 3, "terminated": 1},
}
"""What the catalogue asks of an applicant."""
_LEVELS: Final = 6
_INTENT: Final = """INSERT INTO filing_intent
  (id, account_id, unit_id, notice_id, key, person_key, announced_at, transaction)
VALUES (%s, %s, %s, %s, %s, person_key_in(%s), now_milliseconds() - %s, %s)"""
_ORGANISATION: Final = """INSERT INTO organisation (id, code, name, kind, parent_id, changed_at, changed_by)
VALUES (%s, %s, %s, %s, %s, 1, '')"""
_SEAT: Final = """INSERT INTO membership (id, account_id, role, organisation_id, changed_at, changed_by)
VALUES (%s, %s, 'unit', %s, 1, '')"""


@dataclass(frozen=True)
class Attempt:
    """One statement, or several, by a login; `expected` is the code of the answer."""

    name: str
    login: str
    statement: str
    expected: str = "done"

    def __str__(self) -> str:
        return self.name


@dataclass
class Filing:
    """What is prepared: ids of intents by name, of notices by key, and what is known of applications by place."""

    furnished: Furnished
    intents: dict[str, str]
    notices: dict[str, str]
    known: dict[str, tuple[str, str, str]]
    """The unit, the notice and the key of the application at each place."""

    def file(self, intent: str, /, *, desk: str = "unit", number: Any = 1, **given: Any) -> str:
        """A call that files well-made content, but for what is given."""
        values = {
            "content": content_text(content()),
            "grading_class": "C",
            "findings": "[]",
            "search": "某人",
            "submitted": to_milliseconds(NOW - timedelta(hours=1)),
        } | given
        listed = ", ".join(map(literal, (self.intents.get(intent, intent), desk, number, *values.values())))
        return f"SELECT talentdesk.application_file({listed})"


def content(
    unit: str = "U1", number: str | None = PERSON, *attachments: Attachment, **basic: Any
) -> ApplicationContent:
    record = {"name": "某人", "standard": "C-03", **basic} | ({} if number is None else {"document_number": number})
    return ApplicationContent(unit, {"basic": (record,)}, attachments)


def attached(data: bytes | str, size: int = 0) -> Attachment:
    """Bytes, or a digest and a size."""
    if isinstance(data, bytes):
        return Attachment("education", None, "certificate", "证书.pdf", digest(data), len(data), MediaType.PDF)
    return Attachment("education", None, "certificate", "证书.pdf", data, size, MediaType.PDF)


def sent(*parts: bytes) -> str:
    calls = [f"SELECT talentdesk.upload_chunk('\\x{part.hex()}')" for part in parts]
    return "; ".join((*calls, "SELECT talentdesk.upload_end()"))


def prepare(connection: psycopg.Connection[Any], furnished: Furnished) -> Filing:
    """Within the owner's transaction, which is undone."""
    ids = furnished.desk.ids
    notices = dict(connection.execute("SELECT key, id FROM notice").fetchall())
    places = {
        identity: (unit, notice, key)
        for identity, unit, notice, key in connection.execute("SELECT id, unit_id, notice_id, key FROM application")
    }
    known = {place: places[identity] for place, identity in furnished.ids.items()}
    connection.execute("ALTER TABLE organisation DISABLE TRIGGER organisation_hung")  # which lets no route be so long
    above = ids["D2"]
    for level in range(1, _LEVELS):
        ids[f"O{level}"] = new_id()
        connection.execute(_ORGANISATION, [ids[f"O{level}"], f"O{level}", f"O{level}", "department", above])
        above = ids[f"O{level}"]
    ids["U7"] = new_id()
    connection.execute(_ORGANISATION, [ids["U7"], "U7", "U7", "unit", above])
    connection.execute("ALTER TABLE organisation ENABLE TRIGGER organisation_hung")
    connection.execute("INSERT INTO catalogue_terms SELECT hash, %s FROM catalogue", [canonical_json(TERMS)])
    connection.execute(
        "INSERT INTO self_check VALUES (%s, 'ethics', 1, %s)", [furnished.ids["draft"], ids["applicant"]]
    )
    for unit in ("U7", "U9"):
        connection.execute(_SEAT, [new_id(), ids["two-roles"], ids[unit]])
    filing = Filing(furnished, {}, notices, known)
    for name, (login, unit, notice, key, number) in _intents(filing).items():
        age = 3 * 3600 * 1000 if name == "old" else 0
        filing.intents[name] = new_id()
        values = [filing.intents[name], ids[login], unit, notice, key, number, age, "3"]
        connection.execute(_INTENT, values)
    return filing


def _intents(filing: Filing) -> dict[str, tuple[str, str, str, str, str | None]]:
    ids, notices, known = filing.furnished.desk.ids, filing.notices, filing.known
    unit, notice = ids["U1"], notices["in time"]

    def of(place: str, login: str = "unit", number: str = PERSON) -> tuple[str, str, str, str, str | None]:
        return (login, *known[place], number)

    second = f"U1-{known['submitted at unit'][2]}"
    found: dict[str, tuple[str, str, str, str, str | None]] = {
        **{login: (login, unit, notice, "new", PERSON) for login in LOGINS if login != NOBODY},
        "old": ("unit", unit, notice, "new", PERSON),
        "late": ("unit", unit, notices["2026-01"], "late", PERSON),
        "no person": ("unit", unit, notice, "new", None),
        "second": ("unit", unit, notice, "second", second),
        "second of an applicant": ("applicant", unit, notice, "second", second),
        "second of who signed up": ("other-applicant", unit, notice, "second", second),
        "taken": ("applicant", *known["submitted at unit"], PERSON),
        "too far": ("two-roles", ids["U7"], notice, "new", PERSON),
        "nowhere": ("two-roles", ids["U9"], notice, "new", PERSON),
        "another unit": ("unit", ids["U2"], notice, "new", PERSON),
        "another's": of("returned at unit", "other-unit"),
        "other notice": (
            "unit",
            known["returned at unit"][0],
            notices["2026-01"],
            known["returned at unit"][2],
            PERSON,
        ),
        "own draft": of("draft", "applicant"),
        "draft by its unit": of("draft"),
        "draft by a stranger": of("draft", "other-applicant"),
        "second on return": of("returned at unit", number=second),
    }
    for place in ("returned at unit", "returned and overdue", "deleted", "submitted at unit", "terminated at unit"):
        found[place] = of(place)
    return found


@contextmanager
def acting(connection: psycopg.Connection[Any], login: str) -> Iterator[None]:
    connection.execute(f'SET SESSION AUTHORIZATION "{login}"'.encode())
    yield
    connection.execute("RESET SESSION AUTHORIZATION")


def answer(connection: psycopg.Connection[Any], attempt: Attempt) -> tuple[str, str]:
    """The code and all words of it; what was done is undone, after what is asked at the end of a transaction."""
    try:
        with connection.transaction(force_rollback=True):
            with acting(connection, attempt.login):
                connection.execute(attempt.statement.encode())
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return "done", ""
    except psycopg.Error as error:
        return (given := told(error)).code, str(replace(given, rows=()))


def delete(identity: str) -> str:
    return f"SELECT talentdesk.application_delete({literal(identity)})"


def announce(*values: str | None) -> str:
    return f"SELECT talentdesk.filing_announce({', '.join(map(literal, values))})"


def stored(filing: Filing, place: str = "elsewhere") -> tuple[str, int]:
    """The digest and the size of bytes that belong to the application there."""
    asked = """SELECT t.sha256, t.size FROM talentdesk.attachment t
      JOIN talentdesk.submission s ON s.id = t.submission_id WHERE s.application_id = %s"""
    with filing.furnished.desk.store.read() as connection:
        sha256, size = connection.exec_driver_sql(asked, (filing.furnished.ids[place],)).first() or ("", 0)
    return sha256, size
