"""What must hold after a crowd was at work, as the owner finds it: what was told of is there, and nothing else is."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from desktop.domain.decisions import (
    DecisionRequest,
    LastDecision,
    RefusalCode,
    Refused,
    Situation,
    check_decision,
    correction_due,
)
from desktop.domain.terms import Action, Status
from desktop.store.audit import order, verify
from desktop.store.queries.situations import situation_of
from desktop.store.tables import decision
from tests.faults.tally import Tally
from tests.postgres.crowd.journal import Act, acts_of, cut_offs_of
from tests.postgres.crowd.world import World

EXPECTED = frozenset({"done", "", "locked: 40P01", "locked: 55P03"}) | {
    code.value
    for code in (
        RefusalCode.STALE,
        RefusalCode.NOT_ALLOWED,
        RefusalCode.NOT_FOUND,
        RefusalCode.NOT_LAST_DECISION,
        RefusalCode.CORRECTION_NOT_OVERDUE,
        RefusalCode.MEETING_REQUIRED,
    )
}
"""How an act may end. Whoever loses is told that the application stands elsewhere now."""


@dataclass(frozen=True)
class Found:
    """What is on record, application by application in its order."""

    acts: Sequence[Act]
    decisions: Mapping[str, Sequence[Any]]

    @property
    def rows(self) -> list[Any]:
        return [row for rows in self.decisions.values() for row in rows]


def examine(world: World, journals: Sequence[Path], tally: Tally) -> None:
    """Adds to the tally what was acknowledged, and each case of something lost, doubled or wrong."""
    with world.desk.store.write() as connection:
        order(connection)
    with world.desk.store.read() as connection:
        acts = [act for journal in journals for act in acts_of(journal)]
        kept: dict[str, list[Any]] = {identity: [] for identity, _ in world.applications}
        for row in connection.execute(select(decision).order_by(decision.c.application_id, decision.c.seq)):
            kept[row.application_id].append(row)
        found = Found(acts, kept)
        tally.acknowledged += sum(len(act.intended) for act in acts if act.done)
        tally.lost += _lost(found)
        tally.doubled += _doubled(found)
        tally.wrong += [*_unintended(found), *_wrong_ends(found)]
        for identity, rows in kept.items():
            tally.wrong += _wrong_life(connection, identity, rows)
        broken = verify(connection).broken
        tally.wrong += [f"{link.chain} {link.position} {link.reason}" for link in broken]
    ends = Counter(act.end for act in acts)
    tally.facts |= {
        "on record": len(found.rows),
        "refused as stale": ends[RefusalCode.STALE.value],
        "otherwise refused": sum(ends[code.value] for code in RefusalCode if code is not RefusalCode.STALE),
        "deadlocks": ends["locked: 40P01"],
        "lock time-outs": ends["locked: 55P03"],
        "times without a server": sum(cut_offs_of(journal) for journal in journals),
        "acts without a known end": ends[""],
        "longest chain": max(map(len, kept.values())),
    }


def _lost(found: Found) -> Iterator[str]:
    kept = {row.id for row in found.rows}
    for act in found.acts:
        if act.done:
            yield from (f"{one.id} was told of" for one in act.intended if one.id not in kept)


def _doubled(found: Found) -> Iterator[str]:
    for identity, times in Counter(row.id for row in found.rows).items():
        if times > 1:
            yield f"{identity} is there {times} times"
    for name, places in (
        ("on record", Counter((row.application_id, row.seq) for row in found.rows)),
        ("told of", Counter((one.application_id, one.seq) for act in found.acts if act.done for one in act.intended)),
    ):
        yield from (f"{place} was won {times} times, {name}" for place, times in places.items() if times > 1)


def _unintended(found: Found) -> Iterator[str]:
    intended = {one.id: (one, act) for act in found.acts for one in act.intended}
    kept = {row.id for row in found.rows}
    for row in found.rows:
        if row.id not in intended:
            yield f"{row.id} came from nowhere"
            continue
        meant, act = intended[row.id]
        if any(getattr(row, name) != value for name, value in vars(meant).items()):
            yield f"{row.id} is not what was meant"
        if act.end not in ("done", ""):
            yield f"{row.id} is there after {act.end}"
        if any(other.id not in kept for other in act.intended):
            yield f"{row.id} is there without the other of its transaction"


def _wrong_ends(found: Found) -> Iterator[str]:
    for end, times in Counter(act.end for act in found.acts).items():
        if end not in EXPECTED:
            yield f"{times} acts ended with {end}"


def _wrong_life(connection: Connection, identity: str, rows: Sequence[Any]) -> Iterator[str]:
    """An application where the rules of the domain, step by step, do not lead where the database has it."""
    now = situation_of(connection, identity)
    assert now is not None
    life = Situation(now.levels, Status.SUBMITTED, "unit", "", now.submission, 0, now.notice_closes)
    for seq, row in enumerate(rows):
        if row.seq != seq:
            yield f"{identity} has decision {row.seq} where {seq} is due"
            return
        try:
            life = _step(life, row)
        except Refused as refused:
            yield f"{identity} has a decision {seq} that is {refused.refusal.code}"
            return
    if life != now:
        yield f"{identity} is {now}, and by its decisions {life}"


def _step(life: Situation, row: Any) -> Situation:
    facts = (row.comment, row.meeting, row.correction_deadline, row.straight_back)
    request = DecisionRequest(Action(row.action), row.submission, row.seq, *facts)
    verdict = check_decision(life, request, frozenset({row.desk}), row.recorded_at)
    ended = verdict.to_status in (Status.RETURNED, Status.TERMINATED)
    returned = verdict.to_status is Status.RETURNED
    return Situation(
        levels=life.levels,
        status=verdict.to_status,
        stage=verdict.to_stage,
        returned_from=verdict.stage if ended else "",
        submission=life.submission,
        seq=life.seq + 1,
        notice_closes=life.notice_closes,
        last=LastDecision(Action(row.action), row.desk, row.submission, row.recorded_at),
        correction_due=correction_due(row.correction_deadline, life.notice_closes) if returned else None,
    )
