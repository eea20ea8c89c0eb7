"""Lets a crowd decide for a while: starts its clients, kills some, stops the server meanwhile, and ends them all."""

import json
import random
import selectors
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Final

from tests.postgres.crowd.client import Brief
from tests.postgres.crowd.world import Person, World
from tests.postgres.server import Server
from tests.store.shared import KEEPER, password_of

PATIENCE: Final = 60.0
_ROOT: Final = Path(__file__).parents[3]


@dataclass
class Member:
    """A person of the crowd: one process after the other, all with one journal."""

    world: World
    person: Person
    folder: Path
    seeds: "count[int]"
    complaints: list[str] = field(default_factory=list)
    process: subprocess.Popen[str] = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    @property
    def journal(self) -> Path:
        return self.folder / f"{self.person.login}.journal"

    def start(self) -> None:
        brief = Brief(
            self.world.desk.store.address,
            self.person.login,
            password_of(self.person.login),
            KEEPER,
            self.person.account_id,
            self.person.organisation_id,
            self.person.desks,
            self.world.applications,
            str(self.journal),
            next(self.seeds),
        )
        file = self.folder / f"{self.person.login}.brief"
        file.write_text(json.dumps(asdict(brief)), encoding="utf-8")
        with self._errors.open("a", encoding="utf-8") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.postgres.crowd.client", str(file)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=_ROOT,
            )

    def wait_until_ready(self) -> None:
        assert self.output.readline() == "ready\n", self._errors.read_text(encoding="utf-8")

    @property
    def output(self) -> IO[str]:
        assert self.process.stdout is not None
        return self.process.stdout

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def ask_to_end(self) -> None:
        """It finishes what it is at before."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.stdin = None

    def end(self) -> None:
        """Whatever it wrote to its standard error is a complaint."""
        self.process.communicate(timeout=PATIENCE)
        told = self._errors.read_text(encoding="utf-8")
        if told or self.process.returncode:
            self.complaints.append(f"{self.person.login} ended with {self.process.returncode}: {told[-2000:]}")

    @property
    def _errors(self) -> Path:
        return self.folder / f"{self.person.login}.errors"


@dataclass
class Gathering:
    """What happened, besides what the journals tell."""

    members: list[Member] = field(default_factory=list)
    kills: int = 0
    stops: int = 0

    @property
    def journals(self) -> list[Path]:
        return [member.journal for member in self.members]

    @property
    def complaints(self) -> list[str]:
        return [complaint for member in self.members for complaint in member.complaints]


def gather(
    world: World, server: Server, folder: Path, *, clients: int, seconds: float, seed: int, kills: int, stops: int
) -> Gathering:
    """`clients` people decide for so long; the kills come at random, the stops of the server evenly."""
    gathering, chance = Gathering(), random.Random(seed)
    seeds = count(seed * 100_000)
    try:
        for person in spread(world.people, clients):
            gathering.members.append(Member(world, person, folder, seeds))
        for member in gathering.members:
            member.wait_until_ready()
        plan = [(chance.uniform(0, 0.8 * seconds), "kill") for _ in range(kills)]
        plan += [(seconds * number / (stops + 1), "stop") for number in range(1, stops + 1)]
        started = time.monotonic()
        for moment, what in sorted(plan):
            _let_work(gathering, started + moment)
            if what == "kill":
                victim = chance.choice(gathering.members)
                victim.kill()
                victim.start()
                gathering.kills += 1
            else:
                server.stop_immediately()
                server.start()
                gathering.stops += 1
        _let_work(gathering, started + seconds)
        for member in gathering.members:
            member.ask_to_end()
        for member in gathering.members:
            member.end()
    finally:
        for member in gathering.members:
            member.kill()
    return gathering


def spread(people: Sequence[Person], count: int) -> list[Person]:
    """So many people, of every kind, and pairs before anything else: they are who meet at one desk."""
    half = len(people) // 2
    pairs = [person for pair in zip(people[:half], people[half:], strict=True) for person in pair]
    order = [0, 1, 8, 9, 14, 15, 12, 13, 2, 3, 10, 11, 4, 5, 6, 7]
    return [pairs[place] for place in order][:count]


def _let_work(gathering: Gathering, until: float) -> None:
    """Nobody ends by themselves: whoever does has met something that nobody should."""
    with selectors.DefaultSelector() as selector:
        for member in gathering.members:
            selector.register(member.output, selectors.EVENT_READ, member)
        while (left := until - time.monotonic()) > 0:
            for key, _ in selector.select(left):
                if not key.data.output.readline():
                    key.data.end()
                    raise RuntimeError(f"{key.data.complaints}")
