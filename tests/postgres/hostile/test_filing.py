"""Whoever files is told what the rules say, and nothing of what they may not know."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import psycopg
import pytest

from desktop.store.records.filing import content_text
from desktop.store.records.identity import new_id
from tests.dossiers import digest
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.filing_attempts import CALLS, all_attempts
from tests.postgres.hostile.filings import (
    PERSON,
    Attempt,
    Filing,
    acting,
    announce,
    answer,
    attached,
    content,
    delete,
    prepare,
    sent,
    stored,
)
from tests.postgres.hostile.furnished import BOUND, CLOSED, LOGINS, OWNER
from tests.postgres.hostile.self_check_attempts import self_check_attempts
from tests.shared_postgres import NEWEST_ONLY

pytestmark = NEWEST_ONLY


@contextmanager
def prepared(siege: Siege, *settings: str) -> Iterator[tuple[psycopg.Connection[Any], Filing]]:
    """On a connection that is new where it has settings, as functions are read only once."""
    with ExitStack() as stack:
        connection = siege.attackers.connect(OWNER) if settings else siege.attackers.connection(OWNER)
        if settings:
            stack.callback(connection.close)
        for setting in settings:
            connection.execute(setting.encode())
        stack.enter_context(connection.transaction(force_rollback=True))
        connection.execute("SET LOCAL search_path = talentdesk, pg_catalog, pg_temp")
        yield connection, prepare(connection, siege.furnished)


def test_every_attempt_is_told_what_the_rules_say(siege: Siege) -> None:
    with prepared(siege) as (connection, filing):
        attempts = all_attempts(filing)
        answers = [answer(connection, attempt) for attempt in attempts]
    assert len(attempts) > 200
    told = [
        f"{attempt}: {code} instead of {attempt.expected}"
        for attempt, (code, _) in zip(attempts, answers, strict=True)
        if code != attempt.expected
    ]
    assert told == []
    assert [secret for secret in siege.secrets for _, words in answers if secret in words] == []


def test_a_session_that_reads_texts_otherwise_is_told_the_same(siege: Siege) -> None:
    with prepared(siege, "SET standard_conforming_strings = off", "SET escape_string_warning = off") as (open_, filing):
        attempts = tuple(self_check_attempts(filing))
        told = [answer(open_, attempt)[0] for attempt in attempts]
    assert told == [attempt.expected for attempt in attempts]


def test_who_ends_a_binding_waits_for_what_is_being_handed_in(siege: Siege) -> None:
    """Else both would be done, and what is under review be of somebody who is bound nowhere."""
    binding = siege.furnished.bindings[BOUND]
    with prepared(siege) as (connection, filing):
        with acting(connection, "applicant"):
            connection.execute(filing.file("own draft", desk="applicant").encode())
        leaves = f"SELECT talentdesk.binding_move('{binding}', 'unbound', '')"
        assert siege.attackers.attack("applicant", "SET LOCAL lock_timeout = 100", leaves).sqlstate == "55P03"


def test_bytes_of_others_are_refused_as_bytes_of_nobody(siege: Siege) -> None:
    with prepared(siege) as (connection, filing):
        sha256, size = stored(filing)
        told = set()
        for known in (sha256, digest(b"nobody has these")):
            text = content_text(content("U1", PERSON, attached(known, size)))
            code, words = answer(connection, Attempt("", "unit", filing.file("unit", content=text)))
            told.add((code, words))
        assert len(told) == 1
        assert code == "blob_missing"


def test_who_sends_bytes_is_not_told_whether_they_are_there(siege: Siege) -> None:
    new = b"%PDF-1.7 never seen"
    with siege.furnished.desk.store.read() as connection:
        (there,) = connection.exec_driver_sql("SELECT content FROM talentdesk.blob_chunk LIMIT 1").one()
    for data in (bytes(there), new):
        told = siege.attackers.attack("unit", *sent(data).split("; "))
        assert (told.code, told.rows) == ("done", ((digest(data),),))


def given_of(identity: str) -> tuple[str, ...]:
    return (
        f"form_submitted('{identity}')",
        f"draft_file_size('{identity}', '{'0' * 64}')",
        f"draft_file_chunk('{identity}', '{'0' * 64}', 0)",
        f"read_draft_of('{identity}')",
        f"read_draft_files_of('{identity}')",
    )


@pytest.mark.parametrize("login", LOGINS)
def test_what_is_hidden_is_answered_as_what_is_not_there(siege: Siege, login: str) -> None:
    """Applications by id and by key, and intents of others."""
    ids = siege.furnished.ids
    # the preparation seats somebody where that application is
    places = [place for place in siege.furnished.hidden(login) if (login, place) != ("two-roles", "elsewhere")]
    with prepared(siege) as (connection, filing):
        for place in places:
            hidden = [
                delete(ids[place]),
                f"SELECT talentdesk.draft_save('{ids[place]}', '{content_text(content())}', '')",
                f"SELECT talentdesk.draft_attach('{ids[place]}', 'x')",
                *(f"SELECT talentdesk.{given}" for given in given_of(ids[place])),
            ]
            unit, notice, key = filing.known[place]
            hidden.append(announce(unit, notice, key, PERSON))
            for asked in hidden:
                missing = asked.replace(ids[place], new_id()).replace(f"'{key}'", "'nothing'")
                told = answer(connection, Attempt("", login, asked))
                of_none = answer(connection, Attempt("", login, missing))
                assert told == of_none, (place, asked)
        others = [identity for name, identity in filing.intents.items() if name not in (login, "old")]
        for call in (CALLS["filing_answer"], CALLS["filing_attempt"], CALLS["draft_start"]):
            # asked for the first time, a session words the place of an error otherwise
            *_, of_none = (answer(connection, Attempt("", login, call.format(new_id()))) for _ in range(2))
            theirs = [one for one in others if owner_of(connection, one) != filing.furnished.desk.ids.get(login)]
            assert {answer(connection, Attempt("", login, call.format(one))) for one in theirs} == {of_none}


def owner_of(connection: psycopg.Connection[Any], intent: str) -> str:
    ((account,),) = connection.execute("SELECT account_id FROM filing_intent WHERE id = %s", [intent]).fetchall()
    return str(account)


@pytest.mark.parametrize("login", LOGINS)
def test_who_may_not_file_an_application_is_told_nothing_of_it(siege: Siege, login: str) -> None:
    seats = siege.furnished.seats
    with siege.furnished.desk.store.read() as connection:
        asked = "SELECT id, unit_id, key FROM talentdesk.application"
        keys = {identity: (unit, key) for identity, unit, key in connection.exec_driver_sql(asked)}
    for place, identity in siege.furnished.ids.items():
        desks = siege.furnished.acts(login) and {desk for desk in seats[login, place] if desk != "secretary"}
        unit, key = keys[identity]
        known = siege.attackers.attack(login, f"SELECT id FROM talentdesk.filing_known('{key}', '{unit}')")
        assert known.rows == (((identity,),) if desks else ()), place
        seen = siege.attackers.attack(login, f"SELECT desk FROM talentdesk.filing_desks('{identity}')")
        assert {desk for (desk,) in seen.rows} == (desks or set()), place


def test_a_transaction_that_keeps_to_one_state_files_nothing(siege: Siege) -> None:
    one_state = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
    for login in ("unit", CLOSED):
        for call in CALLS.values():
            assert siege.attackers.attack(login, one_state, call.format(new_id())).code == "isolation"


def test_bytes_that_nothing_refers_to_are_not_kept(siege: Siege) -> None:
    """Committed, and not rolled back: the whole transaction is refused, and nothing is left of it."""
    for statements in (sent(b"x" * 10).split("; "), ["SELECT talentdesk.upload_chunk('x')"]):
        assert siege.attackers.attack("unit", *statements, commit=True).code == "upload_unused"


_ANOTHER = "SELECT another, last_approved, content_hash FROM talentdesk.filing_answer(%s)"


def test_an_applicant_announces_nothing_for_a_unit_that_has_not_agreed(siege: Siege) -> None:
    """Anybody can sign up, and whoever announces is told of any person whose number they know."""
    ids, notice = siege.furnished.desk.ids, "(SELECT n.id FROM talentdesk.read_notices() n WHERE n.key = 'in time')"
    for login, unit, expected in (
        ("applicant", "U1", "done"),
        ("applicant", "U2", "not_allowed"),
        ("asking", "U1", "not_allowed"),
        ("asking-beside", "U2", "not_allowed"),
    ):
        asked = f"SELECT talentdesk.filing_announce('{ids[unit]}', {notice}, 'new', '{PERSON}')"
        assert siege.attackers.attack(login, asked).code == expected, (login, unit)


def test_whoever_has_signed_up_is_told_of_nobody_but_themselves(siege: Siege) -> None:
    ids = siege.furnished.desk.ids
    copied = (
        "INSERT INTO filing_intent SELECT %s, %s, unit_id, notice_id, 'other', {}, announced_at, '3' "
        "FROM filing_intent WHERE id = %s"
    )
    own = "(SELECT p.person_key FROM applicant p WHERE p.account_id = filing_intent.account_id)"
    with prepared(siege) as (connection, filing):
        told = {}
        for login, person in (("unit", "person_key"), ("applicant", "person_key"), ("other-applicant", "person_key")):
            told[login] = new_id()
            connection.execute(copied.format(person).encode(), [told[login], ids[login], filing.intents["second"]])
        told["of themselves"] = new_id()
        connection.execute(
            copied.format(own).encode(),
            [told["of themselves"], ids["other-applicant"], filing.intents["other-applicant"]],
        )
        connection.execute(
            "UPDATE application SET person_key = (SELECT person_key FROM applicant), "
            "notice_id = (SELECT notice_id FROM filing_intent WHERE id = %s) WHERE id = %s",
            [told["of themselves"], siege.furnished.ids["draft"]],
        )
        answers = {}
        for name, identity in told.items():
            login = name if name in ids else "other-applicant"
            connection.execute(f'SET SESSION AUTHORIZATION "{login}"'.encode())
            ((answers[name], _, _),) = connection.execute(_ANOTHER.encode(), [identity]).fetchall()
            connection.execute("RESET SESSION AUTHORIZATION")
        assert answers == {"unit": True, "applicant": True, "other-applicant": False, "of themselves": True}
