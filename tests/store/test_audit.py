"""What the audit proves: every link, what it is about, and that nothing before a kept root was changed or cut."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from desktop.domain.canonical import canonical_json
from desktop.domain.terms import Action
from desktop.store.audit import append, is_root, verify
from desktop.store.engine import Mode, connect, sha256_hex
from desktop.store.problems import Protected
from tests.store.factory import Desk


@pytest.fixture
def decided(desk: Desk) -> Desk:
    """Three applications, two decisions each."""
    for _ in range(3):
        identity = desk.file()
        desk.decide(identity, Action.PASS, "unit", "unit")
        desk.decide(identity, Action.RETURN, "department-1", "department-1")
    return desk


def report(desk: Desk, against: str | None = None) -> Any:
    with desk.store.read() as connection:
        return verify(connection, against)


def tamper(desk: Desk, *statements: str) -> None:
    """What somebody does who holds the key and takes the triggers away first."""
    raw = connect(desk.store.files.data, desk.key, Mode.MIGRATE)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert raw.execute(statement).rowcount != 0
    raw.close()


def rehash(desk: Desk) -> None:
    """Recomputes every chain after tampering, as a thorough forger would."""
    raw = connect(desk.store.files.data, desk.key, Mode.MIGRATE)
    chain, previous = None, ""
    for name, position, entry in raw.execute("SELECT chain, position, entry FROM audit ORDER BY 1, 2").fetchall():
        previous = previous if name == chain else ""
        digest = sha256_hex(previous + entry) or ""
        raw.execute(
            "UPDATE audit SET previous = ?, hash = ? WHERE chain = ? AND position = ?",
            (previous, digest, name, position),
        )
        chain, previous = name, digest
    raw.execute(
        "UPDATE application SET chain_hash = (SELECT hash FROM audit WHERE chain = 'application:' || id "
        "ORDER BY position DESC LIMIT 1)"
    )
    raw.close()


def test_what_was_written_by_the_rules_is_sound(decided: Desk) -> None:
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


def test_entries_are_canonical_and_hold_no_contents(decided: Desk) -> None:
    with decided.store.read() as connection:
        entries = list(connection.exec_driver_sql("SELECT entry FROM audit").scalars())
    assert all(entry == canonical_json(json.loads(entry)) for entry in entries)
    told = "\n".join(entries)
    for secret in ("王建国", "经办", "13800001111", "11010519491231002X", "请补正", "学位证书"):
        assert secret not in told


def test_later_writing_keeps_an_earlier_root(decided: Desk) -> None:
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
        ("UPDATE audit SET at = at, hash = lower(hex(randomblob(32))) WHERE ordinal = {last}", "hash"),
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
def test_tampering_is_named(decided: Desk, statement: str, reason: str) -> None:
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
    decided: Desk, change: Callable[[int], str]
) -> None:
    before = report(decided)
    tamper(decided, change(before.count))
    rehash(decided)
    assert report(decided, before.root).against_ok is False


@pytest.mark.parametrize("text", ["", "abc", "12", "12-xyz", "-" + "0" * 64, "1-" + "A" * 64])
def test_what_is_no_root_is_told_apart(decided: Desk, text: str) -> None:
    assert not is_root(text)
    with decided.store.read() as connection, pytest.raises(ValueError, match="no root"):
        verify(connection, text)


def test_a_made_up_root_proves_nothing(decided: Desk) -> None:
    assert report(decided, "5-" + "0" * 64).against_ok is False
    assert report(decided, "999999-" + "0" * 64).against_ok is False


def test_registers_take_further_entries_and_applications_do_not(decided: Desk) -> None:
    with decided.store.write() as connection:
        append(connection, "imports", decided.now, {"event": "second_application", "notice": decided.notice_id})
    assert report(decided).sound
    with pytest.raises(Protected), decided.store.write() as connection:
        append(connection, f"application:{decided.find('U1', 'd-0001')}", decided.now, {"event": "decision"})
