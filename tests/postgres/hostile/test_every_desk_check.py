"""Every check on what people write beside decisions is needed, as `test_every_check` shows it of the others."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.postgres.hostile.attackers import told
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.desk_probes import PREPARED, STATE, UNUSED, cases, older
from tests.postgres.hostile.mutations import mutations
from tests.postgres.hostile.test_every_check import acting, undone
from tests.shared_postgres import PROGRAMS

Outcome = tuple[object, ...]


def outcomes(siege: Siege, change: str) -> Iterator[Outcome]:
    """What becomes of each call, and of all that is kept; every call is undone."""
    ids = siege.furnished.desk.ids
    with undone(siege) as connection:
        connection.execute(change.encode())
        for statement in PREPARED:
            connection.execute(statement.format(**ids, unused=UNUSED).encode())
        for login, call in cases(siege.furnished):
            try:
                with connection.transaction(force_rollback=True):
                    with acting(connection, login):
                        rows = connection.execute(f"SELECT talentdesk.{call}".encode()).fetchall()
                        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    outcome: Outcome = (rows, connection.execute(STATE.encode()).fetchall())
            except psycopg.Error as error:
                outcome = (told(error).code,)
            yield outcome
    with undone(siege, isolation="REPEATABLE READ") as connection:
        connection.execute(change.encode())
        for login, call in older(siege.furnished):
            try:
                with connection.transaction(force_rollback=True), acting(connection, login):
                    connection.execute(f"SELECT talentdesk.{call}".encode())
                    yield ("done",)
            except psycopg.Error as error:
                yield (told(error).code,)


def is_noticed(siege: Siege, change: str, unchanged: list[Outcome]) -> bool:
    """Stops at the first call that tells."""
    return any(found != before for found, before in zip(outcomes(siege, change), unchanged, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("postgres_server", [max(PROGRAMS)], indirect=True)
def test_every_check_is_needed(siege: Siege) -> None:
    unchanged = list(outcomes(siege, "SELECT 1"))
    noticed = {name: is_noticed(siege, change, unchanged) for name, change in mutations("desk", "registers_by_people")}
    assert len(noticed) > 60
    assert not is_noticed(siege, "SELECT 1", unchanged)
    assert [name for name, seen in noticed.items() if not seen] == []
