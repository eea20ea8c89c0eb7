"""Attachments, numbers, dossiers and look-ups, called as each kind of login: given is what is on record, to who may."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from desktop.domain.terms import Action
from desktop.store.records.identity import new_id
from tests.postgres.hostile.attackers import DONE, acting, insert
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.disclosures import (
    COMMON,
    EVERYBODY,
    NUMBER,
    OF_APPLICATION,
    OF_HIDDEN,
    OF_NOBODY,
    OF_READABLE,
    RARE,
    asked,
    called,
    listed,
    on_record,
    with_persons,
)
from tests.postgres.hostile.furnished import CLOSED, LOGINS, NOBODY, OWNER, PLACES
from tests.postgres.hostile.requests import row_for
from tests.shared_postgres import NEWEST_ONLY
from tests.store.factory import PDF

pytestmark = NEWEST_ONLY

BLIND = ("admin", "auditor", CLOSED, NOBODY)
READABLE = "submitted at unit"
FAR = ("of another unit", "elsewhere")
"""Where the rarer attachment belongs."""
NOTHING: tuple[Any, ...] = ((None,),)


@contextmanager
def undone(siege: Siege) -> Iterator[psycopg.Connection[Any]]:
    """The owner's transaction, in which things can be as if they had been committed before."""
    connection = siege.attackers.connection(OWNER)
    with connection.transaction(force_rollback=True):
        connection.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.execute("SET LOCAL search_path = talentdesk, pg_catalog, pg_temp")
        yield connection


@pytest.mark.parametrize("login", LOGINS)
def test_of_a_hidden_application_everything_answers_as_of_none(siege: Siege, login: str) -> None:
    hidden = siege.furnished.hidden(login)
    assert hidden
    for place in hidden:
        for call in OF_APPLICATION:
            of_hidden = siege.attackers.attack(login, called(call, siege.furnished.ids[place]))
            of_none = siege.attackers.attack(login, called(call, new_id()))
            assert (of_hidden, of_hidden.rows) == (of_none, of_none.rows), (place, call)


@pytest.mark.parametrize("login", EVERYBODY)
def test_who_may_no_longer_read_gets_nothing_by_an_old_record(siege: Siege, login: str) -> None:
    with undone(siege) as connection:
        connection.execute(on_record(siege.furnished, login).encode())
        for place in siege.furnished.hidden(login):
            for call in OF_APPLICATION:
                answer = asked(connection, login, called(call, siege.furnished.ids[place]))
                assert answer.code == "not_found" or answer.rows in (NOTHING, ((False,),)), (place, call, answer)


@pytest.mark.parametrize("login", BLIND)
def test_who_has_no_desk_gets_no_dossier(siege: Siege, login: str) -> None:
    assert siege.furnished.hidden(login) == list(PLACES)
    for place in PLACES:
        for call in OF_APPLICATION:
            answer = siege.attackers.attack(login, called(call, siege.furnished.ids[place]))
            assert answer.code == "not_found" or answer.rows in (NOTHING, ((False,),))


@pytest.mark.parametrize(
    ("disclose", "give", "given"),
    [
        (f"attachment_disclose({{}}, '{COMMON}')", f"attachment_size({{}}, '{COMMON}')", len(PDF)),
        (f"attachment_disclose({{}}, '{COMMON}')", f"attachment_chunk({{}}, '{COMMON}', 0)", PDF),
        ("identity_number_disclose({}, 1)", "identity_number({}, 1)", NUMBER),
        ("export_disclose({}, 1)", "substr(talentdesk.exported_content({}, 1), 1, 1)", "{"),
    ],
)
def test_nothing_is_given_whose_record_could_be_rolled_back(
    siege: Siege, disclose: str, give: str, given: object
) -> None:
    identity = siege.furnished.ids[READABLE]
    ask = called(give, identity).replace("talentdesk.substr", "substr")
    record = called(disclose, identity)
    saved = ("SAVEPOINT a", record, "SAVEPOINT b", "RELEASE SAVEPOINT b", "RELEASE SAVEPOINT a")
    for before in ((), (record,), saved, (record, record, "SAVEPOINT c"), ("SELECT pg_current_xact_id()", record)):
        assert siege.attackers.attack("unit", *before, ask).rows == NOTHING, before
    with undone(siege) as connection:
        connection.execute(on_record(siege.furnished, "unit").encode())
        assert asked(connection, "unit", ask).rows == ((given,),)
        assert asked(connection, "department-1", ask).rows == NOTHING
    late = on_record(siege.furnished, "unit", ago=61_000)
    with undone(siege) as connection:
        connection.execute(late.encode())
        assert asked(connection, "unit", ask).rows == (((given,),) if "attachment" in give else NOTHING)


@pytest.mark.parametrize("call", [call for call in OF_APPLICATION if "_disclose" in call and RARE not in call])
def test_no_record_is_made_where_none_could_stay(siege: Siege, call: str) -> None:
    asked = called(call, siege.furnished.ids[READABLE])
    read_only = siege.attackers.attack("unit", "SET TRANSACTION READ ONLY", asked)
    assert read_only.sqlstate == "25006"
    older = siege.attackers.attack("unit", "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", asked)
    assert older.code == "isolation"
    assert siege.attackers.attack("unit", asked).code == DONE


def test_knowing_a_digest_opens_nothing(siege: Siege) -> None:
    for login in LOGINS:
        for place in (place for place in PLACES if siege.furnished.reads(login, place) and place not in FAR):
            for digest in (RARE, "0" * 64, ""):
                known = called(f"attachment_disclose({{}}, '{digest}')", siege.furnished.ids[place])
                assert siege.attackers.attack(login, known).code == "not_found", (login, place)


def test_a_record_says_who_what_and_when_as_the_server_knows_it(siege: Siege) -> None:
    identity, unit = siege.furnished.ids[READABLE], siege.furnished.account("unit")
    with undone(siege) as connection:
        with acting(connection, "unit"):
            for call in OF_APPLICATION:
                if "_disclose" in call and RARE not in call:
                    connection.execute(called(call, identity).encode())
            connection.execute(called(f"attachment_disclose({{}}, '{COMMON}')", identity).encode())
            connection.execute(f"SELECT talentdesk.person_look_up('{OF_NOBODY}')".encode())
        rows = connection.execute(
            "SELECT account_id, kind, application_id, at > now_milliseconds() - 60000 FROM disclosure "
            'ORDER BY kind COLLATE "C"'
        ).fetchall()
        assert rows == [
            (unit, "attachment", identity, True),
            (unit, "export", identity, True),
            (unit, "identity_number", identity, True),
            (unit, "look_up", "", True),
        ]
        entries = connection.execute(
            "SELECT chain, entry::json ->> 'event', entry::json ->> 'account' FROM audit "
            "WHERE chain LIKE 'disclosures:%' ORDER BY position"
        ).fetchall()
        assert entries == [(f"disclosures:{unit}", event, unit) for event in ("identity_number", "export", "lookup")]
        for change in ("UPDATE disclosure SET at = 1", "DELETE FROM disclosure", "TRUNCATE disclosure"):
            with pytest.raises(psycopg.Error, match="TD:append_only"), connection.transaction():
                connection.execute(change.encode())


def test_a_committee_takes_no_dossier_out(siege: Siege) -> None:
    identity = siege.furnished.ids["submitted at committee"]
    asked = called("export_disclose({}, 1)", identity)
    answers = {
        login: siege.attackers.attack(login, asked).code
        for login in ("unit", "department-2", "applicant", "secretary", "member", "two-roles", "other-unit")
    }
    refused = {login for login, code in answers.items() if code == "not_allowed"}
    assert refused == {"secretary", "member"}
    assert {answers[login] for login in ("unit", "department-2", "two-roles")} == {DONE}
    assert answers["other-unit"] == "not_found"


@pytest.mark.parametrize("login", LOGINS)
def test_a_hidden_person_is_found_as_little_as_none(siege: Siege, login: str) -> None:
    reads_it = siege.furnished.reads(login, READABLE)
    assert not siege.furnished.reads(login, "elsewhere") or login.endswith("elsewhere")
    if login.endswith("elsewhere"):
        return
    with undone(siege) as connection:
        connection.execute(with_persons(siege.furnished).encode())
        for number in (OF_READABLE, OF_HIDDEN, OF_NOBODY):
            look_up = f"SELECT talentdesk.person_look_up('{number}')"
            expected = "not_allowed" if login in {CLOSED, NOBODY, "admin", "auditor"} else DONE
            assert asked(connection, login, look_up).code == expected
            assert asked(connection, login, listed(number)).rows == ((0,),)
            if expected == DONE:
                assert asked(connection, login, look_up, listed(number)).rows == ((0,),)
        if login != NOBODY:
            connection.execute(on_record(siege.furnished, login).encode())
        found = {
            number: asked(connection, login, listed(number)).rows for number in (OF_READABLE, OF_HIDDEN, OF_NOBODY)
        }
    assert found == {OF_READABLE: ((int(reads_it),),), OF_HIDDEN: ((0,),), OF_NOBODY: ((0,),)}


def test_somebody_is_looked_up_by_a_whole_number_alone(siege: Siege) -> None:
    for typed in ("1", "", OF_READABLE[:17], f"{OF_READABLE}0", "E12345678", "%"):
        assert siege.attackers.attack("unit", f"SELECT talentdesk.person_look_up('{typed}')").code == "malformed"
    assert siege.attackers.attack("unit", "SELECT talentdesk.person_look_up(NULL)").code == "malformed"
    typed = "440301-19900101 １２３４"
    assert siege.attackers.attack("unit", f"SELECT talentdesk.person_look_up('{typed}')").code == DONE


def test_who_reads_holds_up_nobody(siege: Siege) -> None:
    """Neither a decision on the same application nor anybody else who reads it."""
    identity = siege.furnished.ids[READABLE]
    reading = [called(call, identity) for call in OF_APPLICATION if "_disclose" in call and RARE not in call]
    reading.append(f"SELECT talentdesk.person_look_up('{OF_NOBODY}')")
    row = row_for(siege.furnished, "unit", READABLE, Action.PASS, "unit")
    hurried = "SET LOCAL lock_timeout = 2000"
    with siege.attackers.connect("department-1") as reader, reader.transaction(force_rollback=True):
        for statement in reading:
            reader.execute(statement.encode())
        assert siege.attackers.attack("unit", hurried, insert(row)).code == DONE
        assert siege.attackers.attack("unit", hurried, *reading).code == DONE
        assert siege.attackers.attack("two-roles", hurried, insert(row | {"account_id": _two(siege)})).code == DONE


def _two(siege: Siege) -> str:
    return siege.furnished.account("two-roles")


def test_what_attackers_are_told_tells_no_secret(siege: Siege) -> None:
    for login in LOGINS:
        hidden = [siege.furnished.ids[place] for place in siege.furnished.hidden(login)]
        answers = [siege.attackers.attack(login, called(call, hidden[-1])) for call in OF_APPLICATION]
        assert [secret for secret in siege.told_secrets(*answers) if secret not in hidden] == []
