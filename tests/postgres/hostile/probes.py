"""A few attacks for each check there is: what `test_every_check` repeats while a check is missing."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from desktop.domain.terms import Action
from desktop.store.records.identity import new_id
from tests.postgres.hostile.furnished import CLOSED, NOBODY, OWNER, Furnished
from tests.postgres.hostile.requests import row_for

Row = dict[str, Any]

_KEY: Final = "A" * 43 + "="
VERIFIER: Final = f"SCRAM-SHA-256$4096:{'A' * 22}==${_KEY}:{_KEY}"
PREPARED: Final = (
    f"CREATE ROLE bystander LOGIN PASSWORD '{VERIFIER.replace('AAA', 'BBB')}'",
    "CREATE ROLE through_another LOGIN IN ROLE admin",
    "CREATE ROLE keeper LOGIN IN ROLE talentdesk_person, talentdesk_owner",
    "CREATE ROLE strong LOGIN CREATEDB IN ROLE talentdesk_person",
    "INSERT INTO account (id, login, name, changed_at, changed_by) "
    "VALUES ('00000000-0000-7000-8000-00000000000a', 'bystander', '', 1, ''), "
    "('00000000-0000-7000-8000-00000000000b', 'second', '', 1, '')",
    "INSERT INTO membership (id, account_id, role, changed_at, changed_by) "
    "VALUES ('00000000-0000-7000-8000-00000000000c', '00000000-0000-7000-8000-00000000000b', 'administrator', 1, '')",
    "UPDATE account SET disabled = 1 WHERE login = 'second'",
)
STATE: Final = 'SELECT rolname, rolcanlogin, rolpassword FROM pg_authid ORDER BY rolname COLLATE "C"'
_NEW: Final = "00000000-0000-7000-8000-000000000001"
_BYSTANDER: Final = "00000000-0000-7000-8000-00000000000a"
CALLS: Final[tuple[tuple[str, str, tuple[str | None, ...]], ...]] = (
    *(("admin", "account_add", (_NEW, login, "某", VERIFIER)) for login in ("Bad", "pg_x", "newcomer", OWNER)),
    *(("admin", "account_add", (_NEW, login, "某", VERIFIER)) for login in ("through_another", "keeper", "strong")),
    ("admin", "account_add", (_NEW, "newcomer", "某", "geheim")),
    ("admin", "account_rename", (_NEW, "某")),
    ("admin", "account_close", ("admin",)),
    ("admin", "account_close", ("unit",)),
    ("admin", "account_close", (_BYSTANDER,)),
    ("admin", "account_reopen", (_NEW, VERIFIER)),
    ("admin", "account_reopen", (_BYSTANDER, VERIFIER)),
    ("admin", "account_reopen", (CLOSED, VERIFIER)),
    ("admin", "account_reopen", (CLOSED, "geheim")),
    ("unit", "account_add", (_NEW, "newcomer", "某", VERIFIER)),
    ("unit", "account_rename", ("admin", "某")),
    ("unit", "account_close", ("unit",)),
    ("unit", "account_reopen", (CLOSED, VERIFIER)),
    ("unit", "membership_add", (_NEW, "unit", "administrator", None)),
    ("unit", "me", ()),
    (CLOSED, "me", ()),
)
"""Who calls what; an account is named by its login."""


def honest(furnished: Furnished, **changed: Any) -> Row:
    return row_for(furnished, "unit", "submitted at unit", Action.PASS, "unit", **changed)


def decisions(furnished: Furnished) -> dict[str, list[Row]]:
    """Decisions that each of these tries."""
    ids = furnished.desk.ids
    last = _last_of(furnished, "submitted at department-1")
    hidden = _last_of(furnished, "elsewhere")
    later = int((datetime.now(UTC) + timedelta(days=100)).timestamp() * 1000)

    def at(place: str, action: Action, **changed: Any) -> Row:
        return row_for(furnished, "unit", place, action, "unit", **changed)

    returning = at("submitted at unit", Action.RETURN)
    secretary = row_for(furnished, "secretary", "submitted at committee", Action.CONFIRM, "secretary")
    return {
        "unit": [
            honest(furnished),
            *(honest(furnished, **changed) for changed in _changes(furnished, last, hidden)),
            returning,
            *(returning | changed for changed in _RETURNS),
            at("terminated long ago", Action.WITHDRAW),
            at("returned and changed", Action.WITHDRAW),
            at("taken back", Action.WITHDRAW),
            at("returned at unit", Action.TERMINATE),
            at("deleted", Action.TERMINATE),
            at("draft", Action.PASS),
            at("of another unit", Action.PASS),
        ],
        "secretary": [
            secretary,
            secretary | {"meeting": "　"},
            secretary | {"meeting": "长" * 101},
            secretary | {"application_id": furnished.ids["submitted at unit"]},
        ],
        "department-1": [
            row_for(furnished, "department-1", "submitted at unit", Action.PASS, "unit"),
            row_for(furnished, "department-1", "draft", Action.PASS, "department-1"),
        ],
        "department-2": [row_for(furnished, "department-2", "submitted at committee", Action.CONFIRM, "secretary")],
        "other-unit": [
            row_for(furnished, "other-unit", "submitted at unit", Action.PASS, "unit", organisation_id=ids["U2"])
        ],
        "member": [row_for(furnished, "member", "submitted at unit", Action.PASS, "department-2")],
        "applicant": [row_for(furnished, "applicant", "deleted", Action.PASS, "applicant")],
        CLOSED: [row_for(furnished, CLOSED, "submitted at unit", Action.PASS, "unit")],
        NOBODY: [honest(furnished)],
        OWNER: [
            honest(furnished, application_id=new_id()),
            honest(furnished, account_id=ids[CLOSED]),
            honest(furnished, account_id=ids["other-unit"]),
            honest(furnished, account_id=ids["unit"], id=hidden),
            returning | {"correction_deadline": None, "recorded_at": later},
        ],
    }


def _changes(furnished: Furnished, last: str, hidden: str) -> list[Row]:
    ids = furnished.desk.ids
    return [
        {"id": last},
        {"id": hidden},
        {"id": None},
        {"seq": 9},
        {"submission": 9},
        {"stage": "department-1"},
        {"action": "approve"},
        {"action": "submit"},
        {"action": "delete"},
        {"desk": "department-1"},
        {"organisation_id": ids["D1"]},
        {"account_id": ids["two-roles"]},
        {"application_id": furnished.ids["elsewhere"]},
        {"application_id": new_id()},
        {"comment": "长" * 2001},
        {"meeting": "会议"},
        {"correction_deadline": "2099-01-01"},
        {"straight_back": 1},
    ]


_RETURNS: Final[tuple[Row, ...]] = (
    {"comment": "\u3000 "},
    {"correction_deadline": "2020-01-01"},
    {"correction_deadline": "2099-02-31"},
    {"correction_deadline": "soon"},
    {"correction_deadline": "9999-12-31"},
)


def _last_of(furnished: Furnished, place: str) -> str:
    with furnished.desk.store.read() as connection:
        asked = "SELECT id FROM talentdesk.decision WHERE application_id = %s ORDER BY seq DESC LIMIT 1"
        found: str = connection.exec_driver_sql(asked, (furnished.ids[place],)).scalar_one()
    return found
