"""A clock that jumps between two acts: back by hours or a day, on by a year, into another time zone."""

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from desktop.domain.clock import SHANGHAI, shanghai_day
from desktop.domain.decisions import DecisionRequest, Refused
from desktop.domain.terms import Action
from desktop.services.applications import list_applications
from desktop.services.comments import load_comment_draft, save_comment_draft
from desktop.services.decisions import available_actions, decide
from desktop.services.dossiers import DossierOutcome, import_dossier
from desktop.services.workspace import Workspace, open_workspace
from desktop.store.backups import KEPT, automatic_backup, newest_backup
from desktop.store.location import WorkspaceFiles
from desktop.store.records.identity import new_id
from desktop.store.rows import ApplicationQuery, ApplicationSort, CommentDraft
from tests.desk import NOW, PASSWORD, DeskClock
from tests.faults.nursery import Nursery
from tests.faults.office import APPLICATIONS, copy_office, detail_of, heavy_dossier, unsound
from tests.faults.tally import Tally

LOGINS: Final = ("hr", "city", "province", "secretary")
JUMPS: Final = (
    timedelta(minutes=1),
    timedelta(hours=-3),
    timedelta(days=-1),
    timedelta(days=1),
    timedelta(days=366),
    timedelta(days=-400),
    timedelta(0),
)
ZONES: Final = ("UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati")
ACTS: Final = 14
CORRECTION: Final = timedelta(days=20)
_CREDIBLE = range(2000, 2100)


@contextmanager
def _own_zone() -> Iterator[None]:
    before = os.environ.get("TZ")
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("TZ", None)
        else:
            os.environ["TZ"] = before
        time.tzset()


@dataclass
class _Journey:
    """Some desks at work on one workspace under one clock, and what each was told."""

    location: Path
    desks: dict[str, Workspace]
    clock: DeskClock
    chance: random.Random
    tally: Tally
    told: dict[str, list[str]] = field(default_factory=dict)
    backups: list[Path] = field(default_factory=list)
    submissions: dict[str, int] = field(default_factory=dict)

    def jump(self) -> None:
        self.clock.moment += self.chance.choice(JUMPS)
        if self.clock.moment.year not in _CREDIBLE:
            self.clock.moment = NOW
        os.environ["TZ"] = self.chance.choice(ZONES)
        time.tzset()

    def decide(self) -> None:
        """Somebody decides what the window would offer them now."""
        reference, login = self.chance.choice(APPLICATIONS), self.chance.choice(LOGINS)
        try:
            detail = detail_of(self.desks[login], reference)
        except Exception:  # not for this desk to see
            return
        offered = available_actions(detail, self.clock())
        if not offered:
            return
        verdict, identity = self.chance.choice(offered), new_id()
        request = DecisionRequest(
            verdict.action,
            detail.row.submission,
            detail.row.seq,
            "请按要求办理。",
            meeting="评审会" if verdict.meeting_required else "",
            correction_deadline=shanghai_day(self.clock()) + CORRECTION if verdict.action is Action.RETURN else None,
        )
        try:
            decide(self.desks[login], detail.row.id, request, decision_id=identity)
        except Refused as refusal:
            self.tally.wrong.append(f"offered and refused: {verdict.action} {refusal}")
            return
        self.told[reference].append(identity)

    def resubmit(self) -> None:
        """The applicant's newest dossier arrives, as dated by the office's clock."""
        reference = self.chance.choice(APPLICATIONS)
        dossier = heavy_dossier(reference, APPLICATIONS.index(reference))
        dossier.manifest["submitted_at"] = self.clock().astimezone(SHANGHAI).isoformat()
        file = dossier.to_zip(self.location.with_name(f"{new_id()}.zip"))
        result = import_dossier(self.desks["hr"], file)
        file.unlink()
        if result.outcome is DossierOutcome.IMPORTED:
            self.submissions[reference] = result.submission

    def back_up(self) -> None:
        store = self.desks["hr"].local
        self.backups.append(automatic_backup(store.files, store.key, self.clock()))
        kept = set(WorkspaceFiles(self.location).backups.glob("*.zip"))
        if kept != set(self.backups[-KEPT:]):
            self.tally.lost.append("one of the five backups that were made last")
        if newest_backup(self.location) != self.backups[-1]:
            self.tally.wrong.append("the newest backup is another than the one made last")

    def draft(self) -> None:
        desk, text = self.desks["hr"], f"意见 {self.chance.random()}"
        identity = detail_of(desk, APPLICATIONS[0]).row.id
        save_comment_draft(desk, identity, CommentDraft(text))
        kept = load_comment_draft(desk, identity)
        if kept is None or kept.comment != text:
            self.tally.lost.append("a comment being typed")

    def look(self) -> None:
        """What every desk sees of it all."""
        for reference in APPLICATIONS:
            detail = detail_of(self.desks["hr"], reference)
            self.tally.lost += sorted(set(self.told[reference]) - {row.id for row in detail.decisions})
            if [row.id for row in sorted(detail.decisions, key=lambda row: row.seq)] != self.told[reference]:
                self.tally.wrong.append(f"{reference}: decisions out of order")
            if [row.number for row in detail.submissions] != list(range(1, self.submissions[reference] + 1)):
                self.tally.lost.append(f"{reference}: a submission")
        for sort in (ApplicationSort.DAYS_WAITING, ApplicationSort.SUBMITTED_AT):
            rows = list_applications(self.desks["hr"], ApplicationQuery(sort=sort))
            if len(rows) != len(APPLICATIONS) or any(row.days_waiting < 0 for row in rows):
                self.tally.wrong.append(f"the list by {sort} is wrong")

    def watch(self, act: Callable[[], None]) -> None:
        """Another desk notices whatever is written."""
        told = sum(map(len, self.told.values()))
        before = self.desks["city"].store.change_number()
        act()
        if sum(map(len, self.told.values())) != told and self.desks["city"].store.change_number() <= before:
            self.tally.wrong.append("a decision was not noticed by the change watch")


def jumping_clock(nursery: Nursery, template: Path, folder: Path, *, count: int, seed: int) -> Tally:
    """Whatever the clock says: nothing is lost, decisions keep their order, the five backups made last are kept."""
    del nursery
    folder.mkdir()
    tally, chance = Tally("jumping clock"), random.Random(f"clock {seed}")
    jumps = 0
    with tally.timed(), _own_zone():
        for attempt in range(count):
            location, clock = copy_office(template, folder / "office"), DeskClock(NOW)
            tally.attempts += 1
            with ExitStack() as closing:
                desks = {login: open_workspace(location, login, PASSWORD, clock=clock) for login in LOGINS}
                for desk in desks.values():
                    closing.callback(desk.close)
                journey = _Journey(location, desks, clock, chance, tally)
                for reference in APPLICATIONS:
                    journey.told[reference] = [row.id for row in detail_of(desks["hr"], reference).decisions]
                    journey.submissions[reference] = 1
                before = sum(map(len, journey.told.values()))
                acts = (
                    journey.decide,
                    journey.decide,
                    journey.decide,
                    journey.resubmit,
                    journey.back_up,
                    journey.draft,
                )
                try:
                    for _ in range(ACTS):
                        journey.jump()
                        journey.watch(chance.choice(acts))
                        jumps += 1
                    journey.look()
                except Exception as problem:
                    tally.wrong.append(f"journey {attempt}: {problem!r}")
                tally.acknowledged += sum(map(len, journey.told.values())) - before
                tally.wrong += [f"journey {attempt}: {problem}" for problem in unsound(desks["hr"])]
    tally.facts["jumps"] = jumps
    return tally
