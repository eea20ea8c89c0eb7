"""Two programs that decide on the same applications while a third imports dossiers, each a process of its own."""

from collections import Counter
from pathlib import Path
from typing import Final

from desktop.domain.decisions import RefusalCode
from desktop.services.dossiers import DossierOutcome
from tests.faults.kills import told_of
from tests.faults.nursery import Child, Nursery
from tests.faults.office import (
    APPLICATIONS,
    copy_office,
    decisions_on_record,
    dossiers_on_record,
    signed_in,
    unsound,
    write_dossiers,
)
from tests.faults.tally import Tally

ROUNDS: Final = 4
DOSSIERS: Final = 6
LONGEST_WAIT_MS: Final = 4000
"""No act of anybody may take longer, whatever the others do; the database itself would give up after five seconds."""
_LOSING: Final = frozenset({RefusalCode.STALE.value, RefusalCode.NOT_ALLOWED.value})


def three_at_once(nursery: Nursery, template: Path, folder: Path, *, count: int, seed: int) -> Tally:
    """Every decision has one winner, every dossier is there once, everybody gets on, all chains verify."""
    folder.mkdir()
    tally, waits = Tally("two deciding, one importing"), list[int]()
    shares: Counter[str] = Counter()
    paths = [str(path) for path in write_dossiers(folder / "dossiers", DOSSIERS)]
    with tally.timed():
        with signed_in(template) as workspace:
            before = frozenset(decisions_on_record(workspace))
        for attempt in range(count):
            office = str(copy_office(template, folder / "office"))
            rivals = [
                nursery.start("rivalling", location=office, seed=2 * attempt + place + seed, rounds=ROUNDS)
                for place in range(2)
            ]
            importer = nursery.start("importing_beside", location=office, paths=paths)
            told = _let_run([*rivals, importer])
            tally.attempts += 1
            tally.wrong += [line for lines in told for line in lines if line.startswith("failed")]
            waits += [int(wait) for lines in told for wait in told_of(lines, "longest")]
            won = [line.split() for lines in told[:2] for line in told_of(lines, "won")]
            lost = [line.split() for lines in told[:2] for line in told_of(lines, "lost")]
            imported = [line.split() for line in told_of(told[2], "imported")]
            tally.acknowledged += len(won) + len(imported)
            for place in range(2):
                shares[f"won by program {place + 1}"] += len(told_of(told[place], "won"))
            tally.wrong += [f"refused as {line[2]}" for line in lost if line[2] not in _LOSING]
            tally.wrong += [f"{line[0]} {line[1]}" for line in imported if line[1] != DossierOutcome.IMPORTED]
            winners = Counter((reference, turn) for reference, turn, _ in won)
            tally.doubled += [f"{key} won twice" for key, times in winners.items() if times > 1]
            wanted = {(reference, str(turn)) for reference in APPLICATIONS for turn in range(ROUNDS)}
            tally.lost += [f"nobody won {key}" for key in wanted - set(winners)]
            with signed_in(Path(office)) as workspace:
                found = frozenset(decisions_on_record(workspace))
                tally.lost += [identity for _, _, identity in won if identity not in found]
                tally.wrong += [f"{one} came from nowhere" for one in found - before - {line[2] for line in won}]
                dossiers = dossiers_on_record(workspace)
                tally.lost += [line[0] for line in imported if line[0] not in dossiers]
                tally.doubled += [name for name, times in dossiers.items() if times > 1]
                tally.wrong += unsound(workspace)
    tally.wrong += [f"somebody waited {wait} ms" for wait in waits if wait > LONGEST_WAIT_MS]
    tally.facts |= {"longest act of anybody, ms": max(waits, default=0), **shares}
    return tally


def _let_run(children: list[Child]) -> list[list[str]]:
    for child in children:
        child.wait_for("ready")
    for child in children:
        child.go()
    for child in children:
        child.wait_for("done")
    return [child.kill() for child in children]
