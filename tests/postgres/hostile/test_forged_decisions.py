"""Decisions with something forged in them, by somebody who might decide honestly, and decisions played again."""

from typing import Any

import pytest

from desktop.domain.terms import Action
from desktop.store.records.identity import new_id
from tests.postgres.hostile.attackers import COLUMNS, insert
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import LOGINS, OWNER
from tests.postgres.hostile.requests import row_for

HONEST = {
    "unit": ("submitted at unit", Action.PASS, "unit"),
    "other-unit": ("of another unit", Action.PASS, "unit"),
    "department-1": ("submitted at department-1", Action.RETURN, "department-1"),
    "department-2": ("submitted at committee", Action.TERMINATE, "department-2"),
    "secretary": ("submitted at committee", Action.CONFIRM, "secretary"),
    "two-roles": ("submitted at committee", Action.CONFIRM, "secretary"),
}
"""What each of these may do; everything else here is that with something changed."""

FORGED: dict[str, tuple[dict[str, Any], str]] = {
    "the seq before": ({"seq": -1}, "stale"),
    "a later seq": ({"seq": 99}, "stale"),
    "no seq": ({"seq": None}, "stale"),
    "an earlier submission": ({"submission": 0}, "stale"),
    "a later submission": ({"submission": 2}, "stale"),
    "no submission": ({"submission": None}, "stale"),
    "another stage": ({"stage": "department-9"}, "stale"),
    "no stage": ({"stage": None}, "stale"),
    "an unknown desk": ({"desk": "admin"}, "not_allowed"),
    "no desk": ({"desk": None}, "not_allowed"),
    "the applicant's desk": ({"desk": "applicant"}, "not_allowed"),
    "a submission as a decision": ({"action": "submit"}, "not_allowed"),
    "a deletion as a decision": ({"action": "delete"}, "not_allowed"),
    "an unknown action": ({"action": "approve"}, "not_allowed"),
    "an action in capitals": ({"action": "PASS"}, "not_allowed"),
    "no action": ({"action": None}, "not_allowed"),
    "no account": ({"account_id": None}, "not_allowed"),
    "an unknown account": ({"account_id": new_id()}, "not_allowed"),
    "no organisation": ({"organisation_id": None}, "not_allowed"),
    "an unknown organisation": ({"organisation_id": new_id()}, "not_allowed"),
    "no application": ({"application_id": None}, "not_found"),
    "an unknown application": ({"application_id": new_id()}, "not_found"),
    "no id": ({"id": None}, "malformed"),
    "no comment at all": ({"comment": None}, "malformed"),
    "no meeting at all": ({"meeting": None}, "malformed"),
    "nothing about straight back": ({"straight_back": None}, "malformed"),
    "a comment too long": ({"comment": "长" * 2001}, "comment_too_long"),
    "a short id": ({"id": "1"}, "23514"),
    "an empty id": ({"id": ""}, "23514"),
    "SQL as an id": ({"id": "'; DROP TABLE talentdesk.decision; --"}, "23514"),
}


@pytest.mark.parametrize("login", HONEST)
def test_a_forged_decision_is_refused(siege: Siege, login: str) -> None:
    place, action, desk = HONEST[login]
    row = row_for(siege.furnished, login, place, action, desk)
    rows = [row, *(row | changed for changed, _ in FORGED.values())]
    answers = siege.attackers.decide_all(login, rows)
    found = dict(zip(["honest", *FORGED], [answer.code for answer in answers], strict=True))
    assert found == {"honest": "done"} | {name: code for name, (_, code) in FORGED.items()}
    assert siege.told_secrets(*answers) == []


@pytest.mark.parametrize("login", HONEST)
def test_nobody_decides_in_the_name_of_anybody_else(siege: Siege, login: str) -> None:
    place, action, desk = HONEST[login]
    row = row_for(siege.furnished, login, place, action, desk)
    others = [name for name in LOGINS if name != login and siege.furnished.account(name) != row["account_id"]]
    rows = [row | {"account_id": siege.furnished.account(name)} for name in others]
    answers = siege.attackers.decide_all(login, rows)
    assert [answer.code for answer in answers] == ["not_allowed"] * len(others)


@pytest.mark.parametrize("login", [login for login in LOGINS if login not in HONEST])
def test_the_name_of_who_may_decide_does_not_help_who_may_not(siege: Siege, login: str) -> None:
    rows = [row_for(siege.furnished, name, *honest) for name, honest in HONEST.items()]
    mine = [row | {"account_id": siege.furnished.account(login)} for row in rows]
    answers = siege.attackers.decide_all(login, rows)
    assert {answer.code for answer in answers} == {"not_allowed"}
    assert {answer.code for answer in siege.attackers.decide_all(login, mine)} <= {"not_allowed", "not_found"}


@pytest.mark.parametrize("login", HONEST)
def test_the_server_says_when_and_how_a_decision_came(siege: Siege, login: str) -> None:
    """Whatever was claimed: the moment is the server's, and nobody's decision came from a dossier."""
    place, action, desk = HONEST[login]
    forged = {"recorded_at": 1, "decided_at": 4102444800000, "origin": "import"}
    row = row_for(siege.furnished, login, place, action, desk, **forged)
    connection = siege.attackers.connection(OWNER)
    with connection.transaction(force_rollback=True):
        connection.execute(f'SET SESSION AUTHORIZATION "{login}"'.encode())
        connection.execute(insert(row).encode())
        connection.execute("RESET SESSION AUTHORIZATION")
        ((recorded, decided, origin, late),) = connection.execute(
            "SELECT recorded_at, decided_at, origin, abs(recorded_at - extract(epoch FROM now()) * 1000) > 60000 "
            "FROM talentdesk.decision WHERE id = %s",
            [row["id"]],
        ).fetchall()
        ((entry,),) = connection.execute(
            "SELECT entry FROM talentdesk.audit WHERE entry LIKE %s", [f"%{row['id']}%"]
        ).fetchall()
    assert (recorded == decided, origin, late) == (True, "online", False)
    assert '"origin":"online"' in entry


def recorded(siege: Siege) -> list[dict[str, Any]]:
    asked = f"SELECT {', '.join(COLUMNS)} FROM talentdesk.decision ORDER BY recorded_at"
    rows = siege.attackers.connection(OWNER).execute(asked.encode()).fetchall()
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


@pytest.mark.parametrize("login", LOGINS)
def test_what_is_on_record_is_not_played_again(siege: Siege, login: str) -> None:
    """As it was, under a new id, in one's own name, and once more at what is current."""
    rows = recorded(siege)
    account = siege.furnished.account(login)
    for changed in ({}, {"id": "new"}, {"account_id": account}, {"account_id": account, "id": "new"}):
        played = [row | changed | ({"id": new_id()} if "id" in changed else {}) for row in rows]
        answers = siege.attackers.decide_all(login, played)
        assert {answer.code for answer in answers} <= {"not_found", "not_allowed", "duplicate", "stale", "deleted"}
        hidden = {siege.furnished.ids[place] for place in siege.furnished.hidden(login)}
        for row, answer in zip(played, answers, strict=True):
            if row["application_id"] in hidden:
                assert answer.code in {"not_found", "not_allowed"}
    assert len(rows) > 20


def test_a_decision_is_not_played_twice_in_one_transaction(siege: Siege) -> None:
    row = row_for(siege.furnished, "unit", *HONEST["unit"])
    again = row | {"id": new_id()}
    assert siege.attackers.attack("unit", insert(row), insert(row)).code == "duplicate"
    assert siege.attackers.attack("unit", insert(row), insert(again)).code == "stale"
    both = insert(row) + f", ({insert(again).partition(' VALUES (')[2]}"
    assert siege.attackers.attack("unit", both).code == "23505"


@pytest.mark.parametrize("day", ["9999-12-31", "0000-01-01", "10000-01-01", "2099-1-1", "2099-02-31", "٢٠٩٩-٠١-٠١"])
def test_no_application_is_returned_until_a_day_that_no_program_shows(siege: Siege, day: str) -> None:
    row = row_for(siege.furnished, "unit", "submitted at unit", Action.RETURN, "unit", correction_deadline=day)
    assert siege.attackers.attack("unit", insert(row)).code == "deadline_past"
