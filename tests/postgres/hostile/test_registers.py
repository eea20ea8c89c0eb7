"""The registers that people keep themselves: who may, under what rules, and what stands on record of it."""

from typing import Any

import psycopg
import pytest

from desktop.store.records.identity import new_id
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.desk_calls import called
from tests.postgres.hostile.furnished import CLOSED, LOGINS, NOBODY, OWNER
from tests.postgres.hostile.test_desks import acting
from tests.shared_postgres import NEWEST_ONLY
from tests.store.factory import CATALOGUE_HASH

pytestmark = NEWEST_ONLY

UNIT_CODE = "91350100M000100Y43"
REVIEWERS = {
    "department-1": "D1",
    "department-2": "D2",
    "department-beside": "D8",
    "department-elsewhere": "D9",
}
IMMEDIATE = "SET CONSTRAINTS ALL IMMEDIATE"


def code_of(siege: Siege, login: str, *calls: str, before: tuple[str, ...] = ()) -> str:
    """What becomes of these calls one after the other, what is asked at the end of a transaction included."""
    return siege.attackers.attack(login, *before, *(f"SELECT talentdesk.{call}" for call in calls), IMMEDIATE).code


def department(siege: Siege, code: str, above: str | None, identity: str | None = None, name: str = "局") -> str:
    ids = siege.furnished.desk.ids
    return called(
        "organisation_put", identity or ids.get(code) or new_id(), code, name, "department", ids.get(above or "", above)
    )


def notice(siege: Siege, issuer: str | None, **changed: Any) -> str:
    values = {
        "identity": new_id(),
        "key": "2027-01",
        "title": "通知",
        "content": "正文\n第二行",
        "opens": 1,
        "closes": 2,
        "catalogue": "sample",
        "hash": CATALOGUE_HASH,
        "issuer": siege.furnished.desk.ids.get(issuer or "", issuer),
        "seconds": 30,
    }
    return called("notice_put", *(values | changed).values())


@pytest.mark.parametrize("login", LOGINS)
def test_administrators_keep_organisations_catalogues_and_the_name(siege: Siege, login: str) -> None:
    expected = "done" if login == "admin" else "administrator_only"
    for call in (
        department(siege, "D7", "D2"),
        called("catalogue_activate", "d" * 64, "sample", "key = 'sample'", "new.toml"),
        called("setting_put", "name", "人才评审"),
    ):
        assert code_of(siege, login, call) == expected, call


@pytest.mark.parametrize("moments", [(-(2**62), 1), (1, 2**62), (-62_135_596_800_001, 1), (1, 253_402_214_400_000)])
def test_no_notice_is_of_a_time_that_no_program_shows(siege: Siege, moments: tuple[int, int]) -> None:
    opens, closes = moments
    assert code_of(siege, "department-1", notice(siege, "D1", opens=opens, closes=closes)) == "direct"


@pytest.mark.parametrize("login", LOGINS)
def test_a_notice_is_published_by_a_reviewer_of_its_issuer_alone(siege: Siege, login: str) -> None:
    for issuer in ("D1", "D2", "D8", "D9", "U1", new_id(), None):
        allowed = issuer is not None and REVIEWERS.get(login) == issuer
        assert code_of(siege, login, notice(siege, issuer)) == ("done" if allowed else "not_allowed"), issuer


def test_a_notice_of_another_issuer_is_not_taken_over_and_one_in_use_stays(siege: Siege) -> None:
    owner = siege.attackers.connection(OWNER)
    rows = owner.execute("SELECT key, id, issuer_id FROM talentdesk.notice").fetchall()
    known = {key: (identity, issuer) for key, identity, issuer in rows}
    identity, issuer = known["elsewhere"]
    assert code_of(siege, "department-2", notice(siege, "D2", identity=identity, key="elsewhere")) == "not_allowed"
    assert code_of(siege, "department-2", notice(siege, "D2", key="elsewhere")) == "taken:notice"
    in_use = notice(siege, issuer, identity=identity, key="elsewhere")
    assert code_of(siege, "department-elsewhere", in_use) == "direct"
    unused = new_id()
    published = notice(siege, "D2", identity=unused)
    assert code_of(siege, "department-2", published, notice(siege, "D2", identity=unused, title="另")) == "done"
    assert code_of(siege, "department-2", published, notice(siege, "D2", identity=unused, key="other")) == "direct"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"identity": "x"}, "23514"),
        ({"identity": None}, "23502"),
        ({"key": "长" * 65}, "bad_text"),
        ({"key": None}, "bad_text"),
        ({"title": "长" * 201}, "bad_text"),
        ({"title": "\u3000"}, "bad_text"),
        ({"title": "a\nb"}, "bad_text"),
        ({"content": "长" * 100_001}, "bad_text"),
        ({"content": " \n"}, "bad_text"),
        ({"content": "a\u202eb"}, "bad_text"),
        ({"content": "a\rb"}, "bad_text"),
        ({"closes": 1}, "23514"),
        ({"opens": None}, "23502"),
        ({"catalogue": "other"}, "direct"),
        ({"hash": "d" * 64}, "direct"),
        ({"hash": None}, "direct"),
        ({"seconds": -1}, "direct"),
        ({"seconds": 3601}, "direct"),
        ({"seconds": None}, "23502"),
    ],
)
def test_a_notice_is_well_made(siege: Siege, changed: dict[str, Any], code: str) -> None:
    assert code_of(siege, "department-2", notice(siege, "D2", **changed)) == code


def test_a_notice_goes_out_under_the_catalogue_that_is_current(siege: Siege) -> None:
    newer = "INSERT INTO talentdesk.catalogue VALUES (%s, 'sample', '', '', 9000000000000, '')"
    with acting(siege, OWNER) as connection:
        connection.execute(newer, ["d" * 64])
        connection.execute('SET SESSION AUTHORIZATION "department-2"')
        connection.execute(f"SELECT talentdesk.{notice(siege, 'D2', hash='d' * 64)}".encode())
        with pytest.raises(psycopg.Error, match="TD:direct"), connection.transaction():
            connection.execute(f"SELECT talentdesk.{notice(siege, 'D2', key='another')}".encode())


@pytest.mark.parametrize("login", LOGINS)
def test_whether_a_notice_is_in_use_is_told_to_its_issuer_alone(siege: Siege, login: str) -> None:
    rows = siege.attackers.connection(OWNER).execute("SELECT id, issuer_id FROM talentdesk.notice").fetchall()
    ids = siege.furnished.desk.ids
    told: dict[str | None, bool] = {}
    for identity, issuer in [*rows, (new_id(), None)]:
        answer = siege.attackers.attack(login, f"SELECT in_use FROM talentdesk.read_notice_in_use('{identity}')")
        told[issuer] = told.get(issuer, False) or answer.rows == ((True,),)
    of_login = ids.get(REVIEWERS.get(login, ""))
    assert {issuer for issuer, used in told.items() if used} == ({of_login} & {ids["D2"], ids["D9"]})


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (("U1", "U7", "名", "unit", "D1"), "bad_text"),
        (("new", UNIT_CODE, "名", "unit", "D1"), "done"),
        (("new", UNIT_CODE, "名", "unit", None), "direct"),
        (("new", UNIT_CODE, "名", "unit", "U2"), "direct"),
        (("new", UNIT_CODE, "名", "unit", "nothing"), "direct"),
        (("new", "D7", "名", "department", "U1"), "direct"),
        (("new", "D7", "名", "department", None), "done"),
        (("new", "甲-乙.3_c", "名", "department", None), "done"),
        (("new", "D 7", "名", "department", None), "bad_text"),
        (("new", "D/7", "名", "department", None), "bad_text"),
        (("new", "D7\u202e", "名", "department", None), "bad_text"),
        (("new", "D" * 65, "名", "department", None), "bad_text"),
        (("new", None, "名", "department", None), "bad_text"),
        (("new", "D7", "名" * 201, "department", None), "bad_text"),
        (("new", "D7", "\u3000", "department", None), "bad_text"),
        (("new", "D7", "名", "office", None), "23514"),
        (("new", "D7", "名", None, None), "23502"),
        (("new", "D1", "名", "department", None), "taken:organisation"),
        (("x", "D7", "名", "department", None), "23514"),
        (("D1", "D7", "名", "department", None), "direct"),
        (("D1", "D1", "新名", "department", "D2"), "done"),
        (("D1", "D1", "名", "department", "D1"), "direct"),
        (("D2", "D2", "名", "department", "D1"), "direct"),
    ],
)
def test_an_organisation_is_well_made_and_hangs_together(siege: Siege, values: tuple[Any, ...], code: str) -> None:
    ids = siege.furnished.desk.ids | {"new": new_id(), "nothing": new_id()}
    identity, written, name, kind, above = values
    call = called("organisation_put", ids.get(identity, identity), written, name, kind, ids.get(above))
    assert code_of(siege, "admin", call) == code


def test_departments_may_turn_round_as_long_as_they_hang_together_in_the_end(siege: Siege) -> None:
    under = department(siege, "D2", "D1")  # D1 hangs on D2: a circle, until the next
    assert code_of(siege, "admin", under) == "direct"
    assert code_of(siege, "admin", under, department(siege, "D1", None)) == "done"


def test_five_departments_stand_one_above_the_other_and_no_more(siege: Siege) -> None:
    made = [new_id() for _ in range(6)]
    tower = [
        called("organisation_put", identity, f"T{number}", "层", "department", above)
        for number, (identity, above) in enumerate(zip(made, (None, *made), strict=False))
    ]
    unit = called("organisation_put", new_id(), UNIT_CODE, "研究院", "unit", made[4])
    assert code_of(siege, "admin", *tower[:5], unit) == "done"
    assert code_of(siege, "admin", *tower) == "direct"
    # D1 and D8 hang on D2
    assert code_of(siege, "admin", *tower[:3], department(siege, "D2", made[2])) == "done"
    assert code_of(siege, "admin", *tower[:4], department(siege, "D2", made[3])) == "direct"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (("D" * 64, "sample", "x", "f.toml"), "direct"),
        (("d" * 63, "sample", "x", "f.toml"), "direct"),
        ((None, "sample", "x", "f.toml"), "direct"),
        (("d" * 64, "a b", "x", "f.toml"), "direct"),
        (("d" * 64, "k" * 65, "x", "f.toml"), "direct"),
        (("d" * 64, None, "x", "f.toml"), "direct"),
        (("d" * 64, "sample", None, "f.toml"), "bad_text"),
        (("d" * 64, "sample", "x" * 8_388_609, "f.toml"), "bad_text"),
        (("d" * 64, "sample", "x", "f" * 256), "bad_text"),
        ((CATALOGUE_HASH, "another", "x", "f.toml"), "direct"),
    ],
)
def test_a_catalogue_is_well_made(siege: Siege, values: tuple[Any, ...], code: str) -> None:
    assert code_of(siege, "admin", called("catalogue_activate", *values)) == code


def test_the_catalogue_activated_last_is_current_whatever_the_clocks_said(siege: Siege) -> None:
    current = "SELECT * FROM talentdesk.read_current_catalogue('sample')"
    with acting(siege, "admin") as connection:
        connection.execute("RESET SESSION AUTHORIZATION")
        connection.execute("UPDATE talentdesk.catalogue SET changed_at = 9000000000000")
        connection.execute("SET SESSION AUTHORIZATION admin")
        for digest in ("d" * 64, "e" * 64, CATALOGUE_HASH):
            activated = called("catalogue_activate", digest, "sample", "forged", "f.toml")
            for new in (True, False):
                assert connection.execute(f"SELECT talentdesk.{activated}".encode()).fetchall() == [(new,)]
            assert connection.execute(current.encode()).fetchall() == [(digest,)]
        content = f"SELECT * FROM talentdesk.read_catalogue_text('{CATALOGUE_HASH}')"
        assert connection.execute(content.encode()).fetchall() == [("key = 'sample'",)]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (("person_secret", "00"), "direct"),
        (("other", "x"), "direct"),
        ((None, "x"), "direct"),
        (("name", "名" * 101), "bad_text"),
        (("name", None), "bad_text"),
    ],
)
def test_of_the_settings_administrators_change_the_name_alone(siege: Siege, values: tuple[Any, ...], code: str) -> None:
    assert code_of(siege, "admin", called("setting_put", *values)) == code


@pytest.mark.parametrize(
    ("login", "table", "chain"),
    [("admin", "organisation", "units"), ("department-2", "notice", "notices"), ("admin", "catalogue", "catalogues")],
)
def test_who_changed_a_register_and_when_the_server_knows(siege: Siege, login: str, table: str, chain: str) -> None:
    calls = {
        "organisation": department(siege, "D7", "D2"),
        "notice": notice(siege, "D2"),
        "catalogue": called("catalogue_activate", "d" * 64, "sample", "x", "f.toml"),
    }
    with acting(siege, login) as connection:
        connection.execute(f"SELECT talentdesk.{calls[table]}".encode())
        connection.execute("RESET SESSION AUTHORIZATION")
        recent = "abs({} - extract(epoch FROM clock_timestamp()) * 1000) < 60000"
        asked = (
            f"SELECT (SELECT changed_by FROM talentdesk.{table} ORDER BY changed_at DESC LIMIT 1), "
            f"(SELECT {recent.format('max(changed_at)')} FROM talentdesk.{table}), "
            f"(SELECT (u.entry::json ->> 'account') || ({recent.format('u.at')}) FROM talentdesk.audit u "
            f"WHERE u.chain = '{chain}' ORDER BY u.position DESC LIMIT 1)"
        )
        me = siege.furnished.account(login)
        assert connection.execute(asked.encode()).fetchall() == [(me, True, f"{me}true")]


@pytest.mark.parametrize("login", ["department-2", "admin", CLOSED, NOBODY])
def test_an_older_state_keeps_no_register(siege: Siege, login: str) -> None:
    older = ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",)
    found = {
        code_of(siege, login, call, before=older) for call in (notice(siege, "D2"), called("setting_put", "name", "x"))
    }
    assert found == ({"isolation"} if login == "admin" else {"isolation", "administrator_only"})
