"""Notices of a shared database: who writes them, in which state, what everybody sees, and how long they are read."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest

from desktop.domain.notices import NoticeAct, NoticeState, may
from tests.postgres.hostile.attackers import acting, told
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.desk_calls import called
from tests.postgres.hostile.furnished import CLOSED, LOGINS, NOBODY, OWNER
from tests.postgres.hostile.mutations import mutations
from tests.postgres.hostile.notice_probes import ISSUER, NEW, NOTICES, STATE, add, cases, older, prepared, save
from tests.shared_postgres import NEWEST_ONLY

Case = tuple[str, str, str]
FAR = 9_000_000_000_000


@contextmanager
def besieged_notices(siege: Siege, *changes: str, isolation: str = "READ COMMITTED") -> Iterator[tuple[Any, str]]:
    """The owner in a transaction that is undone, with notices in every state; and the digest of their files."""
    connection = siege.attackers.connection(OWNER)
    with connection.transaction(force_rollback=True):
        connection.execute(f"SET TRANSACTION ISOLATION LEVEL {isolation}".encode())
        connection.execute("SET LOCAL search_path = talentdesk, pg_catalog, pg_temp")
        for statement in (*changes, *prepared(siege.furnished)):
            connection.execute(statement.encode())
        (digest,) = connection.execute("SELECT min(sha256) FROM notice_file").fetchone() or ("",)
        yield connection, digest


def answer(connection: psycopg.Connection[Any], login: str, call: str) -> tuple[object, ...]:
    """What becomes of the call, and of all that is kept; it is undone."""
    try:
        with connection.transaction(force_rollback=True):
            with acting(connection, login):
                rows = connection.execute(f"SELECT talentdesk.{call}".encode()).fetchall()
            return ("done", [len(str(row)) for row in rows], connection.execute(STATE.encode()).fetchone())
    except psycopg.Error as error:
        return (told(error).code,)


def test_each_act_is_the_issuers_alone_in_the_states_that_the_domain_allows(siege: Siege) -> None:
    calls: dict[NoticeAct, Callable[[str], str]] = {
        NoticeAct.WRITE: lambda identity: save(siege.furnished, identity),
        NoticeAct.PUBLISH: lambda identity: called("notice_publish", identity, "new key"),
        NoticeAct.MOVE: lambda identity: called("notice_move", identity, FAR),
        NoticeAct.CLOSE: lambda identity: called("notice_close", identity),
    }
    with besieged_notices(siege) as (connection, _):
        for login in LOGINS:
            for state in NoticeState:
                identity = NOTICES[state.value]
                for act, call in calls.items():
                    code = answer(connection, login, call(identity))[0]
                    drafted = act is not NoticeAct.PUBLISH or state in (NoticeState.DRAFT, NoticeState.OPEN)
                    allowed = login == ISSUER and may(state, act) and drafted
                    assert (code == "done") == allowed, (login, state, act, code)
                    if login != ISSUER and act is not NoticeAct.WRITE:
                        hidden = answer(connection, login, call(NEW))
                        assert answer(connection, login, call(identity)) == hidden, (login, state, act)


def test_drafts_and_their_files_are_hidden_as_if_they_were_missing(siege: Siege) -> None:
    with besieged_notices(siege) as (connection, digest):
        for login in LOGINS:
            with acting(connection, login):
                drafts = connection.execute("SELECT * FROM talentdesk.read_notice_drafts()").fetchall()
                files = connection.execute(
                    "SELECT * FROM talentdesk.read_notice_files(%s)", [NOTICES["draft"]]
                ).fetchall()
            assert (len(drafts), len(files)) == ((4, 1) if login == ISSUER else (0, 0)), login
            size = answer(connection, login, called("notice_file_size", NOTICES["draft"], digest))
            missing = answer(connection, login, called("notice_file_size", NEW, digest))
            assert (size == missing) == (login != ISSUER), login
            shown = answer(connection, login, called("notice_file_chunk", NOTICES["open"], digest, 0))
            assert (shown != answer(connection, login, called("notice_file_chunk", NEW, digest, 0))) == (
                login not in (CLOSED, NOBODY)
            ), login


def test_nobody_comes_to_the_end_of_the_reading_time_sooner_than_they_waited(siege: Siege) -> None:
    identity, applicant = NOTICES["open"], siege.furnished.desk.ids["applicant"]
    backdated = "UPDATE notice_reading SET opened_at = opened_at - 20000 WHERE account_id = %s"
    with besieged_notices(siege) as (connection, _):

        def left() -> Any:
            with acting(connection, "applicant"):
                return connection.execute("SELECT talentdesk.reading_left(%s)", [identity]).fetchone()[0]

        assert left() is None
        with acting(connection, "applicant"):
            connection.execute("SELECT talentdesk.notice_open(%s)", [identity])
        assert 29_000 < left() <= 30_000
        connection.execute(backdated, [applicant])  # twenty seconds go by
        assert 9_000 < left() <= 10_000
        with acting(connection, "applicant"):
            connection.execute("SELECT talentdesk.notice_open(%s)", [identity])
        assert 29_000 < left() <= 30_000  # opened again: from the beginning
        for _ in range(2):
            connection.execute(backdated, [applicant])
        assert left() == 0
        for statement in (
            f"UPDATE talentdesk.notice_reading SET opened_at = 0 WHERE notice_id = '{identity}'",
            f"INSERT INTO talentdesk.notice_reading VALUES ('{applicant}', '{identity}', 0)",
            "SELECT * FROM talentdesk.notice_reading",
            f"SELECT talentdesk.require_read('{identity}')",
        ):
            with (
                pytest.raises(psycopg.errors.InsufficientPrivilege),
                connection.transaction(),
                acting(connection, "applicant"),
            ):
                connection.execute(statement.encode())
        for name in ("upcoming", "over", "closed", "draft", "none"):
            assert answer(connection, "applicant", called("notice_open", NOTICES[name]))[0] == "no_such_notice"


def test_more_than_ten_files_are_refused(siege: Siege) -> None:
    with besieged_notices(siege) as (connection, _), acting(connection, ISSUER):
        for number in range(9):
            connection.execute(f"SELECT talentdesk.{add(NOTICES['draft'], data=f'255044462d{number:02}')}".encode())
        with pytest.raises(psycopg.Error, match="TD:notice_file_count"), connection.transaction():
            connection.execute(f"SELECT talentdesk.{add(NOTICES['draft'])}".encode())


def outcomes(siege: Siege, change: str, wanted: str = "") -> Generator[tuple[Case, tuple[object, ...]], None, None]:
    for isolation, asked in (("READ COMMITTED", cases), ("REPEATABLE READ", older)):
        with besieged_notices(siege, change, isolation=isolation) as (connection, digest):
            asking = cases(siege.furnished, digest) if asked is cases else older(siege.furnished)
            for login, call in asking:
                if not wanted or call.startswith(f"{wanted}("):
                    yield (login, call, isolation), answer(connection, login, call)


@pytest.mark.slow
@NEWEST_ONLY
def test_every_check_on_notices_is_needed(siege: Siege) -> None:
    unchanged = dict(outcomes(siege, "SELECT 1"))
    changes = list(mutations("notices", "reading"))
    assert len(changes) > 40
    again = dict(outcomes(siege, "SELECT 1", "notice_publish"))
    assert again == {case: unchanged[case] for case in again}
    unnoticed = []
    for name, change in changes:
        function = name.partition(":")[0].partition(",")[0]
        wanted = function if any(call.startswith(f"{function}(") for _, call, _ in unchanged) else ""
        with closing(outcomes(siege, change, wanted)) as asked:  # which ends its transaction at the first that tells
            if all(found == unchanged[case] for case, found in asked):
                unnoticed.append(name)
    assert not unnoticed, "\n".join(unnoticed)
