"""What people write for themselves: of what they may read, under their own name, at the server's time, and no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from desktop.store.records.identity import new_id
from tests.postgres.hostile.attackers import Answer
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.desk_calls import called, evidence_of, on_application, own
from tests.postgres.hostile.furnished import CLOSED, EVIDENCE, LOGINS, NOBODY, OTHERS_EVIDENCE, OWNER, PLACES
from tests.postgres.hostile.test_hidden_and_missing import without
from tests.shared_postgres import NEWEST_ONLY

pytestmark = NEWEST_ONLY

ORGANISATIONS = ("U1", "U2", "D1", "D2", "D9")
ANEW = "01900000-0000-7000-8000-000000000000"
OWNED = ("comment_draft", "phrase", "saved_filter", "application_view", "attachment_view")


def expected(siege: Siege, login: str, place: str, function: str, organisation: str | None) -> str:
    furnished = siege.furnished
    if not furnished.acts(login):
        return "not_allowed"
    if not furnished.reads(login, place):
        return "not_found"
    if place == "draft" and function.startswith(("attachment", "original")):
        return "not_found"
    if function.startswith("original") and organisation not in furnished.seats[login, place].values():
        return "not_allowed"
    return "done"


@pytest.mark.parametrize("login", LOGINS)
def test_of_an_application_is_written_by_who_may_read_it_and_sits_there(siege: Siege, login: str) -> None:
    organisations = [siege.furnished.desk.ids[code] for code in ORGANISATIONS]
    asked = [
        (place, name, call)
        for number, place in enumerate(PLACES)
        for name, call in on_application(
            siege.furnished.ids[place], evidence_of(place), *organisations, verified=number % 2 == 0
        ).items()
    ]
    answers = siege.attackers.call_all(login, [call for _, _, call in asked])
    told = {(place, name): answer.code for (place, name, _), answer in zip(asked, answers, strict=True)}
    assert told == {
        (place, name): expected(siege, login, place, name, organisations[int(name[-1])] if name[-1].isdigit() else None)
        for place, name in told
    }


@pytest.mark.parametrize("login", LOGINS)
def test_of_a_hidden_application_nobody_is_told_more_than_of_none(siege: Siege, login: str) -> None:
    """Through a block that catches, and as a client sees it, in every field."""
    unit = siege.furnished.desk.ids["U1"]
    for number, place in enumerate(siege.furnished.hidden(login)):
        hidden, missing = siege.furnished.ids[place], new_id()
        pairs = [on_application(identity, evidence_of(place), unit) for identity in (hidden, missing)]
        told, of_none = (siege.attackers.call_all(login, calls.values()) for calls in pairs)
        assert [without(answer, hidden) for answer in told] == [without(answer, missing) for answer in of_none], place
        if number < 2:
            for one, other in zip(*(calls.values() for calls in pairs), strict=True):
                assert client(siege, login, one) == client(siege, login, other), (place, one)


def client(siege: Siege, login: str, call: str) -> Answer:
    return siege.attackers.attack(login, f"SELECT talentdesk.{call}")


@pytest.mark.parametrize("login", ["unit", "department-1", "secretary", "member", "applicant"])
def test_a_digest_from_elsewhere_is_as_good_as_an_invented_one(siege: Siege, login: str) -> None:
    readable = next(place for place in PLACES if siege.furnished.reads(login, place) and place != "draft")
    for organisation in (*siege.furnished.seats[login, readable].values(), None):
        for digest in (OTHERS_EVIDENCE, "0" * 64, ""):
            calls = on_application(siege.furnished.ids[readable], digest, organisation)
            codes = {name: answer.code for name, answer in zip(calls, answers(siege, login, calls), strict=True)}
            assert {code for name, code in codes.items() if "att" in name or "orig" in name} == {"not_found"}


def answers(siege: Siege, login: str, calls: dict[str, str]) -> list[Answer]:
    return siege.attackers.call_all(login, calls.values())


@contextmanager
def acting(siege: Siege, login: str) -> Iterator[psycopg.Connection[Any]]:
    """The owner as whoever it is, in a transaction that is undone."""
    connection = siege.attackers.connection(OWNER)
    with connection.transaction(force_rollback=True):
        connection.execute(f'SET SESSION AUTHORIZATION "{login}"'.encode())
        yield connection
        connection.execute("RESET SESSION AUTHORIZATION")


def rows_of_others(connection: psycopg.Connection[Any], account: str) -> list[Any]:
    return [
        connection.execute(f"SELECT * FROM talentdesk.{table} WHERE account_id <> %s".encode(), [account]).fetchall()
        for table in OWNED
    ]


@pytest.mark.parametrize("login", [login for login in LOGINS if login not in (NOBODY, CLOSED)])
def test_nobody_touches_what_is_anothers_own(siege: Siege, login: str) -> None:
    furnished, owner = siege.furnished, siege.attackers.connection(OWNER)
    before = rows_of_others(owner, furnished.account(login))
    assert all(before[:4])
    with acting(siege, login) as connection:
        results = {}
        for other, filter_id in furnished.filters.items():
            changed = f"SELECT talentdesk.saved_filter_change('{filter_id}', NULL, '[]')"
            results[other] = connection.execute(changed.encode()).fetchall()
            if other != login:
                removed = f"SELECT talentdesk.saved_filter_remove('{filter_id}')"
                results[other] += connection.execute(removed.encode()).fetchall()
                for call in own(furnished, login, filter_id):  # under the id that somebody else's has
                    connection.execute(f"SELECT talentdesk.{call}".encode())
        connection.execute("RESET SESSION AUTHORIZATION")
        assert rows_of_others(connection, furnished.account(login)) == before
        mine = connection.execute(
            "SELECT text FROM talentdesk.phrase WHERE account_id = %s", [furnished.account(login)]
        )
        assert mine.fetchall() == [("丙",), ("甲",)]
    assert {other for other, rows in results.items() if rows[0] == (True,)} == {login}
    assert {rows[1] for other, rows in results.items() if other != login} == {(False,)}


def test_who_is_closed_or_nobody_keeps_nothing(siege: Siege) -> None:
    for login in (CLOSED, NOBODY):
        calls = own(siege.furnished, login, siege.furnished.filters["unit"])
        assert {answer.code for answer in siege.attackers.call_all(login, calls)} == {"not_allowed"}


EVERY = (
    *on_application(ANEW, EVIDENCE, None).values(),
    called("comment_draft_discard", ANEW),
    called("phrases_replace", "[]"),
    called("saved_filter_add", ANEW, "名", "{}", None),
    called("saved_filter_change", ANEW, "名", None),
    called("saved_filter_remove", ANEW),
    called("notice_put", ANEW, "k", "t", "c", 1, 2, "sample", "c" * 64, None, 1),
)


@pytest.mark.parametrize("call", EVERY, ids=lambda call: call.partition("(")[0])
@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_nothing_is_written_from_an_older_state(siege: Siege, call: str, level: str) -> None:
    """In which a closed account is open, and what was hidden since may be read."""
    within = f"SET TRANSACTION ISOLATION LEVEL {level}"
    assert siege.attackers.attack("unit", within, f"SELECT talentdesk.{call}").code == "isolation"


@pytest.mark.parametrize(
    ("function", "values", "code"),
    [
        ("comment_draft_save", ("长" * 20_001, "", None, False, "[]"), "bad_text"),
        ("comment_draft_save", ("长" * 20_000, "长" * 20_000, None, False, "[]"), "done"),
        ("comment_draft_save", ("", "长" * 20_001, None, False, "[]"), "bad_text"),
        ("comment_draft_save", (None, "", None, False, "[]"), "bad_text"),
        ("comment_draft_save", ("", None, None, None, "[]"), "bad_text"),
        ("comment_draft_save", ("", "", "2026-02-31", False, "[]"), "bad_text"),
        ("comment_draft_save", ("", "", "someday", False, "[]"), "bad_text"),
        ("comment_draft_save", ("", "", None, False, f'["{"长" * 200_000}"]'), "bad_text"),
        ("comment_draft_save", ("", "", None, False, None), "bad_text"),
        ("comment_draft_save", ("", "", None, False, "{}"), "22023"),
        ("comment_draft_save", ("", "", None, False, "no list"), "22P02"),
        ("comment_draft_save", ("", "", None, False, r'["\u0000"]'), "22P05"),
    ],
)
def test_what_is_typed_has_its_bounds(siege: Siege, function: str, values: tuple[Any, ...], code: str) -> None:
    assert client(siege, "unit", called(function, siege.furnished.ids["submitted at unit"], *values)).code == code


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (called("phrases_replace", "[" + ", ".join(['"长"'] * 200) + "]"), "done"),
        (called("phrases_replace", "[" + ", ".join(['"长"'] * 201) + "]"), "bad_text"),
        (called("phrases_replace", f'["{"长" * 20_001}"]'), "bad_text"),
        (called("phrases_replace", '["\u3000 "]'), "bad_text"),
        (called("phrases_replace", "[null]"), "bad_text"),
        (called("phrases_replace", r'["\u0000"]'), "22P05"),
        (called("phrases_replace", "{}"), "22023"),
        *(
            (called("saved_filter_add", ANEW, name, "{}", None), "bad_text")
            for name in ("", "\u3000", "长" * 31, "一\n二", "a\u202eb", "a\x85b", None)
        ),
        (called("saved_filter_add", ANEW, "长" * 30, "{}", None), "done"),
        (called("saved_filter_add", ANEW, "名", "x" * 500_001, None), "bad_text"),
        (called("saved_filter_add", ANEW, "名", None, None), "bad_text"),
        (called("saved_filter_add", "x", "名", "{}", None), "23514"),
        (called("saved_filter_add", None, "名", "{}", None), "23502"),
        (called("saved_filter_add", ANEW, "我的", "{}", None), "23505"),
        (called("saved_filter_change", "x", "a\u202eb", None), "bad_text"),
        (called("saved_filter_change", "x", None, "x" * 500_001), "bad_text"),
        ("phrases_replace('[\"' || chr(0) || '\"]')", "54000"),
        (r"saved_filter_add('x', E'\000', '{}', NULL)", "22021"),
    ],
)
def test_what_is_kept_has_its_bounds(siege: Siege, call: str, code: str) -> None:
    assert client(siege, "unit", call).code == code


def test_nobody_keeps_more_than_thirty_filters(siege: Siege) -> None:
    more = [f"SELECT talentdesk.saved_filter_add('{new_id()}', '第{number}', '{{}}', NULL)" for number in range(30)]
    assert siege.attackers.attack("unit", *more[:29]).code == "done"
    assert siege.attackers.attack("unit", *more).code == "direct"


@pytest.mark.parametrize(
    ("call", "asked"),
    [
        (called("application_opened", "{app}"), "SELECT opened_at FROM application_view"),
        (called("attachment_opened", "{app}", EVIDENCE), "SELECT opened_at FROM attachment_view"),
        (called("original_verified", "{app}", EVIDENCE, "{U1}", True), "SELECT verified_at FROM original_check"),
        (called("comment_draft_save", "{app}", "", "", None, False, "[]"), "SELECT saved_at FROM comment_draft"),
        (called("saved_filter_add", ANEW, "名", "{}", None), "SELECT max(saved_at) FROM saved_filter"),
        (called("saved_filter_add", ANEW, "名", "{}", 9 * 10**15), "SELECT max(saved_at) FROM saved_filter"),
    ],
)
def test_the_moment_is_the_servers(siege: Siege, call: str, asked: str) -> None:
    furnished = siege.furnished
    with acting(siege, "unit") as connection:
        filled = call.replace("{app}", furnished.ids["submitted at department-1"]).replace(
            "{U1}", furnished.desk.ids["U1"]
        )
        connection.execute(f"SELECT talentdesk.{filled}".encode())
        connection.execute("RESET SESSION AUTHORIZATION")
        where = "" if "saved_filter" in asked else " AND application_id = %(place)s"
        found = connection.execute(
            f"WITH found (at) AS ({asked.replace('FROM ', 'FROM talentdesk.')} WHERE account_id = %(me)s{where}) "
            "SELECT abs(at - extract(epoch FROM clock_timestamp()) * 1000) < 60000 FROM found".encode(),
            {"me": furnished.account("unit"), "place": furnished.ids["submitted at department-1"]},
        )
        assert found.fetchall() == [(True,)]


def test_the_first_time_and_the_first_person_count(siege: Siege) -> None:
    ids, place = siege.furnished.desk.ids, siege.furnished.ids["submitted at unit"]
    with acting(siege, "unit") as connection:
        for call in (
            called("application_opened", place),
            called("original_verified", place, EVIDENCE, ids["U1"], True),
        ):
            connection.execute(f"SELECT talentdesk.{call}".encode())
        connection.execute("RESET SESSION AUTHORIZATION")
        asked = "SELECT opened_at FROM talentdesk.application_view WHERE (account_id, application_id) = (%s, %s)"
        assert connection.execute(asked, [ids["unit"], place]).fetchall() == [(1,)]
        asked = (
            "SELECT account_id FROM talentdesk.original_check "
            "WHERE (application_id, sha256, organisation_id) = (%s, %s, %s)"
        )
        assert connection.execute(asked, [place, EVIDENCE, ids["U1"]]).fetchall() == [(ids["two-roles"],)]
