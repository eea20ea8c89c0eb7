"""What a login may not see and what does not exist are answered alike, word for word and in every field."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.terms import Action
from desktop.store.records.identity import new_id
from tests.postgres.hostile.attackers import Answer, insert
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import DESKS, LOGINS, NOBODY, OWNER
from tests.postgres.hostile.requests import row_for

Row = dict[str, Any]

FORMS: dict[str, Row] = {
    "as it is": {},
    "without an id": {"id": None},
    "a short id": {"id": "x"},
    "nothing given": {"comment": None, "meeting": None, "origin": None, "decided_at": None},
    "no such action": {"action": "approve"},
    "a comment too long": {"comment": "长" * 3000},
    "another round": {"submission": 9, "seq": 9},
    "no organisation": {"organisation_id": None},
    "no day": {"correction_deadline": "2026-02-31"},
    "nobody's account": {"account_id": "00000000-0000-7000-8000-000000000000"},
    "no account": {"account_id": None},
}
PAIRS_AT_LEAST = 60


def without(answer: Answer, *ids: str) -> Answer:
    """The answer without the ids that the asker brought along."""
    told = answer
    for identity in ids:
        changed = {name: getattr(told, name).replace(identity, "…") for name in ("message", "detail", "context")}
        further = tuple(part and part.replace(identity, "…") for part in told.further)
        told = replace(told, **changed, further=further)
    return told


def pairs(siege: Siege, login: str) -> list[tuple[str, Row, Row]]:
    """Of every hidden application, in every form of row: it, and one that does not exist."""
    furnished = siege.furnished
    found = []
    for place in furnished.hidden(login):
        for number, (form, changed) in enumerate(FORMS.items()):
            row = row_for(furnished, login, place, Action.PASS, DESKS[number % len(DESKS)], **changed)
            found.append((f"{place}, {form}", row, row | {"application_id": new_id()}))
    return found


@pytest.mark.parametrize("login", LOGINS)
def test_a_hidden_application_is_answered_as_none(siege: Siege, login: str) -> None:
    asked = pairs(siege, login)
    assert len(asked) >= len(FORMS) * 3
    hidden = siege.attackers.decide_all(login, [row for _, row, _ in asked])
    missing = siege.attackers.decide_all(login, [row for _, _, row in asked])
    told = [
        f"{name}: {one} / {other}"
        for (name, row, twin), one, other in zip(asked, hidden, missing, strict=True)
        if without(one, row["application_id"]) != without(other, twin["application_id"])
    ]
    assert told == []
    assert {answer.code for answer in hidden} <= {"not_found", "not_allowed"}


@pytest.mark.parametrize("login", LOGINS)
def test_a_client_is_told_no_difference_in_any_field(siege: Siege, login: str) -> None:
    for place in siege.furnished.hidden(login):
        row = row_for(siege.furnished, login, place, Action.RETURN, "unit")
        hidden = siege.attackers.attack(login, insert(row))
        missing = siege.attackers.attack(login, insert(row | {"application_id": new_id()}))
        assert hidden.code != "done"
        assert hidden == missing, place


def test_there_are_pairs_enough(siege: Siege) -> None:
    assert sum(len(siege.furnished.hidden(login)) * len(FORMS) for login in LOGINS) >= PAIRS_AT_LEAST


def decision_ids(siege: Siege, place: str) -> list[str]:
    rows = siege.attackers.connection(OWNER).execute(
        "SELECT id FROM talentdesk.decision WHERE application_id = %s", [siege.furnished.ids[place]]
    )
    return [identity for (identity,) in rows.fetchall()]


@pytest.mark.parametrize(
    ("login", "place", "desk"),
    [
        ("unit", "submitted at unit", "unit"),
        ("other-unit", "of another unit", "unit"),
        ("department-1", "submitted at department-1", "department-1"),
        ("secretary", "submitted at committee", "secretary"),
        ("two-roles", "submitted at unit", "unit"),
    ],
)
def test_the_id_of_a_hidden_decision_is_as_good_as_any(siege: Siege, login: str, place: str, desk: str) -> None:
    action = Action.CONFIRM if desk == "secretary" else Action.PASS
    row = row_for(siege.furnished, login, place, action, desk)
    taken = [identity for hidden in siege.furnished.hidden(login) for identity in decision_ids(siege, hidden)]
    assert taken
    answers = siege.attackers.decide_all(login, [row, *(row | {"id": identity} for identity in taken)])
    assert {answer.code for answer in answers} == {"done"}


@pytest.mark.parametrize("login", ["unit", "department-1", "secretary", "member", "applicant", "other-unit"])
@pytest.mark.parametrize("column", ["organisation_id", "account_id", "id"])
def test_what_stands_elsewhere_is_answered_as_what_stands_nowhere(siege: Siege, login: str, column: str) -> None:
    """On an application that the login may read: another's organisation, account, decision against unknown ones."""
    furnished = siege.furnished
    ids = furnished.desk.ids
    readable = next(place for place in furnished.ids if furnished.reads(login, place) and place != "deleted")
    own = ids["U2"] if login == "other-unit" else ""
    hidden = {
        "organisation_id": [ids[code] for code in ("U9", "D9", "U2", "D8") if ids[code] != own],
        "account_id": [ids[name] for name in LOGINS if name not in (login, NOBODY)],
        "id": decision_ids(siege, "elsewhere"),
    }[column]
    row = row_for(furnished, login, readable, Action.TERMINATE, "committee")
    rows = [row | {column: value} for value in (*hidden, new_id(), new_id())]
    answers = siege.attackers.decide_all(login, rows)
    assert answers[-1].code != "done"
    assert [answer for answer in answers if answer != answers[-1]] == []


REGISTERS = {
    "an account": ("account_close({})", "account_rename({}, '某')", "account_reopen({}, 'x')"),
    "a login": ("account_add('00000000-0000-7000-8000-000000000001', {}, '某', 'x')",),
    "a membership": ("membership_add({}, {}, 'unit', NULL)", "membership_add({}, 'x', 'administrator', NULL)"),
}


@pytest.mark.parametrize("login", [login for login in LOGINS if login != "admin"])
def test_the_registers_tell_nothing_to_who_does_not_keep_them(siege: Siege, login: str) -> None:
    ids = siege.furnished.desk.ids
    known = {"an account": ids["admin"], "a login": "admin", "a membership": ids["unit"]}
    for kind, calls in REGISTERS.items():
        for call in calls:
            one, other = (
                siege.attackers.attack(login, "SELECT talentdesk." + call.replace("{}", f"'{value}'"))
                for value in (known[kind], new_id())
            )
            assert one.code == "administrator_only"
            assert one == other, call
