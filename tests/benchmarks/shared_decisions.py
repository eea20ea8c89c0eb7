"""Decisions per second of 1, 4 and 16 people at one shared database, each with a login and a process of their own.

Beside the same INSERTs into a plain copy of the table, with its keys and checks, but neither triggers nor policies;
and beside the same decisions where each also tells whoever listens (NOTIFY). On a disk, every commit waits for it; who
decides, decides on applications of their own.
"""

import multiprocessing
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, Final

import psycopg
from sqlalchemy import event, text

from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action, Role
from desktop.store.postgres.address import Address
from desktop.store.postgres.store import SharedStore
from desktop.store.records.decisions import NewDecision, record_decision
from desktop.store.records.identity import new_id
from tests.postgres.programs import installed
from tests.postgres.server import Server
from tests.store.factory import Desk
from tests.store.shared import KEEPER, make_logins, password_of, shared_workspace

CLIENTS: Final = (1, 4, 16)
SECONDS: Final = 3.0
APPLICATIONS: Final = 10
"""Each client's; passed on and taken back again and again."""
PLAIN: Final = "plain"
PATIENCE: Final = 60.0


@dataclass(frozen=True)
class Person:
    address: Address
    login: str
    account_id: str
    unit_id: str
    applications: Sequence[str]


@dataclass
class Client:
    """How it goes on with each application; every table has a course of its own."""

    person: Person
    begun: dict[str, int]

    def decide(self, store: SharedStore, place: int) -> None:
        identity = self.person.applications[place % APPLICATIONS]
        seq = self.begun[identity]
        action = Action.WITHDRAW if seq % 2 else Action.PASS
        request = DecisionRequest(action, submission=1, seq=seq, comment="材料齐全，同意上报。")
        now = datetime.now(UTC)
        names = ("unit", "unit", self.person.unit_id, self.person.account_id)
        with store.write() as connection:
            record_decision(connection, NewDecision(new_id(), identity, request, *names, now, now))
        self.begun[identity] = seq + 1


def work(person: Person, begun: dict[str, int], plain: bool, start: Barrier, results: Any) -> None:
    """A client's process: decides for `SECONDS`, and tells how often and how far it came."""
    client = Client(person, begun)
    with closing(SharedStore(person.address, person.login, password_of(person.login))) as store:
        if plain:
            event.listen(store._writers, "connect", _look_into_plain)
        start.wait(PATIENCE)
        place, end = 0, time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            client.decide(store, place)
            place += 1
    results.put((place, client.begun))


def _look_into_plain(driver: Any, _record: Any) -> None:
    driver.execute(f"SET search_path = {PLAIN}, talentdesk")
    driver.commit()


def per_second(people: Sequence[Person], begun: dict[str, int], *, plain: bool) -> float:
    """All together; `begun` goes on."""
    forking = multiprocessing.get_context("fork")
    start, results = forking.Barrier(len(people)), forking.Queue()
    processes = [
        forking.Process(
            target=work,
            args=(
                person,
                {identity: begun.get(identity, 0) for identity in person.applications},
                plain,
                start,
                results,
            ),
        )
        for person in people
    ]
    for process in processes:
        process.start()
    told: list[tuple[int, dict[str, int]]] = [results.get(timeout=PATIENCE) for _ in processes]
    for process in processes:
        process.join(PATIENCE)
    for _, course in told:
        begun.update(course)
    return sum(count for count, _ in told) / SECONDS


def prepare(desk: Desk[SharedStore], address: Address) -> list[Person]:
    people = []
    for number in range(max(CLIENTS)):
        login = f"unit-{number}"
        account = desk.person(login, Role.UNIT, "U1")
        make_logins(desk, login)
        applications = tuple(desk.file() for _ in range(APPLICATIONS))
        people.append(Person(address, login, account, desk.ids["U1"], applications))
    with desk.store.write() as connection:
        for statement in (
            f"CREATE SCHEMA {PLAIN}",
            f"CREATE TABLE {PLAIN}.decision (LIKE talentdesk.decision INCLUDING ALL)",
            f"GRANT USAGE ON SCHEMA {PLAIN} TO talentdesk_person",
            f"GRANT INSERT ON {PLAIN}.decision TO talentdesk_person",
        ):
            connection.execute(text(statement))
    return people


_NOTIFYING: Final = (
    f"CREATE FUNCTION {PLAIN}.tell() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS"
    " $$ BEGIN PERFORM pg_notify('talentdesk', ''); RETURN NULL; END $$",
    "CREATE TRIGGER decision_told AFTER INSERT ON talentdesk.decision FOR EACH STATEMENT"
    f" EXECUTE FUNCTION {PLAIN}.tell()",
)
_SILENT: Final = ("DROP TRIGGER decision_told ON talentdesk.decision", f"DROP FUNCTION {PLAIN}.tell()")


@contextmanager
def notifying(address: Address, listeners: int) -> Iterator[None]:
    """Meanwhile every decision tells so many connections that there is something new."""
    with ExitStack() as stack:
        owner = stack.enter_context(psycopg.connect(address.conninfo(user=KEEPER), autocommit=True))
        for _ in range(listeners):
            listening = stack.enter_context(psycopg.connect(address.conninfo(user=KEEPER), autocommit=True))
            listening.execute("LISTEN talentdesk")
        for statement in _NOTIFYING:
            owner.execute(statement)
        yield
        for statement in _SILENT:
            owner.execute(statement)


def main() -> None:
    folder = Path(tempfile.gettempdir())
    for version, programs in installed().items():
        with Server(programs, durable=True, above=folder) as server, shared_workspace(server) as desk:
            people = prepare(desk, desk.store.address)
            desk.store.close()  # what is forked must not end its connections
            shared: dict[str, int] = {}
            plain: dict[str, int] = {}
            for clients in CLIENTS:
                copy = per_second(people[:clients], plain, plain=True)
                decisions = per_second(people[:clients], shared, plain=False)
                with notifying(people[0].address, clients):
                    telling = per_second(people[:clients], shared, plain=False)
                print(
                    f"PostgreSQL {version}, {clients} at work: {decisions:.0f} decisions per second, "
                    f"{copy:.0f} plain INSERTs, ratio {decisions / copy:.2f}; with NOTIFY {telling:.0f}, "
                    f"ratio {telling / decisions:.2f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
