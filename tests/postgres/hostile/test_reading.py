"""The functions that read, called as each kind of login: what is hidden answers like what does not exist."""

import json

import pytest

from desktop.store.records.identity import new_id
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import LOGINS, OWNER
from tests.shared_postgres import NEWEST_ONLY

_BY_APPLICATION = """SELECT p.proname FROM pg_proc p
WHERE p.pronamespace = 'talentdesk'::regnamespace AND starts_with(p.proname, 'read_')
  AND p.proargnames[1] IN ('asked_application_id', 'asked_reference') AND oidvectortypes(p.proargtypes) = 'text'
ORDER BY 1"""
_PLAN = "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) "
_EXPLAINED = 3


def by_application(siege: Siege) -> list[str]:
    """The functions that are asked about one application."""
    return [name for (name,) in siege.attackers.connection(OWNER).execute(_BY_APPLICATION).fetchall()]


@NEWEST_ONLY
@pytest.mark.parametrize("login", LOGINS)
def test_of_a_hidden_application_every_function_tells_what_it_tells_of_none(siege: Siege, login: str) -> None:
    functions = by_application(siege)
    assert len(functions) >= 10
    places = siege.furnished.hidden(login)
    assert places
    for number, place in enumerate(places):
        hidden, missing = siege.furnished.ids[place], new_id()
        for function in functions:
            for how in ("", _PLAN) if number < _EXPLAINED else ("",):
                asked = f"{how}SELECT * FROM talentdesk.{function}('{{}}')"
                told = siege.attackers.attack(login, asked.format(hidden))
                of_none = siege.attackers.attack(login, asked.format(missing))
                assert told == of_none, (function, place)
                assert [str(row).replace(hidden, "…") for row in told.rows] == [
                    str(row).replace(missing, "…") for row in of_none.rows
                ], (function, place)


@pytest.mark.parametrize("login", LOGINS)
def test_rows_are_given_of_what_may_be_read_alone(siege: Siege, login: str) -> None:
    answer = siege.attackers.attack(login, f"SELECT id FROM talentdesk.read_rows_of('{json.dumps(list(range(500)))}')")
    assert answer.sqlstate == ""
    known = frozenset(siege.furnished.ids.values())
    assert {identity for (identity,) in answer.rows} & known <= siege.furnished.readable[login]


@pytest.mark.parametrize("login", LOGINS)
def test_no_setting_but_the_name_is_told(siege: Siege, login: str) -> None:
    answer = siege.attackers.attack(login, "SELECT * FROM talentdesk.read_setting_of('person_secret')")
    assert (answer.sqlstate, answer.rows) == ("", ())


@pytest.mark.parametrize("login", LOGINS)
def test_only_administrators_are_told_of_other_accounts(siege: Siege, login: str) -> None:
    for asked in ("read_accounts()", "read_account_by_login('secretary')"):
        rows = siege.attackers.attack(login, f"SELECT login FROM talentdesk.{asked}").rows
        others = {other for (other,) in rows} - {login}
        assert login == "admin" or not others, asked


def test_who_sits_at_no_desk_learns_nothing_of_others_from_the_work_of_a_search(siege: Siege) -> None:
    """A name that a hidden application bears costs what nobody's name costs: anybody can become an applicant."""
    listed = "'all', NULL, 0, 50, 'key ASC', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"
    counted = "SELECT relname, seq_tup_read, idx_scan, idx_tup_fetch FROM pg_stat_xact_user_tables ORDER BY 1"
    work = []
    for name in ("赵第九", "赵第十"):
        with siege.attackers.connect("other-applicant") as applicant, applicant.transaction():
            applicant.execute(f"SELECT FROM talentdesk.read_list_page({listed}, '[\"{name}\"]')".encode())
            work.append(applicant.execute(counted).fetchall())
    assert any(any(numbers) for _, *numbers in work[0])
    assert work[0] == work[1]
