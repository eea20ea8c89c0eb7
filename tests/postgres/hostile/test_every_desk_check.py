"""Every check on what people write beside decisions is needed, as `test_every_check` shows it of the others."""

from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
import pytest

from tests.postgres.hostile.attackers import acting, told
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.desk_probes import PREPARED, STATE, UNUSED, cases, older
from tests.postgres.hostile.mutations import mutations
from tests.postgres.hostile.test_every_check import undone
from tests.shared_postgres import NEWEST_ONLY

Case = tuple[str, str, str]
"""A login, its call, and the isolation it makes it at."""
Outcome = tuple[object, ...]


def all_cases(siege: Siege) -> list[Case]:
    now = [(login, call, "READ COMMITTED") for login, call in cases(siege.furnished)]
    return now + [(login, call, "REPEATABLE READ") for login, call in older(siege.furnished)]


def outcomes(siege: Siege, change: str, asked: list[Case]) -> Iterator[tuple[Case, Outcome]]:
    """What becomes of each call, and of all that is kept; every call is undone."""
    ids = siege.furnished.desk.ids
    for isolation in ("READ COMMITTED", "REPEATABLE READ"):
        with undone(siege, isolation=isolation) as connection:
            connection.execute(change.encode())
            for statement in PREPARED:
                connection.execute(statement.format(**ids, unused=UNUSED).encode())
            for case in asked:
                if case[2] == isolation:
                    yield case, outcome(connection, *case[:2])


def outcome(connection: psycopg.Connection[Any], login: str, call: str) -> Outcome:
    try:
        with connection.transaction(force_rollback=True):
            with acting(connection, login):
                rows = connection.execute(f"SELECT talentdesk.{call}".encode()).fetchall()
                connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
            return (rows, connection.execute(STATE.encode()).fetchall())
    except psycopg.Error as error:
        return (told(error).code,)


def is_noticed(siege: Siege, change: str, function: str, unchanged: Mapping[Case, Outcome]) -> bool:
    """By the first call that tells, among those of the function itself where there are any."""
    calls_it = [case for case in unchanged if case[1].startswith(f"{function}(")]
    return any(found != unchanged[case] for case, found in outcomes(siege, change, calls_it or list(unchanged)))


@pytest.mark.slow
@NEWEST_ONLY
def test_every_check_is_needed(siege: Siege) -> None:
    unchanged = dict(outcomes(siege, "SELECT 1", all_cases(siege)))
    noticed = {
        name: is_noticed(siege, change, name.partition(":")[0].partition(",")[0], unchanged)
        for name, change in mutations("desk", "registers_by_people")
    }
    assert len(noticed) > 60
    assert not is_noticed(siege, "SELECT 1", "", unchanged)
    assert [name for name, seen in noticed.items() if not seen] == []
