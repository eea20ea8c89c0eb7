"""One client of the crowd: decides as its person until its standard input ends, whatever happens to the server.

What stands where, it reads as the owner: people may only write. An act of which it never heard the end, it sends again
with the same ids.
"""

import json
import random
import select
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from desktop.domain.decisions import RefusalCode, Refused, Situation, allowed_actions
from desktop.domain.terms import Action
from desktop.domain.workflow import Verdict, verdict
from desktop.store.postgres.address import Address
from desktop.store.postgres.store import SharedStore
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.queries.situations import situation_of
from desktop.store.records.decisions import record_decision
from desktop.store.records.identity import new_id
from tests.postgres.crowd.journal import DONE, Act, Intended, Journal, acts_of

HOT: Final = 10
"""So many applications are drawn as often as all others together: everybody meets there."""
_DRAWS: Final = 40
_PAUSE: Final = 0.02
_WEIGHTS: Final = {Action.PASS: 8, Action.RETURN: 4, Action.TERMINATE: 2, Action.CONFIRM: 1, Action.WITHDRAW: 8}


@dataclass(frozen=True)
class Brief:
    """Who the client is, and what there is to decide on."""

    address: Address
    login: str
    password: str
    owner: str
    account_id: str
    organisation_id: str
    desks: dict[str, str]
    applications: Sequence[tuple[str, str]]
    journal: str
    seed: int


class Client:
    def __init__(self, brief: Brief, journal: Journal, person: SharedStore, owner: SharedStore) -> None:
        self._brief, self._journal, self._person, self._owner = brief, journal, person, owner
        self._random = random.Random(brief.seed)
        self._mine = [(identity, unit) for identity, unit in brief.applications if unit in brief.desks]

    def act(self) -> bool:
        """One transaction; in one of six two decisions at once, whose rows others may take the other way round.

        False where there was nothing to decide.
        """
        twice = self._random.random() < 1 / 6
        intended = [one for _ in range(2 if twice else 1) if (one := self._draw()) is not None]
        if len({one.application_id for one in intended}) == len(intended) > 0:
            self._journal.intend(tuple(intended))
            self.send(tuple(intended))
        return bool(intended)

    def send(self, intended: tuple[Intended, ...], *, again: bool = False) -> None:
        """Until it has an end. Raises what no client should meet."""
        while True:
            try:
                with self._person.write() as connection:
                    for one in intended:
                        record_decision(connection, one.decision(datetime.now(UTC)))
            except Refused as refused:
                code = refused.refusal.code
                self._journal.end(DONE if again and code is RefusalCode.DUPLICATE else code.value)
            except Unavailable as unavailable:
                if unavailable.code is UnavailableCode.LOCKED:
                    self._journal.end(f"locked: {getattr(unavailable.__cause__, 'sqlstate', None)}")
                else:
                    self._journal.cut_off(unavailable.code.value)
                    again = True
                    if leaves(_PAUSE):
                        return
                    continue
            else:
                self._journal.end(DONE)
            return

    def _draw(self) -> Intended | None:
        for _ in range(_DRAWS):
            pool = self._brief.applications if self._random.random() < 0.004 else self._mine
            identity, unit = self._random.choice(pool[: HOT * 4] if self._random.random() < 0.5 else pool)
            with self._owner.read() as connection:
                situation = situation_of(connection, identity)
            desk = self._brief.desks.get(unit, "unit")
            drawn = None if situation is None else self._choose(situation, desk)
            if situation is not None and drawn is not None:
                return self._intend(identity, situation, desk, drawn)
        return None

    def _choose(self, situation: Situation, desk: str) -> Action | None:
        """Mostly what is allowed, sometimes anything."""
        if self._random.random() < 0.01:
            return self._random.choice(list(_WEIGHTS))
        allowed = allowed_actions(situation, frozenset({desk}), datetime.now(UTC))
        actions = [row.action for row in allowed if row.action in _WEIGHTS]
        return self._random.choices(actions, [_WEIGHTS[action] for action in actions])[0] if actions else None

    def _intend(self, identity: str, situation: Situation, desk: str, action: Action) -> Intended:
        row: Verdict | None = verdict(situation.levels, situation.status, situation.place, action, desk)
        return Intended(
            new_id(),
            identity,
            action.value,
            situation.submission,
            situation.seq + self._random.choices((0, -1, 1), (50, 1, 1))[0],
            situation.place if row is None else row.recorded_stage,
            desk,
            self._brief.organisation_id,
            self._brief.account_id,
            comment=f"{self._brief.login} {self._random.random()}",
            meeting="第一次评审会" if row is not None and row.meeting_required else "",
            straight_back=action is Action.RETURN and self._random.random() < 0.5,
        )


def leaves(seconds: float = 0) -> bool:
    """Whether the client is to end; waits for it so long."""
    return bool(select.select([sys.stdin], [], [], seconds)[0])


def unfinished(acts: Sequence[Act]) -> tuple[Intended, ...]:
    """What a process before this one sent, and was killed over."""
    return acts[-1].intended if acts and not acts[-1].end else ()


@contextmanager
def opened(brief: Brief, journal: Journal) -> Iterator[tuple[SharedStore, SharedStore] | None]:
    """The person's store and the owner's, as soon as the server answers; None where the client is to end before."""
    stores: list[SharedStore] = []
    logins = ((brief.login, brief.password), (brief.owner, None))
    try:
        while len(stores) < len(logins):
            try:
                stores.append(SharedStore(brief.address, *logins[len(stores)]))
            except Unavailable as unavailable:
                journal.cut_off(unavailable.code.value)
                if leaves(_PAUSE):
                    break
        yield (stores[0], stores[1]) if len(stores) == len(logins) else None
    finally:
        for store in stores:
            store.close()


def main(brief: Brief) -> None:
    before = tuple(acts_of(Path(brief.journal)))
    with Journal(Path(brief.journal)) as journal, opened(brief, journal) as stores:
        if stores is None:
            return
        client = Client(brief, journal, *stores)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        if rest := unfinished(before):
            client.send(rest, again=True)
        acted = True
        while not leaves(0 if acted else _PAUSE):
            try:
                acted = client.act()
            except Unavailable as unavailable:  # while reading
                journal.cut_off(unavailable.code.value)
                acted = False


def read_brief(file: Path) -> Brief:
    facts: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return Brief(**{**facts, "address": Address(**facts["address"])})


if __name__ == "__main__":
    main(read_brief(Path(sys.argv[1])))
