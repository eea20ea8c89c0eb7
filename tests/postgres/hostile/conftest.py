"""The besieged database of each server, made once for all attacks of this folder; it must be the same after them."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from desktop.domain.terms import Action
from tests.postgres.hostile.attackers import Answer, Attackers, insert, told
from tests.postgres.hostile.furnished import CLOSED, OWNER, Furnished, furnish_for_attack
from tests.postgres.hostile.requests import row_for
from tests.postgres.hostile.snapshot import secrets, snapshot
from tests.postgres.server import Server


@dataclass
class Siege:
    """Who attacks, what they attack, and how it looked before."""

    server: Server
    furnished: Furnished
    attackers: Attackers
    older: Answer
    """What the closed login is told in a transaction that keeps to the state before its account was closed."""
    before: dict[str, str]
    secrets: frozenset[str]

    def assert_unchanged(self) -> None:
        now = snapshot(self.attackers.connection(OWNER))
        assert [part for part in now if now[part] != self.before[part]] == []

    def told_secrets(self, *answers: Answer) -> list[str]:
        """What these answers give away."""
        words = "\n".join(str(answer) for answer in answers)
        return [secret for secret in self.secrets if secret in words]


@pytest.fixture(scope="package")
def besieged(postgres_server: Server) -> Iterator[Siege]:
    with ExitStack() as stack:
        stack.enter_context(postgres_server.own_roles())
        database = stack.enter_context(postgres_server.empty.clone())
        attackers = Attackers(database)
        stack.callback(attackers.close)
        older: list[psycopg.Connection[Any]] = []

        def connect_before_closing(furnished: Furnished) -> None:
            stack.callback(furnished.close)
            attackers.connection(CLOSED)
            older.append(attackers.connect(CLOSED))
            stack.callback(older[0].close)
            older[0].execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            older[0].execute("SELECT talentdesk.me()")

        furnished = furnish_for_attack(database, connect_before_closing)
        try:
            older[0].execute(insert(row_for(furnished, CLOSED, "submitted at unit", Action.PASS, "unit")).encode())
            answer = Answer()
        except psycopg.Error as error:
            answer = told(error)
        older[0].close()  # it must not hold anything while the others attack
        owner: Any = attackers.connection(OWNER)
        yield Siege(postgres_server, furnished, attackers, answer, snapshot(owner), secrets(owner))


@pytest.fixture(scope="module")
def siege(besieged: Siege) -> Iterator[Siege]:
    """The besieged database; whatever the tests of a file did, it is as it was."""
    besieged.attackers.refresh()
    besieged.assert_unchanged()
    yield besieged
    besieged.assert_unchanged()
