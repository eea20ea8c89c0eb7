"""Every check of the shared database's rules is needed: without it, some attack gets further or is told another thing.

Each is taken out in a transaction that is undone, in which the attacks come from whoever the session says it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from desktop.store.records.identity import new_id
from tests.postgres.hostile.attackers import acting, decide_all, insert, literal, told
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.disclosures import (
    RECORDED,
    allowed_to_the_unit,
    answer_all,
    asked,
    asking,
    at_once,
    called_by_reader,
    on_record,
    with_persons,
)
from tests.postgres.hostile.furnished import OWNER
from tests.postgres.hostile.mutations import OF_EVIDENCE, mutations, rights
from tests.postgres.hostile.probes import CALLS, PREPARED, STATE, decisions, honest
from tests.shared_postgres import NEWEST_ONLY

REDUNDANT = {
    "decision_check: WHEN v.condition NOT IN": "no row of the table has another condition: for a row added later",
    "decision_check, within: d.application_id = NEW.application_id OR": "the scope says the same, more slowly",
    "REVOKE ALL ON ALL TABLES": "PostgreSQL gives nobody a right to a new table",
    "REVOKE ALL ON ALL SEQUENCES": "nor to a new sequence",
    "REVOKE ALL ON ALL FUNCTIONS": "the default rights of the owner, which make_roles sets, do so already",
}
"""Second walls, by how their names begin, and what stands before them."""


@contextmanager
def undone(siege: Siege, *, isolation: str = "READ COMMITTED") -> Iterator[psycopg.Connection[Any]]:
    connection = siege.attackers.connection(OWNER)
    with connection.transaction(force_rollback=True):
        connection.execute(f"SET TRANSACTION ISOLATION LEVEL {isolation}".encode())
        connection.execute("SET LOCAL search_path = talentdesk, pg_catalog, pg_temp")
        yield connection


def decided(siege: Siege, change: str) -> object:
    found = []
    rows_of = decisions(siege.furnished)
    with undone(siege) as connection:
        connection.execute(change.encode())
        connection.execute(ANOTHER_ROLE, [new_id(), *(siege.furnished.desk.ids[name] for name in ("other-unit", "D2"))])
        for login, rows in rows_of.items():
            with acting(connection, login):
                found.append([answer.code for answer in decide_all(connection, rows)])
    return found


def called(siege: Siege, change: str) -> object:
    """What becomes of the registers' functions, and what everybody has who got all rights by mistake."""
    ids = siege.furnished.desk.ids
    with undone(siege) as connection:
        connection.execute(change.encode())
        for statement in PREPARED:
            connection.execute(statement.encode())
        found = []
        for login, call, values in CALLS:
            given = ", ".join(literal(ids.get(value, value) if value else None) for value in values)
            found.append(answered(connection, login, f"SELECT talentdesk.{call}({given})"))
        connection.execute("GRANT ALL ON ALL TABLES IN SCHEMA talentdesk TO talentdesk_person")
        return found + [answered(connection, "unit", f"SELECT count(*) FROM talentdesk.{name}") for name in TABLES]


def kept_to_an_older_state(siege: Siege, change: str) -> object:
    row = honest(siege.furnished)
    with undone(siege, isolation="REPEATABLE READ") as connection:
        connection.execute(change.encode())
        decision = answered(connection, "unit", insert(row))[0]
        renamed = answered(connection, "admin", "SELECT talentdesk.account_rename('x', 'y')")[0]
        return (
            decision,
            renamed,
            [asked(connection, "unit", call).code for call in allowed_to_the_unit(siege.furnished)],
        )


def recorded(siege: Siege, change: str) -> object:
    """What is on record of a forged moment and a forged origin."""
    row = honest(siege.furnished) | {"recorded_at": 1, "decided_at": 2, "origin": "import"}
    with undone(siege) as connection:
        connection.execute(change.encode())
        with acting(connection, "unit"):
            try:
                connection.execute(insert(row).encode())
            except psycopg.Error as error:
                raise psycopg.Rollback from error
        on_it = "SELECT recorded_at > 1, decided_at > 2, origin FROM decision WHERE id = %s"
        return connection.execute(on_it, [row["id"]]).fetchall()
    return None


def given(siege: Siege, change: str) -> object:
    """What is given of attachments, numbers, dossiers and persons, with a record of it and without."""
    furnished = siege.furnished
    found: list[object] = []
    with undone(siege) as connection:
        connection.execute(change.encode())
        connection.execute(with_persons(furnished).encode())
        disclosing, giving = (asking(furnished, disclosed=disclosed) for disclosed in (False, True))
        found += [answer_all(connection, login, *cases) for login, cases in disclosing.items()]
        found.append(answer_all(connection, "unit", *at_once(furnished)))
        connection.execute(on_record(furnished, *RECORDED, ago=61_000).encode())
        found.append(answer_all(connection, "unit", *giving["unit"]))
        connection.execute(on_record(furnished, *RECORDED).encode())
        found += [answer_all(connection, login, *cases) for login, cases in giving.items()]
        connection.execute("GRANT talentdesk_reader TO unit")
        found.append(answer_all(connection, "unit", *called_by_reader(furnished), role="talentdesk_reader"))
    return found


ANOTHER_ROLE = (
    "INSERT INTO talentdesk.membership (id, account_id, role, organisation_id, changed_at, changed_by) "
    "VALUES (%s, %s, 'department', %s, 1, '')"
)
"""The other unit's desk may now read what passes through that department, and still sits elsewhere."""
PROBES = (decided, called, kept_to_an_older_state, recorded, given)


def is_noticed(siege: Siege, change: str, unchanged: list[object]) -> bool:
    """Stops at the first probe that tells, and begins with the one that most likely does."""
    probes = list(zip(PROBES, unchanged, strict=True))
    if any(f"FUNCTION talentdesk.{name}(" in change for name in OF_EVIDENCE):
        probes.reverse()
    return any(probe(siege, change) != before for probe, before in probes)


def answered(connection: psycopg.Connection[Any], login: str, statement: str) -> tuple[object, ...]:
    """The code of the answer and what the server's logins have become; undone."""
    try:
        with connection.transaction(force_rollback=True):
            with acting(connection, login):
                cursor = connection.execute(statement.encode())
                rows = cursor.fetchall() if cursor.description is not None else []
            return ("done", rows, connection.execute(STATE.encode()).fetchall())
    except psycopg.Error as error:
        return (told(error).code,)


TABLES = ("application", "decision", "account", "audit", "submission", "setting")


@pytest.fixture(scope="module")
def unchanged(siege: Siege) -> list[object]:
    return [probe(siege, "SELECT 1") for probe in PROBES]


@pytest.mark.slow
@NEWEST_ONLY
def test_every_check_is_needed(siege: Siege, unchanged: list[object]) -> None:
    """On one version: the text of the rules is the same on all."""
    siege.attackers.close()  # an account that is closed here for a moment would end its login's connections
    noticed = {
        name: is_noticed(siege, change, unchanged)
        for name, change in (*mutations("decisions", "logins", "people"), *rights())
    }
    assert len(noticed) > 70
    assert not is_noticed(siege, "SELECT 1", unchanged)
    assert [name for name, seen in noticed.items() if not seen and not is_redundant(name)] == []
    assert [name for name, seen in noticed.items() if seen and is_redundant(name)] == []


def is_redundant(name: str) -> bool:
    return name.startswith(tuple(REDUNDANT))
