"""Two programs on one workspace: each sees the other's work, and of two decisions on one application one wins."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import select

from desktop.domain.decisions import RefusalCode, Refused
from desktop.domain.terms import Action
from desktop.store.audit import verify
from desktop.store.interruption import Interrupt, ended_by
from desktop.store.key_slots import FileKey
from desktop.store.problems import Interrupted, Unavailable, UnavailableCode
from desktop.store.records.decisions import record_decision
from desktop.store.tables import decision
from desktop.store.workspace import open_store
from tests.store.factory import NOW, Desk

OTHER = """
import sys
from pathlib import Path
from desktop.domain.decisions import Refused
from desktop.domain.terms import Action
from desktop.store.key_slots import FileKey
from desktop.store.queries.accounts import accounts
from desktop.store.queries.organisations import organisations
from desktop.store.records.decisions import record_decision
from desktop.store.workspace import open_store
from tests.store.factory import NOW, Desk

key = FileKey(bytes.fromhex(sys.argv[2]))
desk = Desk(open_store(Path(sys.argv[1]), key, at=NOW), key)
with desk.store.read() as connection:
    desk.ids = {row.code: row.id for row in organisations(connection)} | {
        row.login: row.id for row in accounts(connection)}
print("ready", flush=True)
for line in sys.stdin:
    verb, *rest = line.split()
    if verb == "decide":
        identity, action = rest
        new = desk.decision(identity, Action(action), "unit", "unit")
        print("prepared", flush=True)
        sys.stdin.readline()
        try:
            with desk.store.write() as connection:
                record_decision(connection, new)
            print("done", flush=True)
        except Refused as refused:
            print(refused.refusal.code, flush=True)
    elif verb == "hold":
        with desk.store.write():
            print("holding", flush=True)
            sys.stdin.readline()
        print("released", flush=True)
    elif verb == "change":
        print(desk.store.change_number(), flush=True)
desk.store.close()
print("closed", flush=True)
"""


class Other:
    """The second program, spoken to line by line."""

    def __init__(self, desk: Desk) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", OTHER, str(desk.store.location), desk.key.secret.hex()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert self.hear() == "ready"

    def say(self, line: str) -> None:
        stream: IO[str] | None = self.process.stdin
        assert stream is not None
        stream.write(f"{line}\n")
        stream.flush()

    def hear(self) -> str:
        stream: IO[str] | None = self.process.stdout
        assert stream is not None
        return stream.readline().strip()

    def ask(self, line: str) -> str:
        self.say(line)
        return self.hear()

    def end(self) -> None:
        self.process.communicate()


def test_of_two_decisions_on_one_application_exactly_one_wins(desk: Desk) -> None:
    applications = [desk.file() for _ in range(12)]
    other = Other(desk)
    winners: list[str] = []
    for identity in applications:
        mine = desk.decision(identity, Action.PASS, "unit", "unit")
        assert other.ask(f"decide {identity} return") == "prepared"
        other.say("go")
        try:
            with desk.store.write() as connection:
                record_decision(connection, mine)
            outcome = "done"
        except Refused as refused:
            outcome = refused.refusal.code.value
        assert sorted((outcome, other.hear())) == ["done", RefusalCode.STALE.value]
        winners.append("mine" if outcome == "done" else "theirs")
        assert desk.situation(identity).seq == 1
    other.end()
    with desk.store.read() as connection:
        assert verify(connection).sound


def test_each_program_sees_that_the_other_has_committed(desk: Desk) -> None:
    identity = desk.file()
    other = Other(desk)
    theirs, mine = other.ask("change"), desk.store.change_number()
    assert other.ask(f"decide {identity} pass") == "prepared"
    assert other.ask("go") == "done"
    assert desk.store.change_number() > mine
    assert desk.situation(identity).stage == "department-1"
    between = int(other.ask("change"))
    assert between > int(theirs)
    desk.decide(identity, Action.PASS, "department-1", "department-1")
    assert int(other.ask("change")) > between
    assert int(other.ask("change")) == int(other.ask("change"))
    other.end()


def test_a_write_waits_for_the_other_programs(desk: Desk) -> None:
    identity = desk.file()
    other = Other(desk)
    assert other.ask("hold") == "holding"
    done = threading.Event()

    def decide() -> None:
        desk.decide(identity, Action.PASS, "unit", "unit")
        done.set()

    writer = threading.Thread(target=decide)
    writer.start()
    assert desk.situation(identity).stage == "unit"
    assert not done.is_set()
    assert other.ask("release") == "released"
    writer.join(timeout=5)
    assert done.is_set()
    other.end()


def test_a_write_that_waits_too_long_is_told_that_the_file_is_locked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.store.engine.BUSY_SECONDS", 0.2)
    identity = desk.file()
    other = Other(desk)
    assert other.ask("hold") == "holding"
    with pytest.raises(Unavailable) as refused:
        desk.decide(identity, Action.PASS, "unit", "unit")
    assert refused.value.code is UnavailableCode.LOCKED
    assert other.ask("release") == "released"
    desk.decide(identity, Action.PASS, "unit", "unit")
    other.end()


def test_a_write_that_is_given_up_waits_for_no_other_program(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.store.engine.BUSY_SECONDS", 1000.0)
    other, interrupt, ended = Other(desk), Interrupt(), threading.Event()
    assert other.ask("hold") == "holding"

    def write() -> None:
        with ended_by(interrupt), pytest.raises(Interrupted), desk.store.write():
            pytest.fail("began all the same")
        ended.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert not ended.is_set()
    interrupt.cancel()
    writer.join(timeout=20)
    assert ended.is_set()
    assert other.ask("release") == "released"
    other.end()


def test_closing_one_leaves_the_other_at_work(desk: Desk) -> None:
    identity = desk.file()
    other = Other(desk)
    other.end()
    desk.decide(identity, Action.PASS, "unit", "unit")
    assert desk.situation(identity).stage == "department-1"


DECIDING = """
import sys
from pathlib import Path
from desktop.domain.terms import Action
from tests.store.factory import make_workspace
desk = make_workspace(Path(sys.argv[1]))
identity = desk.file()
print(desk.key.secret.hex(), flush=True)
while True:
    for action in (Action.PASS, Action.WITHDRAW):
        print(desk.decide(identity, action, "unit", "unit").id, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
@pytest.mark.parametrize("lines", [1, 7, 40])
def test_a_killed_program_loses_no_decision_that_it_told_of(tmp_path: Path, lines: int) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", DECIDING, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    key = FileKey(bytes.fromhex(child.stdout.readline().strip()))
    told = [child.stdout.readline().strip() for _ in range(lines)]
    child.kill()
    told += child.communicate()[0].split()
    store = open_store(tmp_path / "store", key, at=NOW)
    with store.read() as connection:
        kept = list(connection.scalars(select(decision.c.id).order_by(decision.c.seq)))
        assert verify(connection).sound
    store.close()
    assert kept[: len(told)] == [identity for identity in told if len(identity) == 36]
    assert len(kept) - len(told) <= 1
