"""What the audit proves: every link, what it is about, and that nothing before a kept root was changed or cut.

In a local workspace and in a shared database alike, of which the forger is the owner.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from psycopg.conninfo import conninfo_to_dict

from desktop.domain.canonical import canonical_json
from desktop.domain.terms import Action
from desktop.store.audit import AuditReport, append, is_root, order, verify
from desktop.store.engine import Mode, connect
from desktop.store.postgres.engine import connect as connect_shared
from desktop.store.postgres.store import SharedStore
from desktop.store.problems import Protected
from tests.postgres.server import Database
from tests.shared_postgres import PROGRAMS, ServerOf
from tests.store.factory import Desk, make_workspace
from tests.store.shared import KEEPER, address_of, make_shared_workspace

LOCAL = "local"
SHARED = [f"postgresql-{version}" for version in PROGRAMS][-1:]
TEMPLATE = "decided"
furnished: dict[str, Desk[SharedStore]] = {}
"""The desk that each server's template was made by: ids and time are the same in every clone of it."""


def decide(desk: Desk[Any]) -> None:
    """Three applications, two decisions each."""
    for _ in range(3):
        identity = desk.file()
        desk.decide(identity, Action.PASS, "unit", "unit")
        desk.decide(identity, Action.RETURN, "department-1", "department-1")


@pytest.fixture(params=[LOCAL, *SHARED])
def decided(request: pytest.FixtureRequest, tmp_path: Path, postgres_server_of: ServerOf) -> Iterator[Desk[Any]]:
    kind: str = request.param
    if kind == LOCAL:
        desk: Desk[Any] = make_workspace(tmp_path)
        decide(desk)
        with closing(desk.store):
            yield desk
        return
    server = postgres_server_of(int(kind.removeprefix("postgresql-")))

    def build(dsn: str) -> None:
        made = make_shared_workspace(Database(server, str(conninfo_to_dict(dsn)["dbname"])))
        decide(made)
        made.store.close()
        furnished[kind] = made

    with server.template(TEMPLATE, build).clone() as database:
        store = SharedStore(address_of(database), KEEPER, None)
        with closing(store):
            yield replace(furnished[kind], store=store)


def report(desk: Desk[Any], against: str | None = None) -> AuditReport:
    with desk.store.write() as connection:
        order(connection)
    with desk.store.read() as connection:
        return verify(connection, against)


def unguarded(desk: Desk[Any]) -> Any:
    """A connection of the driver, as somebody has it who owns everything and takes the triggers away first."""
    if isinstance(desk.store, SharedStore):
        raw: Any = connect_shared(desk.store.address, KEEPER, None, autocommit=True)
        found = raw.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'talentdesk'").fetchall()
        statement = "ALTER TABLE {} DISABLE TRIGGER USER"
    else:
        raw = connect(desk.store.files.data, desk.key, Mode.MIGRATE)
        found = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        statement = "DROP TRIGGER {}"
    for (name,) in found:
        raw.execute(statement.format(name))
    return closing(raw)


def tamper(desk: Desk[Any], *statements: str) -> None:
    with unguarded(desk) as raw:
        for statement in statements:
            assert raw.execute(statement).rowcount != 0


def rehash(desk: Desk[Any]) -> None:
    """Recomputes every chain after tampering, as a thorough forger would."""
    chain, previous = None, ""
    with unguarded(desk) as raw:
        for name, position in raw.execute("SELECT chain, position FROM audit ORDER BY 1, 2").fetchall():
            previous = previous if name == chain else ""
            raw.execute(
                f"UPDATE audit SET previous = '{previous}', hash = sha256_hex('{previous}' || entry) "
                f"WHERE chain = '{name}' AND position = {position}"
            )
            (previous,) = raw.execute(
                f"SELECT hash FROM audit WHERE chain = '{name}' AND position = {position}"
            ).fetchone()
            chain = name
        raw.execute(
            "UPDATE application SET chain_hash = (SELECT hash FROM audit WHERE chain = 'application:' || id "
            "ORDER BY position DESC LIMIT 1), "
            "chain_length = (SELECT count(*) FROM audit WHERE chain = 'application:' || id)"
        )


def test_what_was_written_by_the_rules_is_sound(decided: Desk[Any]) -> None:
    found = report(decided)
    assert found.sound
    assert is_root(found.root)
    assert found.root.startswith(f"{found.count}-")
    with decided.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT chain, count(*) FROM audit GROUP BY chain").all()
    chains = {str(row[0]): int(row[1]) for row in rows}
    applications = {name: count for name, count in chains.items() if name.startswith("application:")}
    assert list(applications.values()) == [3, 3, 3]
    assert set(chains) - set(applications) == {"units", "accounts", "notices", "catalogues"}


def test_entries_are_canonical_and_hold_no_contents(decided: Desk[Any]) -> None:
    with decided.store.read() as connection:
        entries = list(connection.exec_driver_sql("SELECT entry FROM audit").scalars())
    assert all(entry == canonical_json(json.loads(entry)) for entry in entries)
    told = "\n".join(entries)
    for secret in ("王建国", "经办", "13800001111", "11010519491231002X", "请补正", "学位证书"):
        assert secret not in told


def test_later_writing_keeps_an_earlier_root(decided: Desk[Any]) -> None:
    root = report(decided).root
    decided.file()
    later = report(decided, root)
    assert later.sound
    assert later.against_ok is True
    assert later.root != root


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE audit SET entry = replace(entry, '\"return\"', '\"pass\"') WHERE ordinal = {last}", "hash"),
        ("UPDATE audit SET at = at, hash = sha256_hex(hash) WHERE ordinal = {last}", "hash"),
        ("DELETE FROM audit WHERE ordinal = {last}", "head"),
        ("DELETE FROM audit WHERE ordinal = 1", "missing_entries"),
        ("UPDATE decision SET comment = '换了' WHERE seq = 1", "decision_changed"),
        ("UPDATE decision SET correction_deadline = '2026-05-01' WHERE seq = 1", "decision_changed"),
        (
            "UPDATE decision SET account_id = (SELECT id FROM account WHERE login = 'admin') WHERE seq = 1",
            "decision_changed",
        ),
        ("DELETE FROM decision WHERE seq = 1", "decision_gone"),
        ("DELETE FROM audit WHERE ordinal = {last}", "decision_not_on_record"),
        (
            "INSERT INTO audit (ordinal, chain, position, at, entry, previous, hash) "
            "SELECT {last} + 1, chain, position + 1, at, entry, hash, hash FROM audit WHERE ordinal = {last}",
            "decision_gone",
        ),
        (
            "UPDATE audit SET position = 99, chain = (SELECT max(chain) FROM audit WHERE chain < 'application:z' "
            "AND chain != (SELECT chain FROM audit WHERE ordinal = {last} - 5)) WHERE ordinal = {last} - 5",
            "submission_not_on_record",
        ),
        ("UPDATE submission SET content = replace(content, '王建国', '李建国')", "submission_changed"),
        ("UPDATE submission SET findings = '[1]'", "submission_changed"),
        ("UPDATE application SET chain_hash = ''", "head"),
        ("UPDATE audit SET position = 9 WHERE ordinal = {last}", "hash"),
    ],
)
def test_tampering_is_named(decided: Desk[Any], statement: str, reason: str) -> None:
    last = report(decided).count
    tamper(decided, statement.format(last=last))
    found = report(decided)
    assert not found.sound
    assert reason in {broken.reason for broken in found.broken}


def cut_the_last(last: int) -> str:
    return f"DELETE FROM audit WHERE ordinal > {last - 2}"


def change_a_verdict(last: int) -> str:
    return "UPDATE audit SET entry = replace(entry, '\"return\"', '\"pass\"') WHERE entry LIKE '%\"return\"%'"


@pytest.mark.parametrize("change", [cut_the_last, change_a_verdict])
def test_even_a_forger_who_recomputes_everything_does_not_get_past_a_kept_root(
    decided: Desk[Any], change: Callable[[int], str]
) -> None:
    before = report(decided)
    tamper(decided, change(before.count))
    rehash(decided)
    assert report(decided, before.root).against_ok is False


@pytest.mark.parametrize("text", ["", "abc", "12", "12-xyz", "-" + "0" * 64, "1-" + "A" * 64])
def test_what_is_no_root_is_told_apart(decided: Desk[Any], text: str) -> None:
    assert not is_root(text)
    with decided.store.read() as connection, pytest.raises(ValueError, match="no root"):
        verify(connection, text)


def test_a_made_up_root_proves_nothing(decided: Desk[Any]) -> None:
    assert report(decided, "5-" + "0" * 64).against_ok is False
    assert report(decided, "999999-" + "0" * 64).against_ok is False


def test_registers_take_further_entries_and_applications_do_not(decided: Desk[Any]) -> None:
    with decided.store.write() as connection:
        append(connection, "imports", decided.now, {"event": "second_application", "notice": decided.notice_id})
    assert report(decided).sound
    with pytest.raises(Protected), decided.store.write() as connection:
        append(connection, f"application:{decided.find('U1', 'd-0001')}", decided.now, {"event": "decision"})


def test_times_that_go_back_do_not_turn_the_order_of_a_chain_round(decided: Desk[Any]) -> None:
    decided.tick(days=-1)
    identity = decided.file()
    decided.tick(days=-1)
    decided.decide(identity, Action.PASS, "unit", "unit")
    assert report(decided).sound
    with decided.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT chain, position FROM audit ORDER BY ordinal").all()
    reached: dict[str, int] = {}
    for chain, position in rows:
        assert position == reached.get(chain, 0) + 1
        reached[chain] = position
